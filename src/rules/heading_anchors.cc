#include "rules/heading_anchors.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/percent.h"
#include "references/anchors.h"

namespace prereq {
namespace {

// Whether the anchor of `leads`, `page.md#lesson-2-loops`, holds `words` as whole words.
bool HoldsWords(std::string_view leads, std::string_view words) {
  const std::string anchor =
      "-" + references::AnchorOf(DecodePercent(leads.substr(leads.find('#')))) + "-";
  return !words.empty() && anchor.find("-" + std::string(words) + "-") != std::string::npos;
}

// Whether it is written as anchors are: `<a id="lesson-2-loops">`.
bool IsId(const Reference& reference) {
  return reference.text == references::AnchorOf(reference.text);
}

}  // namespace

HeadingAnchors::HeadingAnchors(const Facts& facts) : facts_(facts) {
  const Reference* path = nullptr;  // the last one, whose number is out of date
  for (const Reference& reference : facts.references) {
    if (reference.certainty == Certainty::kDrifted && reference.module) {
      path = &reference;
      if (IsId(reference)) ids_[reference.where.path].push_back(reference.text);
    }
    if (!references::IsAnchor(reference)) continue;
    const std::string page = reference.text.substr(0, reference.text.find('#'));
    for (std::string& file : references::PagesAt(page)) {
      by_page_[std::move(file)].push_back(&reference);
    }
    const bool behind = path != nullptr && path->where.path == reference.where.path &&
                        path->where.line == reference.where.line &&
                        page.find(path->text) != std::string::npos;
    if (behind) by_module_[*path->module].push_back(&reference);
  }
}

std::vector<const Reference*> HeadingAnchors::Of(const Reference& said) const {
  std::vector<const Reference*> anchors;
  const std::string words = references::AnchorOf(said.text);
  const auto ids = ids_.find(said.where.path);
  const auto leads_to_id = [&](const Reference& anchor) {
    return !IsId(said) && ids != ids_.end() &&
           std::ranges::any_of(ids->second,
                               [&](const std::string& id) { return HoldsWords(anchor.text, id); });
  };
  const auto add = [&](const std::vector<const Reference*>& leading) {
    for (const Reference* anchor : leading) {
      if (HoldsWords(anchor->text, words) && !leads_to_id(*anchor)) anchors.push_back(anchor);
    }
  };
  const auto here = by_page_.find(said.where.path);
  if (here != by_page_.end()) add(here->second);
  for (const auto& [module, leading] : by_module_) {
    const std::string& home = facts_.module(module).path;
    if (!home.empty() && IsWithin(said.where.path, home)) add(leading);
  }
  std::ranges::sort(anchors);  // they stand in one vector
  anchors.erase(std::unique(anchors.begin(), anchors.end()), anchors.end());
  return anchors;
}

}  // namespace prereq
