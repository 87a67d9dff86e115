#include "paths/spark_tables.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/code_text.h"
#include "paths/looped_paths.h"
#include "paths/sql_names.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

constexpr std::string_view kMagic = "# MAGIC ", kCellOfSql = "%sql", kCellOfOwn = "%%sql",
                           kSqlCall = "spark.sql(";

// Copies what stands in `text` from `begin` to `end` into `sql`, where all else is blank. Of
// `{get("schema")}.gold` the name alone: what is computed tells nothing.
void CopySql(std::string_view text, std::size_t begin, std::size_t end, std::string& sql) {
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_' || c == '.'; };
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t close = text[i] == '{' ? text.substr(0, end).find_first_of("{}\n", i + 1) : i;
    const bool is_whole = close < end && text[i] == '{' && text[close] == '}';
    if (is_whole && !std::ranges::all_of(text.substr(i + 1, close - i - 1), is_part)) {
      i = close + 1 < end && text[close + 1] == '.' ? close + 1 : close;
      continue;
    }
    const bool of_string = text[i] == '{' || text[i] == '}' || text[i] == '\\';
    sql[i] = of_string ? ' ' : text[i];
  }
}

// The cells `# MAGIC %sql`, up to the first line that does not go on so.
void CopyCells(std::string_view text, std::string& sql) {
  bool inside = false;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    std::size_t begin = std::min(kMagic.size(), line.size());
    inside = inside && line.starts_with(Trim(kMagic));
    if (line.starts_with(kMagic) && line.substr(begin).starts_with('%')) {
      inside = line.substr(begin).starts_with(kCellOfSql);
      sql[start] = ';';
      begin += std::min(kCellOfSql.size(), line.size() - begin);
    }
    if (inside) CopySql(text, start + begin, end, sql);
    start = end + 1;
  }
}

// Copies the text in quotes that stands at `at` behind blanks, if any, as a statement of its own;
// where it ends.
std::size_t CopyString(std::string_view text, std::size_t at, std::string& sql) {
  std::size_t quote = text.find_first_not_of(" \t\r\n", at);
  if (quote < text.size() && (text[quote] == 'f' || text[quote] == 'r')) ++quote;
  if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) return at;
  const std::string three(3, text[quote]);
  const bool is_long = text.substr(quote).starts_with(three);
  const std::size_t begin = quote + (is_long ? 3 : 1);
  const std::string ends{text[quote], '\n'};
  const std::size_t close = is_long ? text.find(three, begin) : text.find_first_of(ends, begin);
  if (close == std::string_view::npos) return text.size();
  if (text[close] == '\n') return at;
  sql[quote] = ';';
  CopySql(text, begin, close, sql);
  sql[close] = ';';
  return close + 1;
}

// Behind the `=` of the last line before `at` that gives `name` a value; npos without one. Looks
// some thousand bytes back.
std::size_t LastValue(std::string_view code, std::string_view name, std::size_t at) {
  constexpr std::size_t kMostBefore = 8000;
  const std::size_t low = at > kMostBefore ? at - kMostBefore : 0;
  const std::string_view near = code.substr(0, at);
  for (std::size_t found = near.rfind(name); found != near.npos && found >= low && found > 0;
       found = near.rfind(name, found - 1)) {
    if (std::string_view("\n \t").find(near[found - 1]) == near.npos) continue;
    const std::size_t equals = near.find_first_not_of(' ', found + name.size());
    if (equals < near.size() && near[equals] == '=' && !near.substr(equals).starts_with("==")) {
      return equals + 1;
    }
  }
  return std::string_view::npos;
}

// `spark.sql("…")`, `spark.sql(f"""…""")`, `spark.sql(query)` behind `query = "…"`; what is put
// together from several strings is not read.
void CopyCalls(std::string_view code, std::string_view text, std::string& sql) {
  std::size_t end = 0;
  for (std::size_t at = code.find(kSqlCall); at != std::string_view::npos && end < text.size();
       at = code.find(kSqlCall, end)) {
    end = CopySqlAt(code, text, at + kSqlCall.size(), sql);
  }
}

