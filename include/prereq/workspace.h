// The use cases of the product: open numbered modules, check them, suggest an order, plan the way
// there, go it, and come back. Start here; the carriers below say what the answers hold.
//
// Nothing here prints, asks or installs a signal handler.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prereq/apply.h"
#include "prereq/graph.h"
#include "prereq/plan.h"
#include "prereq/proposal.h"
#include "prereq/task_list.h"

namespace prereq {

struct Input;  // what a workspace has read; src/app/input.h

/// One series, read and merged into a graph.
struct LoadedSeries {
  Facts facts;
  Graph graph;
};

/// How Workspace::Open reads. `collect.own_urls`, `collect.revisions` and
/// `collect.cache` are filled in by Open.
struct OpenOptions {
  std::string series;  // only the series of this name; empty: all that the policy declares
  CollectOptions collect{.references = true};
  bool use_cache = false;         // remember between runs what reading files told
  std::string cache_directory;    // of that memory; empty: beside what git keeps of the tree
  bool allow_unreadable = false;  // go on without files that may not be read; see unreadable()
};

/// What to suggest. Modules may be named by slug, numbered slug, title, alias or number.
struct SuggestOptions {
  Objective objective = Objective::kRenames;
  bool freeze_unaffected = false;  // modules outside every violated stretch must stay
  std::vector<std::string> keep;   // modules that must keep their number; "A=7": get this one
  std::vector<std::pair<ModuleId, Number>> places;  // the same as values
  std::vector<std::string> before;    // pairs "A,B": as if the policy said that A precedes B
  std::int64_t node_budget = 200000;  // search nodes
  double time_limit = 60;             // seconds; 0: none
  std::function<bool()> interrupted;  // true: stop with the best order found so far; may be empty
};

/// The cheapest valid order of one series, or why there is none.
struct Suggestion {
  enum class Stop { kNone, kInterrupted, kTimeLimit, kBudget, kTooManyModules };

  std::optional<Proposal> proposal;  // empty: no valid order exists, see `impossible`
  Verdict impossible;                // facts that contradict each other; paths from the root
  Stop stop = Stop::kNone;           // what ended the search before everything was proved

  // The problem as it was solved.
  Graph graph;                // with the claims of SuggestOptions::keep and before
  std::vector<Number> slots;  // the numbers that a module may get, rising
  ProposeOptions options;
};

/// The way to an order, as names and as bytes.
struct PlannedChange {
  Plan plan;
  EditSet edits;      // of a graph file: moves alone
  std::string proof;  // the suggestion as JSON, which `prereq verify` reads; empty: order was given
  std::string proved = {};  // what of its cost is proved, and what not, as RenderProofText says it
};

/// How a tree is changed.
struct ChangeOptions {
  std::vector<std::string> verify;  // shell commands that must succeed on the new tree
  /// Git's index takes all of the change, renames and edits. When a file to be edited had changes
  /// that are not staged (`allow_dirty`), it takes nothing, with a warning, unless `stage_dirty`
  /// says to stage these along.
  bool update_index = true;
  bool stage_dirty = false;
  bool allow_dirty = false;           // touch files with changes that are not committed
  bool allow_lfs = false;             // edit Git LFS pointers
  bool allow_submodules = false;      // move submodules
  bool forget = false;                // Recover: leave the tree as it stands, forget the change
  std::function<bool()> interrupted;  // true: put everything back; may be empty
  std::string plan_id;                // names the transaction; may be empty
  std::vector<Task> tasks;            // what the change leaves to a person: kept for Look
  std::vector<Task> settled = {};     // what earlier changes left, and this one sees to
  /// Asked whether the commands that the policy at this path wants to run may run, when the user
  /// has never said so of them before; a yes is remembered. Empty: no.
  std::function<bool(const std::string& policy, const std::vector<std::string>& commands)> agrees;
};

/// How a tree stands after the last change, and what that left to a person, as it is now.
struct TreeStanding {
  Standing standing;
  TaskList tasks;  // empty when nothing was left, or when Undo has nothing to take back
};

/// What to lint; at most one of the two revisions.
struct LintOptions {
  std::string since;               // only what the tree of this revision does not have
  std::string against;             // the tree that merging this revision into HEAD would make
  std::vector<std::string> rules;  // only these, by id or name; empty: all
};

/// What is wrong with a tree, without what its author silenced or accepted.
struct LintResult {
  std::vector<Finding> findings;   // sorted; paths from the root
  std::size_t files = 0;           // text files that were looked at
  std::vector<std::string> notes;  // what to tell beside the findings
};

/// A tree of numbered modules with its policy, or a graph file, read once: it shows the tree as it
/// was when it was opened. Functions for one series take the only one where none is given, and are
/// kInvalid when there are several. Locations are relative to the root.
class Workspace {
 public:
  /// Reads what `place` names: a directory with a prereq.yaml, that file, or a graph file; empty:
  /// where the nearest prereq.yaml upward stands. Errors: kNotFound, kUnreadable, kInvalid with
  /// every fault of the policy, kBusy when an interrupted change waits for Recover.
  static Result<Workspace, Errors> Open(const std::string& place, const OpenOptions& options = {});

  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();

