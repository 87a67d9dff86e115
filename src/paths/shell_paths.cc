#include "paths/shell_paths.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"

namespace prereq {
namespace {

constexpr int kMostShellSteps = 4;  // from one variable to the next
constexpr std::string_view kEndsOfWord = " \t\r\n\"'`;|&<>=()";

bool IsNameOfShell(char c) { return IsWordByte(c) || c == '_'; }

// What a line of the script assigns to `name`, without quotes; empty where that is none or several.
std::string_view ValueInShell(std::string_view text, std::string_view name, std::size_t at) {
  std::string_view value = AssignedValue(text, {}, name, at);
  for (const std::string_view word : {"export ", "readonly ", "local ", "declare "}) {
    if (!value.empty()) break;
    value = AssignedValue(text, {}, std::string(word) + std::string(name), at);
  }
  if (const auto written = OnlyText(value)) return *written;
  value = value.substr(0, value.find(" #"));
  return value.find_first_of(" \t\"'") == value.npos ? value : std::string_view();
}

// Adds what `written` means; false where it holds more than variables and words.
bool AddShellWord(std::string_view text, std::string_view written, std::size_t at, int step,
                  ComposedPath& composed) {
  if (step > kMostShellSteps) return false;
  while (!written.empty()) {
    const std::size_t dollar = std::min(written.find('$'), written.size());
    const std::string_view plain = written.substr(0, dollar);
    if (plain.find_first_of("{}*?`~\\") != plain.npos) return false;
    composed.path += plain;
    written.remove_prefix(dollar);
    if (written.empty()) break;
    written.remove_prefix(1);
    const bool braced = written.starts_with('{');
    if (braced) written.remove_prefix(1);
    std::size_t end = 0;
    while (end < written.size() && IsNameOfShell(written[end])) ++end;
    const std::string_view name = written.substr(0, end);
    if (name.empty() || IsDigit(name.front())) return false;
    written.remove_prefix(end);
    if (braced) {
      if (!written.starts_with('}')) return false;
      written.remove_prefix(1);
    }
    const std::string_view value = ValueInShell(text, name, at);
    if (value.empty()) {
      composed.path += '{' + std::string(name) + '}';
      composed.has_variable = true;
    } else if (!AddShellWord(text, value, at, step + 1, composed)) {
      return false;
    }
  }
  return true;
}

}  // namespace

SourceWord WholeShellWord(std::string_view text, const SourceWord& word) {
  if (word.quoted) return word;
  SourceWord whole = word;
  constexpr std::size_t kLongestBefore = 300;  // bytes of a path
  std::size_t begin = word.offset;
  const std::size_t low = begin - std::min(begin, kLongestBefore);
  while (begin > low && kEndsOfWord.find(text[begin - 1]) == kEndsOfWord.npos) --begin;
  const std::size_t end = word.offset + word.text.size();
  whole.text = text.substr(begin, end - begin);
  whole.offset = begin;
  const std::size_t last = begin == 0 ? text.npos : text.find_last_not_of(" \t", begin - 1);
  whole.previous = last == text.npos ? '\n' : text[last];
  return whole;
}

std::optional<ComposedPath> ComposeInShell(std::string_view text, const SourceWord& word) {
  if (word.text.find('$') == word.text.npos) return std::nullopt;
  ComposedPath composed;
  composed.begin = word.offset;
  if (!AddShellWord(text, word.text, word.offset, 0, composed)) return std::nullopt;
  return composed;
}

}  // namespace prereq
