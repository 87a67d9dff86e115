// What leaves a policy together with a module: constraints, waivers, phases, aliases and
// suppressions that name it. Left in, they would make the policy unreadable.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

struct PolicyCuts {
  std::vector<Span> spans;           // by offset, disjoint; to be deleted
  std::vector<DeclaredEdit> places;  // what each of them takes along, by location
  std::vector<Task> tasks;           // what could not be cut, by location
};

/// Finds the whole entries of the policy `text` that name a module of `leaving`; of a phase or
/// suppression that names others too, only the name. Each cut is made on trial and the rest parsed
/// again: it counts only when all the rest means what it did. An entry for which no such cut is
/// found (anchors, …), and one that may mean another series, becomes a task. `path` is the policy's
/// in the tree, `shown` what the locations in `facts` call it.
PolicyCuts CutFromPolicy(const std::string& path, const std::string& text, const std::string& shown,
                         const Facts& facts, const std::set<ModuleId>& leaving);

}  // namespace prereq
