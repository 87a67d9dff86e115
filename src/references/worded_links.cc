#include "references/worded_links.h"

#include <optional>

#include "base/text.h"
#include "references/headings.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {

// `# Tag 3` of the page's own module says its number as a link to it would; `# Tag 1` speaks
// against the word.
void WordedLinks::NoteOwnHeadings(const Scan& scan, ModuleId own) {
  EachHeading(scan, [&](const Heading& heading) {
    const auto number = ReadHeadingNumber(scan, heading);
    if (!number || number->section || number->word.empty()) return true;
    const auto uses = uses_.find(Lower(number->word));
    if (uses == uses_.end()) return true;
    const bool agrees = number->token.number == scan.lexicon.NumberOf(own);
    (agrees ? uses->second.agreeing : uses->second.against).insert(own);
    if (agrees) uses->second.headings.push_back(number->token);
    return true;
  });
}

void WordedLinks::Settle(Scan& scan, std::vector<Found>& added) {
  const std::optional<ModuleId> own = uses_.empty() ? std::nullopt : HomeOf(scan);
  if (own) NoteOwnHeadings(scan, *own);
  for (const auto& [word, uses] : uses_) {
    const std::size_t fewest = word.empty() ? 3 : 2;
    if (!uses.against.empty()) continue;
    for (const std::size_t i : uses.added) {
      Reference& reference = added[i].reference;
      const bool zero = scan.text[reference.number.offset] == '0' && reference.number.length > 1;
      if (uses.agreeing.size() < fewest && !(word.empty() && zero)) continue;
      if (reference.certainty == Certainty::kLikely) reference.certainty = Certainty::kOwned;
    }
    if (uses.agreeing.size() < fewest) continue;
    for (const Token& token : uses.headings) {
      TellNumber(scan, token, {*own, ReferenceShape::kTitle, Certainty::kOwned}, added);
    }
  }
}

}  // namespace prereq::references
