// The words, names and marks of SQL, without comments and the way back of a migration; where the
// bodies of routines end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// One word, name, mark or value of SQL. Views belong to the text that was read.
struct SqlToken {
  std::string_view text;        // as written, without quotes; empty for a value
  std::size_t offset = 0;       // of `text`
  std::string_view value = {};  // what stands in the quotes, or dollars, of a value
  bool is_name = false;         // a word or a quoted name
  bool is_quoted = false;
};

using SqlTokens = std::vector<SqlToken>;

/// The tokens of `text`, by place; `offset`: of `text` in the file. Linear.
SqlTokens FindSqlTokens(std::string_view text, std::size_t offset);

/// The word at `i` in lowercase letters; empty for a quoted name and for anything else.
std::string WordAt(const SqlTokens& tokens, std::size_t i);

struct SqlName {
  std::string text;     // "users", "shop.users"
  std::string written;  // likewise, in the letters of the file
  std::size_t offset = 0;
  std::size_t end = 0;  // the token behind it
};

/// The name, perhaps with its schemas, that begins with the token at `i`, if any.
std::optional<SqlName> NameOfSql(const SqlTokens& tokens, std::size_t i);

/// `users` of `Users` and `"public".users`: as names are compared.
std::string PlainNameOfSql(std::string_view written);

/// Whether the file at `path` takes a migration back: `0002_b.down.sql`, `U2__b.sql`, `down.sql`.
bool TakesMigrationBack(std::string_view path);

/// Behind the body of a routine that is created before `i`: its `BEGIN … END`, all up to GO where
/// statements follow AS right away, else the end of the statement.
std::size_t PastBody(const SqlTokens& tokens, std::size_t i);

/// Behind the END of the BEGIN at `i`, or of what `depth` of them have begun before.
std::size_t PastEnd(const SqlTokens& tokens, std::size_t i, int depth);

}  // namespace prereq
