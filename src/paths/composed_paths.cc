#include "paths/composed_paths.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfOperands = 400;  // bytes
constexpr std::string_view kSpaceOfOperands = " \t\r\n";

bool IsByteOfOperand(char c) { return IsWordByte(c) || c == '_' || c == '.'; }
bool IsByteOfCall(char c) { return IsByteOfOperand(c) || c == ':'; }

// Whether the word is an f-string of Python.
bool IsFormatted(const Script& script, const SourceWord& word) {
  const std::string_view text = script.text;
  return script.format.Is("python") && word.offset >= 2 && text[word.offset - 2] == 'f' &&
         (word.offset == 2 || !IsByteOfCall(text[word.offset - 3]));
}

std::size_t SkipBack(std::string_view text, std::size_t low, std::size_t at) {
  while (at > low && kSpaceOfOperands.find(text[at - 1]) != std::string_view::npos) --at;
  return at;
}

// Where the operand begins that ends at `at`: a text, a variable, `Path("out")`; `at` where there
// is none.
std::size_t BeginOfOperand(std::string_view text, std::size_t low, std::size_t at) {
  const std::size_t end = at;
  const char last = at > low ? text[at - 1] : '\n';
  if (last == '"' || last == '\'') {
    const std::size_t open = at < 2 ? text.npos : text.rfind(last, at - 2);
    if (open == text.npos || open < low) return end;
    const bool formatted = open > low && text[open - 1] == 'f';
    return formatted ? open - 1 : open;
  }
  for (;;) {
    while (at > low && IsByteOfOperand(text[at - 1])) --at;
    if (at == low || (text[at - 1] != ')' && text[at - 1] != ']')) return at;
    int depth = 0;
    std::size_t open = at;
    while (open > low) {
      const char c = text[--open];
      if (c == ')' || c == ']') ++depth;
      if ((c == '(' || c == '[') && --depth == 0) break;
    }
    if (depth != 0) return end;
    at = open;
  }
}

// `repo / "data" / "x.csv"` and `out + "/x.csv"`, where the word is the last part and its quote, or
// the letter before it, stands at `at`.
std::optional<ComposedPath> OfOperators(const Script& script, const SourceWord& word, char op,
                                        std::size_t at) {
  const std::string_view text = script.text;
  const std::size_t end = word.offset + word.text.size() + 1;
  const std::size_t behind = text.find_first_not_of(kSpaceOfOperands, end);
  if (behind < text.size() && text[behind] == op) return std::nullopt;
  const std::size_t low = at > kMostOfOperands / 2 ? at - kMostOfOperands / 2 : 0;
  std::size_t begin = at;
  for (std::size_t before = SkipBack(text, low, at); before > low && text[before - 1] == op;) {
    const std::size_t operand = SkipBack(text, low, before - 1);
    begin = BeginOfOperand(text, low, operand);
    if (begin == operand) return std::nullopt;
    before = SkipBack(text, low, begin);
  }
  ComposedPath composed;
  composed.begin = begin;
  const std::string_view code = text.substr(begin, std::min(end, text.size()) - begin);
  if (!AddExpression(script, code, begin, composed)) return std::nullopt;
  return composed;
}

// What the call around the word makes of it and of the arguments before it.
std::optional<ComposedPath> OfCall(const Script& script, const PathJoiner& joiner,
                                   const SourceWord& word) {
  const std::string_view text = script.text;
  const std::size_t behind =
      text.find_first_not_of(kSpaceOfOperands, word.offset + word.text.size() + 1);
  if (behind >= text.size() || text[behind] != ')') return std::nullopt;
  ComposedPath composed;
  composed.begin = static_cast<std::size_t>(word.call.data() - text.data());
  const std::size_t open = composed.begin + word.call.size();
  if (open >= text.size() || text[open] != '(' || word.offset - open > kMostOfOperands) {
    return std::nullopt;
  }
  if (!AddArguments(script, text, open + 1, joiner, word.offset, word.offset, composed)) {
    return std::nullopt;
  }
  return composed;
}

