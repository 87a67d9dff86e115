// The list of a page's own sections: `8. [Triggers](#8-triggers)` above `## 8. Triggers`. Its
// numbers are those of the headings, and mean modules as surely as these do.
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

// Where the number of each `## 8. …` stands; of several the first.
std::map<int, std::size_t> HeadingNumbers(const Scan& scan) {
  std::map<int, std::size_t> numbers;
  for (std::size_t line = 0; line < scan.text.size();) {
    std::size_t at = line;
    while (at < scan.text.size() && scan.text[at] == '#') ++at;
    const std::size_t digit = SkipBlanks(scan.text, at);
    if (at > line && digit > at && digit < scan.text.size() && IsDigit(scan.text[digit])) {
      if (const auto token = ReadToken(scan, digit)) {
        numbers.try_emplace(token->number.value, token->begin);
      }
    }
    const std::size_t end = scan.text.find('\n', at);
    line = end == std::string_view::npos ? scan.text.size() : end + 1;
  }
  return numbers;
}

// Whether the entry that begins with the reference is a link to a section of the same number.
bool LeadsToSection(const Scan& scan, const Reference& reference) {
  const std::string_view line = scan.text.substr(reference.number.offset, kReach);
  const std::size_t link = line.substr(0, line.find('\n')).find("](#");
  if (link == std::string_view::npos) return false;
  const std::size_t digit = reference.number.offset + link + 3;
  if (digit >= scan.text.size() || !IsDigit(scan.text[digit])) return false;
  const auto token = ReadToken(scan, digit);
  return token && token->number.value == reference.written.value;
}

}  // namespace

void SettleOwnContents(Scan& scan) {
  if (!IsMarkup(scan)) return;
  std::optional<std::map<int, std::size_t>> headings;  // read once, where there is such an entry
  std::vector<bool> dropped(scan.found.size(), false);
  for (std::size_t i = 0; i < scan.found.size(); ++i) {
    Reference& entry = scan.found[i].reference;
    const bool drifted = entry.certainty == Certainty::kDrifted;
    if (entry.shape != ReferenceShape::kListItem || !(drifted || IsSure(entry))) continue;
    if (!LeadsToSection(scan, entry)) continue;
    if (!headings) headings = HeadingNumbers(scan);
    const auto number = headings->find(entry.written.value);
    if (number == headings->end()) continue;
    const auto heading = FirstEndingBehind(scan, number->second);
    const bool named =
        heading != scan.found.end() && heading->reference.number.offset == number->second;
    if (drifted) dropped[i] = !named || heading->reference.certainty != Certainty::kDrifted;
    if (!drifted && !(named && IsSure(heading->reference))) entry.certainty = Certainty::kLikely;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < scan.found.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) scan.found[kept] = std::move(scan.found[i]);
    ++kept;
  }
  scan.found.resize(kept);
}

}  // namespace prereq::references
