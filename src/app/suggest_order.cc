#include "app/suggest_order.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "app/trial_claims.h"
#include "base/progress.h"
#include "plan/edit_weights.h"
#include "rules/check_input.h"
#include "tree/git.h"
#include "tree/git_ages.h"

namespace prereq {
namespace {

// The time limit; `reached` once it ended something.
struct Deadline {
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
  double seconds = 0;  // 0: none
  std::function<bool()> interrupted;
  bool reached = false;
  std::optional<Clock::time_point> interrupted_at;  // when that was noticed
  std::optional<WorkStage> stage;                   // while the search goes on

  static double Since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
  }
  bool IsInterrupted() {
    if (!interrupted || !interrupted()) return false;
    if (!interrupted_at) interrupted_at = Clock::now();
    return true;
  }
  bool Stop() {
    if (stage) stage->Advance();
    if (IsInterrupted()) return true;
    reached = reached || (seconds > 0 && Since(start) > seconds);
    return reached;
  }
  // What the search knew when it stopped may still be explained for a moment.
  bool End() {
    constexpr double kAfterInterrupt = 0.25;              // seconds
    constexpr double kBeyondLimit = 0.2, kAtLeast = 0.1;  // of the limit; seconds
    if (IsInterrupted()) return Since(*interrupted_at) > kAfterInterrupt;
    return seconds > 0 && Since(start) > seconds + std::max(seconds * kBeyondLimit, kAtLeast);
  }
};

// Why the search ended before it had proved everything.
Suggestion::Stop WhyStopped(Deadline& deadline, const Proposal& proposal,
                            std::int64_t node_budget) {
  if (deadline.IsInterrupted()) return Suggestion::Stop::kInterrupted;
  const bool proved = proposal.weight_proved && proposal.displacement_proved;
  if (!proposal.stopped || proved) return Suggestion::Stop::kNone;
  if (deadline.reached) return Suggestion::Stop::kTimeLimit;
  return proposal.nodes >= node_budget ? Suggestion::Stop::kBudget
                                       : Suggestion::Stop::kTooManyModules;
}

// What each module costs when edits count: counted in a tree, declared in a graph file.
Result<std::vector<std::int64_t>> WeightsOf(const Input& input, const Facts& facts) {
  if (input.tree) return EditWeights(facts, input.config.mirrors, input.config.references.history);
  std::vector<std::int64_t> weights;
  for (const Module& module : facts.modules) weights.push_back(module.weight);
  return weights;
}

// Of modules that share a number, who was there first, by the history that git tells; empty where
// it tells nothing.
std::vector<int> SeniorityOf(const Input& input, const Facts& facts) {
  const std::vector<Number> shared = SharedNumbers(facts.order);
  if (!input.tree || shared.empty()) return {};
  std::vector<ModuleId> ids;
  std::vector<std::string> paths;
  for (const ModuleId id : facts.order.Sequence()) {
    if (!std::ranges::binary_search(shared, *facts.order.number(id))) continue;
    ids.push_back(id);
    paths.push_back(facts.module(id).path);
  }
  const auto git = GitRepository::Discover(input.root);
  if (!git || !*git) return {};
  const std::vector<int> ages = FirstParentAges(**git, paths);
  std::vector<int> seniority(facts.modules.size(), 0);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    seniority[static_cast<std::size_t>(ids[i].value)] = ages[i];
  }
  return seniority;
}

}  // namespace

Result<Suggestion, Errors> SuggestOrder(const Input& input, const LoadedSeries& series,
                                        const SuggestOptions& options) {
  Suggestion suggestion;
  Result<Graph, Errors> graph = GraphWithTrials(options, series);
  if (!graph) return graph.error();
  suggestion.graph = std::move(*graph);
  suggestion.impossible = CheckFeasible(series.facts, suggestion.graph, input.config);
  if (!suggestion.impossible.findings.empty()) return suggestion;
  ProposeOptions& problem = suggestion.options;
  problem.objective = options.objective;
  if (problem.objective == Objective::kEdits) {
    Result<std::vector<std::int64_t>> weights = WeightsOf(input, series.facts);
    if (!weights) return Errors{weights.error()};
    problem.weights = std::move(*weights);
  }
  problem.freeze_unaffected = options.freeze_unaffected;
  problem.may_share_numbers = SeverityOf(input.config, RuleId::kDuplicateNumber) == Severity::kOff;
  problem.seniority = SeniorityOf(input, series.facts);
  problem.node_budget = options.node_budget;
  const auto deadline = std::make_shared<Deadline>();
  deadline->seconds = options.time_limit;
  deadline->interrupted = options.interrupted;
  problem.should_stop = [deadline] { return deadline->Stop(); };
  problem.should_end = [deadline] { return deadline->End(); };
  suggestion.slots = AllowedNumbers(series.facts);
  deadline->stage.emplace("searching for the best order:", 0, "steps");
  Result<Proposal> proposal = Propose(series.facts, suggestion.graph, suggestion.slots, problem);
  deadline->stage.reset();
  if (!proposal) return Errors{proposal.error()};
  suggestion.stop = WhyStopped(*deadline, *proposal, options.node_budget);
  suggestion.proposal = std::move(*proposal);
  return suggestion;
}

}  // namespace prereq
