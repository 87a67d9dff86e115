// Plans an order in which every module gets a number that no module has and counts what that takes:
// so a reference weighs something exactly when a plan would edit it.
#include "plan/edit_weights.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "plan/left_places.h"
#include "plan/moves.h"
#include "plan/rewrite.h"
#include "plan/target.h"

namespace prereq {
namespace {

constexpr int kHighest = 999'999'999;  // the longest number that a name can carry

// The order with another number for every module; none that is written anywhere, lest a line seem
// to tell of this very change or a path seem taken.
Order AllElsewhere(const Facts& facts) {
  std::set<int> used;
  int next = 0;
  const std::vector<ModuleId> sequence = facts.order.Sequence();
  for (const ModuleId id : sequence) {
    used.insert(facts.order.number(id)->value);
    next = std::max(next, facts.order.number(id)->value);
  }
  for (const MirrorEntry& entry : facts.mirrors) used.insert(entry.number.value);
  for (const Reference& reference : facts.references) used.insert(reference.written.value);
  Order elsewhere(facts.modules.size());
  for (const ModuleId id : sequence) {
    do next = next == kHighest ? 0 : next + 1;
    while (used.contains(next));
    elsewhere.Set(id, Number{next, '\0'});
  }
  return elsewhere;
}

}  // namespace

Result<std::vector<std::int64_t>> EditWeights(const Facts& facts,
                                              const std::vector<Mirror>& mirrors,
                                              const std::vector<Name>& history) {
  std::vector<std::int64_t> weights(facts.modules.size(), 0);
  PlanOptions options;
  options.mirrors = mirrors;
  options.history = history;
  const Target target{AllElsewhere(facts), {}, {}};
  const Result<Renaming> renaming = Renaming::Make(facts, target);
  if (!renaming) return renaming.error();
  const auto index = [](ModuleId id) { return static_cast<std::size_t>(id.value); };
  std::map<std::string, std::string> paths;
  if (const Result<MovesAndTasks> moves = PlanMoves(*renaming, options)) {
    for (const Move& move : moves->moves) {
      paths.emplace(move.from, move.to);
      if (move.module) ++weights[index(*move.module)];
    }
  }
  for (const ModuleId id : facts.order.Sequence()) {
    weights[index(id)] = std::max<std::int64_t>(weights[index(id)], 1);
  }
  LeftPlaces left(*renaming, options.left);
  const Result<RewritesAndTasks> rewrites = PlanRewrites(*renaming, options, paths, left);
  if (!rewrites) return rewrites.error();
  std::set<PlaceInFile> counted;  // two references may read one number
  for (const Rewrite& rewrite : rewrites->rewrites) {
    const Reference& reference = rewrite.reference;
    if (!reference.module || reference.shape == ReferenceShape::kRange) continue;
    if (!counted.insert({reference.where.path, reference.number.offset}).second) continue;
    ++weights[index(*reference.module)];
  }
  return weights;
}

}  // namespace prereq
