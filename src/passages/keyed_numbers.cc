#include "passages/keyed_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "base/text.h"
#include "passages/item_mentions.h"
#include "passages/sequences.h"
#include "references/scan_text.h"

namespace prereq {
namespace {

bool IsKeyQuote(char c) { return c == '"' || c == '\''; }

// The key before the number at `digits`, `"version": `, `version = `; length 0 without one.
Span KeyBefore(std::string_view text, std::size_t digits) {
  std::size_t end = digits;
  if (end > 0 && IsKeyQuote(text[end - 1])) --end;
  while (end > 0 && references::IsBlank(text[end - 1])) --end;
  if (end == 0 || (text[end - 1] != ':' && text[end - 1] != '=')) return {};
  --end;
  while (end > 0 && references::IsBlank(text[end - 1])) --end;
  if (end > 0 && IsKeyQuote(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && (references::IsWord(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  const bool is_key = begin < end && IsLetter(text[begin]);
  return is_key ? Span{begin, end - begin} : Span{};
}

std::size_t BeginOfLine(std::string_view text, std::size_t at) {
  return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
}

std::size_t EndOfLine(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

// The lines from two above to two below the one at `at`; empty where they are long.
Span LinesAround(std::string_view text, std::size_t at) {
  constexpr int kAround = 2;
  constexpr std::size_t kLongest = 2048;
  const std::size_t low = at - std::min(at, kLongest);
  const std::size_t high = std::min(text.size(), at + kLongest);
  const std::string_view near = text.substr(low, high - low);
  std::size_t begin = BeginOfLine(near, at - low), end = EndOfLine(near, at - low);
  for (int i = 0; i < kAround; ++i) {
    if (begin > 0) begin = BeginOfLine(near, begin - 1);
    if (end < near.size()) end = EndOfLine(near, end + 1);
  }
  const bool is_cut = (begin == 0 && low > 0) || (end == near.size() && high < text.size());
  if (is_cut) return {at, 0};
  begin += low;
  end += low;
  return end - begin > kLongest ? Span{begin, 0} : Span{begin, end - begin};
}

bool HasReference(std::span<const Reference> references, std::size_t digits) {
  const std::size_t low = digits - std::min<std::size_t>(digits, references::kReach);
  return std::ranges::any_of(ReferencesIn(references, low, digits + 1),
                             [&](const Reference& one) { return one.whole.end() > digits; });
}

}  // namespace

std::vector<KeyedNumber> CertainKeys(std::string_view text, std::span<const Reference> references) {
  std::vector<KeyedNumber> keys;
  for (const Reference& reference : references) {
    if (reference.shape != ReferenceShape::kLabel || !IsCertain(reference) || reference.step != 1 ||
        reference.shift != 0) {
      continue;
    }
    const Span key = KeyBefore(text, reference.number.offset);
    if (key.length == 0) continue;
    keys.push_back({std::string(text.substr(key.offset, key.length)), *reference.module, {}, {}});
  }
  return keys;
}

std::vector<KeyedNumber> ShownKeys(const std::string& path, std::string_view text,
                                   std::span<const Reference> references, const Order& numbers) {
  std::vector<KeyedNumber> keys;
  std::set<std::size_t> known;
  std::optional<LineIndex> lines;
  for (const Reference& reference : references) {
    if (reference.shape == ReferenceShape::kLabel || !IsCertain(reference)) continue;
    const auto number = numbers.number(*reference.module);
    const Span around = LinesAround(text, reference.whole.offset);
    if (!number) continue;
    for (std::size_t at = references::NextDigit(text, around.offset); at < around.end();) {
      const std::size_t digits = at;
      while (at < around.end() && IsDigit(text[at])) ++at;
      constexpr std::size_t kMostDigits = 6;
      const Span key = KeyBefore(text, digits);
      const bool is_one = key.length > 0 && at - digits <= kMostDigits &&
                          ValueOfDigits(text.substr(digits, at - digits)) == number->value &&
                          !references::IdentifierAt(text, at) && text.substr(at, 1) != "." &&
                          !HasReference(references, digits);
      if (is_one && known.insert(digits).second) {
        if (!lines) lines.emplace(text);
        keys.push_back({std::string(text.substr(key.offset, key.length)), *reference.module,
                        lines->At(path, key.offset),
                        std::string(text.substr(key.offset, at - key.offset))});
      }
      at = references::NextDigit(text, at);
    }
  }
  return keys;
}

std::vector<ExplainedNumber> ExplainKeys(const std::vector<KeyedNumber>& certain,
                                         const std::vector<KeyedNumber>& shown) {
  constexpr std::size_t kFewest = 3;
  std::map<std::string, std::set<ModuleId>> modules;
  for (const KeyedNumber& one : certain) modules[one.key].insert(one.module);
  std::vector<ExplainedNumber> explained;
  for (const KeyedNumber& one : shown) {
    const auto known = modules.find(one.key);
    if (known == modules.end() || known->second.size() < kFewest) continue;
    explained.push_back({one.where, one.module, one.text, {}});
  }
  return explained;
}

}  // namespace prereq
