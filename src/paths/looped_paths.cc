#include "paths/looped_paths.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/command_lines.h"
#include "paths/use_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfBody = 2000;
constexpr std::string_view kEndsOfPath = " \t\r\n\"'();{}|&<>,";

// The word behind that at which a line of a loop begins: `f` of `foreach f in …`.
std::string_view VariableOf(std::string_view text, const SourceWord& word) {
  const auto head = static_cast<std::size_t>(word.head.data() - text.data());
  const std::size_t begin = text.find_first_not_of(" \t", head + word.head.size());
  if (begin >= word.offset) return {};
  std::size_t end = begin;
  while (end < word.offset && (IsWordByte(text[end]) || text[end] == '_')) ++end;
  return text.substr(begin, end - begin);
}

// The path around the use of a variable at `at`, with `value` in its place.
std::string PathAround(std::string_view body, std::size_t at, std::size_t length,
                       std::string_view value) {
  std::size_t begin = at, end = at + length;
  while (begin > 0 && kEndsOfPath.find(body[begin - 1]) == std::string_view::npos) --begin;
  while (end < body.size() && kEndsOfPath.find(body[end]) == std::string_view::npos) ++end;
  return std::string(body.substr(begin, at - begin)) + std::string(value) +
         std::string(body.substr(at + length, end - at - length));
}

}  // namespace

std::string LoopedPath(const FileFormat& format, std::string_view text, const SourceWord& word) {
  const bool is_stata = format.Is("stata") && word.head == "foreach";
  const bool is_shell = format.Is("shell") && word.head == "for";
  if ((!is_stata && !is_shell) || word.text == word.head) return {};
  const std::string variable(VariableOf(text, word));
  if (variable.empty() || word.text == variable) return {};
  std::string_view body = text.substr(std::min(text.size(), word.offset + word.text.size()));
  body = body.substr(0, kMostOfBody);
  body = body.substr(0, is_stata ? body.find("\n}") : body.find("done"));
  const std::string quoted = "`" + variable + "'", braced = "${" + variable + "}",
                    plain = "$" + variable;
  std::vector<std::string> uses;
  if (is_stata) uses = {quoted};
  if (is_shell) uses = {braced, plain};
  for (const std::string& use : uses) {
    for (std::size_t at = body.find(use); at != std::string_view::npos;
         at = body.find(use, at + 1)) {
      const std::size_t end = at + use.size();
      const bool goes_on =
          use == plain && end < body.size() && (IsWordByte(body[end]) || body[end] == '_');
      // `do` begins a command of Stata, and what a loop of a shell repeats.
      const std::string_view command =
          is_stata ? Trim(LineAround(body, at)) : CommandProper(body, at);
      if (goes_on || !RunsRest(command.substr(0, command.find_first_of(" \t")))) continue;
      std::string path = PathAround(body, at, use.size(), word.text);
      if (path != word.text) return path;
    }
  }
  return {};
}

namespace {

constexpr std::size_t kMostOfLoop = 4000, kMostOfList = 4000, kMostLooped = 100;

bool IsPartOfLooped(char c) { return IsWordByte(c) || c == '_'; }

// The texts of `["a", "b"]`, `("a", "b")` or `c("a", "b")` that `code` begins with; empty where
// anything else is in it.
std::vector<std::string> TextsOfList(const FileFormat& format, std::string_view code) {
  code = code.substr(0, kMostOfList);
  if (format.Is("r")) {
    if (!code.starts_with("c(")) return {};
    code.remove_prefix(1);
  }
  if (!code.starts_with('[') && !code.starts_with('(') && !code.starts_with('{')) return {};
  std::vector<std::string> texts;
  for (std::size_t at = 1; at < code.size(); ++at) {
    const char c = code[at];
    if (c == ']' || c == ')' || c == '}') return texts;
    if (c == '#') at = std::min(code.find('\n', at), code.size());
    if (c == '"' || c == '\'') {
      const std::size_t close = code.find(c, at + 1);
      if (close == code.npos || texts.size() >= kMostLooped) return {};
      texts.emplace_back(code.substr(at + 1, close - at - 1));
      at = close;
    } else if (std::string_view(" \t\r\n,#").find(c) == std::string_view::npos) {
      return {};
    }
  }
  return {};
}

// What the last loop before `at` that gives `name` values goes through.
std::string_view LoopedThrough(const FileFormat& format, std::string_view text,
                               std::string_view name, std::size_t at) {
  const std::size_t found = LastLoopOf(format, text, name, at);
  if (found == text.npos) return {};
  std::string_view through = text.substr(found);
  for (const std::string_view call : {"sorted(", "tqdm(", "list(", "set("}) {
    if (through.starts_with(call)) through.remove_prefix(call.size());
  }
  return through;
}

}  // namespace

