#include "plan/page_headings.h"

#include <algorithm>

#include "base/percent.h"
#include "references/anchors.h"

namespace prereq {

PageHeadings::PageHeadings(const std::vector<Reference>& references) {
  for (const Reference& reference : references) {
    const bool sure =
        reference.certainty == Certainty::kAgreeing || reference.certainty == Certainty::kOwned;
    if (!sure || reference.text.empty()) continue;
    const auto add = [&](const std::string& text) {
      headings_.try_emplace({reference.where.path, references::AnchorOf(text)}, &reference);
    };
    add(reference.text);
    if (reference.text.find('.') == std::string::npos) continue;
    std::string dashed = reference.text;  // some makers of pages have `2-1-foo` for `2.1 Foo`
    std::ranges::replace(dashed, '.', '-');
    add(dashed);
  }
}

const Reference* PageHeadings::Find(const std::string& target) const {
  const std::size_t mark = std::min(target.find('#'), target.size());
  const std::string anchor =
      references::AnchorOf(DecodePercent(std::string_view(target).substr(mark)));
  for (const std::string& page : references::PagesAt(target.substr(0, mark))) {
    const auto heading = headings_.find({page, anchor});
    if (heading != headings_.end()) return heading->second;
  }
  return nullptr;
}

}  // namespace prereq
