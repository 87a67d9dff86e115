// From an order to a plan: changes with reasons, moves, rewrites, tasks.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>

#include "plan/explained_numbers.h"
#include "plan/left_places.h"
#include "plan/links.h"
#include "plan/moves.h"
#include "plan/neighbour_tasks.h"
#include "plan/new_modules.h"
#include "plan/positions.h"
#include "plan/reasons.h"
#include "plan/resort.h"
#include "plan/rewrite.h"
#include "plan/staying_names.h"
#include "plan/target.h"
#include "plan/tasks.h"

namespace prereq {
namespace {

std::vector<ModuleChange> ChangesOf(const Renaming& renaming, const Graph& graph) {
  const std::vector<std::string> reasons = ReasonsFor(renaming, graph);
  std::vector<ModuleChange> changes;
  for (int i = 0; i < static_cast<int>(renaming.facts().modules.size()); ++i) {
    const ModuleId id{i};
    if (!renaming.Changes(id)) continue;
    changes.push_back(
        {id, renaming.Before(id), renaming.After(id), reasons[static_cast<std::size_t>(i)]});
  }
  std::ranges::sort(changes, {}, [](const ModuleChange& change) {
    return std::tuple(!change.after, change.after, change.before, change.module);
  });
  return changes;
}

}  // namespace

// A number inside a path that is edited as a whole is no question any more.
void ForgetWhatLinksSettle(const std::vector<LinkChange>& links, std::vector<Task>& tasks) {
  std::map<std::pair<std::string, int>, std::vector<std::pair<int, int>>> columns;  // by line
  for (const LinkChange& change : links) {
    const Location& where = change.link.where;
    const int length = static_cast<int>(change.link.span.length);
    columns[{where.path, where.line}].emplace_back(where.column, where.column + length);
  }
  std::erase_if(tasks, [&](const Task& task) {
    const auto line = task.kind == TaskKind::kNumberOnly
                          ? columns.find({task.where.path, task.where.line})
                          : columns.end();
    return line != columns.end() && std::ranges::any_of(line->second, [&](const auto& link) {
             return link.first <= task.where.column && task.where.column < link.second;
           });
  });
}

// The references of one file.
std::span<const Reference> ReferencesIn(const Facts& facts, const std::string& path) {
  const auto file_of = [](const Reference& one) -> const std::string& { return one.where.path; };
  const auto first = std::ranges::lower_bound(facts.references, path, {}, file_of);
  const auto last = std::ranges::upper_bound(facts.references, path, {}, file_of);
  return {first, last};
}

// Numbers that count the entries of a list: where it is put into order they stay and are right, and
// where a person is to do it, they are part of that.
void ForgetCountsOfBlocks(const Facts& facts, const ResortsAndTasks& resorts,
                          std::vector<Rewrite>& rewrites, std::vector<Task>& tasks) {
  std::set<Location> counts;
  for (const OrderedBlock* block : resorts.asked) {
    if (block->counts.empty()) continue;
    const auto is_count = [&](Span digits) {
      return std::ranges::find(block->counts, digits) != block->counts.end();
    };
    std::erase_if(rewrites, [&](const Rewrite& rewrite) {
      return rewrite.reference.where.path == block->where.path &&
             is_count(rewrite.reference.number);
    });
    for (const Reference& reference : ReferencesIn(facts, block->where.path)) {
      if (is_count(reference.number)) counts.insert(reference.where);
    }
  }
  for (const Resort& resort : resorts.resorts) {
    for (const Reference& reference : ReferencesIn(facts, resort.block.where.path)) {
      const bool stays = std::ranges::any_of(resort.block.entries, [&](const BlockEntry& entry) {
        return entry.line == reference.where.line && reference.number.offset < entry.body.offset;
      });
      if (stays) counts.insert(reference.where);
    }
  }
  std::erase_if(tasks, [&](const Task& task) {
    return task.kind == TaskKind::kNumberOnly && counts.contains(task.where);
  });
}

Result<Plan> Renumber(const Facts& facts, const Graph& graph, const Target& target,
                      const PlanOptions& options) {
  const Result<Renaming> renaming = Renaming::Make(facts, target);
  if (!renaming) return renaming.error();
  LeftPlaces left(*renaming, options.left);
  Result<MovesAndTasks> moves = PlanMoves(*renaming, options);
  if (!moves) return moves.error();
  std::map<std::string, std::string> paths;
  for (const Move& move : moves->moves) paths.emplace(move.from, move.to);
  Result<RewritesAndTasks> rewrites = PlanRewrites(*renaming, options, paths, left);
  if (!rewrites) return rewrites.error();
  Result<ResortsAndTasks> resorts = PlanResorts(*renaming, options, left);
  if (!resorts) return resorts.error();
  Result<LinksAndTasks> links = PlanLinks(*renaming, options, paths);
  if (!links) return links.error();
  Result<std::vector<Task>> neighbours = TasksOfNeighbours(*renaming, options, left);
  if (!neighbours) return neighbours.error();
  Result<std::vector<Task>> explained = TasksOfExplainedNumbers(*renaming, options, left);
  if (!explained) return explained.error();
  Result<std::vector<Task>> created = TasksOfNewModules(*renaming, options);
  if (!created) return created.error();

  Plan plan;
  plan.target = target;
  plan.before = facts.order;
  plan.after = target.order;
  plan.changes = ChangesOf(*renaming, graph);
  plan.moves = std::move(moves->moves);
  plan.tasks = TasksFromOrder(*renaming, graph, left);
  std::ranges::move(TasksFromPositions(*renaming, left), std::back_inserter(plan.tasks));
  plan.links = std::move(links->links);
  std::ranges::move(TasksOfStayingNames(*renaming, options, paths, left),
                    std::back_inserter(plan.tasks));
  std::ranges::move(moves->tasks, std::back_inserter(plan.tasks));
  ForgetWhatLinksSettle(plan.links, rewrites->tasks);
  ForgetCountsOfBlocks(facts, *resorts, rewrites->rewrites, rewrites->tasks);
  plan.rewrites = std::move(rewrites->rewrites);
  std::ranges::move(rewrites->tasks, std::back_inserter(plan.tasks));
  plan.resorts = std::move(resorts->resorts);
  std::ranges::move(resorts->tasks, std::back_inserter(plan.tasks));
  std::ranges::move(links->tasks, std::back_inserter(plan.tasks));
  std::ranges::move(*neighbours, std::back_inserter(plan.tasks));
  std::ranges::move(*explained, std::back_inserter(plan.tasks));
  std::ranges::move(*created, std::back_inserter(plan.tasks));
  std::ranges::move(left.Renewed(plan.tasks, paths), std::back_inserter(plan.tasks));
  plan.settled = left.Settled();
  SortTasks(plan.tasks);
  return plan;
}

Result<Plan> Renumber(const Facts& facts, const Graph& graph, const Order& after,
                      const PlanOptions& options) {
  return Renumber(facts, graph, Target{after, {}, {}}, options);
}

}  // namespace prereq
