// References as a list for people, and their counts by shape and certainty.
#include <algorithm>
#include <array>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/report.h"

namespace prereq {
namespace {

constexpr std::array kCertainties = {Certainty::kAgreeing,   Certainty::kOwned,
                                     Certainty::kLikely,     Certainty::kDrifted,
                                     Certainty::kUnresolved, Certainty::kForeign};

std::string Whom(const Facts& facts, const Reference& reference) {
  if (!reference.module) return "-";
  const std::string& slug = facts.module(*reference.module).slug;
  const std::optional<Number> number = facts.order.number(*reference.module);
  return Printable(number ? ShowNumber(*number, 2) + "_" + slug : slug);
}

std::string Written(const Reference& reference) {
  std::string text = ShowNumber(reference.written);
  if (reference.written_last) text += fmt::format("-{}", ShowNumber(*reference.written_last));
  return text;
}

}  // namespace

std::string RenderReferencesText(const Facts& facts, const std::vector<Reference>& references) {
  std::string text;
  for (const Reference& reference : references) {
    text += fmt::format("{}: {} {} {} {}\n", Show(reference.where),
                        CertaintyName(reference.certainty), ReferenceShapeName(reference.shape),
                        Written(reference), Whom(facts, reference));
  }
  return text;
}

std::string RenderReferenceCounts(const std::vector<Reference>& references) {
  std::array<std::array<std::size_t, kCertainties.size() + 1>, kReferenceShapes + 1> counts{};
  for (const Reference& reference : references) {
    const auto shape = static_cast<std::size_t>(reference.shape);
    const auto certainty = static_cast<std::size_t>(reference.certainty);
    for (const std::size_t row : {shape, kReferenceShapes}) {
      ++counts[row][certainty];
      ++counts[row][kCertainties.size()];
    }
  }
  std::string text = fmt::format("{:<15}", "shape");
  for (const Certainty certainty : kCertainties) {
    text += fmt::format("{:>11}", CertaintyName(certainty));
  }
  text += fmt::format("{:>11}\n", "total");
  for (std::size_t row = 0; row <= kReferenceShapes; ++row) {
    if (row < kReferenceShapes && counts[row].back() == 0) continue;
    text += fmt::format("{:<15}", row == kReferenceShapes
                                      ? std::string_view("total")
                                      : ReferenceShapeName(static_cast<ReferenceShape>(row)));
    for (const std::size_t count : counts[row]) text += fmt::format("{:>11}", count);
    text += '\n';
  }
  return text;
}

}  // namespace prereq
