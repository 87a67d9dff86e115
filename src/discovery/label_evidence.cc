#include "discovery/label_evidence.h"

#include <algorithm>

namespace prereq {
namespace {

// Whether headings inside of the pages of two modules and more, and of most that have such
// headings, count from one on: whatever they are called, they are parts of the page.
bool CountsInPages(const LabelEvidence& label) {
  constexpr std::size_t kFewestPages = 2;
  const auto counting = std::ranges::count_if(label.inner, [](const auto& page) {
    return page.second.contains(1) && page.second.contains(2) && page.second.contains(3);
  });
  const auto pages = static_cast<std::size_t>(counting);
  return pages >= kFewestPages && pages * 2 > label.inner.size();
}

bool IsUnanimous(const std::map<int, bool>& said, std::size_t modules) {
  return modules >= kFewestMentions && said.size() == modules &&
         std::ranges::all_of(said, [](const auto& one) { return one.second; });
}

}  // namespace

void LabelEvidence::TakeUnanimous(std::size_t modules) {
  // What is said both ways has to agree both ways.
  std::map<int, bool> both = leads;
  for (const auto& [number, own] : told) {
    bool& agrees = both.try_emplace(number, true).first->second;
    agrees = agrees && own;
  }
  for (const std::map<int, bool>* said : {&leads, &both}) {
    if (!IsUnanimous(*said, modules)) continue;
    for (const auto& [number, own] : *said) confirmed.insert(number);
    agreeing = std::max(agreeing, said->size());
    count = std::max(count, said->size());
  }
}

bool LabelEvidence::MayBeLabel() const {
  if (known) return true;
  const bool heads = headed.size() >= kFewestMentions && counting == 0;
  const bool several = confirmed.size() >= kFewestMentions || IsTied();
  return several && (heads || agreeing * 2 >= count);
}

bool LabelEvidence::IsTied() const {
  const bool links = tied.size() >= kFewestNamed && !is_tied_else;
  return links || (known && named.size() >= kFewestNamed);
}

bool LabelEvidence::CountsItems() const { return items * 2 > all && named.size() < kFewestNamed; }

bool CountsElse(const LabelEvidence& label, bool has_slug) {
  constexpr std::size_t kFew = 4;  // a quarter of all mentions
  if (CountsInPages(label)) return true;
  if (label.counting > label.agreeing && label.counting * kFew > label.count) return true;
  const bool mostly_titled = label.titled >= kFewestMentions && label.titled * 2 >= label.count;
  return has_slug && mostly_titled && label.agreeing == 0;
}

bool HeadsMostPages(const LabelEvidence& label, std::size_t modules) {
  return label.headed.size() >= kFewestMentions && label.headed.size() * 2 > modules &&
         label.counting == 0 && label.strays * 3 <= label.count && !label.CountsItems();
}

bool IsLabelToo(const LabelEvidence& label, bool may_count, std::size_t modules) {
  constexpr std::size_t kFewestConfirmed = 2;
  const bool is_all = label.confirmed.size() >= std::max(modules, kFewestMentions);
  const bool is_named = label.named.size() >= kFewestNamed;
  return label.known && (!may_count || is_all || is_named) && !label.CountsItems() &&
         label.confirmed.size() >= kFewestConfirmed && label.agreeing * 2 >= label.count &&
         label.strays * 3 <= label.count;
}

}  // namespace prereq
