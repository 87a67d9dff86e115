#include "plan/page_headings.h"

#include <algorithm>

#include "base/percent.h"
#include "model/certainty.h"
#include "references/anchors.h"

namespace prereq {

PageHeadings::PageHeadings(const std::vector<Reference>& references) {
  for (const Reference& reference : references) {
    if (!IsSure(reference) || reference.text.empty()) continue;
    const auto add = [&](const std::string& text) {
      headings_.try_emplace({reference.where.path, references::AnchorOf(text)}, &reference);
    };
    add(reference.text);
    const std::size_t end = reference.text.find_first_not_of("0123456789.");
    const std::string number = reference.text.substr(0, end);
    if (reference.module && number.find('.') + 1 < number.size()) {  // npos + 1 is 0
      sections_.emplace(*reference.module, number.substr(0, number.find_last_not_of('.') + 1));
      sections_.emplace(*reference.module, references::AnchorOf(reference.text));
    }
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

bool PageHeadings::HasSection(const Reference& mention) const {
  if (!mention.module) return false;
  const auto has = [&](std::string text) { return sections_.contains({*mention.module, text}); };
  if (mention.text.find(' ') == std::string::npos) return has(mention.text);
  std::string said = references::AnchorOf(mention.text);  // the title, and more words perhaps
  for (std::size_t end = said.rfind('-'); !has(said); end = said.rfind('-')) {
    if (end == std::string::npos) return false;
    said.resize(end);
  }
  return said.find('-') != std::string::npos;
}

}  // namespace prereq
