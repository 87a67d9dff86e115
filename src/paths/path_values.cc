#include "paths/path_values.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/held_paths.h"
#include "paths/looped_paths.h"
#include "paths/option_defaults.h"
#include "paths/source_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfExpression = 400;  // bytes
constexpr int kMostSteps = 3;                   // from one variable to the next
constexpr int kMostVariables = 8;               // in one call or f-string
constexpr int kMostLookups = 12;                // in one path, with what they are made of
constexpr std::string_view kSpaceOfCode = " \t\r\n";

constexpr PathJoiner kJoiners[] = {
    {"r", "paste0 str_c", ""},           {"r", "file.path fs::path", "/"},
    {"r", "here here::here", "/", true}, {"python", "os.path.join Path pathlib.Path str", "/"},
    {"julia", "joinpath", "/"},          {"matlab", "fullfile", "/"}};
// What has a default as the last of two arguments, and what fills in a text.
constexpr std::string_view kSettingsOfMachine =
    "os.getenv os.environ.get getenv environ.get Sys.getenv";
constexpr std::string_view kFilledNames = "glue glue::glue str_glue stringr::str_glue";
// What a bare path begins at.
constexpr std::string_view kWorkingFolders =
    "getwd() os.getcwd() Path.cwd() pathlib.Path.cwd() Path() pwd()";

// `parts[i]`, `d$name`
bool IsPartOfVariable(char c) {
  return IsWordByte(c) || std::string_view("_.[]$").find(c) != std::string_view::npos;
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
  if (script.format.Is("python")) {
    const std::string_view first = name.substr(0, name.find('.'));
    from = ImportedFrom(script.earlier, first);
    if (from.empty()) from = ImportedFrom(script.text, first);
    if (!from.empty()) from += '.';
  }
  return '{' + from + std::string(name) + '}';
}

// Whether nothing in it is filled in later: `"{}.csv".format(x)`.
bool IsWhole(std::string_view written) { return written.find_first_of("{}%") == written.npos; }

void AddJoint(std::string_view joint, ComposedPath& composed) {
  if (joint != "/" || (!composed.path.empty() && !composed.path.ends_with('/'))) {
    composed.path += joint;
  }
}

// Calls `visit(at)` for the bytes of `code` outside of texts and brackets, until it says false, and
// returns where; npos at the end. A bracket that closes what is open before `code` counts as
// outside.
template <typename Visit>
std::size_t FindOutside(std::string_view code, Visit visit) {
  int depth = 0;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"' || c == '\'') {
      at = std::min(code.find(c, at + 1), code.size());
      continue;
    }
    if (c == ')' || c == ']' || c == '}') {
      if (--depth < 0 && !visit(c)) return at;
      continue;
    }
    if (depth <= 0 && !visit(c)) return at;
    if (c == '(' || c == '[' || c == '{') ++depth;
  }
  return code.npos;
}

std::string_view WithoutRemark(std::string_view code) {
  return Trim(code.substr(0, FindOutside(code, [](char c) { return c != '#'; })));
}

// The parts of `a / "b" / c` between the operators; one where there is none.
std::vector<std::string_view> Operands(std::string_view code, char op) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = FindOutside(code, [op](char c) { return c != op; });
    parts.push_back(Trim(code.substr(0, end)));
    if (end == code.npos) return parts;
    code.remove_prefix(end + 1);
  }
}

// One evaluation: how many steps from one variable to the next it took to get here.
class PathReader {
 public:
  PathReader(const Script& script, std::size_t at, ComposedPath& composed, int step = 0)
      : script_(script),
        is_python_(script.format.Is("python")),
        at_(at),
        step_(step),
        composed_(composed) {}

  bool AddExpression(std::string_view code) {
    code = WithoutRemark(code.substr(0, kMostOfExpression));
    if (is_python_) {
      for (const std::string_view tail : {".resolve()", ".absolute()", ".as_posix()"}) {
        if (code.ends_with(tail)) code.remove_suffix(tail.size());
      }
      if (const auto own = OwnFolder(code, script_.path)) return AddOwn(*own);
      if (code.starts_with('f')) {
        if (const auto written = OnlyText(code.substr(1))) return AddFormatted(*written);
      }
      for (const char op : {'/', '+'}) {
        const std::vector<std::string_view> parts = Operands(code, op);
        const bool has_text = std::ranges::any_of(
            parts, [](std::string_view part) { return part.find_first_of("\"'") != part.npos; });
        if (parts.size() > 1) return has_text && AddParts(parts, op == '/' ? "/" : "");
      }
    }
    if (const auto written = OnlyText(code)) {
      composed_.path += *written;
      return IsWhole(*written);
    }
    if (is_python_ && (code.starts_with('"') || code.starts_with('\''))) return AddFilled(code);
    if (HasWord(kWorkingFolders, code)) {
      composed_.path += '.';
      return true;
    }
    if (!code.empty() && std::ranges::all_of(code, IsPartOfVariable)) {
      AddVariable(code);
      return true;
    }
    return AddCall(code);
  }

