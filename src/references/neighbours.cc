// What only the neighbours can tell: whether an unpadded list item is one of ours, which slugs are
// links of a chain, and where else a diagram uses a node.
#include <algorithm>
#include <iterator>
#include <utility>

#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kNeighbourGap = 600;  // bytes between neighbouring items
constexpr std::size_t kBlock = 1U << 16;    // the longest diagram that is looked through

bool AreNeighbours(const Found& a, const Found& b) {
  const Reference &first = a.reference, &second = b.reference;
  return first.certainty == Certainty::kAgreeing && second.certainty == Certainty::kAgreeing &&
         second.written.value - first.written.value == 1;
}

// The next reference of the same shape that stands near; other shapes may stand between, as in
// `- 1. Setup: modules/01_setup/index.md`.
std::size_t NextOfShape(const std::vector<Found>& found, std::size_t i) {
  const Reference& first = found[i].reference;
  for (std::size_t j = i + 1; j < found.size(); ++j) {
    const Reference& next = found[j].reference;
    if (next.whole.offset - first.whole.end() >= kNeighbourGap) break;
    if (next.shape == first.shape) return j;
  }
  return i;
}

// A sure reference to the same module on the same line confirms as well.
bool LineAgrees(std::string_view text, const Found& weak, const Found& next) {
  const Reference &first = weak.reference, &second = next.reference;
  if (next.weak || second.certainty != Certainty::kAgreeing || second.module != first.module) {
    return false;
  }
  const std::size_t gap = second.whole.offset - first.whole.end();
  return gap < kNeighbourGap &&
         text.substr(first.whole.end(), gap).find('\n') == std::string_view::npos;
}

// The heading `# 3. Title` in the file of that very module.
bool HeadsItsFile(const Scan& scan, const Found& one) {
  const Reference& reference = one.reference;
  if (!one.weak || reference.certainty != Certainty::kAgreeing || !reference.module) return false;
  const std::size_t mark = SkipBlanksBack(scan.text, reference.whole.offset);
  return mark > 0 && scan.text[mark - 1] == '#' &&
         scan.lexicon.IsOwnFile(*reference.module, scan.path);
}

void SettleWeak(Scan& scan) {
  std::vector<Found>& found = scan.found;
  std::vector<bool> confirmed(found.size(), false);
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    if (LineAgrees(scan.text, found[i], found[i + 1])) confirmed[i] = true;
    const std::size_t next = NextOfShape(found, i);
    if (next != i && AreNeighbours(found[i], found[next])) confirmed[i] = confirmed[next] = true;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (HeadsItsFile(scan, found[i])) confirmed[i] = true;
    if (!found[i].weak || confirmed[i]) continue;
    if (found[i].reference.certainty == Certainty::kAgreeing) {
      found[i].reference.certainty = Certainty::kLikely;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool dropped =
        found[i].weak && !confirmed[i] && found[i].reference.shape == ReferenceShape::kMapKey;
    if (!dropped) found[kept++] = std::move(found[i]);
  }
  found.resize(kept);
}

bool AreNextItems(const Found& a, const Found& b) {
  return a.reference.shape == ReferenceShape::kListItem &&
         b.reference.shape == ReferenceShape::kListItem &&
         b.reference.written.value - a.reference.written.value == 1 &&
         b.reference.whole.offset - a.reference.whole.end() < kNeighbourGap;
}

// An item that disagrees, in a list whose other items name no modules: the list counts for itself.
void DropLoneItems(std::vector<Found>& found) {
  std::vector<bool> in_list(found.size(), false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t next = NextOfShape(found, i);
    if (next != i && AreNextItems(found[i], found[next])) in_list[i] = in_list[next] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Reference& reference = found[i].reference;
    const bool drifted =
        reference.shape == ReferenceShape::kListItem && reference.certainty == Certainty::kDrifted;
    if (drifted && !in_list[i]) continue;
    if (kept != i) found[kept] = std::move(found[i]);
    ++kept;
  }
  found.resize(kept);
}

bool IsLink(const Reference& reference) {
  return reference.shape == ReferenceShape::kNumberedSlug ||
         reference.shape == ReferenceShape::kArrowChain || reference.shape == ReferenceShape::kPath;
}

