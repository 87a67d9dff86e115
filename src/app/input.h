// What a workspace has read: a graph file, or a tree with its policy, up to the graph.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "prereq/reading_cache.h"
#include "prereq/workspace.h"

namespace prereq {

struct Input {
  Config config;
  std::string root;                     // directory of the tree; of the graph file when it is one
  std::unique_ptr<FileReader> tree;     // null for a graph file
  std::string prefix;                   // from here to the root: "", or "graphs/course/"
  std::string policy_file;              // the policy's name below the root: prereq.yaml, usually
  std::vector<std::string> own_urls;    // prefixes of URLs that lead into this repository
  RevisionNames revisions;              // CollectOptions::revisions
  std::unique_ptr<ReadingCache> cache;  // null: none; written when this goes
  std::vector<LoadedSeries> series;     // at least one
  std::vector<Task> left;               // by earlier changes, and still to be done; of a disk
  std::vector<Task> done;               // likewise, and done, or right again by a later change
  Errors unreadable;                    // see OpenOptions::allow_unreadable; paths from here
  std::vector<Finding> expired;    // PRQ904 for waivers whose day has passed; they no longer count
  std::vector<std::string> notes;  // what to tell beside an answer
  std::string only_series;         // OpenOptions::series
  int threads = 0;                 // CollectOptions::threads
};

/// See Workspace::Open.
Result<Input, Errors> LoadInput(const std::string& place, const OpenOptions& options);

/// The same from a tree that is not a directory (a revision, a merge) of the repository that
/// `around` was read from: its own policy when it has one, else that of `around`, with a note.
/// `shown` is what errors call the tree. Of `options` only `series` and `collect` count.
Result<Input, Errors> LoadTree(std::unique_ptr<FileReader> tree, const Input& around,
                               const std::string& shown, const OpenOptions& options);

/// What that note says.
std::string BorrowedPolicyNote(const Input& around, const std::string& shown);

/// This day in UTC. The one place that asks the clock for a date.
Date Today();

}  // namespace prereq
