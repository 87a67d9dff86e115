// What the file itself decides: in a module's own page the first heading says the module's number,
// and sections may be numbered after it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "references/headings.h"
#include "references/own_fields.h"
#include "references/own_number.h"
#include "references/own_sections.h"
#include "references/page_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// The page's own title said again further down, as tables of contents do: the words of it that are
// another module's name are a part of it.
void SettleRepeatedTitle(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end) {
  const std::string_view title = Trim(scan.text.substr(number.title, end - number.title));
  if (title.empty() || scan.lexicon.NumberOf(id) != number.token.number) return;
  for (Found& found : scan.found) {
    const Reference& reference = found.reference;
    if (reference.written != number.token.number || !IsOpenTo(reference, id, Certainty::kOwned) ||
        reference.certainty != Certainty::kDrifted) {
      continue;
    }
    const std::size_t at = reference.number.end() + (number.title - number.token.end);
    if (scan.text.substr(std::min(at, scan.text.size())).starts_with(title)) {
      SettleAs(found, id, Certainty::kOwned);
    }
  }
}

// Headings `## Step 1 – …`, `## Step 2 – …` in a module's own page count the page's parts. Numbers
// behind that word mean no modules there, whatever words follow them; but where most of these
// headings name the module of their number, `### Module 11: Kernels`, they speak of modules.
class Steps {
 public:
  void Add(Scan& scan, const HeadingNumber& number) {
    if (number.word.empty()) return;
    Word& word = words_[Lower(number.word)];
    word.numbers.insert(number.token.number);
    ++word.headings;
    const auto found = FirstEndingBehind(scan, number.token.begin);
    word.naming += found != scan.found.end() && found->reference.number == number.token.span() &&
                   found->reference.certainty == Certainty::kAgreeing;
  }

  void Settle(Scan& scan) const {
    for (Found& found : scan.found) {
      Reference& reference = found.reference;
      const bool labelled = reference.shape == ReferenceShape::kLabel ||
                            reference.shape == ReferenceShape::kTitle ||
                            reference.shape == ReferenceShape::kRange;
      if (!labelled || reference.number.offset == reference.whole.offset) continue;
      const std::string_view text = scan.text;
      std::size_t end = reference.whole.offset;
      while (end < text.size() &&
             (IsLetter(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80))
        ++end;
      const auto word =
          words_.find(Lower(text.substr(reference.whole.offset, end - reference.whole.offset)));
      if (word == words_.end() || !word->second.CountsParts()) continue;
      reference.certainty = Certainty::kForeign;
    }
  }

 private:
  struct Word {
    std::set<Number> numbers;
    std::size_t headings = 0, naming = 0;  // naming: the title is that of the number's module

    // From one on, or three and more that go on from another page.
    [[nodiscard]] bool CountsParts() const {
      const bool counts =
          numbers.size() > 2 || (numbers.size() == 2 && numbers.begin()->value <= 1);
      return counts && naming * 2 < headings;
    }
  };
  std::map<std::string, Word> words_;  // by word, lower case
};

// `\setcounter{chapter}{5}` in the file of module 5: LaTeX counts on from there.
void SettleCounter(const Scan& scan, ModuleId id, std::vector<Found>& added) {
  constexpr std::string_view kCommand = "\\setcounter{";
  const std::string_view text = scan.text;
  for (std::size_t at = text.find(kCommand); at != std::string_view::npos;
       at = text.find(kCommand, at + 1)) {
    const std::size_t close = text.find("}{", at);
    if (close == std::string_view::npos || close > at + kReach) continue;
    const std::string_view counter =
        text.substr(at + kCommand.size(), close - at - kCommand.size());
    if (counter != "chapter" && counter != "section" && counter != "part") continue;
    const auto token = ReadToken(scan, close + 2);
    if (!token) continue;
    // `\chapter` behind it counts one more.
    Token counted = *token;
    ++counted.number.value;
    const bool before = EvidenceOfFile(scan, id, counted).agrees &&
                        text.find("\\" + std::string(counter), close) != std::string_view::npos;
    if (!before && !EvidenceOfFile(scan, id, *token).agrees) continue;
    Found found = MakeFound(scan, *token, token->span(), {token->end, 0}, ReferenceShape::kLabel);
    found.reference.shift = before ? -1 : 0;
    found.reference.module = id;
    found.reference.certainty = Certainty::kLikely;
    added.push_back(std::move(found));
  }
}

// A page of a mirror, in another language perhaps: its first heading follows where it agrees.
void SettleMirrored(Scan& scan, ModuleId id) {
  std::vector<Found> added;
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadHeadingNumber(scan, heading);
    if (number && SaysNumberOfPage(InnerNumbers(scan, id), *number)) {
      SettleNumberOfPage(scan, id, *number, heading.end, added);
    } else if (number && !number->section && EvidenceOfFile(scan, id, number->token).agrees) {
      SettleTitleNumber(scan, id, *number, heading.end, heading.level, added);
    }
    return false;
  });
  AddFound(scan, std::move(added));
}

}  // namespace

void SettleOwnPage(Scan& scan) {
  if (!IsPage(scan)) return;
  const std::optional<ModuleId> id = HomeOf(scan);
  if (!id || !scan.lexicon.NumberOf(*id)) return;
  if (!scan.lexicon.IsOwnFile(*id, scan.path)) return SettleMirrored(scan, *id);
  const bool main = scan.lexicon.IsMainPage(*id, scan.path);
  std::vector<Found> added;
  Sections sections;
  std::optional<HeadingNumber> overview;
  std::size_t overview_end = 0;
  std::map<std::string, std::vector<HeadingNumber>> worded;  // by word: `Exercise 6.1`, `6-1`
  PageStart head;
  head.inner = InnerNumbers(scan, *id);
  bool first = true;
  Steps steps;
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadHeadingNumber(scan, heading);
    if (number && number->section && number->word.empty()) {
      head.first_is_section |= first;
      sections.Add(scan, number->token);
    } else if (number &&
               ((number->section && !first) || (number->dashed && number->word.empty()))) {
      worded[Lower(number->word)].push_back(*number);
    } else if (number && first && main && !(heading.level > 1 && HasTitleField(scan))) {
      SettleTitleNumber(scan, *id, *number, heading.end, heading.level, added);
      SettleRepeatedTitle(scan, *id, *number, heading.end);
      head.says_own = EvidenceOfFile(scan, *id, number->token).agrees;
    } else if (number && first && SaysNumberOfPage(head.inner, *number)) {
      head.says_page = true;
      SettleNumberOfPage(scan, *id, *number, heading.end, added);
    } else if (number) {
      if (first && !main && heading.level == 1) {
        overview = number;
        overview_end = heading.end;
      }
      steps.Add(scan, *number);
    }
    first = false;
    return true;
  });
  steps.Settle(scan);
  const std::set<int> parts = SettleSections(scan, *id, sections, head, added);
  const Sections links = ReadLinksToSections(scan, *id, !parts.empty());
  const bool sure = SettleLinksToSections(scan, *id, links, !parts.empty(), added);
  if (overview) SettleOverview(scan, *id, *overview, overview_end, links, sure, added);
  SettleWorded(scan, *id, worded, added);
  if (scan.format.Is("latex")) SettleCounter(scan, *id, added);
  AddFound(scan, std::move(added));
  SettleSectionsInText(scan, *id, parts);
}

}  // namespace prereq::references
