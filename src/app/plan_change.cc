#include "app/plan_change.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "app/linted_tree.h"
#include "app/ran_migrations.h"
#include "app/zero_positions.h"
#include "apply/observe.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/progress.h"
#include "files/address_changes.h"
#include "model/certainty.h"
#include "plan/create_modules.h"
#include "plan/declared_names.h"
#include "plan/exclusions.h"
#include "plan/names_of_data.h"
#include "plan/neighbour_links.h"
#include "plan/old_slugs.h"
#include "rules/check_input.h"
#include "series/series.h"
#include "tree/posix_fs.h"

namespace prereq {
namespace {

// A graph file has no tree: its plan is where the pattern would put each module.
EditSet MovesOf(const Plan& plan) {
  EditSet edits;
  for (const Move& move : plan.moves) edits.moves.push_back({move.from, move.to, move.kind, 0, 0});
  return edits;
}

// What the change means to the tools that the tree is made for.
void AddTasksOfTools(const FileReader& tree, const Facts& facts, const Plan& plan, EditSet& edits) {
  std::vector<Task> tasks = TasksOfMigrations(FindMovedMigrations(tree, edits.moves));
  if (const Result<std::vector<FileEntry>> files = tree.ListTracked()) {
    for (Task& task : TasksOfAddresses(AddressChangesOf(tree, *files, edits))) {
      tasks.push_back(std::move(task));
    }
    std::ranges::move(TasksOfZeroPositions(tree, *files, facts, plan), std::back_inserter(tasks));
  }
  for (Task& task : tasks) edits.tasks.push_back(std::move(task));
}

// Numbers of which a comment or the policy says that they mean something else: what silences PRQ312
// answers the same question here.
std::set<Location> NotMeant(const Input& input, const Facts& facts, const Passages& passages) {
  const bool by_policy = std::ranges::any_of(input.config.suppressions, [](const Suppression& one) {
    const RuleInfo* rule = FindRule(one.rule.text);
    return rule != nullptr && rule->id == RuleId::kPerhapsMovedNumber;
  });
  std::set<std::string_view> paths;
  for (const ScannedFile& file : facts.files) {
    if (by_policy || file.may_suppress) paths.insert(file.path);
  }
  std::vector<Finding> asked;
  std::set<Location> places;
  const auto ask = [&](const Location& where, std::optional<ModuleId> module) {
    if (!paths.contains(where.path)) return;
    Finding finding;
    finding.rule = RuleId::kPerhapsMovedNumber;
    finding.where = where;
    if (module) finding.modules = {facts.module(*module).slug};
    asked.push_back(std::move(finding));
    places.insert(where);
  };
  for (const Reference& reference : facts.references) {
    if (reference.certainty == Certainty::kLikely) ask(reference.where, reference.module);
  }
  for (const ExplainedNumber& one : passages.explained) ask(one.where, one.module);
  if (asked.empty()) return places;
  for (const Finding& finding : WithoutSuppressed(input, std::move(asked))) {
    if (finding.rule == RuleId::kPerhapsMovedNumber) places.erase(finding.where);
  }
  return places;
}

// Drifted numbers that no finding names, since their lines tell of a change or another series has
// them, or whose findings are silenced or accepted.
std::set<Location> AcceptedDrift(const Input& input, const LoadedSeries& series) {
  std::map<Location, Number> drifted;
  for (const Reference& reference : series.facts.references) {
    if (reference.certainty != Certainty::kDrifted) continue;
    drifted.emplace(reference.where, reference.written);
  }
  std::set<Location> accepted;
  if (drifted.empty()) return accepted;
  for (const LoadedSeries& other : input.series) {
    for (const Reference& reference : other.facts.references) {
      const auto found = drifted.find(reference.where);
      if (found == drifted.end() || !IsSure(reference) || reference.written != found->second) {
        continue;
      }
      accepted.insert(found->first);
      drifted.erase(found);
    }
  }
  const CheckInput check(series.facts, series.graph, series.facts.order, input.config);
  std::vector<Finding> findings;
  for (const RuleId rule : {RuleId::kStaleReference, RuleId::kBrokenPath, RuleId::kNumberMismatch,
                            RuleId::kMappingDrift}) {
    if (SeverityOf(input.config, rule) == Severity::kOff) continue;
    std::ranges::copy(check.FindingsOf(rule), std::back_inserter(findings));
  }
  const Result<Remaining, Errors> left = WithoutAccepted(input, std::move(findings));
  if (!left) return accepted;  // `lint` says what is wrong with the baseline
  for (const Finding& finding : left->findings) drifted.erase(finding.where);
  for (const auto& [where, number] : drifted) accepted.insert(where);
  return accepted;
}

Status ObserveOnDisk(const std::string& root, EditSet& edits) {
  const auto disk = PosixFs::Open(root);
  if (!disk) return disk.error();
  return Observe(**disk, edits);
}

}  // namespace

Result<PlanOptions> CompletePlanOptions(const Input& input, const LoadedSeries& series,
                                        PlanOptions options) {
  options.mirrors = input.config.mirrors;
  options.history = input.config.references.history;
  options.left = input.left;
  if (input.tree && input.config.series.size() > 1) {
    const Result<std::vector<FileEntry>> files = input.tree->ListTracked();
    if (!files) return files.error();
    for (const Series& other : input.config.series) {  // also those that were not asked for
      const auto pattern = NamePattern::Parse(other.pattern);
      if (!pattern || other.pattern == series.facts.series.pattern) continue;
      for (SeriesEntry& entry : DiscoverSeries(*files, *pattern)) {
        options.others.push_back(std::move(entry.path));
      }
    }
  }
  // What the caller says of bare numbers counts more than the policy.
  using NumberOnly = ReferencePolicy::NumberOnly;
  const NumberOnly bare = input.config.references.number_only;
  if (bare == NumberOnly::kEdit) options.include_likely = true;
  if (bare == NumberOnly::kIgnore && !options.include_likely) {
    options.exclude.emplace_back(kBareNumbers);
  }
  if (!input.tree) return options;
  Result<Passages> passages = ReadPassages(*input.tree, input.config, series.facts);
  if (!passages) return passages.error();
  options.passages = std::move(*passages);
  options.not_meant = NotMeant(input, series.facts, options.passages);
  options.not_meant.merge(AcceptedDrift(input, series));
  return options;
}

Result<PlannedChange> PlanChange(const Input& input, const LoadedSeries& series,
                                 const Target& target, const PlanOptions& options) {
  const WorkStage stage("planning the edits");
  Result<Plan> plan = Renumber(series.facts, series.graph, target, options);
  if (!plan) return plan.error();
  if (input.tree) {
    Status settled = SettleNamesOfData(series.facts, options, *input.tree, *plan);
    if (!settled) return settled.error();
  }
  Result<EditSet> edits = input.tree ? MakeEdits(*plan, *input.tree) : MovesOf(*plan);
  if (!edits) return edits.error();
  if (input.tree) {
    const std::string policy(BaseName(input.config.path));
    Status done = FollowDeclaredNames(series.facts, series.graph, input.config, policy, *input.tree,
                                      *plan, *edits);
    if (done) done = AskAboutOldSlugs(series.facts, options, policy, *input.tree, *plan, *edits);
    if (done) done = LeadToNeighbours(series.facts, options, *input.tree, *plan, *edits);
    if (done) done = CreateNewModules(series.facts, options, *input.tree, *plan, *edits);
    if (done) AddTasksOfTools(*input.tree, series.facts, *plan, *edits);
    if (done) done = ObserveOnDisk(input.root, *edits);
    if (!done) return done.error();
  }
  return PlannedChange{std::move(*plan), std::move(*edits), {}};
}

}  // namespace prereq