void MarkChains(Scan& scan) {
  for (std::size_t i = 0; i + 1 < scan.found.size(); ++i) {
    Reference& first = scan.found[i].reference;
    Reference& second = scan.found[i + 1].reference;
    if (!IsLink(first) || !IsLink(second)) continue;
    if (second.whole.offset - first.whole.end() > 16) continue;
    const std::size_t mark = SkipOrnament(scan.text, first.whole.end());
    const std::size_t arrow = ArrowAt(scan.text, mark);
    if (arrow == 0 || SkipOrnament(scan.text, mark + arrow) < second.whole.offset) continue;
    first.shape = second.shape = ReferenceShape::kArrowChain;
  }
}

// `M05 --> M06` after `M06[Autograd]`: the same node, so the same module.
void AddNodeUses(Scan& scan) {
  std::vector<Found> uses;
  for (const Found& node : scan.found) {
    const Reference& reference = node.reference;
    if (reference.shape != ReferenceShape::kNode ||
        reference.number.offset == reference.whole.offset) {
      continue;
    }
    const std::string_view text = scan.text;
    const std::size_t length = reference.number.end() - reference.whole.offset;
    const std::string_view id = text.substr(reference.whole.offset, length);
    const std::size_t low = reference.whole.offset > kBlock ? reference.whole.offset - kBlock : 0;
    std::size_t begin = text.substr(0, reference.whole.offset).rfind("mermaid");
    begin = begin == std::string_view::npos ? low : std::max(begin, low);
    std::size_t end = std::min(text.find("```", reference.whole.offset), text.size());
    end = std::min(end, reference.whole.offset + kBlock);
    for (std::size_t at = text.find(id, begin); at < end; at = text.find(id, at + length)) {
      if (at == reference.whole.offset || IdentifierBefore(text, at) ||
          IdentifierAt(text, at + length)) {
        continue;
      }
      Found use = node;
      use.reference.whole = {at, length};
      use.reference.number.offset = at + (reference.number.offset - reference.whole.offset);
      use.reference.name = {at + length, 0};
      use.reference.certainty = Certainty::kOwned;
      uses.push_back(std::move(use));
    }
  }
  AddFound(scan, std::move(uses));
}

}  // namespace

void TellNumber(Scan& scan, const Token& token, const Told& told, std::vector<Found>& added) {
  const auto at = FirstEndingBehind(scan, token.begin);
  if (at != scan.found.end() && at->reference.whole.offset < token.end) {
    Reference& reference = at->reference;
    if (reference.number == token.span() && IsOpenTo(reference, told.module, told.certainty)) {
      SettleAs(*at, told.module, told.certainty);
    }
    return;
  }
  Found found = MakeFound(scan, token, token.span(), {token.end, 0}, told.shape);
  found.reference.module = told.module;
  found.reference.certainty = told.certainty;
  added.push_back(std::move(found));
}

void AddFound(Scan& scan, std::vector<Found> more) {
  if (more.empty()) return;
  std::ranges::move(more, std::back_inserter(scan.found));
  std::ranges::stable_sort(scan.found, {}, [](const Found& f) { return f.reference.whole.offset; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < scan.found.size(); ++i) {
    const bool overlaps = kept > 0 && scan.found[i].reference.whole.offset <
                                          scan.found[kept - 1].reference.whole.end();
    if (overlaps) continue;
    if (kept != i) scan.found[kept] = std::move(scan.found[i]);
    ++kept;
  }
  scan.found.resize(kept);
}

void SettleEither(Scan& scan) {
  constexpr int kFewest = 2;
  int ours = 0, theirs = 0;
  bool any = false;
  for (const Found& found : scan.found) {
    any |= found.either;
    if (found.either || found.reference.name.length > 0) continue;
    ours += found.reference.certainty == Certainty::kOwned ? 1 : 0;
    theirs += found.reference.certainty == Certainty::kForeign ? 1 : 0;
  }
  if (!any || ours < kFewest || theirs > 0) return;
  for (Found& found : scan.found) {
    if (found.either) found.reference.certainty = Certainty::kOwned;
  }
}

void SettleNeighbours(Scan& scan) {
  SettleWeak(scan);
  DropLoneItems(scan.found);
  MarkChains(scan);
  AddNodeUses(scan);
}

}  // namespace prereq::references
