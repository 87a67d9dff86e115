// What a tree is compared with: a revision that it came from, or the sides of a merge.
#pragma once

#include <string>
#include <vector>

#include "app/input.h"

namespace prereq {

/// A tree to compare with; borrowed.
struct EarlierInput {
  const Input* input = nullptr;  // never null
  std::string name;              // the revision as findings call it
  bool is_merged = false;        // the tree at hand is its merge with another side
};

/// The tree of a revision, up to its modules: without imports and references.
Result<Input, Errors> LoadModules(const Input& around, const std::string& revision);

/// A commit, up to its modules.
struct PastCommit {
  Input input;
  std::string name;  // "HEAD^"
};

/// The last commit, where a module of `input` has another path in it than now; else those of its
/// parents of which that holds, two for a merge. None where git cannot be read. O(modules) look-ups
/// where all have.
std::vector<PastCommit> CommitsBeforeRenames(const Input& input);

/// Appends what FindMovedNumbers tells of each series of both trees. A graph file has none.
void AppendMovedNumbers(const Input& now, const EarlierInput& earlier,
                        std::vector<Finding>& findings);

/// The same against CommitsBeforeRenames.
void AppendMovedSinceCommit(const Input& now, std::vector<Finding>& findings);

/// How another tree of the same repository is read to be linted.
OpenOptions ForLint(const Input& around);

}  // namespace prereq