  [[nodiscard]] const Config& config() const;
  [[nodiscard]] const std::string& root() const;                  // as a path from here
  [[nodiscard]] const FileReader* tree() const;                   // null for a graph file
  [[nodiscard]] const std::vector<LoadedSeries>& series() const;  // at least one
  [[nodiscard]] const std::vector<std::string>& notes() const;    // what to tell beside an answer
  [[nodiscard]] const Errors& unreadable() const;  // what OpenOptions::allow_unreadable left out
  [[nodiscard]] const Input& input() const;        // for the command line

  /// The series, when there is just one.
  [[nodiscard]] Result<const LoadedSeries*> OnlySeries() const;
  /// The order that `text` (an order file, called `name` in errors) gives; `block` picks one of a
  /// Markdown file by number or heading.
  [[nodiscard]] Result<Order, Errors> ReadOrder(const LoadedSeries& series, const std::string& name,
                                                const std::string& text,
                                                const std::string& block = {}) const;

  /// What the order as it stands breaks, in all series.
  [[nodiscard]] Verdict Check() const;
  /// What `order` breaks in one series.
  [[nodiscard]] Verdict Check(const LoadedSeries& series, const Order& order) const;

  /// Everything that is wrong. Open with `collect.references`, and with `collect.list_malformed`
  /// where malformed files should be findings. Errors: an unknown rule or revision, a malformed
  /// baseline, a revision of a graph file.
  [[nodiscard]] Result<LintResult, Errors> Lint(const LintOptions& options = {}) const;
  /// The edits that correct those of `findings` that leave no doubt; empty when there are none.
  [[nodiscard]] Result<EditSet> PlanFixes(const std::vector<Finding>& findings) const;

  /// Objective::kEdits needs a tree opened with `collect.references`.
  [[nodiscard]] Result<Suggestion, Errors> Suggest(const SuggestOptions& options = {}) const;
  [[nodiscard]] Result<Suggestion, Errors> Suggest(const LoadedSeries& series,
                                                   const SuggestOptions& options) const;

  /// The plan to a suggestion's order; kInvalid when it has none. Of `options` the caller sets what
  /// he chooses; what the policy and the tree decide is filled in.
  [[nodiscard]] Result<PlannedChange> Plan(const Suggestion& suggestion,
                                           const PlanOptions& options = {}) const;
  /// The plan to any target; `options` come from CompletePlanOptions.
  [[nodiscard]] Result<PlannedChange> Plan(const LoadedSeries& series, const Target& target,
                                           const PlanOptions& options) const;
  /// `options` with what the policy and the tree decide.
  [[nodiscard]] Result<PlanOptions> CompletePlanOptions(const LoadedSeries& series,
                                                        PlanOptions options) const;

  /// Does what `edits` say, all or nothing, and runs the policy's verify commands as well as those
  /// of `options`. Errors as prereq::Apply; kInvalid for a graph file, and where the user has not
  /// agreed to the policy's commands.
  [[nodiscard]] Result<Applied> Apply(const EditSet& edits,
                                      const ChangeOptions& options = {}) const;

  // Of the tree at `root`, which need not be readable as a workspace.

  /// Whether a change of the tree by `edits` would be refused at once, as files with uncommitted
  /// changes are; changes nothing. Errors as prereq::Apply.
  static Status CheckApply(const std::string& root, const EditSet& edits,
                           const ChangeOptions& options);
  /// Does what a saved plan says. The policy at `root` adds its verify commands; a move that none
  /// of its series and mirrors explains is kInvalid.
  static Result<Applied> ApplySaved(const std::string& root, const EditSet& edits,
                                    ChangeOptions options);
  /// What Undo would do to the tree as it stands. Errors as prereq::PlanUndo.
  static Result<UndoPlan> PlanUndo(const std::string& root);
  /// Takes back the last change: same bytes, modes and links, but for lines that were changed since
  /// in files that it edited: they stay. kStale, with the line, where the change wrote them too.
  static Result<Applied> Undo(const std::string& root, const ChangeOptions& options = {});
  /// How the tree stands, with every task looked at again; changes nothing. Errors as
  /// ReadStanding.
  static Result<TreeStanding> Look(const std::string& root);
  /// Notes that nothing is to be done for the tasks at `places` (`path`, `path:line` or
  /// `path:line:column`), as Look shows them: they are done, until a further change asks anew. How
  /// many these are. kNotFound: a place has none that is open.
  static Result<std::size_t> Answer(const std::string& root,
                                    const std::vector<std::string>& places);
  /// Finishes, or takes back, what a crash interrupted.
  static Result<Applied> Recover(const std::string& root, const ChangeOptions& options = {});

 private:
  explicit Workspace(std::unique_ptr<Input> input);

  std::unique_ptr<Input> input_;
};

}  // namespace prereq