// The expression around a text that is filled in: `"{}/x.csv".format(out)`, `"%s/x" % out`,
// `glue("{out}/x.csv")`, `sprintf("%s/x.csv", out)`, `out.joinpath("x.csv")`. `begin`: of the text.
// Empty where there is none of them.
std::string_view FilledAround(const Script& script, const SourceWord& word, std::size_t begin) {
  const std::string_view text = script.text;
  const std::size_t end = word.offset + word.text.size() + 1;
  const std::string_view behind = text.substr(std::min(end, text.size()));
  const bool is_filled = behind.starts_with(".format(") || behind.starts_with(" % ");
  const auto from = [&](std::size_t at) {
    const std::string_view code = text.substr(at, kMostOfOperands);
    return code.substr(0, std::min(EndOfExpression(code), EndOfArgument(code)));
  };
  if (script.format.Is("python") && is_filled) return from(begin);
  const bool fills =
      script.format.Is("r") && HasWord("glue glue::glue str_glue sprintf", word.call);
  const bool joins = script.format.Is("python") && word.call.ends_with(".joinpath");
  if ((!fills && !joins) || word.call.empty()) return {};
  const auto call = static_cast<std::size_t>(word.call.data() - text.data());
  const std::size_t name = call + word.call.size() - (joins ? 9 : 0);  // .joinpath
  const std::size_t low = name - std::min(name, kMostOfOperands / 2);
  return from(joins ? BeginOfOperand(text, low, name) : call);
}

}  // namespace

std::optional<ComposedPath> ComposePath(const Script& script, const SourceWord& word) {
  const std::string_view text = script.text;
  if (!word.quoted || word.offset == 0) return std::nullopt;
  const bool formatted = IsFormatted(script, word);
  const std::size_t begin = word.offset - (formatted ? 2 : 1);
  if (const std::string_view code = FilledAround(script, word, begin); !code.empty()) {
    ComposedPath filled;
    filled.begin = static_cast<std::size_t>(code.data() - text.data());
    if (!AddExpression(script, code, filled.begin, filled)) return std::nullopt;
    return filled;
  }
  const std::size_t before =
      begin == 0 ? text.npos : text.find_last_not_of(kSpaceOfOperands, begin - 1);
  const char joint = before == text.npos ? '\n' : text[before];
  if (script.format.Is("python") && (joint == '/' || joint == '+')) {
    return OfOperators(script, word, joint, begin);
  }
  if (joint == '+') return std::nullopt;
  const PathJoiner* joiner = JoinerOf(script.format, word.call);
  if (joiner != nullptr && joint == ',') return OfCall(script, *joiner, word);
  if (!formatted || word.text.find('{') == word.text.npos) return std::nullopt;
  const std::size_t end = word.offset + word.text.size() + 1;
  const std::size_t behind = text.find_first_not_of(kSpaceOfOperands, end);
  const bool is_alone = joiner == nullptr || (behind < text.size() && text[behind] == ')');
  ComposedPath composed;
  composed.begin = begin;
  if (!is_alone || !AddFormatted(script, word.text, word.offset, composed)) return std::nullopt;
  return composed;
}

Argument PathWithCalls(const Script& script, Argument path, bool& from_root) {
  constexpr int kMostCalls = 3;
  const std::string_view text = script.text;
  for (int calls = 0; calls < kMostCalls; ++calls) {
    const std::size_t end = text.find_first_not_of(kSpaceOfOperands, path.end);
    const std::size_t open = SkipBack(text, 0, path.begin);
    if (end == text.npos || text[end] != ')' || open == 0 || text[open - 1] != '(') break;
    std::size_t name = open - 1;
    while (name > 0 && IsByteOfCall(text[name - 1])) --name;
    const PathJoiner* joiner = JoinerOf(script.format, text.substr(name, open - 1 - name));
    if (joiner == nullptr) break;
    from_root = from_root || joiner->from_root;
    path = {name, end + 1};
  }
  return path;
}

std::string_view OperandBefore(std::string_view text, std::size_t end) {
  const std::size_t low = end - std::min(end, kMostOfOperands);
  const std::size_t begin = BeginOfOperand(text, low, end);
  return text.substr(begin, end - begin);
}

}  // namespace prereq
