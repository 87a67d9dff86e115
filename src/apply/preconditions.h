// Everything that must hold before a transaction may touch the tree, and what it will then do.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "apply/journal.h"
#include "prereq/apply.h"

namespace prereq {

/// The checks, one by one, so that tests can show that each is needed.
enum class Precondition {
  kPaths,            // well-formed, inside the root, not git's or our own
  kDigest,           // edited files are those that the plan read
  kMode,             // with the same permissions
  kMovedEntry,       // moved entries are there, and are those that the plan saw
  kIntoItself,       // no directory moves below itself
  kDistinct,         // no two entries move to one name, or to names that differ in case only
  kFree,             // destinations are free or vacated
  kFoldedFree,       // also as the directory itself compares names
  kParents,          // parents are directories
  kSymlinkedParent,  // and none of them is reached through a symlink
  kDevice,           // everything is on one device
  kMovable,          // directories can get another name: not in a lower layer of an overlay
  kHardLinks,        // no other name of an edited file stays behind
  kLeftOut,          // a sparse checkout keeps nothing of it off the disk
  kSubmodule,
  kConflicted,
  kDirty,
  kLfs,
  kSpace,
  kWritable
};
inline constexpr int kPreconditionCount = static_cast<int>(Precondition::kWritable) + 1;
using CheckSet = std::set<Precondition>;

/// What a transaction stages.
struct Prepared {
  Journal journal;
  std::vector<std::string> contents;   // index: replacement; new bytes, or new symlink target
  std::vector<std::size_t> same_file;  // index: replacement; the first one that is the same inode
  std::vector<std::string> created;    // index: making; the bytes of a new file
  std::vector<std::string> untracked;  // as Applied::untracked
  std::string spans;                   // WriteSpans
};

/// Runs all checks but those in `skip` (tests only) against the tree as it stands, without changing
/// it, and computes the journal and the new contents. Errors as Apply; kStale and the like name up
/// to ten offenders.
Result<Prepared> Prepare(TransactionDisk& fs, const std::string& directory, const EditSet& edits,
                         const RepositoryState& repository, const ApplyOptions& options,
                         const CheckSet& skip = {});

}  // namespace prereq
