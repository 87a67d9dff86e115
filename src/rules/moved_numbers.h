// What a change of the order does that no single tree shows: numbers that stayed as they are, while
// the module they meant got another one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// A tree from which another one came, or one side of a merge. Borrowed; the facts need modules,
/// order, mirrors only.
struct EarlierTree {
  const Facts& facts;
  const FileReader& tree;
  std::string name;        // the revision, as findings call it
  bool is_merged = false;  // the other tree is its merge with another side
};

/// The modules that places mean which changes left to a person: those that nobody has seen to, and
/// those that are done, or right again by a further change.
struct LeftNumbers {
  std::map<Location, std::set<std::string>> open, done;
};

/// Appends a PRQ311, or PRQ312 where it is likely only, for each number without a name that stands
/// in `now` as it did in `earlier` and meant another module there. What is reported as a number
/// that means no module gets a line of evidence that says which it meant. Looks at references,
/// declared prerequisites and unknown names of `now`; reads, in both trees, the files with numbers
/// that changed their meaning. Severities as the policy says. An open place of `left` means what it
/// meant when it was left; a done one that means just that now is right.
void FindMovedNumbers(const Facts& now, const FileReader& tree, const EarlierTree& earlier,
                      const LeftNumbers& left, const Config& config,
                      std::vector<Finding>& findings);

}  // namespace prereq
