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
constexpr std::size_t kMostOfValues = 4000;     // bytes where variables get their values
constexpr int kMostSteps = 3;                   // from one variable to the next
constexpr int kMostVariables = 8;               // in one path
constexpr std::string_view kSpaceOfCode = " \t\r\n";

bool IsByteOfVariable(char c) { return IsWordByte(c) || c == '_' || c == '.'; }
// `parts[i]`, `d$name`
bool IsByteOfElement(char c) { return std::string_view("[]$").find(c) != std::string_view::npos; }

// Finds what lines of `text` assign to `name`; false where they say different things.
bool FindValue(std::string_view text, std::string_view name, std::string_view& value) {
  for (std::string_view line : Split(text, '\n')) {
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
    if (!value.empty() && value != rest) return false;
    value = rest;
  }
  return true;
}

// What is assigned to `name` at the head of a script or shortly before `at`, by a line of its own;
// empty where that is none or several.
std::string_view ValueOf(std::string_view text, std::string_view name, std::size_t at) {
  std::string_view value;
  const std::size_t low = at > kMostOfValues ? at - kMostOfValues : 0;
  const bool is_one = FindValue(text.substr(0, std::min(at, kMostOfValues)), name, value) &&
                      FindValue(text.substr(low, at - low), name, value);
  return is_one ? value : std::string_view();
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

struct Script {
  std::string_view path, text;
};

// Puts what a variable is behind what is there. `at`: where it is used.
void AddVariable(const Script& script, std::string_view name, std::size_t at, int step,
                 ComposedPath& composed);

// `repo / "data"` as the value of a variable; false where it is something else.
bool AddJoined(const Script& script, std::string_view value, std::size_t at, int step,
               ComposedPath& composed) {
  const std::vector<std::string_view> parts = Split(value.substr(0, kMostOfExpression), '/');
  const std::string_view base = Trim(parts.front());
  if (parts.size() < 2 || base.empty() || step >= kMostSteps ||
      !std::ranges::all_of(base, IsByteOfVariable)) {
    return false;
  }
  std::string tail;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto part = OnlyText(Trim(parts[i]));
    if (!part) return false;
    tail += '/' + std::string(*part);
  }
  AddVariable(script, base, at, step + 1, composed);
  composed.path += composed.path.empty() ? tail.substr(1) : tail;
  return true;
}

void AddVariable(const Script& script, std::string_view name, std::size_t at, int step,
                 ComposedPath& composed) {
  const std::string_view value = ValueOf(script.text, name, at);
  if (auto own = OwnFolder(value, script.path)) {
    composed.path += *own;
    composed.from_root = true;
  } else if (const auto written = OnlyText(value)) {
    composed.path += *written;
  } else if (value.empty() || !AddJoined(script, value, at, step, composed)) {
    composed.path += "{" + std::string(name) + "}";
    composed.has_variable = true;
  }
}

// `home, "data/", i, "_x.rds")` behind the bracket of R's call at `at`.
std::optional<ComposedPath> OfCall(const Script& script, std::size_t at, std::string_view joint,
                                   const SourceWord& last) {
  ComposedPath composed;
  const std::string_view text = script.text;
  int variables = 0;
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
      const auto is_part = [](char c) { return IsByteOfVariable(c) || IsByteOfElement(c); };
      while (behind < end && is_part(text[behind])) ++behind;
      if (behind == at || ++variables > kMostVariables) return std::nullopt;
      AddVariable(script, text.substr(at, behind - at), at, 0, composed);
    }
    behind = std::min(text.find_first_not_of(kSpaceOfCode, behind), text.size());
    if (behind >= end) return std::nullopt;
    if (text[behind] == ')') return is_last ? std::optional(std::move(composed)) : std::nullopt;
    if (text[behind] != ',' || is_last) return std::nullopt;
    at = behind + 1;
  }
}

// `repo / "data" / "x.csv"`, where the word is the last part.
std::optional<ComposedPath> OfSlashes(const Script& script, const SourceWord& word) {
  const std::string_view text = script.text;
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
    AddVariable(script, text.substr(begin, at - begin), begin, 0, composed);
    if (!composed.path.empty()) composed.path += '/';
    composed.path += tail;
    return composed;
  }
}

}  // namespace

std::optional<ComposedPath> ComposePath(const FileFormat& format, std::string_view path,
                                        std::string_view text, const SourceWord& word) {
  if (!word.quoted || word.offset == 0) return std::nullopt;
  if (format.Is("python") && word.previous == '/') return OfSlashes({path, text}, word);
  const bool is_call = format.Is("r") && IsOneOf(word.call, {"paste0", "str_c", "file.path"});
  if (!is_call || word.previous != ',') return std::nullopt;
  const std::size_t behind =
      text.find_first_not_of(kSpaceOfCode, word.offset + word.text.size() + 1);
  if (behind >= text.size() || text[behind] != ')') return std::nullopt;
  const auto open = static_cast<std::size_t>(word.call.data() - text.data()) + word.call.size();
  if (open >= text.size() || text[open] != '(' || word.offset - open > kMostOfExpression) {
    return std::nullopt;
  }
  return OfCall({path, text}, open + 1, word.call == "file.path" ? "/" : "", word);
}

}  // namespace prereq
