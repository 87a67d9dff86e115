#include "paths/spark_tables.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/code_text.h"
#include "paths/sql_names.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

using enum NamedWord::Role;

constexpr std::string_view kMagic = "# MAGIC ", kCellOfSql = "%sql", kSqlCall = "spark.sql(";

// `gold`, `shop.gold`, `{catalog}.{schema}.gold`: whose last part is written out.
bool IsNameOfTable(std::string_view text) {
  const std::string_view last = text.substr(text.rfind('.') + 1);  // npos + 1 is 0
  const auto is_part = [](char c) { return IsWordByte(c) || c == '_'; };
  return !last.empty() && std::ranges::all_of(last, is_part) &&
         std::ranges::all_of(text, [&](char c) {
           return is_part(c) || std::string_view(".{}").find(c) != std::string_view::npos;
         });
}

// Copies what stands in `text` from `begin` to `end` into `sql`, where all else is blank.
void CopySql(std::string_view text, std::size_t begin, std::size_t end, std::string& sql) {
  for (std::size_t i = begin; i < end; ++i) {
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

// `spark.sql("…")`, `spark.sql(f"""…""")`; what is put together from several strings is not read.
void CopyCalls(std::string_view code, std::string_view text, std::string& sql) {
  std::size_t end = 0;
  for (std::size_t at = code.find(kSqlCall); at != std::string_view::npos;
       at = code.find(kSqlCall, end)) {
    end = at + kSqlCall.size();
    std::size_t quote = text.find_first_not_of(" \t\r\n", end);
    if (quote < text.size() && (text[quote] == 'f' || text[quote] == 'r')) ++quote;
    if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) continue;
    const std::string three(3, text[quote]);
    const bool is_long = text.substr(quote).starts_with(three);
    const std::size_t begin = quote + (is_long ? 3 : 1);
    const std::string ends{text[quote], '\n'};
    const std::size_t close = is_long ? text.find(three, begin) : text.find_first_of(ends, begin);
    if (close == std::string_view::npos) return;
    if (text[close] == '\n') continue;
    sql[at] = ';';
    CopySql(text, begin, close, sql);
    sql[close] = ';';
    end = close + 1;
  }
}

}  // namespace

bool MayNameTables(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return has("saveAsTable") || has("spark.table") || has("spark.read") || has(".toTable") ||
         has("DeltaTable.forName") || has(kSqlCall) || (has(kMagic) && has(kCellOfSql));
}

NamedWord TableOfSpark(const SourceWord& word) {
  if (!word.quoted || !IsNameOfTable(word.text)) return {};
  const std::string_view call = LastName(word.call);
  if (HasWord("createOrReplaceTempView createTempView registerTempTable", call)) {
    return {kDeclares, kViewOfSession};
  }
  if (word.previous == '(' || word.previous == 'f') {
    if (HasWord("saveAsTable toTable", call)) return {kDeclares, kTableOfSpark};
    if (HasWord("spark.table spark.read.table spark.readStream.table", word.call)) {
      return {kUses, kTableOfSpark};
    }
  }
  return word.call == "DeltaTable.forName" ? NamedWord{kUses, kTableOfSpark} : NamedWord{};
}

std::string NameOfTable(std::string_view word) {
  std::string name = Lower(word);
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  return name;
}

PackageNames ReadSqlOfSpark(const FileFormat& format, const std::string& path,
                            std::string_view text) {
  std::string sql(text.size(), ' ');
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    sql[at] = '\n';
  }
  CopyCells(text, sql);
  CopyCalls(BlankComments(format, text), text, sql);
  return ReadSqlNames(format, path, sql);
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
