#include "paths/database_tables.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/call_arguments.h"
#include "paths/code_text.h"
#include "paths/spark_tables.h"

namespace prereq {
namespace {

constexpr std::size_t kMostCallsOfTables = 200;

// A call whose argument is a table, or SQL. `keyword`: that argument's name, where it has one.
struct TableCall {
  std::string_view call;
  std::size_t argument;
  std::string_view keyword;
  bool makes = false, is_sql = false;
};
constexpr TableCall kTableCalls[] = {
    {"to_sql(", 0, "name", true},
    {"read_sql_table(", 0, "table_name"},
    {"read_sql(", 0, "sql", false, true},
    {"read_sql_query(", 0, "sql", false, true},
    {"dbWriteTable(", 1, "name", true},
    {"dbCreateTable(", 1, "name", true},
    {"dbReadTable(", 1, "name"},
    {"dbGetQuery(", 1, "statement", false, true},
    {"dbSendQuery(", 1, "statement", false, true},
    {"dbExecute(", 1, "statement", false, true},
    {"dlt.read(", 0, "name"},
    {"dlt.read_stream(", 0, "name"},
    {"dlt.create_streaming_table(", 0, "name", true},
    {"dlt.create_streaming_live_table(", 0, "name", true},
};
// Decorators of functions that are tables.
constexpr std::string_view kDecorators[] = {"@dlt.table", "@dlt.view", "@dp.table",
                                            "@dp.materialized_view", "@dp.temporary_view"};

bool IsPartOfFunction(char c) { return IsWordByte(c) || c == '_'; }

class TableReader {
 public:
  TableReader(const FileFormat& format, std::string_view text, const PlaceInFile& place)
      : format_(format), text_(text), place_(place), code_(BlankComments(format, text)) {}

  PackageNames Run() {
    std::string sql = BlankLines(text_);
    for (const TableCall& row : kTableCalls) {
      for (const std::size_t at : PlacesBehindCalls(code_, row.call, kMostCallsOfTables)) {
        Read(row, at, sql);
      }
    }
    PackageNames told = ReadSqlNames(format_, sql, place_);
    std::ranges::move(told.declares, std::back_inserter(names_.declares));
    std::ranges::move(told.uses, std::back_inserter(names_.uses));
    for (const std::string_view decorator : kDecorators) ReadDecorated(decorator);
    return std::move(names_);
  }

 private:
  void Add(std::string_view name, bool is_made, std::size_t at) {
    if (!IsNameOfTable(name)) return;
    std::vector<PackageName>& list = is_made ? names_.declares : names_.uses;
    list.push_back(NameInSql(std::string(kTableOfSpark) + ' ' + NameOfTable(name), place_(at),
                             format_, std::string(name)));
  }

  void Read(const TableCall& row, std::size_t at, std::string& sql) {
    const std::vector<std::string_view> arguments = ArgumentsOf(std::string_view(code_).substr(at));
    std::string_view value = ArgumentCalled(arguments, row.keyword);
    if (value.empty() && row.argument < arguments.size()) value = arguments[row.argument];
    if (value.empty()) {
      // What is longer than a call may be: the text that it begins with.
      if (row.is_sql && row.argument == 0) CopySqlAt(code_, text_, at, sql);
      return;
    }
    const auto begin = static_cast<std::size_t>(value.data() - code_.data());
    const auto written = OnlyText(value);
    if (written && written->find(' ') == written->npos) return Add(*written, row.makes, begin + 1);
    if (row.is_sql) CopySqlAt(code_, text_, begin, sql);
  }

  // `@dlt.table(name="orders")`, or the name of the function behind.
  void ReadDecorated(std::string_view decorator) {
    constexpr std::size_t kMostOfDecorators = 2000;
    constexpr std::string_view kFunction = "\ndef ";
    for (std::size_t at = code_.find(decorator); at != std::string::npos;
         at = code_.find(decorator, at + 1)) {
      const std::string_view behind =
          std::string_view(code_).substr(at + decorator.size(), kMostOfDecorators);
      if (behind.empty() || IsPartOfFunction(behind.front())) continue;
      const std::vector<std::string_view> arguments =
          behind.starts_with('(') ? ArgumentsOf(behind.substr(1)) : std::vector<std::string_view>();
      if (const auto name = OnlyText(ArgumentCalled(arguments, "name"))) {
        Add(*name, true, static_cast<std::size_t>(name->data() - code_.data()));
        continue;
      }
      const std::size_t function = behind.find(kFunction);
      if (function == behind.npos) continue;
      const std::string_view rest = behind.substr(function + kFunction.size());
      const auto end = std::ranges::find_if_not(rest, IsPartOfFunction) - rest.begin();
      Add(rest.substr(0, static_cast<std::size_t>(end)), true,
          static_cast<std::size_t>(rest.data() - code_.data()));
    }
  }

  const FileFormat& format_;
  const std::string_view text_;
  const PlaceInFile& place_;
  const std::string code_;  // without comments
  PackageNames names_;
};

}  // namespace

bool MayNameTablesOfDatabase(const FileFormat& format, std::string_view text) {
  if (!format.Is("python") && !format.Is("r") && !format.Is("notebook")) return false;
  const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
  const bool names = has("_sql") || has("dbWriteTable") || has("dbReadTable") ||
                     has("dbGetQuery") || has("dbExecute") || has("dlt.") || has("@dp.");
  return names && !has("sqlite") && !has("SQLite") && !has("duckdb") && !has(":memory:");
}

PackageNames ReadTablesOfDatabase(const FileFormat& format, std::string_view text,
                                  const PlaceInFile& place) {
  return TableReader(format, text, place).Run();
}

}  // namespace prereq
