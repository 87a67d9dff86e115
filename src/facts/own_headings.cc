#include "facts/own_headings.h"

#include <set>

namespace prereq {
namespace {

bool IsOfModule(const Reference& reference) {
  return reference.shape == ReferenceShape::kTitle && reference.module && reference.mirror < 0;
}

// What the scan noted as such a number.
bool IsSuspected(const Reference& reference) {
  return IsOfModule(reference) && reference.certainty == Certainty::kForeign &&
         reference.name.length == 0 && !reference.text.empty();
}

// A heading that says the module's own number, as the file decides.
bool IsOwn(const Reference& reference) {
  const bool likely = reference.certainty == Certainty::kLikely && reference.name.length == 0;
  return IsOfModule(reference) && (likely || reference.certainty == Certainty::kOwned);
}

}  // namespace

void SettleOwnHeadings(std::vector<Reference>& references) {
  constexpr std::size_t kFewest = 2;
  std::set<ModuleId> agreeing, suspected;
  for (const Reference& reference : references) {
    if (IsSuspected(reference)) {
      suspected.insert(*reference.module);
    } else if (IsOwn(reference)) {
      agreeing.insert(*reference.module);
    }
  }
  const bool told = agreeing.size() >= kFewest && suspected.size() <= agreeing.size();
  for (Reference& reference : references) {
    if (!IsSuspected(reference)) continue;
    if (told) {
      reference.certainty = Certainty::kDrifted;
    } else {
      reference.text.clear();
    }
  }
}

}  // namespace prereq
