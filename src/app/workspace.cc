#include "prereq/workspace.h"

#include <algorithm>
#include <iterator>

#include "app/fix_findings.h"
#include "app/input.h"
#include "app/linked_migrations.h"
#include "app/lint_tree.h"
#include "app/named_file.h"
#include "app/plan_change.h"
#include "app/ran_migrations.h"
#include "app/suggest_order.h"
#include "app/tree_changer.h"
#include "apply/consent.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/explained_moves.h"
#include "prereq/proposal_file.h"
#include "prereq/report.h"
#include "tree/find_root.h"
#include "tree/user_state.h"

namespace prereq {
namespace {

Error InvalidInput(const Input& input, std::string message, std::string fix) {
  return {Error::Code::kInvalid, std::move(message), {input.config.path, 0, 0}, std::move(fix)};
}

// The policy at `root`: it says what saved moves may be, and what must hold after a change.
Result<Config> PolicyAt(const std::string& root) {
  const std::string path = JoinPath(root, kPolicyFileName);
  const Result<std::string> text = ReadNamed(path);
  if (!text) return text.error();
  Result<Config, Errors> config = ParseConfig(path, *text);
  if (!config) return config.error().front();
  return *std::move(config);
}

// Lets the policy's commands run behind those of `options`, if the user agrees.
Status AddPolicyCommands(const std::string& root, PolicyCommands policy, ChangeOptions& options) {
  const std::vector<std::string> directories = StateDirectories(root);
  Status agreed = CheckConsent(policy, directories);
  if (!agreed && agreed.error().code == Error::Code::kInvalid && options.agrees &&
      options.agrees(policy.path, policy.commands)) {
    agreed = GiveConsent(policy, directories);
  }
  if (agreed) std::ranges::move(policy.commands, std::back_inserter(options.verify));
  return agreed;
}

Result<Applied> ChangeTree(const std::string& root, const ChangeOptions& options,
                           Result<Applied> (TreeChanger::*change)()) {
  auto tree = TreeChanger::Open(root, options);
  if (!tree) return tree.error();
  return ((*tree).*change)();
}

}  // namespace

Workspace::Workspace(std::unique_ptr<Input> input) : input_(std::move(input)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

Result<Workspace, Errors> Workspace::Open(const std::string& place, const OpenOptions& options) {
  Result<Input, Errors> input = LoadInput(place, options);
  if (!input) return input.error();
  return Workspace(std::make_unique<Input>(std::move(*input)));
}

const Config& Workspace::config() const { return input_->config; }
const std::string& Workspace::root() const { return input_->root; }
const FileReader* Workspace::tree() const { return input_->tree.get(); }
const std::vector<LoadedSeries>& Workspace::series() const { return input_->series; }
const std::vector<std::string>& Workspace::notes() const { return input_->notes; }
const Errors& Workspace::unreadable() const { return input_->unreadable; }
const Input& Workspace::input() const { return *input_; }

Result<const LoadedSeries*> Workspace::OnlySeries() const {
  if (input_->series.size() == 1) return &input_->series.front();
  return InvalidInput(
      *input_, "the policy declares several series; choose one with --series",
      "prereq suggest --series " + ShellQuote(input_->series.front().facts.series.name));
}

Result<Order, Errors> Workspace::ReadOrder(const LoadedSeries& series, const std::string& name,
                                           const std::string& text,
                                           const std::string& block) const {
  Result<OrderText, Errors> order = ParseOrder(name, text, block);
  if (!order) return order.error();
  return ResolveOrder(*order, series.facts, AllowedNumbers(series.facts));
}

Verdict Workspace::Check() const {
  Verdict verdict{input_->expired};
  for (const LoadedSeries& one : input_->series) {
    Verdict more = Check(one, one.facts.order);
    std::ranges::move(more.findings, std::back_inserter(verdict.findings));
  }
  SortFindings(verdict.findings);
  return verdict;
}

Verdict Workspace::Check(const LoadedSeries& series, const Order& order) const {
  Verdict verdict = prereq::Check(series.facts, series.graph, order, input_->config);
  if (input_->tree) {
    DropLinkedMigrations(*input_->tree, input_->config, series.facts, verdict.findings);
    AdviseMigrations(input_->root, *input_->tree, verdict.findings);
  }
  return verdict;
}

Result<LintResult, Errors> Workspace::Lint(const LintOptions& options) const {
  return LintInput(*input_, options);
}

Result<EditSet> Workspace::PlanFixes(const std::vector<Finding>& findings) const {
  return FixesFor(*input_, findings);
}

Result<Suggestion, Errors> Workspace::Suggest(const SuggestOptions& options) const {
  const Result<const LoadedSeries*> only = OnlySeries();
  if (!only) return Errors{only.error()};
  return Suggest(**only, options);
}

Result<Suggestion, Errors> Workspace::Suggest(const LoadedSeries& series,
                                              const SuggestOptions& options) const {
  return SuggestOrder(*input_, series, options);
}

Result<PlannedChange> Workspace::Plan(const Suggestion& suggestion,
                                      const PlanOptions& options) const {
  const Result<const LoadedSeries*> only = OnlySeries();
  if (!only) return only.error();
  if (!suggestion.proposal) return InvalidInput(*input_, "there is no valid order to plan", "");
  const Result<PlanOptions> completed = CompletePlanOptions(**only, options);
  if (!completed) return completed.error();
  Result<PlannedChange> change = Plan(**only, {suggestion.proposal->order, {}, {}}, *completed);
  if (!change) return change;
  change->proved = RenderProofText(suggestion.options, *suggestion.proposal);
  change->proof = RenderProposalJson({(*only)->facts, suggestion.graph, suggestion.slots,
                                      suggestion.options, *suggestion.proposal});
  return change;
}

Result<PlannedChange> Workspace::Plan(const LoadedSeries& series, const Target& target,
                                      const PlanOptions& options) const {
  return PlanChange(*input_, series, target, options);
}

Result<PlanOptions> Workspace::CompletePlanOptions(const LoadedSeries& series,
                                                   PlanOptions options) const {
  return prereq::CompletePlanOptions(*input_, series, std::move(options));
}

Result<Applied> Workspace::Apply(const EditSet& edits, const ChangeOptions& options) const {
  if (!input_->tree) {
    return InvalidInput(*input_, "a graph file has no tree to change; name a directory", "");
  }
  ChangeOptions with_checks = options;
  const std::string policy = JoinPath(input_->root, input_->policy_file);
  Status agreed = AddPolicyCommands(input_->root, {policy, input_->config.verify}, with_checks);
  if (!agreed) return agreed.error();
  auto tree = TreeChanger::Open(input_->root, std::move(with_checks));
  if (!tree) return tree.error();
  return tree->ApplyEdits(edits);
}

Status Workspace::CheckApply(const std::string& root, const EditSet& edits,
                             const ChangeOptions& options) {
  auto tree = TreeChanger::Open(root, options);
  if (!tree) return tree.error();
  return tree->CheckEdits(edits);
}

Result<Applied> Workspace::ApplySaved(const std::string& root, const EditSet& edits,
                                      ChangeOptions options) {
  const Result<Config> policy = PolicyAt(root);
  if (!policy) return policy.error();
  if (Status fine = CheckMovesExplained(*policy, edits.moves); !fine) return fine.error();
  if (Status fine = CheckCreationsExplained(*policy, edits.created); !fine) return fine.error();
  const PolicyCommands commands{JoinPath(root, kPolicyFileName), policy->verify};
  if (Status agreed = AddPolicyCommands(root, commands, options); !agreed) return agreed.error();
  auto tree = TreeChanger::Open(root, std::move(options));
  if (!tree) return tree.error();
  return tree->ApplyEdits(edits);
}

Result<Applied> Workspace::Undo(const std::string& root, const ChangeOptions& options) {
  return ChangeTree(root, options, &TreeChanger::UndoLast);
}

Result<UndoPlan> Workspace::PlanUndo(const std::string& root) {
  const auto tree = TreeChanger::Open(root, {});
  if (!tree) return tree.error();
  return tree->PlanUndo();
}

Result<TreeStanding> Workspace::Look(const std::string& root) {
  const auto tree = TreeChanger::Open(root, {});
  if (!tree) return tree.error();
  return tree->LookAtTasks();
}

Result<std::size_t> Workspace::Answer(const std::string& root,
                                      const std::vector<std::string>& places) {
  const auto tree = TreeChanger::Open(root, {});
  if (!tree) return tree.error();
  return tree->AnswerTasks(places);
}

Result<Applied> Workspace::Recover(const std::string& root, const ChangeOptions& options) {
  return ChangeTree(root, options, &TreeChanger::RecoverAll);
}

}  // namespace prereq
