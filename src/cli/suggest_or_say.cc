#include "cli/suggest_or_say.h"

#include <algorithm>
#include <csignal>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/end_guards.h"
#include "cli/opened.h"
#include "cli/output.h"
#include "cli/progress_line.h"

namespace prereq {
namespace {

volatile std::sig_atomic_t search_interrupted = 0;

// While this lives, the first Ctrl-C asks the search to stop; a second one ends the program.
class SearchInterrupt {
 public:
  SearchInterrupt() {
    search_interrupted = 0;
    previous_ = std::signal(SIGINT, [](int) {
      search_interrupted = 1;
      EndSoon();  // unless the answer comes before
      std::signal(SIGINT, WipeAndEnd);
    });
  }
  ~SearchInterrupt() { std::signal(SIGINT, previous_ == SIG_ERR ? SIG_DFL : previous_); }
  SearchInterrupt(const SearchInterrupt&) = delete;
  SearchInterrupt& operator=(const SearchInterrupt&) = delete;

 private:
  void (*previous_)(int) = SIG_DFL;
};

// Why the search ended before it had proved everything, and how to have it go on.
void SayWhyStopped(const Options& options, const Suggestion& suggestion) {
  constexpr std::string_view kBest = "this is the best order found so far";
  switch (suggestion.stop) {
    case Suggestion::Stop::kNone:
    case Suggestion::Stop::kInterrupted:  // the user who pressed Ctrl-C knows
      return;
    case Suggestion::Stop::kTimeLimit:
      return SayNote(
          fmt::format("stopped at --time-limit {} (seconds): {}; `{} --time-limit 0` searches to "
                      "the end",
                      options.time_limit < 0 ? kSearchSeconds : options.time_limit, kBest,
                      OnSameInput(options, "prereq suggest")));
    case Suggestion::Stop::kBudget:
      return SayNote(fmt::format(
          "stopped at --budget {} (search nodes): {}; `{} --budget {}` searches on", options.budget,
          kBest, OnSameInput(options, "prereq suggest"), options.budget * 10));
    case Suggestion::Stop::kTooManyModules:
      return SayNote(
          fmt::format("{} modules are too many for an exact search: this is a good order, not the "
                      "best",
                      suggestion.graph.module_count()));
  }
}

// Whether stdout is for a program: an order, a script, JSON.
bool PipesData(const Options& options) {
  return std::ranges::any_of(options.formats, [](const FormatChoice& choice) {
    return choice.file.empty() && choice.format != "text";
  });
}

Objective ObjectiveOf(const Options& options) {
  if (options.minimize == "edits") return Objective::kEdits;
  return options.minimize == "displacement" ? Objective::kDisplacement : Objective::kRenames;
}

// Findings go out as text, and not into what reads an order from stdout: the user asked for an
// order, not for a report in the order's format.
int ReportImpossible(const Options& options, const Workspace& workspace, Verdict impossible) {
  ShowFromHere(workspace.input(), options, impossible.findings);
  if (PipesData(options)) {
    SayLines(RenderVerdictText(impossible, TextStyle{}));
    SayNote("no valid order exists");
    return kExitFindings;
  }
  Options as_text = options;
  as_text.formats.clear();
  return Report(as_text, impossible, "no valid order exists", workspace.input());
}

// How long to search: where the limit holds for the whole command, what reading took is over, and
// what was found must still be explained.
double SearchSeconds(const Options& options) {
  constexpr double kForTheSearch = 0.85;
  if (options.time_limit < 0) return kSearchSeconds;
  if (options.time_limit == 0) return 0;
  return std::max(options.time_limit * kForTheSearch - SecondsSinceStart(), 1e-3);
}

}  // namespace

Suggested SuggestOrSay(const Options& options, const Workspace& workspace,
                       const LoadedSeries& series) {
  SuggestOptions wanted;
  wanted.objective = ObjectiveOf(options);
  wanted.freeze_unaffected = options.freeze_unaffected;
  wanted.keep = options.keep;
  wanted.before = options.before;
  wanted.node_budget = options.budget;
  wanted.time_limit = SearchSeconds(options);
  wanted.interrupted = [] { return search_interrupted != 0; };
  const SearchInterrupt guard;
  Result<Suggestion, Errors> suggestion = workspace.Suggest(series, wanted);
  if (!suggestion) return SayErrors(suggestion.error()), Suggested{std::nullopt, kExitNoAnswer};
  if (!suggestion->proposal) {
    return {std::nullopt, ReportImpossible(options, workspace, std::move(suggestion->impossible))};
  }
  SayWhyStopped(options, *suggestion);
  if (suggestion->options.may_share_numbers &&
      SharedNumbers(suggestion->proposal->order) != SharedNumbers(series.facts.order)) {
    SayNote(
        "the policy lets modules share a number; where other numbers change, each module gets its "
        "own");
  }
  return {std::move(*suggestion), kExitClean};
}

}  // namespace prereq
