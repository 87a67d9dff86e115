// The recursive listing of a tree that honours what git tracks and what .gitignore says.
#pragma once

#include <string>
#include <vector>

#include "base/ignore_rules.h"
#include "prereq/file_system.h"

namespace prereq {

/// What a walk must know besides the tree itself. The default: no git, nothing ignored yet.
struct WalkScope {
  /// Rules from outside the tree, weakest first. `above` is the tree's root as seen from the folder
  /// that the rules belong to: "" or "course/part".
  struct Outer {
    std::string above;
    IgnoreRules rules;
  };
  std::vector<Outer> outer;
  /// `core.ignorecase`: names match whatever their case; then `tracked` and `outer` are lowered.
  bool fold_case = false;
  /// What is tracked, sorted by path, without doubles; kSubmodule for submodules. Listed whatever
  /// the ignore rules say, if it exists.
  std::vector<FileEntry> tracked;
  /// The root itself is ignored: only what is tracked counts.
  bool root_ignored = false;
};

/// Every file, symlink and submodule that is tracked or not ignored, sorted by bytes. `.git` at any
/// depth, bare repositories in which nothing is tracked, and `.prereq` at the root are left out.
/// Error kUnsupported: the root itself is such a repository. A directory holding `.git` is
/// kSubmodule; one that cannot be opened is kDirectory. `odd_rules` gets each `.gitignore` and
/// `.gitattributes` on the way that is a symlink or special file. O(entries · (log tracked +
/// rules)).
Result<std::vector<FileEntry>> Walk(const FileReader& tree, const WalkScope& scope,
                                    std::vector<std::string>* odd_rules = nullptr);

}  // namespace prereq
