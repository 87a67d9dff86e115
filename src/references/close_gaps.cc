#include "references/close_gaps.h"

#include <algorithm>

#include "references/scan_text.h"

namespace prereq::references {

std::string_view OutsideTags(std::string_view gap) {
  const std::size_t open = gap.rfind('<'), close = gap.find('>');
  if (open != std::string_view::npos && gap.find('>', open) == std::string_view::npos) {
    gap = gap.substr(0, open);
  }
  if (close < gap.find('<') && close < gap.size()) gap.remove_prefix(close + 1);
  return gap;
}

bool IsOneKey(std::string_view gap) {
  constexpr std::size_t kLongest = 96, kMostInCells = 4;
  if (gap.size() > kLongest) return false;
  std::size_t words = 0;
  const bool cells = gap.find("</td>") != std::string_view::npos;
  for (std::size_t at = 0; at < gap.size();) {
    const std::size_t tag = TagEnd(gap, at);
    if (tag > at) {
      at = tag;
    } else if (IdentifierAt(gap, at)) {
      while (at < gap.size() && (IdentifierAt(gap, at) || gap[at] == '-')) ++at;
      ++words;
    } else {
      ++at;
    }
  }
  return words <= (cells ? kMostInCells : 1);
}

bool HoldsWord(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t tag = TagEnd(text, at);
    if (tag == at && IdentifierAt(text, at)) return true;
    at = std::max(tag, at + 1);
  }
  return false;
}

}  // namespace prereq::references
