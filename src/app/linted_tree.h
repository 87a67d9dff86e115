// One tree, linted: what is wrong with it, and what of that is neither silenced nor accepted.
#pragma once

#include <string>
#include <vector>

#include "app/earlier.h"
#include "app/input.h"
#include "prereq/baseline.h"

namespace prereq {

/// Locations are relative to the root. Refers to the input that was linted, which must outlive it.
struct LintedTree {
  const Input* input = nullptr;  // never null
  std::vector<Finding> all;      // everything, sorted
  std::vector<Finding> left;     // not suppressed; with findings about the suppressions (PRQ9xx)
  std::optional<Baseline> baseline;
  std::vector<std::string> text_files;  // sorted

  /// What the baseline does not accept either, with PRQ901 for what it accepts in vain.
  [[nodiscard]] std::vector<Finding> Unaccepted() const;
};

/// Both sides of a merge whose tree is linted, with the same series.
struct MergedFrom {
  const Input& ours;
  const Input& theirs;
  std::string theirs_name;
  bool conflicts = false;  // MergedTree::conflicts holds some
};

/// Lints what was opened with references and malformed files listed; for a merge (may be null) what
/// only it brings together becomes PRQ205, whatever the policy says of PRQ201 and PRQ003. Numbers
/// are compared with what they meant in each of `earlier`. Errors: a baseline that cannot be read
/// or is malformed.
Result<LintedTree, Errors> LintTree(const Input& input, const std::vector<EarlierInput>& earlier,
                                    const MergedFrom* merge = nullptr);

/// Those of `findings`, which some rules alone made, that the tree's baseline does not accept;
/// paths from the root. Errors: as LintTree.
Result<Remaining, Errors> WithoutAccepted(const Input& input, std::vector<Finding> findings);

/// Those of `findings` that neither the policy nor a comment silences.
std::vector<Finding> WithoutSuppressed(const Input& input, std::vector<Finding> findings);

/// The errors of naming rules that do not exist.
Errors UnknownRules(const std::vector<std::string>& names);
/// Leaves only findings of these rules; all when there are none.
void KeepRules(const std::vector<std::string>& names, std::vector<Finding>& findings);

}  // namespace prereq
