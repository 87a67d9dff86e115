// Printed names of the contract's enumerations, and looking up a module by its slug.
#include <algorithm>

#include "prereq/facts.h"
#include "prereq/verdict.h"

namespace prereq {

std::string_view FactKindName(FactKind kind) {
  switch (kind) {
    case FactKind::kPolicy:
      return "policy";
    case FactKind::kProse:
      return "prose";
    case FactKind::kMetadata:
      return "metadata";
    case FactKind::kImport:
      return "import";
    case FactKind::kPath:
      return "path";
  }
  return "unknown";
}

std::string_view CertaintyName(Certainty certainty) {
  switch (certainty) {
    case Certainty::kAgreeing:
      return "agreeing";
    case Certainty::kOwned:
      return "owned";
    case Certainty::kLikely:
      return "likely";
    case Certainty::kDrifted:
      return "drifted";
    case Certainty::kUnresolved:
      return "unresolved";
    case Certainty::kForeign:
      return "foreign";
  }
  return "unknown";
}

std::string_view ReferenceShapeName(ReferenceShape shape) {
  switch (shape) {
    case ReferenceShape::kNumberedSlug:
      return "numbered-slug";
    case ReferenceShape::kPath:
      return "path";
    case ReferenceShape::kUrl:
      return "url";
    case ReferenceShape::kLabel:
      return "label";
    case ReferenceShape::kTitle:
      return "title";
    case ReferenceShape::kReversedTitle:
      return "reversed-title";
    case ReferenceShape::kTableRow:
      return "table-row";
    case ReferenceShape::kListItem:
      return "list-item";
    case ReferenceShape::kNode:
      return "node";
    case ReferenceShape::kIdentifier:
      return "identifier";
    case ReferenceShape::kNumberKey:
      return "number-key";
    case ReferenceShape::kMapKey:
      return "map-key";
    case ReferenceShape::kSlugEntry:
      return "slug-entry";
    case ReferenceShape::kRange:
      return "range";
    case ReferenceShape::kArrowChain:
      return "arrow-chain";
    case ReferenceShape::kImport:
      return "import";
  }
  return "unknown";
}

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kOff:
      return "off";
    case Severity::kWarn:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "unknown";
}

std::optional<ModuleId> Facts::FindSlug(std::string_view slug) const {
  const auto found = std::ranges::lower_bound(modules, slug, {}, &Module::slug);
  if (found == modules.end() || found->slug != slug) return std::nullopt;
  return ModuleId{static_cast<int>(found - modules.begin())};
}

}  // namespace prereq
