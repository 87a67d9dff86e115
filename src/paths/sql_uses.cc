#include "paths/sql_uses.h"

#include <string>

#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostNames = 200;  // tokens

bool IsMarkOfSql(const SqlTokens& tokens, std::size_t i, std::string_view mark) {
  return i < tokens.size() && tokens[i].text == mark;
}

// `a, b.c, d` from `i` on.
void AddList(const SqlTokens& tokens, std::size_t i, std::string_view of,
             std::vector<SqlUse>& uses) {
  for (const std::size_t high = i + kMostNames; i < high;) {
    const auto name = NameOfSql(tokens, i);
    if (!name) return;
    uses.push_back({i, of});
    if (!IsMarkOfSql(tokens, name->end, ",")) return;
    i = name->end + 1;
  }
}

// What stands behind ON: `TABLE a, b`, `WAREHOUSE w`, or tables alone. `ALL TABLES IN SCHEMA s` and
// other kinds of things have several words before TO.
void AddGranted(const SqlTokens& tokens, std::size_t i, std::vector<SqlUse>& uses) {
  const std::string_view of = ClassOfSql(WordAt(tokens, i));
  if (!of.empty()) return AddList(tokens, i + 1, of, uses);
  std::vector<SqlUse> tables;
  AddList(tokens, i, "relation", tables);
  if (tables.empty()) return;
  const auto last = NameOfSql(tokens, tables.back().at);
  if (last && WordAt(tokens, last->end) == "to") {
    uses.insert(uses.end(), tables.begin(), tables.end());
  }
}

}  // namespace

std::string_view ClassOfSql(std::string_view word) {
  if (HasWord("table view sequence stream", word)) return "relation";
  if (HasWord("function procedure proc aggregate", word)) return "routine";
  if (HasWord("type domain", word)) return "type";
  if (HasWord("role user", word)) return "role";
  for (const std::string_view one :
       {"package", "schema", "database", "stage", "warehouse", "task"}) {
    if (word == one) return one;
  }
  return {};
}

std::vector<SqlUse> UsesOfGrant(const SqlTokens& tokens, std::size_t i) {
  std::vector<SqlUse> uses;
  if (WordAt(tokens, i) == "role") uses.push_back({i + 1, "role"});
  for (; i < tokens.size() && !IsMarkOfSql(tokens, i, ";"); ++i) {
    const std::string word = WordAt(tokens, i);
    if (word == "go") break;
    if (word == "on") AddGranted(tokens, i + 1, uses);
    if (word != "to") continue;
    uses.push_back({i + (HasWord("role user", WordAt(tokens, i + 1)) ? 2 : 1), "role"});
    break;
  }
  return uses;
}

std::vector<SqlUse> UsesOfTask(const SqlTokens& tokens, std::size_t i) {
  std::vector<SqlUse> uses;
  for (const std::size_t high = i + kMostNames; i < tokens.size() && i < high; ++i) {
    const std::string word = WordAt(tokens, i);
    if (word == "as" || IsMarkOfSql(tokens, i, ";")) break;
    if (word == "after") AddList(tokens, i + 1, "task", uses);
  }
  return uses;
}

std::vector<SqlUse> UsesOfWord(const SqlTokens& tokens, std::size_t i, std::string_view word,
                               std::string_view before) {
  std::vector<SqlUse> uses;
  if (word == "inherits" && IsMarkOfSql(tokens, i + 1, "(")) {
    AddList(tokens, i + 2, "relation", uses);
  } else if (word == "table" && HasWord("into add for", before)) {
    AddList(tokens, i + 1, "relation", uses);
  } else if (word == "format_name" && IsMarkOfSql(tokens, i + 1, "=")) {
    uses.push_back({i + 2, "file format"});
  }
  return uses;
}

}  // namespace prereq
