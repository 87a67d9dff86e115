#include "paths/path_uses.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/enclosing_calls.h"
#include "paths/path_values.h"
#include "paths/stored_tables.h"
#include "paths/use_words.h"
#include "paths/written_calls.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfBranch = 8000;
constexpr std::size_t kShortest = 3;  // of names that stand for themselves wherever they are

bool IsPartOfName(const FileFormat& format, char c) {
  return IsWordByte(c) || c == '_' || (c == '.' && format.Is("r"));
}

// `=` of what assigns, also `<-`, `+=` and `: str =`; not of what compares.
bool IsAssignedBefore(std::string_view behind) {
  behind = Trim(behind.substr(0, behind.find('\n')));
  if (behind.starts_with("<-") || behind.starts_with("<<-") || behind.starts_with("+="))
    return true;
  if (behind.starts_with(':')) behind.remove_prefix(std::min(behind.find('='), behind.size()));
  return behind.starts_with('=') && !behind.starts_with("==") && !behind.starts_with("=~");
}

// Whether one of `depth` brackets, or the first one in `code`, is open at its end.
bool IsOpen(std::string_view code, int depth) {
  for (const char c : code) {
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return false;
  }
  return depth > 0;
}

// Whether the name at `at` of `text`, which `behind` follows, gets another value there: by a line,
// a loop or `with open(x) as f` from there on, as what a function is given only inside of that.
enum class Binding { kNone, kInside, kFromHere };
Binding BindingAt(std::string_view text, std::size_t at, std::string_view name,
                  std::string_view behind) {
  using enum Binding;
  const std::size_t line = BeginOfLine(text, at);
  const std::string_view before = Trim(text.substr(line, at - line));
  if (before.empty() || before == "let" || before == "const" || before == "var") {
    return IsAssignedBefore(behind) ? kFromHere : kNone;
  }
  if (before.starts_with("from ") || before.starts_with("import ")) return kInside;
  behind = behind.substr(0, behind.find('\n'));
  const std::string loop = "for " + std::string(name) + " in ";
  if (behind.find(loop) != behind.npos) return kInside;  // [f(x) for x in xs]
  if (before.ends_with(" as")) return kFromHere;
  const bool loops = before.ends_with("for") || before.ends_with("for(") ||
                     before.ends_with("for (") || before.ends_with(',');
  if (loops && Trim(behind).starts_with("in ")) return kFromHere;
  for (const std::string_view begin : {"def ", "function(", "function (", "lambda "}) {
    const std::size_t found = before.rfind(begin);
    if (found == before.npos) continue;
    const std::string_view inside = before.substr(found + begin.size());
    if (begin == "lambda " ? inside.find(':') == inside.npos
                           : IsOpen(inside, begin == "def " ? 0 : 1)) {
      return kInside;
    }
  }
  return Trim(behind).starts_with("=>") ? kInside : kNone;
}

// Behind the line at `at`, and behind those that are indented more where it begins a block.
std::size_t BehindBlock(std::string_view text, std::size_t at) {
  const auto indent_of = [&](std::size_t line) {
    const std::size_t first = std::min(text.find_first_not_of(" \t", line), text.size());
    return first < text.size() && text[first] == '\n' ? text.npos : first - line;
  };
  const std::size_t begin = BeginOfLine(text, at);
  std::size_t end = std::min(text.find('\n', at), text.size());
  const std::string_view line = Trim(text.substr(begin, end - begin));
  const bool is_block = line.ends_with('{') || line.ends_with(':') || line.ends_with('(');
  const std::size_t indent = indent_of(begin);
  while (is_block && end < text.size() && indent_of(end + 1) > indent) {
    end = std::min(text.find('\n', end + 1), text.size());
  }
  return end;
}

// Whether the name stands alone as an argument, or before a method, so that no text or operator
// can hold it by chance.
bool StandsAlone(std::string_view text, std::size_t at, std::string_view behind) {
  const std::size_t before = at == 0 ? text.npos : text.find_last_not_of(" \t\r\n", at - 1);
  const std::size_t next = behind.find_first_not_of(" \t\r\n");
  if (behind.starts_with('.')) return true;
  return before != text.npos && next != behind.npos &&
         std::string_view("(,=").find(text[before]) != std::string_view::npos &&
         std::string_view("),").find(behind[next]) != std::string_view::npos;
}

// `raw |> read_csv()`
bool IsReadInPipe(std::string_view behind) {
  behind = Trim(behind);
  for (const std::string_view pipe : {"|>", "%>%"}) {
    if (!behind.starts_with(pipe)) continue;
    return IsReadByMethod('.' + std::string(Trim(behind.substr(pipe.size()))));
  }
  return false;
}

