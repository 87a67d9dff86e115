// A variable that holds the number of the module whose file it stands in: `MODULE_NUMBER = "03"`,
// `lessonNo: 3`, `MODULE=03`. Its name is a label, or says one and that a number follows; the file
// says which module.
#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "references/shapes/matchers.h"

namespace prereq::references {

namespace {

constexpr std::array<std::string_view, 5> kNumberWords = {"number", "num", "nr", "no", "index"};

// `**Lesson:** 2` on a line of the module's own page: the label and nothing more.
bool IsOwnField(const Scan& scan, const Token& token) {
  const std::string_view text = scan.text;
  if (!IsPage(scan) || !PhraseEnds(text, token.end)) return false;
  std::size_t at = SkipOrnamentBack(text, token.begin);
  if (at == 0 || text[at - 1] != ':') return false;
  at = SkipOrnamentBack(text, at - 1);
  const auto label = scan.lexicon.LabelBefore(text, at);
  return label && at - label->length >= scan.floor && AtLineStart(text, at - label->length);
}

}  // namespace

std::size_t AssignedEnd(std::string_view text, std::size_t at) {
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'')) --at;
  at = SkipBlanksBack(text, at);
  if (at == 0 || (text[at - 1] != '=' && text[at - 1] != ':')) return std::string_view::npos;
  at = SkipBlanksBack(text, at - 1);
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'')) --at;
  return at;
}

bool IsIdWord(std::string_view word) {
  constexpr std::array<std::string_view, 5> kIds = {"id", "key", "pk", "uid", "uuid"};
  const std::string low = Lower(word);
  return std::ranges::any_of(kIds, [&](std::string_view id) {
    if (!low.ends_with(id)) return false;
    const std::size_t begin = low.size() - id.size();
    return begin == 0 || !IsLetter(low[begin - 1]) || IsUpper(word[begin]);
  });
}

bool EndsInNumberWord(std::string_view identifier) {
  const std::string last = Lower(identifier.substr(identifier.rfind('_') + 1));
  return std::ranges::find(kNumberWords, last) != kNumberWords.end();
}

NumberName NumberNameAt(const Scan& scan, std::size_t end) {
  constexpr std::array<std::string_view, 3> kAlone = {"n", "order", "position"};
  const std::string_view text = scan.text;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kReach && IsWord(text[begin - 1])) --begin;
  if (begin == end) return NumberName::kOther;
  const std::string word = Lower(text.substr(begin, end - begin));
  const auto label = scan.lexicon.LabelBefore(text, end);
  if (label && !label->plural && label->length == end - begin) return NumberName::kLabel;
  if (std::ranges::find(kAlone, word) != kAlone.end()) return NumberName::kNumber;
  for (const std::string_view last : kNumberWords) {
    if (!word.ends_with(last)) continue;
    std::size_t stop = word.size() - last.size();
    if (stop == 0) return NumberName::kNumber;
    if (word[stop - 1] == '_') --stop;
    if (stop > 0 && scan.lexicon.LabelBefore(text, begin + stop))
      return NumberName::kLabelledNumber;
  }
  return NumberName::kOther;
}

std::optional<Found> MatchVariable(const Scan& scan, const Token& token) {
  const std::size_t end = AssignedEnd(scan.text, token.begin);
  const bool field = IsOwnField(scan, token);
  if (IdentifierAt(scan.text, token.end)) return std::nullopt;
  if (!field && (end > scan.text.size() || end < scan.floor)) return std::nullopt;
  const std::optional<ModuleId> home = HomeOf(scan);
  if (!home || scan.lexicon.NumberOf(*home) != token.number) return std::nullopt;
  if (!field) {
    const NumberName name = NumberNameAt(scan, end);
    const bool is_label = name == NumberName::kLabel && !IsPage(scan);
    if (!is_label && name != NumberName::kLabelledNumber) return std::nullopt;
  }
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, ReferenceShape::kLabel);
  found.reference.module = *home;
  found.reference.certainty = Certainty::kLikely;
  return found;
}

}  // namespace prereq::references
