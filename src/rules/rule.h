// What a file of this folder defines: one rule, with its text and its check.
#pragma once

#include <span>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

class CheckInput;

/// When a rule is looked at.
enum class RuleStage {
  kOrder,      // by Check and Lint
  kTree,       // by Lint alone
  kElsewhere,  // not by these: a merge, a baseline or a suppression brings it about
};

struct RuleEntry {
  RuleInfo info;
  RuleStage stage;
  /// Appends what breaks the rule, without severities; nullptr with kElsewhere.
  void (*check)(const CheckInput&, std::vector<Finding>&);
};

// Each is defined in the file of its name.
#define PREREQ_ROW(name, number) extern const RuleEntry name;
PREREQ_RULES(PREREQ_ROW)
#undef PREREQ_ROW

/// Every rule, by id.
std::span<const RuleEntry* const> RuleTable();
/// The entry of a rule of this release.
const RuleEntry& EntryOf(RuleId id);

}  // namespace prereq
