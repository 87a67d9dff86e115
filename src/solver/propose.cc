// Propose: the search's answer in the user's terms, with reasons and a certificate.
#include <algorithm>
#include <tuple>

#include "base/index.h"
#include "prereq/proposal.h"
#include "solver/certificate.h"
#include "solver/displacement_bound.h"
#include "solver/large.h"
#include "solver/price_proof.h"
#include "solver/problem.h"
#include "solver/reasons.h"
#include "solver/search.h"

namespace prereq {
namespace {

constexpr std::int64_t kHeaviest = 1'000'000'000;

// What a search that was told to stop may still take to say what it knows: questions to the oracle,
// the more the fewer modules there are.
constexpr int kQuestionsAfterStop = 20'000'000;  // times modules

Order OrderFrom(const std::vector<int>& slot_of, const std::vector<Number>& slots) {
  Order order(slot_of.size());
  for (std::size_t v = 0; v < slot_of.size(); ++v) {
    order.Set({static_cast<int>(v)}, slots[Index(slot_of[v])]);
  }
  return order;
}

SearchOptions SearchOptionsFrom(const ProposeOptions& options) {
  SearchOptions search;
  search.node_budget = options.node_budget;
  search.should_stop = options.should_stop;
  return search;
}

Error Invalid(std::string message) {
  return Error{Error::Code::kInvalid, std::move(message), {}, {}};
}

std::optional<Error> Unusable(const Graph& graph, const std::vector<Number>& slots,
                              const ProposeOptions& options) {
  if (slots.size() < graph.slugs.size()) {
    return Invalid("expected at least as many numbers as modules, found " +
                   std::to_string(slots.size()) + " numbers for " +
                   std::to_string(graph.slugs.size()) + " modules");
  }
  if (!options.weights.empty() && options.weights.size() != graph.slugs.size()) {
    return Invalid("expected one weight per module");
  }
  if (!options.seniority.empty() && options.seniority.size() != graph.slugs.size()) {
    return Invalid("expected one seniority per module");
  }
  if (std::ranges::any_of(options.weights, [](std::int64_t w) { return w < 0 || w > kHeaviest; })) {
    return Invalid("expected weights from 0 to 1000000000");
  }
  return std::nullopt;
}

// Whether numbers that modules share are all that a search would change.
bool StandsAsItIs(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                  const ProposeOptions& options) {
  if (!options.may_share_numbers || SharedNumbers(facts.order).empty()) return false;
  for (int v = 0; v < graph.module_count(); ++v) {
    const std::optional<Number> number = facts.order.number({v});
    if (!number || !std::ranges::binary_search(slots, *number)) return false;
  }
  return BrokenClaims(graph, facts.order).empty();
}

// The order as it is, which costs nothing.
Proposal Unmoved(const Facts& facts) {
  Proposal proposal;
  proposal.order = facts.order;
  proposal.weight_proved = proposal.displacement_proved = proposal.canonical = true;
  proposal.certified = {true, true};
  return proposal;
}

// The weight's own proof. After a stop its effort is counted, since the time is over: some cores
// and no tree.
WeightProof ProofOfWeight(const OrderingProblem& problem, std::int64_t goal,
                          const ProposeOptions& options) {
  const std::int64_t nodes = options.certificate_budget;
  if (!options.should_stop || !options.should_stop()) {
    return ProveWeight(problem, goal, nodes, options.should_stop);
  }
  int left = kQuestionsAfterStop / std::max(problem.module_count(), 1);
  return ProveWeight(problem, goal, std::min<std::int64_t>(nodes, 1),
                     [&] { return left-- <= 0 || (options.should_end && options.should_end()); });
}

// A search that ended early knows less than cores and pairs do: the best of all bounds counts, and
// one that the cost meets is a proof.
void MergeBounds(const OrderingProblem& problem, std::int64_t weight_bound, SearchResult& found) {
  found.weight_bound = std::min(std::max(found.weight_bound, weight_bound), found.cost.weight);
  if (!found.displacement_proved) {
    found.displacement_bound = std::min(
        std::max(found.displacement_bound, DisplacementBound(problem)), found.cost.displacement);
  }
  const bool least_weight = found.weight_bound >= found.cost.weight;
  const bool least_displacement = found.displacement_bound >= found.cost.displacement;
  if (problem.objective == CostOrder::kWeightFirst) {
    found.weight_proved = found.weight_proved || least_weight;
    found.displacement_proved =
        found.displacement_proved || (found.weight_proved && least_displacement);
  } else {
    found.displacement_proved = found.displacement_proved || least_displacement;
    found.weight_proved = found.weight_proved || (found.displacement_proved && least_weight);
  }
}

// What the cores leave open of a cost that the search has proved.
void AddPriceProofs(const OrderingProblem& problem, const SearchResult& found,
                    const ProposeOptions& options, Certificate& certificate) {
  if (problem.module_count() > kMostExactModules) return;
  if (options.should_stop && options.should_stop()) return;
  using Part = PriceProof::Part;
  const bool weight_first = problem.objective == CostOrder::kWeightFirst;
  const auto prove = [&](Part part, std::int64_t cost, std::optional<std::int64_t> limit) {
    if (cost <= 0) return;
    const PriceGoal goal{part, limit, cost, options.certificate_budget};
    PriceProof proof = ProveByPrices(problem, goal, options.should_stop);
    if (!proof.branches.empty()) certificate.prices.push_back(std::move(proof));
  };
  const bool weight_open = found.weight_proved && certificate.weight_bound < found.cost.weight;
  const std::int64_t moved = found.displacement_proved ? found.cost.displacement : 0;
  if (weight_first) {
    if (weight_open) prove(Part::kWeight, found.cost.weight, std::nullopt);
    prove(Part::kDisplacement, moved, found.cost.weight);
  } else {
    prove(Part::kDisplacement, moved, std::nullopt);
    if (weight_open) prove(Part::kWeight, found.cost.weight, found.cost.displacement);
  }
}

}  // namespace

Result<Proposal> Propose(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                         const ProposeOptions& options) {
  if (auto error = Unusable(graph, slots, options)) return *error;
  if (StandsAsItIs(facts, graph, slots, options)) return Unmoved(facts);
  const OrderingProblem problem = MakeOrderingProblem(facts, graph, slots, options);
  const SearchOptions search = SearchOptionsFrom(options);
  std::optional<SearchResult> found = problem.module_count() > kMostExactModules
                                          ? SearchLarge(problem, search)
                                          : SearchCheapest(problem, search);
  if (!found) {
    return Invalid(options.freeze_unaffected
                       ? "no order satisfies every claim while the unaffected modules stay"
                       : "no order satisfies every claim");
  }
  const WeightProof proof = ProofOfWeight(problem, found->cost.weight, options);
  MergeBounds(problem, proof.bound, *found);
  Proposal proposal;
  proposal.order = OrderFrom(found->slot_of, slots);
  proposal.cost = CostOf(facts, proposal.order, options.weights);
  if (options.objective != Objective::kEdits) proposal.cost.weight = proposal.cost.renames;
  proposal.weight_proved = found->weight_proved;
  proposal.displacement_proved = found->displacement_proved;
  proposal.canonical = found->canonical;
  proposal.weight_bound = found->weight_bound;
  proposal.displacement_bound = found->displacement_bound;
  proposal.nodes = found->nodes;
  proposal.stopped = found->stopped;
  // Reasons name the modules that are held as modules that stay.
  ProposeOptions free = options;
  free.freeze_unaffected = false;
  const OrderingProblem unfrozen = MakeOrderingProblem(facts, graph, slots, free);
  ReasonFinder reasons(facts, graph, slots, unfrozen, options.should_end);
  proposal.certificate = reasons.Explain(proof);
  AddPriceProofs(problem, *found, options, proposal.certificate);
  proposal.certified = Certified(proposal.certificate, options.objective, proposal.cost);
  // In the certificate's own small cores first: they say best why a module moves.
  proposal.reasons = reasons.ForMoved(found->slot_of, proposal.certificate);
  return proposal;
}

OtherOrders OptimalOrders(const Facts& facts, const Graph& graph, const std::vector<Number>& slots,
                          const ProposeOptions& options, const Proposal& proposal,
                          std::size_t limit) {
  OtherOrders others;
  const OrderingProblem problem = MakeOrderingProblem(facts, graph, slots, options);
  if (problem.module_count() > kMostExactModules) return others;
  SearchResult best;
  for (int v = 0; v < problem.module_count(); ++v) {
    const auto at = std::ranges::find(slots, *proposal.order.number({v}));
    best.slot_of.push_back(static_cast<int>(at - slots.begin()));
  }
  const Alternatives found = SearchAlternatives(problem, best, limit, SearchOptionsFrom(options));
  for (const std::vector<int>& slot_of : found.slot_of) {
    others.orders.push_back(OrderFrom(slot_of, slots));
  }
  others.complete = found.complete;
  return others;
}

Cost CostOf(const Facts& facts, const Order& order, const std::vector<std::int64_t>& weights) {
  Cost cost;
  for (int v = 0; v < static_cast<int>(facts.modules.size()); ++v) {
    const std::optional<Number> before = facts.order.number({v});
    const std::optional<Number> after = order.number({v});
    if (!before || !after || *before == *after) continue;
    ++cost.renames;
    cost.weight += weights.empty() ? 1 : weights[Index(v)];
    cost.displacement += std::abs(std::int64_t{before->value} - after->value);
  }
  return cost;
}

}  // namespace prereq
