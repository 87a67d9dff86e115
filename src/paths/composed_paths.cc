#include "paths/composed_paths.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfExpression = 400;  // bytes
constexpr int kMostSteps = 3;                   // from one variable to the next
constexpr int kMostVariables = 8;               // in one path
constexpr std::string_view kSpaceOfCode = " \t\r\n";

bool IsByteOfVariable(char c) { return IsWordByte(c) || c == '_' || c == '.'; }
// `parts[i]`, `d$name`
bool IsPartOfVariable(char c) {
  return IsByteOfVariable(c) || std::string_view("[]$").find(c) != std::string_view::npos;
}

// The folder that is `up` levels above the script at `path`.
std::optional<std::string> FolderAbove(std::string_view path, std::size_t up) {
  std::string folder(path);
  for (; up > 0; --up) {
    if (folder.empty()) return std::nullopt;
    folder = ParentPath(folder);
  }
  return folder;
}

// How many folders `os.path.dirname(os.path.abspath(__file__))` goes up; 0 where it is no such
// thing.
std::size_t NestedFolders(std::string_view value) {
  constexpr std::string_view kUp = "os.path.dirname(", kOwn = "__file__";
  std::size_t up = 0, open = 0;
  for (; value.starts_with(kUp); value.remove_prefix(kUp.size())) ++up;
  for (const std::string_view call : {"os.path.abspath(", "os.path.realpath("}) {
    if (!value.starts_with(call)) continue;
    value.remove_prefix(call.size());
    ++open;
  }
  if (!value.starts_with(kOwn)) return 0;
  value.remove_prefix(kOwn.size());
  for (open += up; open > 0 && value.starts_with(')'); --open) value.remove_prefix(1);
  const std::string_view behind = Trim(value);
  return open == 0 && (behind.empty() || behind.starts_with('#')) ? up : 0;
}

// The folder that `Path(__file__).resolve().parents[1]` means in the script at `path`.
std::optional<std::string> OwnFolder(std::string_view value, std::string_view path) {
  constexpr std::string_view kOwn = "Path(__file__)", kParents = ".parents[", kParent = ".parent";
  if (const std::size_t up = NestedFolders(value); up > 0) return FolderAbove(path, up);
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
  return FolderAbove(path, up);
}

struct Script {
  std::string_view path, text, earlier;
  bool is_python = false;
};

// The file of Python that `name` is imported from, by a line at the head of `code`: `config` for
// `from src.config import DATA`. What two scripts call alike may come from two files.
std::string_view ImportedFrom(std::string_view code, std::string_view name) {
  constexpr std::string_view kFrom = "from ", kImport = " import ";
  constexpr std::size_t kMostOfImports = 4000;
  code = code.substr(0, kMostOfImports);
  for (std::size_t at = code.find(kFrom); at != code.npos; at = code.find(kFrom, at + 1)) {
    if (at > 0 && code[at - 1] != '\n') continue;
    const std::size_t line = std::min(code.find('\n', at), code.size());
    const std::size_t import = code.substr(0, line).find(kImport, at);
    if (import == code.npos) continue;
    std::string_view names = Trim(code.substr(import + kImport.size()));
    const bool is_long = names.starts_with('(');
    if (is_long) names.remove_prefix(1);
    names = names.substr(0, names.find(is_long ? ')' : '\n'));
    for (const std::string_view part : Split(names, ',')) {
      if (Trim(part) != name) continue;
      const std::string_view from =
          Trim(code.substr(at + kFrom.size(), import - at - kFrom.size()));
      return from.substr(from.rfind('.') + 1);  // npos + 1 is 0
    }
  }
  return {};
}

// A variable whose value is not known, as it is compared.
std::string UnknownVariable(const Script& script, std::string_view name) {
  std::string from;
  if (script.is_python) {
    const std::string_view first = name.substr(0, name.find('.'));
    from = ImportedFrom(script.earlier, first);
    if (from.empty()) from = ImportedFrom(script.text, first);
    if (!from.empty()) from += '.';
  }
  return '{' + from + std::string(name) + '}';
}

// Puts what a variable is behind what is there. `at`: where it is used.
void AddVariable(const Script& script, std::string_view name, std::size_t at, int step,
                 ComposedPath& composed);

