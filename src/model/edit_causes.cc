// Names of what asks for an edit.
#include <array>
#include <utility>

#include "prereq/edits.h"

namespace prereq {
namespace {

constexpr std::array kCauses = {std::pair(EditCause::kLink, std::string_view("link")),
                                std::pair(EditCause::kName, std::string_view("name")),
                                std::pair(EditCause::kBlock, std::string_view("block")),
                                std::pair(EditCause::kFix, std::string_view("fix")),
                                std::pair(EditCause::kPolicy, std::string_view("policy")),
                                std::pair(EditCause::kTitle, std::string_view("retitle")),
                                std::pair(EditCause::kUndo, std::string_view("undo")),
                                std::pair(EditCause::kEntry, std::string_view("entry")),
                                std::pair(EditCause::kNeighbour, std::string_view("neighbour"))};

}  // namespace

std::string_view CauseName(const SpanEdit& edit) {
  for (const auto& [cause, name] : kCauses) {
    if (cause == edit.cause) return name;
  }
  return ReferenceShapeName(edit.shape);
}

bool SetCause(SpanEdit& edit, std::string_view name) {
  for (const auto& [cause, known] : kCauses) {
    if (known != name) continue;
    edit.cause = cause;
    return true;
  }
  for (std::size_t i = 0; i < kReferenceShapes; ++i) {
    const auto shape = static_cast<ReferenceShape>(i);
    if (ReferenceShapeName(shape) != name) continue;
    edit.cause = EditCause::kReference;
    edit.shape = shape;
    return true;
  }
  return false;
}

}  // namespace prereq