  bool AddFormatted(std::string_view written) {
    int variables = 0;
    for (std::size_t i = 0; i < written.size();) {
      const std::size_t open = std::min(written.find('{', i), written.size());
      composed_.path += written.substr(i, open - i);
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
        composed_.path += "{" + std::string(inside) + "}";
        composed_.has_variable = true;
      } else {
        AddVariable(name);
      }
      i = close + 1;
    }
    return true;
  }

  bool AddArguments(std::string_view text, std::size_t at, const PathJoiner& joiner,
                    std::size_t last) {
    int variables = 0;
    const std::size_t end = std::min(text.size(), at + kMostOfExpression);
    if (joiner.from_root && composed_.path.empty()) composed_.from_root = true;
    for (bool first = true;; first = false) {
      at = std::min(text.find_first_not_of(kSpaceOfCode, at), text.size());
      if (at >= end) return false;
      if (first && text[at] == ')' && last == text.npos) return joiner.from_root;
      if (!first) AddJoint(joiner.joint, composed_);
      const std::size_t length = EndOfArgument(text.substr(at, end - at));
      if (at + length == end) return false;
      const std::string_view argument = Trim(text.substr(at, length));
      const bool formatted = is_python_ && argument.starts_with('f');
      const bool is_last = last == text.npos || at + (formatted ? 2 : 1) == last;
      if (!OnlyText(argument) && ++variables > kMostVariables) return false;
      if (!AddExpression(argument)) return false;
      at += length;
      if (text[at] == ')') return is_last;
      if (is_last && last != text.npos) return false;
      ++at;
    }
  }

 private:
  bool AddOwn(const std::string& folder) {
    if (composed_.path.empty()) composed_.from_root = true;
    composed_.path += folder;
    return true;
  }

  bool AddParts(const std::vector<std::string_view>& parts, std::string_view joint) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) AddJoint(joint, composed_);
      if (!AddExpression(parts[i])) return false;
    }
    return true;
  }

  // Puts `arguments` where `%s` or `{}` stand in a text, one after the other.
  bool AddFilledIn(std::string_view written, char mark, std::string_view arguments) {
    for (;;) {
      const std::size_t hole = std::min(written.find(mark), written.size());
      composed_.path += written.substr(0, hole);
      if (hole == written.size()) return Trim(arguments).empty();
      const std::size_t end = written.find_first_of(mark == '%' ? "sdifg%" : "}", hole + 1);
      if (end == written.npos || written[end] == '%') return false;
      const bool is_plain = end == hole + 1 && (mark == '{' || written[end] == 's');
      const std::size_t length = EndOfArgument(arguments);
      const std::string_view argument = Trim(arguments.substr(0, length));
      if (argument.empty() || !std::ranges::all_of(argument, IsPartOfVariable)) return false;
      if (is_plain) {
        AddVariable(argument);
      } else {
        composed_.path += '{' + std::string(argument) + '}';
        composed_.has_variable = true;
      }
      arguments.remove_prefix(std::min(length + 1, arguments.size()));
      written.remove_prefix(end + 1);
    }
  }

  // `"{}/x.csv".format(out)` and `"%s/x.csv" % out`.
  bool AddFilled(std::string_view code) {
    constexpr std::string_view kFormat = ".format(";
    const std::size_t close = code.find(code.front(), 1);
    if (close == code.npos) return false;
    const std::string_view written = code.substr(1, close - 1);
    std::string_view rest = Trim(code.substr(close + 1));
    if (rest.starts_with(kFormat) && rest.ends_with(')')) {
      rest.remove_suffix(1);
      return AddFilledIn(written, '{', rest.substr(kFormat.size()));
    }
    if (!rest.starts_with('%')) return false;
    rest = Trim(rest.substr(1));
    if (rest.starts_with('(') && rest.ends_with(')')) rest = rest.substr(1, rest.size() - 2);
    return AddFilledIn(written, '%', rest);
  }

  // `glue("{out}/x.csv")`, `sprintf("%s/x.csv", out)`, `out.joinpath("x.csv")`, and the default of
  // `os.getenv("OUT", "out")`; false for other calls.
  bool AddOtherCall(std::string_view name, std::string_view inside) {
    constexpr std::string_view kJoinPath = ".joinpath";
    const std::size_t length = EndOfArgument(inside);
    const std::string_view first = Trim(inside.substr(0, length));
    const std::string_view rest = inside.substr(std::min(length + 1, inside.size()));
    if (HasWord(kSettingsOfMachine, name)) return OnlyText(Trim(rest)) && AddExpression(rest);
    if (const auto widget = OnlyText(first); widget && name == "dbutils.widgets.get") {
      const ComposedPath* held =
          script_.held == nullptr ? nullptr : script_.held->Find(NameOfWidget(*widget));
      if (held != nullptr) composed_.path += held->path;
      return held != nullptr;
    }
    if (is_python_ && name.ends_with(kJoinPath)) {
      name.remove_suffix(kJoinPath.size());
      if (!AddExpression(name)) return false;
      AddJoint("/", composed_);
      const std::string closed = std::string(inside) + ')';
      return AddArguments(closed, 0, {"python", {}, "/"}, closed.npos);
    }
    const auto written = OnlyText(first);
    if (!written || !script_.format.Is("r")) return false;
    if (HasWord(kFilledNames, name)) return Trim(rest).empty() && AddFormatted(*written);
    return name == "sprintf" && AddFilledIn(*written, '%', rest);
  }

  // `paste0(home, "/x")` and nothing else.
  bool AddCall(std::string_view code) {
    std::size_t open = code.find('(');
    if (code.starts_with("Path(") || code.starts_with("pathlib.")) {  // Path("out").joinpath("x")
      const std::size_t last = code.find(").joinpath(");
      if (last != code.npos) open = code.find('(', last);
    }
    if (open == code.npos || !code.ends_with(')')) return false;
    const PathJoiner* joiner = JoinerOf(script_.format, Trim(code.substr(0, open)));
    if (joiner == nullptr) {
      return AddOtherCall(Trim(code.substr(0, open)),
                          code.substr(open + 1, code.size() - open - 2));
    }
    const std::size_t close = FindOutside(code.substr(open + 1), [](char c) { return c != ')'; });
    return open + 1 + close == code.size() - 1 && AddArguments(code, open + 1, *joiner, code.npos);
  }

  // What a line gives `name`, unless a loop behind it gives it another value.
  [[nodiscard]] Assigned ValueOf(std::string_view name) const {
    const std::string_view text = script_.text;
    const Assigned line = FindAssigned(text, script_.earlier, name, at_);
    const std::size_t loop = LastLoopOf(script_.format, text, name, std::min(at_, text.size()));
    const bool is_behind = IsViewOf(text, line.value) &&
                           line.value.data() - text.data() > static_cast<std::ptrdiff_t>(loop);
    return loop == text.npos || is_behind ? line : Assigned{{}, line.is_assigned};
  }

  void AddVariable(std::string_view name) {
    if (script_.has_values && step_ <= kMostSteps && ++composed_.variables <= kMostLookups) {
      const auto [value, is_assigned] = ValueOf(name);
      ComposedPath whole = composed_;
      const std::size_t count = whole.path.size();
      PathReader reader(script_, at_, whole, step_ + 1);
      // `n <- 5` and `a = b` say no more than the name does.
      const bool is_alias = std::ranges::all_of(value, IsPartOfVariable);
      const bool is_known = !value.empty() && reader.AddExpression(value) &&
                            (whole.path.size() > count || whole.from_root) &&
                            (!is_alias || whole.has_variable == composed_.has_variable);
      composed_.variables = whole.variables;
      if (is_known) {
        composed_ = std::move(whole);
        return;
      }
      const ComposedPath* held = script_.held == nullptr ? nullptr : script_.held->Find(name);
      if (held != nullptr && value.empty()) {
        composed_.from_root |= held->from_root && composed_.path.empty();
        composed_.path += held->path;
        composed_.has_variable |= held->has_variable;
        composed_.has_unread |= held->has_unread;
        return;
      }
      composed_.has_unread |= is_assigned;
    }
    composed_.path += UnknownVariable(script_, name);
    composed_.has_variable = true;
  }

  const Script& script_;
  const bool is_python_;
  const std::size_t at_;
  const int step_;
  ComposedPath& composed_;
};

}  // namespace

