#include "paths/held_paths.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/command_lines.h"
#include "paths/composed_paths.h"
#include "paths/enclosing_calls.h"

namespace prereq {
namespace {

constexpr std::size_t kMostHeld = 200;
constexpr std::size_t kMostUsesOfHeld = 20;
constexpr std::size_t kMostOfValue = 400;  // bytes

bool IsByteOfHeld(const FileFormat& format, char c) {
  return IsWordByte(c) || c == '_' || (c == '.' && format.Is("r"));
}

// What a line without indentation assigns: the name, and where the value begins. Both are empty for
// other lines.
std::pair<std::string_view, std::size_t> AssignmentOf(const FileFormat& format,
                                                      std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && IsByteOfHeld(format, line[end])) ++end;
  const std::string_view name = line.substr(0, end);
  if (name.empty() || IsDigit(name.front())) return {};
  std::string_view rest = line.substr(end);
  const std::string_view start = Trim(rest);
  if (start.starts_with(':')) rest = rest.substr(std::min(rest.find('='), rest.size()));  // : Path
  for (const std::string_view arrow : {"<<-", "<-", "="}) {
    if (!Trim(rest).starts_with(arrow) || Trim(rest).starts_with("==")) continue;
    const std::size_t begin = rest.find(arrow) + arrow.size();
    return {name, static_cast<std::size_t>(rest.data() - line.data()) + begin};
  }
  return {};
}

// The name that a line gives what stands from `begin` to `end` of `code`, and nothing else, be it
// as a path of its own: `out = Path(args.out)`.
std::string_view OtherName(const FileFormat& format, std::string_view code, std::size_t begin,
                           std::size_t end) {
  bool from_root = false;
  const Argument whole = PathWithCalls({format, {}, code, {}}, {begin, end}, from_root);
  begin = whole.begin;
  end = whole.end;
  const std::string_view behind = code.substr(end, code.find('\n', end) - end);
  if (!Trim(behind).empty()) return {};
  const std::size_t low = BeginOfLine(code, begin);
  std::string_view line = code.substr(low, end - low);
  while (line.starts_with(' ') || line.starts_with('\t')) line.remove_prefix(1);
  const auto [name, value] = AssignmentOf(format, line);
  if (name.empty() || Trim(line.substr(value)).size() != end - begin) return {};
  return name;
}

// Whether the function around `at` of Python is given what is called as the first part of `name`.
bool IsOfParameter(std::string_view code, std::string_view name, std::size_t at) {
  constexpr std::size_t kMostOfFunction = 8000, kMostOfHead = 500;
  const std::size_t dot = name.find('.');
  const std::size_t low = at - std::min(at, kMostOfFunction);
  const std::size_t def = code.substr(low, at - low).rfind("def ");
  if (dot == name.npos || def == code.npos) return false;
  std::string_view head = code.substr(low + def, std::min(kMostOfHead, at - low - def));
  head = head.substr(0, head.find("):"));
  const std::string_view first = name.substr(0, dot);
  for (std::size_t found = head.find(first); found != head.npos;
       found = head.find(first, found + 1)) {
    const std::size_t end = found + first.size();
    const bool begins = found > 0 && std::string_view("(, \n").find(head[found - 1]) != head.npos;
    if (begins && (end >= head.size() || std::string_view(",:= \n").find(head[end]) != head.npos)) {
      return true;
    }
  }
  return false;
}

// Whether what stands there is only a part of another path, or of an import.
bool IsPart(const FileFormat& format, std::string_view code, const VariableUse& use) {
  constexpr std::string_view kSpaces = " \t\r\n", kOperators = "/+";
  const std::size_t begin = BeginOfLine(code, use.begin);
  const std::string_view line = Trim(code.substr(begin, use.begin - begin));
  if (line.starts_with("from ") || line.starts_with("import")) return true;
  const std::size_t before =
      use.begin == 0 ? code.npos : code.find_last_not_of(kSpaces, use.begin - 1);
  const std::size_t behind = code.find_first_not_of(kSpaces, use.end);
  const char first = before == code.npos ? '\n' : code[before];
  const char next = behind == code.npos ? '\n' : code[behind];
  if (kOperators.find(first) != code.npos || kOperators.find(next) != code.npos) return true;
  if (first != ',' && next != ',') return false;
  const auto call = CallAround(format, code, use.begin);
  if (!call || call->open > code.size() || call->open < call->whole.size()) return false;
  const std::string_view name = code.substr(call->open - call->whole.size(), call->whole.size());
  return JoinerOf(format, name) != nullptr;
}

}  // namespace

void HeldPaths::Add(std::string name, const ComposedPath& path) {
  if (paths_.size() < kMostHeld || paths_.contains(name)) {
    paths_.insert_or_assign(std::move(name), path);
  }
}

void HeldPaths::AddAssigned(const Script& script) {
  Script own = script;
  own.held = this;
  for (std::size_t start = 0; start < script.text.size();) {
    const std::size_t end = std::min(script.text.find('\n', start), script.text.size());
    const std::string_view line = script.text.substr(start, end - start);
    const auto [name, at] = AssignmentOf(script.format, line);
    const std::size_t begin = start + at;
    start = end + 1;
    if (name.empty()) continue;
    std::string_view value = script.text.substr(begin, kMostOfValue);
    value = Trim(value.substr(0, EndOfExpression(value)));
    ComposedPath composed;
    composed.begin = begin;
    const bool has_text = value.find_first_of("\"'") != value.npos || value.find('(') != value.npos;
    if (has_text && AddExpression(own, value, begin, composed) &&
        !(composed.path.empty() && !composed.from_root)) {
      Add(std::string(name), composed);
    } else if (const auto found = paths_.find(name); found != paths_.end()) {
      paths_.erase(found);
    }
  }
}

const ComposedPath* HeldPaths::Find(std::string_view name) const {
  const auto found = paths_.find(name);
  return found == paths_.end() ? nullptr : &found->second;
}

std::vector<HeldUse> UsesOfHeld(const FileFormat& format, std::string_view code,
                                const HeldPaths& held) {
  std::vector<HeldUse> found;
  const auto add = [&](const VariableUse& use, const ComposedPath& path) {
    if (use.use == PathUse::kNone || IsPart(format, code, use)) return;
    found.push_back({use, &path});
  };
  for (const auto& [name, path] : held.paths()) {
    for (const VariableUse& use : UsesOfVariable(format, code, name, 0, kMostUsesOfHeld)) {
      if (!format.Is("r") && !path.is_option && IsOfParameter(code, name, use.begin)) continue;
      add(use, path);
      const std::string_view other = OtherName(format, code, use.begin, use.end);
      if (use.use != PathUse::kNone || other.empty()) continue;
      for (const VariableUse& one : UsesOfVariable(format, code, other, use.end, kMostUsesOfHeld)) {
        add(one, path);
      }
    }
  }
  return found;
}

}  // namespace prereq
