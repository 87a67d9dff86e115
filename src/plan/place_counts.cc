#include "plan/place_counts.h"

#include <algorithm>
#include <string>

#include "plan/resort_bytes.h"

namespace prereq {

void KeepCounts(std::string_view bytes, const Resort& resort, const MigrationTool& tool,
                std::vector<SpanEdit>& spans) {
  const std::vector<BlockEntry>& entries = resort.block.entries;
  for (std::size_t place = 0; place < entries.size(); ++place) {
    if (resort.order[place] == place) continue;
    const Span here = entries[place].body, comes = entries[resort.order[place]].body;
    if (here.end() > bytes.size() || comes.end() > bytes.size()) return;
    const std::string_view stood = bytes.substr(here.offset, here.length);
    const std::string_view entry = bytes.substr(comes.offset, comes.length);
    const std::vector<PlaceCount> wanted = PlaceCountsIn(stood, tool);
    for (const PlaceCount& count : PlaceCountsIn(entry, tool)) {
      const auto known = std::ranges::find(wanted, count.key, &PlaceCount::key);
      if (known == wanted.end()) continue;
      const Span span{comes.offset + count.offset, count.length};
      std::erase_if(spans, [&](const SpanEdit& edit) { return edit.span == span; });
      spans.push_back(
          {span, std::string(stood.substr(known->offset, known->length)), EditCause::kBlock});
    }
  }
  std::ranges::sort(spans, {}, &SpanEdit::span);
}

}  // namespace prereq
