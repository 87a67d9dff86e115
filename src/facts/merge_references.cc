#include "facts/merge_references.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace prereq {
namespace {

std::pair<std::string_view, std::size_t> PlaceInTree(const Reference& reference) {
  return {reference.where.path, reference.whole.offset};
}

// Prerequisites in prose leave alone what a name beside the number says.
void LeaveNamed(const std::vector<Reference>& scanned, std::vector<Reference>& said) {
  std::erase_if(said, [&](const Reference& one) {
    if (one.shape != ReferenceShape::kLabel) return false;
    auto next = std::ranges::upper_bound(scanned, PlaceInTree(one), {}, PlaceInTree);
    const auto overlaps = [&](const Reference& other) {
      return other.where.path == one.where.path && other.whole.offset < one.whole.end() &&
             one.whole.offset < other.whole.end();
    };
    const bool at_next =
        next != scanned.end() && overlaps(*next) && next->certainty != Certainty::kLikely;
    if (next == scanned.begin()) return at_next;
    --next;
    return at_next || (overlaps(*next) && next->certainty != Certainty::kLikely);
  });
}

}  // namespace

void MergeReferences(std::vector<Reference> said, int series, std::vector<Reference>& references) {
  LeaveNamed(references, said);
  std::map<std::string, std::vector<Span>> known;
  for (Reference& reference : said) {
    reference.series = series;
    known[reference.where.path].push_back(reference.whole);
  }
  std::erase_if(references, [&](const Reference& reference) {
    const auto spans = known.find(reference.where.path);
    return spans != known.end() && std::ranges::any_of(spans->second, [&](const Span& span) {
             return span.offset < reference.whole.end() && reference.whole.offset < span.end();
           });
  });
  std::ranges::move(said, std::back_inserter(references));
  std::ranges::stable_sort(references, {}, PlaceInTree);
  // A metadata file that several modules share through symlinks: its bytes count once.
  // Not std::ranges::unique: clang 14 cannot compile it with libstdc++ 12.
  const auto same = [](const Reference& a, const Reference& b) {
    return PlaceInTree(a) == PlaceInTree(b);
  };
  references.erase(std::unique(references.begin(), references.end(), same), references.end());
}

}  // namespace prereq
