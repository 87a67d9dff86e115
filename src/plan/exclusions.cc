#include "plan/exclusions.h"

#include <algorithm>

#include "base/format.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kBlocks = "block";

std::vector<std::string> Kinds() {
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < kReferenceShapes; ++i) {
    kinds.emplace_back(ReferenceShapeName(static_cast<ReferenceShape>(i)));
  }
  kinds.emplace_back(kBlocks);
  kinds.emplace_back(kBareNumbers);
  return kinds;
}

}  // namespace

Result<Exclusions> Exclusions::Make(const PlanOptions& options, const Facts& facts) {
  const std::vector<std::string> kinds = Kinds();
  Exclusions exclusions;
  if (!options.include_history) exclusions.history_.emplace(options.history);
  for (const std::string& entry : options.exclude) {
    const auto kind = std::ranges::find(kinds, entry);
    if (kind != kinds.end()) {
      if (*kind == kBlocks) {
        exclusions.blocks_ = true;
      } else if (*kind == kBareNumbers) {
        exclusions.likely_ = true;
      } else {
        exclusions.shapes_.insert(static_cast<ReferenceShape>(kind - kinds.begin()));
      }
      continue;
    }
    std::string folder = entry;
    while (folder.ends_with('/')) folder.pop_back();
    Result<Glob> glob = Glob::Parse(folder.empty() ? entry : folder);
    if (!glob) return glob.error();
    const bool fits = std::ranges::any_of(facts.files, [&](const ScannedFile& file) {
      return glob->Matches(file.path) || IsWithin(file.path, folder);
    });
    if (!fits && !facts.files.empty()) {
      const std::string nearest = Nearest(entry, kinds);
      Error error{Error::Code::kNotFound,
                  fmt::format("`--exclude {}` is not a kind of reference and fits no file{}",
                              Printable(entry),
                              nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest)),
                  {},
                  {}};
      error.fix = "prereq refs --summary";
      return error;
    }
    exclusions.globs_.push_back(std::move(*glob));
    exclusions.folders_.push_back(std::move(folder));
  }
  return exclusions;
}

bool Exclusions::Has(const Reference& reference) const {
  return shapes_.contains(reference.shape) ||
         (likely_ && reference.certainty == Certainty::kLikely) || IsNamed(reference.where.path);
}

bool Exclusions::HasPath(std::string_view path) const { return IsNamed(path) || IsHistory(path); }

bool Exclusions::IsHistory(std::string_view path) const { return history_ && history_->Has(path); }

bool Exclusions::IsNamed(std::string_view path) const {
  return std::ranges::any_of(globs_, [&](const Glob& glob) { return glob.Matches(path); }) ||
         std::ranges::any_of(folders_,
                             [&](const std::string& folder) { return IsWithin(path, folder); });
}

}  // namespace prereq