// The whole call that `call` of `text` is the end of, without what stands in brackets:
// `spark.read.format.table` of `(spark.read\n  .format("delta")\n  .table(`.
std::string WholeChain(std::string_view text, std::string_view call) {
  constexpr int kMostLinks = 8;
  constexpr std::size_t kMostOfLink = 400;
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_' || c == '.'; };
  std::string chain(call);
  auto at = static_cast<std::size_t>(call.data() - text.data());
  for (int links = 0; links < kMostLinks && chain.starts_with('.'); ++links) {
    const std::size_t low = at > kMostOfLink ? at - kMostOfLink : 0;
    const auto skip = [&] {
      while (at > low && std::string_view(" \t\r\n\\").find(text[at - 1]) != text.npos) --at;
    };
    skip();
    if (at > low && text[at - 1] == ')') {
      for (int depth = 0; at > low;) {
        --at;
        if (text[at] == ')') ++depth;
        if (text[at] == '(' && --depth == 0) break;
      }
      skip();
    }
    std::size_t begin = at;
    while (begin > low && is_part(text[begin - 1])) --begin;
    if (begin == at) break;
    chain.insert(0, text.substr(begin, at - begin));
    at = begin;
  }
  return chain;
}

// What a call does with the table that its argument names.
NamedWord RoleOfCall(std::string_view text, std::string_view call) {
  const std::string_view name = LastName(call);
  if (HasWord("createOrReplaceTempView createTempView registerTempTable", name)) {
    return {kDeclares, kViewOfSession};
  }
  if (HasWord("saveAsTable toTable", name)) return {kDeclares, kTableOfSpark};
  if (name != "table") return {};
  const std::string chain = WholeChain(text, call);
  const bool reads = chain == "spark.table" || chain.starts_with("spark.read.") ||
                     chain.starts_with("spark.readStream.");
  return reads ? NamedWord{kUses, kTableOfSpark} : NamedWord{};
}

// What `written` names: of `{catalog}.bronze.{table}` all tables that the loop around `at` goes
// through.
std::vector<std::string> TablesOf(const FileFormat& format, std::string_view text,
                                  std::string_view earlier, std::string_view written,
                                  std::size_t at) {
  if (IsNameOfTable(written)) return {std::string(written)};
  const std::size_t open = written.rfind(".{") + 1;  // npos + 1 is 0
  if (!written.substr(open).starts_with('{') || !written.ends_with('}')) return {};
  const std::string_view name = written.substr(open + 1, written.size() - open - 2);
  std::vector<std::string> tables = LoopedValues(format, text, earlier, name, at);
  for (std::string& table : tables) table = WithValue(written, name, table);
  std::erase_if(tables, [](const std::string& table) { return !IsNameOfTable(table); });
  return tables;
}

// `saveAsTable(name)`, where `name = "gold"` stands before, or where a loop goes through names.
void AddTablesInVariables(const FileFormat& format, std::string_view text, std::string_view earlier,
                          const PlaceInFile& place, PackageNames& names) {
  const std::string code = BlankComments(format, text);
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_' || c == '.'; };
  for (std::size_t open = code.find('('); open != code.npos; open = code.find('(', open + 1)) {
    std::size_t begin = open, end = open + 1;
    while (begin > 0 && is_part(code[begin - 1])) --begin;
    const NamedWord named = RoleOfCall(text, text.substr(begin, open - begin));
    if (named.role == kNone) continue;
    while (end < code.size() && is_part(code[end])) ++end;
    const std::string_view variable = text.substr(open + 1, end - open - 1);
    const bool is_text =
        variable == "f" && end < code.size() && (code[end] == '"' || code[end] == '\'');
    if (is_text) end = std::min(code.find(code[end], end + 1), code.size() - 1) + 1;
    const bool is_alone = end < code.size() && (code[end] == ')' || code[end] == ',');
    if (variable.empty() || !is_alone) continue;
    std::string_view value = is_text ? text.substr(open + 1, end - open - 1)
                                     : AssignedValue(text, earlier, variable, open);
    if (value.starts_with('f')) value.remove_prefix(1);
    const auto written = OnlyText(value);
    if (!written || (is_text && IsNameOfTable(*written))) continue;  // as a word
    for (const std::string& table : TablesOf(format, text, earlier, *written, open)) {
      PackageName name = NameInSql(std::string(named.ecosystem) + ' ' + NameOfTable(table),
                                   place(open + 1), format, std::string(*written));
      (named.role == kDeclares ? names.declares : names.uses).push_back(std::move(name));
    }
  }
}

}  // namespace

