// Links to what keeps its number, or may: another's page, a permalink, another owner's copy, a file
// of a foreign mirror.
#include "references/link_words.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {

// `Lesson 2 [Old](02-t2/)`, `[02-t2.md](https://…/blob/1a2b3c/02-t2.md)`: where the link leads to
// what keeps its number, so do the label and the name; where that is asked, the name is, too.
void SettleFixedLinks(Scan& scan) {
  const auto may_stay = [](const Reference& target) {
    const bool is_url = target.shape == ReferenceShape::kUrl;
    if (target.certainty == Certainty::kLikely) return is_url;
    return target.certainty == Certainty::kForeign &&
           (is_url || target.shape == ReferenceShape::kPath ||
            target.shape == ReferenceShape::kNumberedSlug);
  };
  for (std::size_t i = 0; i < scan.found.size(); ++i) {
    if (!may_stay(scan.found[i].reference)) continue;
    const Reference target = scan.found[i].reference;
    const std::optional<Span> words = WordsOfLink(scan, target.whole);
    if (!words) continue;
    // Its words, or what stands right in front of them.
    constexpr std::size_t kFront = 4;
    const std::size_t low = words->offset > kFront ? words->offset - kFront : 0;
    const std::size_t line = scan.text.substr(low, words->offset - low).rfind('\n');
    const std::size_t begin = line == std::string_view::npos ? low : low + line + 1;
    for (auto at = FirstEndingBehind(scan, begin - std::min<std::size_t>(begin, 1));
         at != scan.found.end() && at->reference.whole.offset < words->end(); ++at) {
      Reference& reference = at->reference;
      const bool label = target.shape == ReferenceShape::kPath &&
                         reference.shape == ReferenceShape::kLabel && !reference.written_last &&
                         reference.certainty == Certainty::kLikely;
      const bool is_titled =
          reference.shape == ReferenceShape::kTitle || reference.shape == ReferenceShape::kListItem;
      // The name of a file; a title means the module, wherever the link leads, but for a folder of
      // the tree that counts otherwise.
      const bool named = reference.shape == ReferenceShape::kPath ||
                         reference.shape == ReferenceShape::kNumberedSlug ||
                         (is_titled && target.shape != ReferenceShape::kUrl);
      const bool name = named && reference.module == target.module && IsSure(reference) &&
                        reference.whole.end() > words->offset;
      const bool same = reference.written == target.written;
      if ((label || name) && same) reference.certainty = target.certainty;
    }
  }
}

}  // namespace prereq::references
