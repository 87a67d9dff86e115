// Changing the tree from the command line: signals held back, and what happened said afterwards.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/args.h"
#include "prereq/workspace.h"

namespace prereq {

/// Runs `change` with what the command line says about changing a tree, while SIGINT and SIGTERM
/// put everything back; says on stderr what happened. False after saying why it failed.
bool ChangeAndSay(const Options& options,
                  const std::function<Result<Applied>(const ChangeOptions&)>& change);

/// Whether the tree at `root` may be changed by `edits` as the command line says, which a person is
/// to know before the question.
Status CheckChange(const Options& options, const std::string& root, const EditSet& edits);

/// Says which lists were put into the new order, each at its place after the moves. Silent without.
void SayResorts(const PlannedChange& change);

/// Why not to make these moves below `root`: they rename migrations that may have run, and --force
/// was not said. nullopt: they may be made.
std::optional<Error> RefusalToRename(const Options& options, const std::string& root,
                                     const FileReader& tree, const std::vector<PathMove>& moves);

/// Whether these moves may be made below `root`: they rename no migration that may have run, or
/// --force was said. False after the refusal.
bool MayRename(const Options& options, const std::string& root, const FileReader& tree,
               const std::vector<PathMove>& moves);

/// Says which tasks `edits` left for a person, at their places after its moves: the first ten, and
/// which command lists all of them from then on; all where `edits` changes nothing.
void SayTasks(const Options& options, const std::vector<Task>& tasks, const EditSet& edits);

}  // namespace prereq