// The name that a line of its own of R gives the value at `begin`.
std::string_view NameBeforeArrow(std::string_view text, std::size_t begin) {
  const std::size_t line = BeginOfLine(text, begin);
  std::string_view before = Trim(text.substr(line, begin - line));
  for (const std::string_view arrow : {"<<-", "<-", "="}) {
    if (!before.ends_with(arrow)) continue;
    before = Trim(before.substr(0, before.size() - arrow.size()));
    const bool is_name =
        std::ranges::all_of(before, [](char c) { return IsWordByte(c) || c == '_' || c == '.'; });
    return is_name ? before : std::string_view();
  }
  return {};
}

// Whether what stands at `at` is put behind another part of a path, so that it says no file by
// itself: `Path(folder) / name`, `os.path.join(folder, name)`, `folder + name`,
// `f"{folder}/{name}"`.
bool IsLaterPart(const FileFormat& format, std::string_view text, std::size_t at) {
  const std::size_t low = at - std::min(at, kMostBack);
  const std::string_view before = text.substr(low, at - low);
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  if (last == before.npos) return false;
  const char joint = before[last];
  if (joint == '/' || joint == '+') return true;
  if (joint == '{' && last > 0) return before[last - 1] != '"' && before[last - 1] != '\'';
  if (joint != ',') return false;
  const auto call = CallAround(format, text, at);
  if (!call || call->argument == 0 || call->open > text.size() || call->open < call->whole.size())
    return false;
  SourceWord part;  // what that call holds
  part.offset = at;
  part.call = text.substr(call->open - call->whole.size(), call->whole.size());
  return JoinsPaths(text, part) || JoinerOf(format, part.call) != nullptr;
}

}  // namespace

std::string_view VariableOfPath(const FileFormat& format, std::string_view text,
                                const SourceWord& word, std::size_t begin) {
  if (!word.quoted || !HasWord("python r julia javascript typescript ruby", format.name)) return {};
  if (format.Is("r")) return NameBeforeArrow(text, begin);
  const std::size_t before = begin == 0 ? text.npos : text.find_last_not_of(" \t", begin - 1);
  const bool is_assigned = before != text.npos && text[before] == '=';
  const bool is_value = word.previous == '=' || word.previous == '/' || is_assigned;
  return is_value ? word.assigned : std::string_view();
}

std::vector<VariableUse> UsesOfVariable(const FileFormat& format, std::string_view text,
                                        std::string_view name, std::size_t begin,
                                        std::size_t most) {
  std::vector<VariableUse> uses;
  if (name.empty()) return uses;
  std::size_t last = text.size();  // to where the name means this
  for (std::size_t at = text.find(name, begin); at != text.npos && uses.size() < most;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const char before = at == 0 ? '\n' : text[at - 1];
    const char next = end < text.size() ? text[end] : '\n';
    const bool is_whole = !IsPartOfName(format, before) && before != '.' && before != '"' &&
                          before != '\'' && !IsPartOfName(format, next);
    if (!is_whole || next == '"' || next == '\'') continue;  // f"x" is no f
    const std::string_view behind = text.substr(end, kMostAheadOfCall);
    const Binding binding = BindingAt(text, at, name, behind);
    if (binding == Binding::kInside) {
      at = std::max(at, BehindBlock(text, at) - 1);
      continue;
    }
    if (at > last) break;
    if (binding == Binding::kFromHere) {
      // Of two branches each may be the one that counts.
      const std::size_t low = std::max(begin, at - std::min(at, kMostOfBranch));
      const std::string_view between = text.substr(low, at - low);
      const bool branches =
          between.find("else") != between.npos || between.find("elif") != between.npos;
      if (!branches) last = std::min(text.find('\n', at), text.size());  // x = read(x)
      continue;
    }
    if (name.size() < kShortest && !StandsAlone(text, at, behind)) continue;
    const Argument argument{at, end};
    PathUse use = PathUse::kNone;
    if (IsWrittenByMethod(behind) || IsWrittenByCall(format, text, argument, {})) {
      use = PathUse::kMade;
    } else if (IsReadByMethod(behind) || IsReadByCall(format, text, argument) ||
               IsReadInPipe(behind)) {
      use = PathUse::kRead;
    } else if (const auto keeps = KeepsFolderAt(format, text, argument)) {
      use = *keeps ? PathUse::kMade : PathUse::kRead;
    }
    uses.push_back({at, end, use});
  }
  return uses;
}

PathUse UseOfVariable(const FileFormat& format, std::string_view text, std::string_view name,
                      std::size_t begin) {
  constexpr std::size_t kMostAhead = 8000, kMostUses = 6;
  const std::string_view near = text.substr(0, std::min(text.size(), begin + kMostAhead));
  PathUse whole = PathUse::kNone;
  for (const VariableUse& one : UsesOfVariable(format, near, name, begin, kMostUses)) {
    if (IsLaterPart(format, text, one.begin)) continue;
    if (one.use == PathUse::kMade) return one.use;
    if (one.use == PathUse::kRead) whole = one.use;
  }
  return whole;
}

}  // namespace prereq
