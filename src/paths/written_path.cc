#include "paths/written_path.h"

#include <algorithm>

namespace prereq {
namespace {

// `code\\01_load.R` in a string, `..\01-load\x` elsewhere: as Windows writes it. What stands before
// a blank or beside a slash only keeps it together.
std::string WithSlashes(std::string_view written) {
  const bool has_slash = written.find('/') != std::string_view::npos;
  std::string path;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const bool before_blank = at + 1 < written.size() && written[at + 1] == ' ';
    if (written[at] != '\\' || has_slash || before_blank) {
      path += written[at];
      continue;
    }
    if (at + 1 < written.size() && written[at + 1] == '\\') ++at;
    path += '/';
  }
  return path;
}

}  // namespace

std::string WrittenPath(const FileFormat& format, const SourceWord& word) {
  std::string written(word.text);
  if (IsOneOf(format.name, {"xml", "csharp", "fsharp", "batch", "powershell", "solution",
                            "assembly", "pascal"})) {
    std::ranges::replace(written, '\\', '/');
  } else if (!format.Is("latex")) {
    if (format.Is("r") && written.starts_with('(') && written.ends_with(')')) {  // r"(code\01.R)"
      written = written.substr(1, written.size() - 2);
    }
    written = WithSlashes(written);
  }
  constexpr std::string_view kOwnFolder = "%~dp0";
  if (format.Is("batch") && written.starts_with(kOwnFolder)) {
    written.replace(0, kOwnFolder.size(), written.substr(kOwnFolder.size(), 1) == "/" ? "." : "./");
  }
  if (format.Is("gradle") || format.Is("kotlin")) {
    if (written.starts_with(':')) {  // project(":part:01-x")
      std::ranges::replace(written, ':', '/');
      written.erase(0, 1);
    }
  }
  // "python", "-m", "part.01_alpha"
  if (word.before == "-m" && written.find('/') == std::string::npos) {
    std::ranges::replace(written, '.', '/');
  }
  // import MIL.C01_Basics.S01
  const bool dotted = IsOneOf(format.name, {"lean", "haskell", "agda"}) && !word.quoted;
  if (dotted && word.head == "include" && written.find('/') == std::string::npos) {
    std::ranges::replace(written, '.', '/');
  }
  if (format.Is("starlark")) {  // "//02-beta:library", "@//02-beta"
    const std::size_t root = written.find("//");
    if (root <= 1) written.erase(0, root + 2);
    written.erase(std::min(written.find(':'), written.size()));
  }
  if (format.Is("sql")) written.erase(0, written.find_first_not_of('@'));
  if (format.Is("dockerfile")) written.erase(std::min(written.find('+'), written.size()));
  if (format.Is("yaml") && written.starts_with('/')) {  // GitLab's root; `file://..`
    written.erase(0, written.find_first_not_of('/'));
  }
  constexpr std::string_view kIncludes = "+incdir+";
  if (written.starts_with(kIncludes)) written.erase(0, kIncludes.size());
  // -I../02-beta
  const std::size_t start = written.find('.');
  if (written.starts_with('-') && start != std::string::npos && start < 4) written.erase(0, start);
  // "beta @ file:../02-beta" of Python
  if (const std::size_t at = written.find(" @ "); at != std::string::npos) written.erase(0, at + 3);
  // x.json#/part, x.js?v=2; but ../#2-beta/x.js
  if (const std::size_t at = written.find_first_of("#?"); at != std::string::npos && at > 0) {
    const bool in_folder = written.find('/', at) != std::string::npos && written[at + 1] != '/';
    if (!in_folder) written.erase(at);
  }
  return written;
}

std::string PathOfState(std::string_view name) {
  if (name.find('/') != std::string_view::npos) return std::string(name);
  while (name.starts_with('.')) name.remove_prefix(1);
  std::string path(name);
  std::ranges::replace(path, '.', '/');
  return path;
}

}  // namespace prereq
