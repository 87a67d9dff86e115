#include "paths/composed_paths.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfExpression = 400;  // bytes
constexpr std::size_t kMostOfHead = 4000;       // bytes where variables get their values
constexpr std::string_view kSpaceOfCode = " \t\r\n";

bool IsByteOfVariable(char c) { return IsWordByte(c) || c == '_' || c == '.'; }

// What is assigned to `name` by a line of its own; empty where that is none or several.
std::string_view ValueOf(std::string_view text, std::string_view name) {
  std::string_view value;
  for (std::string_view line : Split(text.substr(0, kMostOfHead), '\n')) {
    line = Trim(line);
    if (!line.starts_with(name)) continue;
    std::string_view rest = Trim(line.substr(name.size()));
    if (rest.starts_with("<-")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with('=') && !rest.starts_with("==")) {
      rest.remove_prefix(1);
    } else {
      continue;
    }
    rest = Trim(rest);
    if (!value.empty() && value != rest) return {};
    value = rest;
  }
  return value;
}

// The text of `"data/"`, where nothing but that stands there.
std::optional<std::string_view> OnlyText(std::string_view value) {
  if (value.size() < 2 || (value.front() != '"' && value.front() != '\'')) return std::nullopt;
  const std::size_t close = value.find(value.front(), 1);
  const std::string_view behind = close == value.npos ? value : Trim(value.substr(close + 1));
  if (close == value.npos || (!behind.empty() && !behind.starts_with('#'))) return std::nullopt;
  return value.substr(1, close - 1);
}

// The folder that `Path(__file__).resolve().parents[1]` means in the script at `path`.
std::optional<std::string> OwnFolder(std::string_view value, std::string_view path) {
  constexpr std::string_view kOwn = "Path(__file__)", kParents = ".parents[", kParent = ".parent";
  if (value.starts_with("pathlib.")) value.remove_prefix(8);
  if (!value.starts_with(kOwn)) return std::nullopt;
  value.remove_prefix(kOwn.size());
  for (const std::string_view call : {".resolve()", ".absolute()"}) {
    if (value.starts_with(call)) value.remove_prefix(call.size());
  }
  std::size_t up = 0;
  if (value.starts_with(kParents) && value.size() > kParents.size() + 1 &&
      IsDigit(value[kParents.size()]) && value[kParents.size() + 1] == ']') {
    up = static_cast<std::size_t>(value[kParents.size()] - '0') + 1;
    value.remove_prefix(kParents.size() + 2);
  }
  for (; value.starts_with(kParent); value.remove_prefix(kParent.size())) ++up;
  if (up == 0 || (!Trim(value).empty() && !Trim(value).starts_with('#'))) return std::nullopt;
  std::string folder(path);
  for (; up > 0; --up) {
    if (folder.empty()) return std::nullopt;
    folder = ParentPath(folder);
  }
  return folder;
}

// Puts what a variable is in front of, or behind, what is there.
void AddVariable(std::string_view text, std::string_view name, std::string_view path,
                 ComposedPath& composed) {
  const std::string_view value = ValueOf(text, name);
  if (auto own = OwnFolder(value, path)) {
    composed.path += *own;
    composed.from_root = true;
  } else if (const auto written = OnlyText(value)) {
    composed.path += *written;
  } else {
    composed.path += "{" + std::string(name) + "}";
    composed.has_variable = true;
  }
}

// `home, "data/", i, "_x.rds")` behind the bracket of R's call at `at`.
std::optional<ComposedPath> OfCall(std::string_view text, std::size_t at, std::string_view joint,
                                   const SourceWord& last, std::string_view path) {
  ComposedPath composed;
  const std::size_t end = std::min(text.size(), at + kMostOfExpression);
  for (bool first = true;; first = false) {
    at = std::min(text.find_first_not_of(kSpaceOfCode, at), text.size());
    if (at >= end) return std::nullopt;
    if (!first) composed.path += joint;
    std::size_t behind = at;
    const bool is_last = at + 1 == last.offset;
    if (text[at] == '"' || text[at] == '\'') {
      behind = text.find(text[at], at + 1);
      if (behind == std::string_view::npos) return std::nullopt;
      composed.path += text.substr(at + 1, behind - at - 1);
      ++behind;
    } else {
      while (behind < end && IsByteOfVariable(text[behind])) ++behind;
      if (behind == at) return std::nullopt;
      AddVariable(text, text.substr(at, behind - at), path, composed);
    }
    behind = std::min(text.find_first_not_of(kSpaceOfCode, behind), text.size());
    if (behind >= end) return std::nullopt;
    if (text[behind] == ')') return is_last ? std::optional(std::move(composed)) : std::nullopt;
    if (text[behind] != ',' || is_last) return std::nullopt;
    at = behind + 1;
  }
}

// `repo / "data" / "x.csv"`, where the word is the last part.
std::optional<ComposedPath> OfSlashes(std::string_view text, const SourceWord& word,
                                      std::string_view path) {
  const std::size_t behind =
      text.find_first_not_of(kSpaceOfCode, word.offset + word.text.size() + 1);
  if (behind < text.size() && text[behind] == '/') return std::nullopt;
  std::string tail(word.text);
  std::size_t at = word.offset - 1;  // its quote
  const std::size_t low = at > kMostOfExpression ? at - kMostOfExpression : 0;
  const auto skip = [&] {
    while (at > low && kSpaceOfCode.find(text[at - 1]) != std::string_view::npos) --at;
  };
  for (;;) {
    skip();
    if (at == low || text[at - 1] != '/') return std::nullopt;
    --at;
    skip();
    if (at == low) return std::nullopt;
    const char last = text[at - 1];
    if (last == '"' || last == '\'') {
      const std::size_t open = at < 2 ? std::string_view::npos : text.rfind(last, at - 2);
      if (open == std::string_view::npos || open < low) return std::nullopt;
      tail = std::string(text.substr(open + 1, at - open - 2)) + "/" + tail;
      at = open;
      continue;
    }
    std::size_t begin = at;
    while (begin > low && IsByteOfVariable(text[begin - 1])) --begin;
    if (begin == at) return std::nullopt;
    ComposedPath composed;
    AddVariable(text, text.substr(begin, at - begin), path, composed);
    if (!composed.path.empty()) composed.path += '/';
    composed.path += tail;
    return composed;
  }
}

}  // namespace

std::optional<ComposedPath> ComposePath(const FileFormat& format, std::string_view path,
                                        std::string_view text, const SourceWord& word) {
  if (!word.quoted || word.offset == 0) return std::nullopt;
  if (format.Is("python") && word.previous == '/') return OfSlashes(text, word, path);
  const bool is_call = format.Is("r") && IsOneOf(word.call, {"paste0", "str_c", "file.path"});
  if (!is_call || word.previous != ',') return std::nullopt;
  const auto open = static_cast<std::size_t>(word.call.data() - text.data()) + word.call.size();
  if (open >= text.size() || text[open] != '(' || word.offset - open > kMostOfExpression) {
    return std::nullopt;
  }
  return OfCall(text, open + 1, word.call == "file.path" ? "/" : "", word, path);
}

}  // namespace prereq
