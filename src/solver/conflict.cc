#include "solver/conflict.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/index.h"
#include "solver/claim_oracle.h"
#include "solver/claims_fit.h"
#include "solver/hitting_set.h"

namespace prereq {
namespace {

using Claims = std::vector<int>;  // ascending claim indices

Claims Without(const Claims& claims, Claims dropped) {
  std::ranges::sort(dropped);
  Claims rest;
  std::ranges::set_difference(claims, dropped, std::back_inserter(rest));
  return rest;
}

class ConflictSearch {
 public:
  ConflictSearch(const Graph& graph, const std::vector<Number>& slots,
                 const ConflictOptions& options)
      : graph_(graph), options_(options), oracle_(graph, slots) {
    Claims all, ignored;
    for (int c = 0; c < static_cast<int>(graph.claims.size()); ++c) all.push_back(c);
    for (const ClaimId c : options.ignored) ignored.push_back(c.value);
    claims_ = Without(all, ignored);
  }

  ConflictReport Run() {
    ConflictReport report;
    Claims left = claims_;
    while (report.conflicts.size() < static_cast<std::size_t>(options_.max_conflicts)) {
      const Claims refuted = oracle_.Refute(left);
      if (refuted.empty()) break;
      bool proved = false;
      const Claims conflict = Smallest(left, oracle_.Minimise(refuted), proved);
      if (report.conflicts.empty()) report.smallest_proved = proved;
      Add(report, conflict);
      left = Without(left, conflict);
    }
    report.independent = report.conflicts.size();
    FindWayOut(report);
    return report;
  }

 private:
  // The smallest conflict among `claims`: a set of claims that meets every correction set (what
  // must at least be dropped to make the rest consistent) and is still refuted.
  Claims Smallest(const Claims& claims, Claims found, bool& proved) {
    HittingSetProblem corrections;
    corrections.weight.assign(graph_.claims.size(), 1);
    const std::int64_t stop = oracle_.work() + options_.work;
    while (oracle_.work() < stop) {
      const HittingSetAnswer hit = MinimumHittingSet(corrections, options_.node_budget);
      proved = hit.bound >= static_cast<std::int64_t>(found.size());
      if (proved) return found;
      if (!oracle_.Refute(hit.chosen).empty()) {
        Claims smaller = oracle_.Minimise(hit.chosen);
        if (smaller.size() < found.size()) found = std::move(smaller);
        proved = hit.proved;
        return found;
      }
      corrections.sets.push_back(Correction(claims, hit.chosen));
    }
    return found;
  }

  // Extends a consistent set as far as it goes; what is left over is a correction set.
  Claims Correction(const Claims& claims, Claims consistent) {
    Claims left_over;
    Claims undecided = Without(claims, consistent);
    while (!undecided.empty()) {
      Claims all = consistent;
      all.insert(all.end(), undecided.begin(), undecided.end());
      std::ranges::sort(all);
      const Claims refuted = oracle_.Refute(all);
      if (refuted.empty()) break;
      // Leave out one undecided claim of the refutation; try it again when all others are in.
      Claims sorted = refuted;
      std::ranges::sort(sorted);
      const auto blamed = std::ranges::find_if(
          undecided, [&](int c) { return std::ranges::binary_search(sorted, c); });
      left_over.push_back(*blamed);
      undecided.erase(blamed);
    }
    consistent.insert(consistent.end(), undecided.begin(), undecided.end());
    std::ranges::sort(consistent);
    Claims correction;
    for (const int c : left_over) {
      Claims with = consistent;
      with.insert(std::ranges::upper_bound(with, c), c);
      if (oracle_.Refute(with).empty()) {
        consistent = std::move(with);
      } else {
        correction.push_back(c);
      }
    }
    std::ranges::sort(correction);
    return correction;
  }

  void Add(ConflictReport& report, const Claims& conflict) {
    Conflict entry;
    entry.is_cycle = std::ranges::all_of(
        conflict, [&](int c) { return graph_.claims.bare({c}).kind == Claim::Kind::kPrecedence; });
    for (const int c : entry.is_cycle ? oracle_.Refute(conflict) : conflict) {
      entry.claims.push_back({c});
    }
    report.conflicts.push_back(std::move(entry));
  }

  void FindWayOut(ConflictReport& report) {
    HittingSetProblem problem;
    problem.weight.assign(graph_.claims.size(), 1);  // what a phase alone says is policy
    const std::vector<Claim>& listed = graph_.claims.listed();
    for (std::size_t i = 0; i < listed.size(); ++i) {
      problem.weight[Index(graph_.claims.IdOfListed(i).value)] = DropCost(listed[i]);
    }
    const auto add_set = [&](const Conflict& conflict) {
      Claims set;
      for (const ClaimId c : conflict.claims) set.push_back(c.value);
      problem.sets.push_back(std::move(set));
    };
    for (const Conflict& conflict : report.conflicts) add_set(conflict);
    for (;;) {
      const HittingSetAnswer hit = MinimumHittingSet(problem, options_.node_budget);
      report.way_out.clear();
      for (const int c : hit.chosen) report.way_out.push_back({c});
      report.way_out_cost = hit.cost;
      report.way_out_bound = hit.bound;
      const Claims refuted = oracle_.Refute(Without(claims_, hit.chosen));
      report.way_out_complete = refuted.empty();
      report.way_out_proved = report.way_out_complete && hit.proved;
      if (refuted.empty()) return;
      if (report.conflicts.size() >= static_cast<std::size_t>(options_.max_conflicts)) return;
      Add(report, oracle_.Minimise(refuted));
      add_set(report.conflicts.back());
    }
  }

  const Graph& graph_;
  const ConflictOptions& options_;
  ClaimOracle oracle_;
  Claims claims_;
};

}  // namespace

std::int64_t DropCost(const Claim& claim) {
  std::int64_t cost = 0;
  for (const Source& source : claim.sources) {
    switch (source.kind) {
      case FactKind::kPolicy:
        cost += 1;
        break;
      case FactKind::kProse:
        cost += 10;
        break;
      case FactKind::kMetadata:
        cost += 100;
        break;
      case FactKind::kImport:
      case FactKind::kPath:
        cost += 1000;
        break;
    }
  }
  return std::max<std::int64_t>(cost, 1);
}

ConflictReport FindConflicts(const Graph& graph, const std::vector<Number>& slots,
                             const ConflictOptions& options) {
  if (slots.size() < graph.slugs.size()) {
    ConflictReport report;
    report.too_few_slots = true;
    return report;
  }
  if (AllFit(graph, slots, options.ignored)) {
    ConflictReport none;
    none.way_out_proved = true;
    return none;
  }
  return ConflictSearch(graph, slots, options).Run();
}

}  // namespace prereq
