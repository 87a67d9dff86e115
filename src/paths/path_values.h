// What expressions of scripts are as paths: `paste0(home, "data/x.rds")` of R,
// `repo / "data" / "x.csv"`, `os.path.join(repo, "x.csv")` and `f"{repo}/x.csv"` of Python.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

class HeldPaths;

struct ComposedPath {
  std::string path;        // a variable whose value is not written out stands in braces
  bool from_root = false;  // of the tree: it begins with the script's own place, or `here()`
  bool has_variable = false;
  bool has_unread = false;  // one of them is given a value that is none of words and variables
  bool is_option = false;   // of the command line: functions are given what holds it
  std::size_t begin = 0;    // of `text`, where it is put together
  int variables = 0;        // that were looked up
};

/// Code and where it stands. `earlier`: code that ran before, as of the cells of a notebook before
/// this one, where variables may get their values.
struct Script {
  const FileFormat& format;
  std::string_view path, text, earlier;
  bool has_values = true;           // else each variable stands in braces
  const HeldPaths* held = nullptr;  // what else variables are
};

/// A function that makes a path of its arguments, with `joint` between.
struct PathJoiner {
  std::string_view kind, calls, joint;
  bool from_root = false;
};
/// The row of `call` in code of that kind; null for other functions.
const PathJoiner* JoinerOf(const FileFormat& format, std::string_view call);

/// Whether a function of this name gives a setting of the machine, with a default behind its name.
bool IsSettingOfMachine(std::string_view call);

/// Puts what `expression` is behind what `composed` has; false where it is not made of words and
/// variables alone, and `composed` may then hold a part. `at`: where `script.text` has it, for the
/// values that variables have there. Looks at most at some thousand bytes for each variable.
bool AddExpression(const Script& script, std::string_view expression, std::size_t at,
                   ComposedPath& composed);

/// Where the expression ends that `code` begins with: before a line end outside of brackets.
std::size_t EndOfExpression(std::string_view code);
/// Where the argument ends: before a comma or the bracket that closes its call.
std::size_t EndOfArgument(std::string_view code);

/// The same for what stands between the brackets of a call, from `begin` of `text` on: arguments
/// with `joint` between. `last`: where the text of the last argument has to begin; npos where that
/// does not matter.
bool AddArguments(const Script& script, std::string_view text, std::size_t begin,
                  const PathJoiner& joiner, std::size_t last, std::size_t at,
                  ComposedPath& composed);

/// `{DATA}/run{i:03}.csv` of an f-string; false where more than variables stands in its braces.
bool AddFormatted(const Script& script, std::string_view written, std::size_t at,
                  ComposedPath& composed);

}  // namespace prereq
