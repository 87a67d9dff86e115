// What a policy lacks that `init` would write today.
#pragma once

#include <string>
#include <vector>

#include "policy/list_end.h"
#include "prereq/config.h"

namespace prereq {

struct PolicyUpdate {
  std::vector<Insertion> insertions;  // at rising offsets; all of them make the new policy
  std::vector<std::string> added;     // what they say, an entry each
  std::vector<std::string> by_hand;   // entries for which no certain place was found
};

/// Compares the lists `metadata`, `imports` and `mirrors` of the policy `text`, whose path is
/// `path`, with those of `proposal`, which ProposePolicy wrote for the same series: what names
/// files that the policy says nothing of is added behind the list, or as a list of its own at the
/// end. Nothing else of the text changes. Errors: `text` is not a policy.
Result<PolicyUpdate, Errors> UpdatePolicy(const std::string& path, const std::string& text,
                                          const std::string& proposal);

}  // namespace prereq