const PathJoiner* JoinerOf(const FileFormat& format, std::string_view call) {
  const auto* row = std::ranges::find_if(kJoiners, [&](const PathJoiner& one) {
    return format.Is(one.kind) && HasWord(one.calls, call);
  });
  return row == std::end(kJoiners) ? nullptr : row;
}

bool IsSettingOfMachine(std::string_view call) { return HasWord(kSettingsOfMachine, call); }

bool AddExpression(const Script& script, std::string_view expression, std::size_t at,
                   ComposedPath& composed) {
  return PathReader(script, at, composed).AddExpression(expression);
}

std::size_t EndOfExpression(std::string_view code) {
  return std::min(FindOutside(code, [](char c) { return c != '\n'; }), code.size());
}

std::size_t EndOfArgument(std::string_view code) {
  return std::min(FindOutside(code, [](char c) { return c != ',' && c != ')'; }), code.size());
}

bool AddArguments(const Script& script, std::string_view text, std::size_t begin,
                  const PathJoiner& joiner, std::size_t last, std::size_t at,
                  ComposedPath& composed) {
  return PathReader(script, at, composed).AddArguments(text, begin, joiner, last);
}

bool AddFormatted(const Script& script, std::string_view written, std::size_t at,
                  ComposedPath& composed) {
  return PathReader(script, at, composed).AddFormatted(written);
}

}  // namespace prereq