// `{DATA}/run{i:03}.csv` of an f-string; false where more than variables stands in its braces.
bool AddFormatted(const Script& script, std::string_view written, std::size_t at, int step,
                  ComposedPath& composed) {
  int variables = 0;
  for (std::size_t i = 0; i < written.size();) {
    const std::size_t open = std::min(written.find('{', i), written.size());
    composed.path += written.substr(i, open - i);
    if (open == written.size()) break;
    const std::size_t close = written.find('}', open);
    if (close == written.npos || ++variables > kMostVariables) return false;
    const std::string_view inside = written.substr(open + 1, close - open - 1);
    const std::string_view name = inside.substr(0, inside.find(':'));
    if (name.empty() || inside.find('/') != inside.npos ||
        !std::ranges::all_of(name, IsPartOfVariable)) {
      return false;
    }
    if (name.size() < inside.size()) {
      composed.path += "{" + std::string(inside) + "}";
      composed.has_variable = true;
    } else {
      AddVariable(script, name, at, step, composed);
    }
    i = close + 1;
  }
  return true;
}

void AddJoint(std::string_view joint, ComposedPath& composed) {
  if (joint != "/" || !composed.path.ends_with('/')) composed.path += joint;
}

// Whether nothing in it is filled in later: `"{}.csv".format(x)`.
bool IsWhole(std::string_view written) { return written.find_first_of("{}%") == written.npos; }

// `home, "data/", i, "_x.rds")` behind the bracket of a call at `at`. `last`: where the text of the
// last argument has to begin; npos where that does not matter. `used`: where variables are, in the
// script.
bool AddArguments(const Script& script, std::string_view text, std::size_t at,
                  std::string_view joint, std::size_t last, std::size_t used, int step,
                  ComposedPath& composed) {
  int variables = 0;
  const std::size_t end = std::min(text.size(), at + kMostOfExpression);
  for (bool first = true;; first = false) {
    at = std::min(text.find_first_not_of(kSpaceOfCode, at), text.size());
    if (at >= end) return false;
    if (!first) AddJoint(joint, composed);
    const bool formatted = script.is_python && text[at] == 'f' && at + 1 < end &&
                           (text[at + 1] == '"' || text[at + 1] == '\'');
    if (formatted) ++at;
    std::size_t behind = at;
    const bool is_last = last == text.npos || at + 1 == last;
    if (text[at] == '"' || text[at] == '\'') {
      behind = text.find(text[at], at + 1);
      if (behind == text.npos) return false;
      const std::string_view written = text.substr(at + 1, behind - at - 1);
      if (formatted) {
        if (!AddFormatted(script, written, used, step, composed)) return false;
      } else {
        if (!IsWhole(written)) return false;
        composed.path += written;
      }
      ++behind;
    } else {
      int depth = 0;
      while (behind < end && (depth > 0 || (text[behind] != ',' && text[behind] != ')'))) {
        if (text[behind] == '(') ++depth;
        if (text[behind] == ')') --depth;
        ++behind;
      }
      const std::string_view argument = Trim(text.substr(at, behind - at));
      if (argument.empty() || ++variables > kMostVariables) return false;
      const auto own = script.is_python ? OwnFolder(argument, script.path) : std::nullopt;
      if (own && first) {
        composed.path += *own;
        composed.from_root = true;
      } else if (std::ranges::all_of(argument, IsPartOfVariable)) {
        AddVariable(script, argument, used, step, composed);
      } else {
        return false;
      }
    }
    behind = std::min(text.find_first_not_of(kSpaceOfCode, behind), text.size());
    if (behind >= end) return false;
    if (text[behind] == ')') return is_last;
    if (text[behind] != ',' || (is_last && last != text.npos)) return false;
    at = behind + 1;
  }
}

// `f"{BASE}/data"`, `Path("data")` and `os.path.join(BASE, "data")` as the value of a variable of
// Python; false where it is something else.
bool AddValue(const Script& script, std::string_view value, std::size_t at, int step,
              ComposedPath& composed) {
  if (step >= kMostSteps) return false;
  ComposedPath whole = composed;
  if (value.starts_with('f')) {
    const auto written = OnlyText(value.substr(1));
    if (!written || !AddFormatted(script, *written, at, step + 1, whole)) return false;
    composed = std::move(whole);
    return true;
  }
  for (const std::string_view call : {"os.path.join(", "pathlib.Path(", "Path("}) {
    if (!value.starts_with(call)) continue;
    const std::size_t close = value.rfind(')');
    const std::string_view behind = Trim(value.substr(std::min(close + 1, value.size())));
    if (close == value.npos || (!behind.empty() && !behind.starts_with('#'))) return false;
    const std::size_t count = composed.path.size();
    if (!AddArguments(script, value.substr(0, close + 1), call.size(), "/", value.npos, at,
                      step + 1, whole) ||
        whole.path.size() == count) {
      return false;
    }
    composed = std::move(whole);
    return true;
  }
  return false;
}

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
  const std::string_view value = AssignedValue(script.text, script.earlier, name, at);
  if (auto own = OwnFolder(value, script.path)) {
    composed.path += *own;
    composed.from_root = true;
  } else if (const auto written = OnlyText(value)) {
    composed.path += *written;
  } else if (value.empty() || !((script.is_python && AddValue(script, value, at, step, composed)) ||
                                AddJoined(script, value, at, step, composed))) {
    composed.path += UnknownVariable(script, name);
    composed.has_variable = true;
  }
}