std::string BlankLines(std::string_view text) {
  std::string blank(text.size(), ' ');
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    blank[at] = '\n';
  }
  return blank;
}

std::size_t CopySqlAt(std::string_view code, std::string_view text, std::size_t at,
                      std::string& sql) {
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_'; };
  std::size_t end = CopyString(text, at, sql);
  if (end != at) return end;
  while (end < code.size() && is_part(code[end])) ++end;
  if (end == at || end >= code.size() || (code[end] != ')' && code[end] != ',')) return end;
  const std::size_t value = LastValue(code, code.substr(at, end - at), at);
  if (value != std::string_view::npos) CopyString(text, value, sql);
  return end;
}

bool MayNameTables(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return has("saveAsTable") || has("spark") || has(".toTable") || has("DeltaTable.forName") ||
         has(kCellOfSql);
}

NamedWord TableOfSpark(std::string_view text, const SourceWord& word) {
  if (!word.quoted || !IsNameOfTable(word.text)) return {};
  if (word.call == "DeltaTable.forName") return {kUses, kTableOfSpark};
  return word.previous == '(' ? RoleOfCall(text, word.call) : NamedWord{};
}

bool IsNameOfTable(std::string_view text) {
  const std::string_view last = text.substr(text.rfind('.') + 1);  // npos + 1 is 0
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_'; };
  return !last.empty() && std::ranges::all_of(last, is_part) &&
         std::ranges::all_of(text, [&](char c) {
           return is_part(c) || std::string_view(".{}").find(c) != std::string_view::npos;
         });
}

std::string NameOfTable(std::string_view word) {
  constexpr std::string_view kPipeline = "live.";  // its own schema, of Databricks
  std::string name = Lower(word);
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  if (name.starts_with(kPipeline)) name.erase(0, kPipeline.size());
  return name;
}

PackageNames ReadTablesOfSpark(const FileFormat& format, std::string_view text,
                               std::string_view earlier, const PlaceInFile& place) {
  std::string sql = BlankLines(text);
  if (text.starts_with(kCellOfSql) || text.starts_with(kCellOfOwn)) {
    CopySql(text, text.find("sql") + 3, text.size(), sql);
  } else {
    CopyCells(text, sql);
    CopyCalls(BlankComments(format, text), text, sql);
  }
  PackageNames names = ReadSqlNames(format, sql, place);
  AddTablesInVariables(format, text, earlier, place, names);
  return names;
}

void DropTablesOfSession(PackageNames& names) {
  std::set<std::string_view> own;
  for (const PackageName& name : names.declares) {
    if (name.name.starts_with(kViewOfSession)) {
      own.insert(std::string_view(name.name).substr(kViewOfSession.size()));
    }
  }
  if (own.empty()) return;
  std::erase_if(names.uses, [&](const PackageName& use) {
    return use.name.starts_with(kTableOfSpark) &&
           own.contains(std::string_view(use.name).substr(kTableOfSpark.size()));
  });
}

}  // namespace prereq