std::size_t LastLoopOf(const FileFormat& format, std::string_view text, std::string_view name,
                       std::size_t at) {
  const std::string start = (format.Is("r") ? "for (" : "for ") + std::string(name) + " in ";
  const std::size_t low = at - std::min(at, kMostOfLoop);
  const std::size_t found = text.substr(low, at - low).rfind(start);
  return found == text.npos ? found : low + found + start.size();
}

std::vector<std::string> LoopedValues(const FileFormat& format, std::string_view text,
                                      std::string_view earlier, std::string_view name,
                                      std::size_t at) {
  if ((!format.Is("python") && !format.Is("r")) || name.empty()) return {};
  if (!std::ranges::all_of(name, IsPartOfLooped)) return {};
  const std::string_view through = LoopedThrough(format, text, name, at);
  std::size_t end = 0;
  while (end < through.size() && IsPartOfLooped(through[end])) ++end;
  const bool is_call = end < through.size() && through[end] == '(';
  if (end == 0 || is_call) return TextsOfList(format, through);
  const std::string_view value = AssignedValue(text, earlier, through.substr(0, end), at);
  if (value.empty()) return {};
  // The list may go on behind its line.
  const std::string_view whole = IsViewOf(text, value) ? text : earlier;
  return TextsOfList(format, whole.substr(static_cast<std::size_t>(value.data() - whole.data())));
}

std::string WithValue(std::string_view text, std::string_view name, std::string_view value) {
  const std::string hole = '{' + std::string(name) + '}';
  std::string filled;
  for (;;) {
    const std::size_t at = text.find(hole);
    filled += text.substr(0, at);
    if (at == text.npos) return filled;
    filled += value;
    text.remove_prefix(at + hole.size());
  }
}

LoopVariable VariableOfLoop(const FileFormat& format, std::string_view text,
                            const SourceWord& word) {
  if (!format.Is("python") && !format.Is("r")) return {};
  const std::size_t quote = word.offset == 0 ? 0 : word.offset - 1;
  const std::size_t low = quote - std::min(quote, kMostOfList);
  const std::string_view brackets = format.Is("r") ? "(" : "[(";
  const std::size_t open = text.substr(low, quote - low).find_last_of(brackets);
  if (open == text.npos) return {};
  std::size_t begin = low + open;
  if (format.Is("r")) {
    if (begin == 0 || text[begin - 1] != 'c') return {};
    --begin;
  }
  if (TextsOfList(format, text.substr(begin)).empty()) return {};
  const auto is_part = [](char c) { return IsPartOfLooped(c); };
  const std::size_t line = BeginOfLine(text, begin);
  std::string_view before = Trim(text.substr(line, begin - line));
  const std::string_view loop = format.Is("r") ? "for (" : "for ";
  const auto variable_at = [&](std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    return LoopVariable{text.substr(at, end - at), end};
  };
  if (before.starts_with(loop) && before.ends_with(" in")) {
    LoopVariable found =
        variable_at(static_cast<std::size_t>(before.data() - text.data()) + loop.size());
    found.body = std::min(text.find('\n', begin), text.size());
    return found;
  }
  for (const std::string_view arrow : {"<-", "="}) {
    if (!before.ends_with(arrow)) continue;
    const std::string_view list = Trim(before.substr(0, before.size() - arrow.size()));
    if (list.empty() || !std::ranges::all_of(list, is_part)) return {};
    const std::string through = " in " + std::string(list);
    const std::string_view near = text.substr(0, begin + 2 * kMostOfList);
    const std::size_t found = near.find(through, begin);
    if (found == near.npos) return {};
    const std::size_t end = found + through.size();
    if (end < near.size() && is_part(near[end])) return {};
    std::size_t name = found;
    while (name > begin && is_part(text[name - 1])) --name;
    if (!text.substr(0, name).ends_with(loop)) return {};
    return {text.substr(name, found - name), std::min(text.find('\n', end), text.size())};
  }
  return {};
}

}  // namespace prereq
