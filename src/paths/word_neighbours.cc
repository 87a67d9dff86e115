#include "paths/word_neighbours.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/machine_folders.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestToken = 40;

bool IsTokenByte(char c) {
  return IsWordByte(c) || std::string_view("_-.!@").find(c) != std::string_view::npos;
}
bool IsOperatorByte(char c) {
  return std::string_view("=!<>~|&+*/^").find(c) != std::string_view::npos;
}

// Where the blanks, the quote and the prefix of its string begin before a word.
std::size_t EndBefore(std::string_view text, const SourceWord& word) {
  std::size_t end = word.offset;
  if (word.quoted && end > 0) {
    --end;
    constexpr std::size_t kLongestPrefix = 2;
    std::size_t begin = end;
    while (begin > 0 && end - begin <= kLongestPrefix &&
           (IsWordByte(text[begin - 1]) || text[begin - 1] == '@' || text[begin - 1] == '$')) {
      --begin;
    }
    if (end - begin <= kLongestPrefix) end = begin;
  }
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return end;
}

}  // namespace

std::string_view TokenBefore(std::string_view text, const SourceWord& word) {
  if (word.offset > text.size()) return {};
  const std::size_t end = EndBefore(text, word);
  if (end == 0) return {};
  const auto is_same =
      IsOperatorByte(text[end - 1]) && text[end - 1] != '!' ? IsOperatorByte : IsTokenByte;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongestToken && is_same(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

std::string_view TokenBehind(std::string_view text, const SourceWord& word) {
  std::size_t begin = word.offset + word.text.size() + (word.quoted ? 1 : 0);
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  if (begin >= text.size()) return {};
  const auto is_same = IsOperatorByte(text[begin]) ? IsOperatorByte : IsTokenByte;
  std::size_t end = begin;
  while (end < text.size() && end - begin < kLongestToken && is_same(text[end])) ++end;
  return text.substr(begin, end - begin);
}

bool BeginsElsewhere(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostBefore = 200;
  const std::size_t end = std::min(word.offset, text.size());
  const std::size_t low = end > kMostBefore ? end - kMostBefore : 0;
  std::string_view before = text.substr(low, end - low);
  before.remove_prefix(before.find_last_of(";=\n{") + 1);
  return AsksForFolderOfMachine(before);
}

}  // namespace prereq
