// Who requires whom by one kind of fact, and what follows from it.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "rules/check_input.h"

namespace prereq {

/// A module and one that it requires.
using Requirement = std::pair<ModuleId, ModuleId>;

/// What metadata declares, or code imports, of different modules.
class PrerequisitePairs {
 public:
  PrerequisitePairs(const Facts& facts, FactKind kind);

  /// By (dependent, prerequisite), each pair once, with the first place that says so.
  [[nodiscard]] const std::vector<std::pair<Requirement, const Dependency*>>& all() const {
    return all_;
  }
  /// O(log n).
  [[nodiscard]] bool Has(Requirement pair) const;
  /// Whether the module requires one at all. O(log n).
  [[nodiscard]] bool HasDependent(ModuleId id) const;

  /// For each question (from, to): the first prerequisite of `from`, by id and other than `to`,
  /// that requires `to`, directly or through others; nullopt when none does. O(n e / 64) time for
  /// n modules and e pairs, O(n + e) memory.
  [[nodiscard]] std::vector<std::optional<ModuleId>> Through(
      const std::vector<Requirement>& questions) const;

  /// By module: whether it is one of `goals` or requires one, directly or through others. O(n + e).
  [[nodiscard]] std::vector<bool> Needs(const std::vector<ModuleId>& goals) const;

  /// By module: whether it requires itself through others. O(n + e).
  [[nodiscard]] std::vector<bool> InCycles() const;

 private:
  int modules_ = 0;
  std::vector<std::pair<Requirement, const Dependency*>> all_;
};

/// A finding at the dependency, about its two modules, with its text as the fact.
Finding AboutDependency(const CheckInput& input, const Dependency& dependency);

}  // namespace prereq
