// Reads a plan file back.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

struct SavedPlan {
  std::string id;     // SHA-256 of the plan, as 64 hex digits
  std::string proof;  // as ParseProposal reads it; empty when the order was given
  EditSet edits;
  std::vector<Task> settled;  // Plan::settled
  /// Slug and number of each module afterwards; the number is empty for one that leaves.
  std::vector<std::pair<std::string, std::string>> after;
};

/// The plan in `text` (of the file shown as `path`), checked as a stranger's: every member has its
/// type, paths stay inside the root, spans are sorted, disjoint and inside the file, digests are
/// digests, and the id is the text's own. Error kInvalid, naming the member. Never throws.
Result<SavedPlan> ReadPlanJson(const std::string& path, const std::string& text);

/// Whether `text` is JSON that calls itself a plan, however it is laid out.
bool CallsItselfPlan(const std::string& text);

}  // namespace prereq
