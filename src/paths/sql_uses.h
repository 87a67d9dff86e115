// Which objects statements of SQL name that say the kind of each, or have a list of them: GRANT,
// CREATE TASK … AFTER, ALTER PUBLICATION … ADD TABLE.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "paths/sql_tokens.h"

namespace prereq {

/// What the words behind CREATE, ALTER and DROP say the name behind them is: "relation", "routine",
/// "role"; empty: nothing that other files use.
std::string_view ClassOfSql(std::string_view word);

/// The name that begins with the token `at` is used, as one of class `of`.
struct SqlUse {
  std::size_t at = 0;
  std::string_view of;
};

/// What the GRANT names whose tokens begin at `i`, behind that word: what it is on, and to whom.
std::vector<SqlUse> UsesOfGrant(const SqlTokens& tokens, std::size_t i);

/// The tasks that a task of Snowflake runs after; `i`: behind its name.
std::vector<SqlUse> UsesOfTask(const SqlTokens& tokens, std::size_t i);

/// What the `word` at `i`, behind the word `before`, names wherever it stands: `INHERITS (a, b)`,
/// `LOAD DATA … INTO TABLE a`, `PUBLICATION p ADD TABLE a, b`, `FORMAT_NAME = a`.
std::vector<SqlUse> UsesOfWord(const SqlTokens& tokens, std::size_t i, std::string_view word,
                               std::string_view before);

}  // namespace prereq
