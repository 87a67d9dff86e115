#include "passages/generated_names.h"

#include <optional>
#include <set>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsNameByte(char c) { return IsAlphanumeric(c) || c == '_' || c == '-'; }

// The module whose slug `word` is, or begins with before a `_` or `-`: `autograd_dev`.
std::optional<ModuleId> SlugAtStart(std::string_view word, const Facts& facts) {
  for (std::size_t end = word.size(); end > 0; --end) {
    if (end < word.size() && word[end] != '_' && word[end] != '-') continue;
    if (const auto id = facts.FindSlug(word.substr(0, end))) return id;
  }
  return std::nullopt;
}

}  // namespace

std::vector<ModuleId> NumberedNames(std::string_view text, const Facts& facts) {
  constexpr std::size_t kLongest = 128, kWidest = 4;
  std::set<ModuleId> names;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (!IsDigit(text[at - 1]) || IsDigit(text[at])) continue;
    const bool joined = text[at] == '_' || text[at] == '-';
    std::size_t begin = joined ? at + 1 : at;
    while (!joined && begin - at < kWidest && begin < text.size() &&
           std::string_view(" :(.*-").find(text[begin]) != std::string_view::npos) {
      ++begin;
    }
    std::size_t word_begin = at;
    while (at - word_begin < kLongest && word_begin > 0 && IsNameByte(text[word_begin - 1])) {
      --word_begin;
    }
    if (!IsDigit(text[word_begin])) {  // `Chapter2`, where modules are called so
      if (const auto id = facts.FindSlug(text.substr(word_begin, at - word_begin))) {
        names.insert(*id);
      }
    }
    if (Trim(text.substr(at, begin - at)).empty() && !joined) continue;  // "3 tokens" counts them
    std::size_t end = begin;
    while (end < text.size() && end - begin < kLongest && IsNameByte(text[end])) ++end;
    const std::string word(text.substr(begin, end - begin));
    const auto id = SlugAtStart(joined ? word : Lower(word), facts);
    if (!id) continue;
    std::size_t digits = at;
    while (digits > 0 && at - digits < kWidest && IsDigit(text[digits - 1])) --digits;
    const auto number = facts.order.number(*id);
    const bool own = number && number->value == ValueOfDigits(text.substr(digits, at - digits));
    if (joined || own) names.insert(*id);
  }
  return {names.begin(), names.end()};
}

}  // namespace prereq
