// What a module's own page counts after the module: `Figure 3-1`, `Table 3.2`, `图 3-4`. The words
// are those of the page: one that stands before the module's number and a count that begins with
// one.
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// What the page says of one word.
struct Counted {
  std::vector<Token> tokens;
  std::set<int> parts;
  bool dotted = false;  // `3.1`, as versions are written
  bool titled = false;  // begins with a capital, or has none
};

// The word before `at`: letters, or the last character of a script without blanks.
std::string_view WordBefore(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 16;
  std::size_t end = SkipBlanksBack(text, at);
  if (end > 0 && (text[end - 1] == '~' || text[end - 1] == '.')) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongest && IsLetter(text[begin - 1])) --begin;
  if (begin < end || end == 0 || static_cast<unsigned char>(text[end - 1]) < 0x80) {
    return text.substr(begin, end - begin);
  }
  --begin;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  return text.substr(begin, end - begin);
}

bool IsWordOfText(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  return word.size() >= kShortest && !IsUpper(word[1]);
}

}  // namespace

void SettleCountedParts(Scan& scan) {
  constexpr std::size_t kMostDigits = 2;
  const std::optional<ModuleId> id = scan.lexicon.ModuleOf(scan.path);
  const std::optional<Number> own = id ? scan.lexicon.NumberOf(*id) : std::nullopt;
  if (!own || !IsPage(scan)) return;
  const std::string digits = std::to_string(own->value);
  const std::string_view text = scan.text;
  std::map<std::string, Counted> words;
  for (std::size_t at = text.find(digits); at != std::string_view::npos;
       at = text.find(digits, at + 1)) {
    const std::size_t mark = at + digits.size();
    if (at == 0 || IsDigit(text[at - 1]) || mark + 1 >= text.size() ||
        (text[mark] != '-' && text[mark] != '.') || !IsDigit(text[mark + 1])) {
      continue;
    }
    std::size_t end = mark + 1;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const std::string_view word = WordBefore(text, at);
    const auto token = ReadToken(scan, at);
    if (!token || token->end != mark || end - mark - 1 > kMostDigits || IdentifierAt(text, end) ||
        !IsWordOfText(word)) {
      continue;
    }
    Counted& counted = words[Lower(word)];
    counted.tokens.push_back(*token);
    counted.parts.insert(ValueOfDigits(text.substr(mark + 1, end - mark - 1)));
    const bool glued = IsLetter(text[at - 1]);  // `\\label{section3.1}`
    counted.titled = counted.titled || glued || !IsLower(word.front());
    counted.dotted = counted.dotted || text[mark] == '.';
  }
  std::vector<Found> added;
  for (const auto& [word, counted] : words) {
    const bool begins = counted.parts.contains(1);
    if (!begins || !counted.titled || (counted.dotted && !counted.parts.contains(2))) continue;
    for (const Token& token : counted.tokens) {
      Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kLabel);
      found.reference.module = id;
      found.reference.certainty = Certainty::kLikely;
      added.push_back(std::move(found));
    }
  }
  if (!added.empty()) AddFound(scan, std::move(added));
}

}  // namespace prereq::references
