// What stood in module order and no longer does: blocks to re-sort, chains and globs to check.
#pragma once

#include <vector>

#include "plan/left_places.h"
#include "plan/target.h"

namespace prereq {

struct ResortsAndTasks {
  std::vector<Resort> resorts;  // by path, offset; disjoint
  std::vector<Task> tasks;
  std::vector<const OrderedBlock*> asked;  // of the passages: those that only a person can sort
};

/// Each block of `options.passages` whose entries would not rise any more is re-sorted when the
/// options say so or the list decides what runs when (the journal of a migration tool), else a task
/// ("block") that says how. Entries of one module keep their sequence;
/// those of a module that leaves stay behind the entry before them. Of a block inside an entry of
/// another one that is re-sorted only the outer is taken. Lists of one file that rose together and
/// would not and chains of arrows ("chain") are tasks always, and so are globs that mean other
/// modules afterwards ("glob"). Error kNotFound: an
/// `exclude` entry that fits nothing.
Result<ResortsAndTasks> PlanResorts(const Renaming& renaming, const PlanOptions& options,
                                    LeftPlaces& left);

}  // namespace prereq