// Whether the word is an f-string of Python.
bool IsFormatted(const Script& script, const SourceWord& word) {
  const std::string_view text = script.text;
  return script.is_python && word.offset >= 2 && text[word.offset - 2] == 'f' &&
         (word.offset == 2 || !IsByteOfVariable(text[word.offset - 3]));
}

// `repo / "data" / "x.csv"`, where the word is the last part and its quote, or the letter before
// it, stands at `at`.
std::optional<ComposedPath> OfSlashes(const Script& script, const SourceWord& word,
                                      std::size_t at) {
  const std::string_view text = script.text;
  const std::size_t behind =
      text.find_first_not_of(kSpaceOfCode, word.offset + word.text.size() + 1);
  if (behind < text.size() && text[behind] == '/') return std::nullopt;
  ComposedPath end;
  if (at + 1 == word.offset) {
    end.path = word.text;
  } else if (!AddFormatted(script, word.text, word.offset, 0, end)) {
    return std::nullopt;
  }
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
      end.path = std::string(text.substr(open + 1, at - open - 2)) + "/" + end.path;
      at = open;
      continue;
    }
    std::size_t begin = at;
    while (begin > low && IsByteOfVariable(text[begin - 1])) --begin;
    if (begin == at) return std::nullopt;
    ComposedPath composed;
    composed.begin = begin;
    AddVariable(script, text.substr(begin, at - begin), begin, 0, composed);
    if (!composed.path.empty()) AddJoint("/", composed);
    composed.path += end.path;
    composed.has_variable |= end.has_variable;
    return composed;
  }
}

struct Joiner {
  std::string_view kind, calls, joint;
};
constexpr Joiner kJoiners[] = {{"r", "paste0 str_c", ""},
                               {"r", "file.path fs::path", "/"},
                               {"python", "os.path.join", "/"},
                               {"julia", "joinpath", "/"},
                               {"matlab", "fullfile", "/"}};

}  // namespace

std::optional<ComposedPath> ComposePath(const FileFormat& format, std::string_view path,
                                        std::string_view text, std::string_view earlier,
                                        const SourceWord& word) {
  if (!word.quoted || word.offset == 0) return std::nullopt;
  const Script script{path, text, earlier, format.Is("python")};
  const bool formatted = IsFormatted(script, word);
  const std::size_t begin = word.offset - (formatted ? 2 : 1);
  const std::size_t before =
      begin == 0 ? text.npos : text.find_last_not_of(kSpaceOfCode, begin - 1);
  const char joint = before == text.npos ? '\n' : text[before];
  if (script.is_python && joint == '/') return OfSlashes(script, word, begin);
  if (joint == '+') return std::nullopt;
  ComposedPath composed;
  const auto* row = std::ranges::find_if(kJoiners, [&](const Joiner& one) {
    return format.Is(one.kind) && HasWord(one.calls, word.call);
  });
  if (row == std::end(kJoiners) || joint != ',') {
    composed.begin = begin;
    const bool has_braces = formatted && word.text.find('{') != word.text.npos;
    const bool is_path = has_braces && (row == std::end(kJoiners)) &&
                         AddFormatted(script, word.text, word.offset, 0, composed);
    return is_path ? std::optional(std::move(composed)) : std::nullopt;
  }
  const std::size_t behind =
      text.find_first_not_of(kSpaceOfCode, word.offset + word.text.size() + 1);
  if (behind >= text.size() || text[behind] != ')') return std::nullopt;
  composed.begin = static_cast<std::size_t>(word.call.data() - text.data());
  const std::size_t open = composed.begin + word.call.size();
  if (open >= text.size() || text[open] != '(' || word.offset - open > kMostOfExpression) {
    return std::nullopt;
  }
  const bool is_read =
      AddArguments(script, text, open + 1, row->joint, word.offset, word.offset, 0, composed);
  return is_read ? std::optional(std::move(composed)) : std::nullopt;
}

}  // namespace prereq
