// Before and after, asked module by module: the view of a target that every pass of the plan uses.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/numbered_name.h"
#include "prereq/plan.h"

namespace prereq {

/// Keeps references to both arguments of Make, which must outlive it.
class Renaming {
 public:
  /// Errors kInvalid: a series pattern that does not parse, an order of another size, one number
  /// for two modules, a renamed module's slug that another module has.
  static Result<Renaming> Make(const Facts& facts, const Target& target);

  [[nodiscard]] const Facts& facts() const { return *facts_; }
  [[nodiscard]] const Target& target() const { return *target_; }
  [[nodiscard]] const NamePattern& pattern() const { return pattern_; }
  [[nodiscard]] int width() const { return pattern_.width(); }

  [[nodiscard]] std::optional<Number> Before(ModuleId id) const { return facts_->order.number(id); }
  [[nodiscard]] std::optional<Number> After(ModuleId id) const { return target_->order.number(id); }
  [[nodiscard]] const std::string& OldSlug(ModuleId id) const { return facts_->module(id).slug; }
  [[nodiscard]] const std::string& NewSlug(ModuleId id) const;
  /// Was numbered and is not any more.
  [[nodiscard]] bool Leaves(ModuleId id) const { return Before(id) && !After(id); }
  [[nodiscard]] bool Changes(ModuleId id) const {
    return Before(id) != After(id) || OldSlug(id) != NewSlug(id) || Repads(id);
  }
  /// Keeps its number, and its path gets the digits that the pattern says: `lab3-x` is `lab03-x`.
  /// Only where nothing else of the order changes: that is what `apply` then does.
  [[nodiscard]] bool Repads(ModuleId id) const { return repadded_.contains(id); }
  /// The module that carries this number now; nullopt when none or several do.
  [[nodiscard]] std::optional<ModuleId> OwnerBefore(Number number) const;

  /// `06_autograd`, or the slug alone without a number.
  [[nodiscard]] std::string ShownBefore(ModuleId id) const;
  [[nodiscard]] std::string ShownAfter(ModuleId id) const;

 private:
  Renaming(const Facts& facts, const Target& target, NamePattern pattern);

  const Facts* facts_;
  const Target* target_;
  NamePattern pattern_;
  std::map<ModuleId, std::string> new_slugs_;
  std::set<ModuleId> repadded_;
  std::map<Number, std::optional<ModuleId>> owners_;
};

}  // namespace prereq
