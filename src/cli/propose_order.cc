#include "cli/propose_order.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/wishes.h"
#include "plan/edit_weights.h"

namespace prereq {
namespace {

volatile std::sig_atomic_t interrupted = 0;

// While this lives, the first Ctrl-C asks the search to stop; a second one ends the program.
class InterruptGuard {
 public:
  InterruptGuard() {
    interrupted = 0;
    previous_ = std::signal(SIGINT, [](int) {
      interrupted = 1;
      std::signal(SIGINT, SIG_DFL);
    });
  }
  ~InterruptGuard() { std::signal(SIGINT, previous_ == SIG_ERR ? SIG_DFL : previous_); }
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  void (*previous_)(int) = SIG_DFL;
};

// The time limit; `reached` once it ended something.
struct Deadline {
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
  double seconds = 0;  // 0: none
  bool reached = false;

  bool Stop() {
    if (interrupted != 0) return true;
    if (seconds > 0) {
      reached = reached || std::chrono::duration<double>(Clock::now() - start).count() > seconds;
    }
    return reached;
  }
};

// Why the search ended before it had proved everything, and how to have it go on.
void SayWhyStopped(const Options& options, const Deadline& deadline, const Proposed& result) {
  constexpr std::string_view kBest = "this is the best order found so far";
  if (result.interrupted) return;  // whoever pressed Ctrl-C knows
  const bool proved = result.proposal->weight_proved && result.proposal->displacement_proved;
  if (!result.proposal->stopped || proved) return;
  if (deadline.reached) {
    return SayNote(
        fmt::format("stopped at --time-limit {} (seconds): {}; `prereq suggest "
                    "--time-limit 0` searches to the end",
                    options.time_limit, kBest));
  }
  if (result.proposal->nodes >= options.budget) {
    return SayNote(
        fmt::format("stopped at --budget {} (search nodes): {}; `prereq suggest "
                    "--budget {}` searches on",
                    options.budget, kBest, options.budget * 10));
  }
  SayNote(
      fmt::format("{} modules are too many for an exact search: this is a good order, not the "
                  "best",
                  result.graph.module_count()));
}

// Whether stdout is for a program: an order, a script, JSON.
bool PipesData(const Options& options) {
  return std::ranges::any_of(options.formats, [](const FormatChoice& choice) {
    return choice.file.empty() && choice.format != "text";
  });
}

// What each module costs when edits count: counted in a tree, declared in a graph file.
Result<std::vector<std::int64_t>> WeightsOf(const Input& input, const Facts& facts) {
  if (input.tree) return EditWeights(facts, input.config.mirrors, input.config.references.history);
  std::vector<std::int64_t> weights;
  for (const Module& module : facts.modules) weights.push_back(module.weight);
  return weights;
}

}  // namespace

Proposed ProposeOrder(const Options& options, const Input& input, const LoadedSeries& series) {
  Proposed result;
  Result<Graph, Errors> graph = GraphWithWishes(options, series);
  if (!graph) {
    SayErrors(graph.error());
    result.exit = kExitNoAnswer;
    return result;
  }
  result.graph = std::move(*graph);
  Verdict impossible = CheckFeasible(series.facts, result.graph, input.config);
  if (!impossible.findings.empty()) {
    // The wish was for an order, not for a report in the order's format: findings go out as text,
    // and not into what reads the order from stdout.
    ShowFromHere(input, options, impossible.findings);
    if (PipesData(options)) {
      SayLines(RenderVerdictText(impossible, TextStyle{}));
      SayNote("no valid order exists");
      result.exit = kExitFindings;
      return result;
    }
    Options as_text = options;
    as_text.formats.clear();
    result.exit = Report(as_text, impossible, "no valid order exists", input);
    return result;
  }
  ProposeOptions& wish = result.options;
  if (options.minimize == "edits") wish.objective = Objective::kEdits;
  if (options.minimize == "displacement") wish.objective = Objective::kDisplacement;
  if (wish.objective == Objective::kEdits) {
    Result<std::vector<std::int64_t>> weights = WeightsOf(input, series.facts);
    if (!weights) {
      SayErrors({weights.error()});
      result.exit = kExitNoAnswer;
      return result;
    }
    wish.weights = std::move(*weights);
  }
  wish.freeze_unaffected = options.freeze_unaffected;
  wish.node_budget = options.budget;
  const auto deadline = std::make_shared<Deadline>();
  deadline->seconds = options.time_limit;
  wish.should_stop = [deadline] { return deadline->Stop(); };
  result.slots = AllowedNumbers(series.facts);
  const InterruptGuard guard;
  Result<Proposal> proposal = Propose(series.facts, result.graph, result.slots, wish);
  if (!proposal) {
    SayErrors({proposal.error()});
    result.exit = kExitNoAnswer;
    return result;
  }
  result.interrupted = interrupted != 0;
  result.proposal = std::move(*proposal);
  SayWhyStopped(options, *deadline, result);
  return result;
}

}  // namespace prereq
