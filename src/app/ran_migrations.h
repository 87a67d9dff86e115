// Migrations that a change would rename although a database may remember them by their names.
#pragma once

#include <string>
#include <vector>

#include "prereq/edits.h"
#include "prereq/file_system.h"
#include "prereq/verdict.h"

namespace prereq {

/// One of them.
struct RanMigration {
  std::string from, to;
  std::string tool;     // as messages call it
  std::string keeps;    // by what the tool remembers that it ran
  std::string belongs;  // what else belongs to it, in words; may be empty
  std::string way;      // the tool's own way to give it the next free number, in words
  std::string back;     // what takes it back where it ran last, in words; empty: nothing does
};

/// Those of `moves` that rename a file of a migration tool, by path; `tree` is as before them.
std::vector<RanMigration> FindMovedMigrations(const FileReader& tree,
                                              const std::vector<PathMove>& moves);

/// Of these, what the last commit has; without a repository all. A file that was never committed
/// ran nowhere else, so it may move. `tree` is what stands below the directory `root`.
std::vector<RanMigration> FindRanMigrations(const std::string& root, const FileReader& tree,
                                            const std::vector<PathMove>& moves);

/// Where modules that share a number are migrations that may all have run, `findings` advise the
/// tool's own way: a new numbering by `prereq suggest` would be refused.
void AdviseMigrations(const std::string& root, const FileReader& tree,
                      std::vector<Finding>& findings);

/// What a person looks at after such moves: one a tool.
std::vector<Task> TasksOfMigrations(const std::vector<RanMigration>& moved);

/// The refusal: what is the matter with them as a whole, and the way to go ahead. Needs one.
Error RefuseRanMigrations(const std::vector<RanMigration>& migrations);

}  // namespace prereq
