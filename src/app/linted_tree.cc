#include "app/linted_tree.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "app/linked_migrations.h"
#include "app/named_file.h"
#include "app/ran_migrations.h"
#include "base/file_names.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/read_texts.h"
#include "base/text.h"
#include "model/certainty.h"
#include "references/doubtful.h"
#include "rules/check_input.h"
#include "rules/conflict_marker.h"
#include "rules/merge_collision.h"
#include "rules/navigation.h"
#include "rules/site_faults.h"
#include "rules/text_order.h"

namespace prereq {
namespace {

// The policy without what it says of the rules that a merge's collisions are first found by: its
// word on those counts for what is left of them.
Config WithoutCollisionSeverities(Config config) {
  std::erase_if(config.severities, [](const SeverityOverride& one) {
    const RuleInfo* rule = FindRule(one.rule.text);
    return rule != nullptr &&
           (rule->id == RuleId::kDuplicateNumber || rule->id == RuleId::kAmbiguousName);
  });
  return config;
}

// Takes the offer to correct a number from findings whose own line leaves it open.
void LeaveDoubtfulToPeople(const Input& input, const Facts& facts, std::vector<Finding>& findings) {
  if (!input.tree) return;
  std::map<Location, const Reference*> drifted;
  for (const Reference& reference : facts.references) {
    if (reference.certainty == Certainty::kDrifted) drifted[reference.where] = &reference;
  }
  ReadTexts texts(*input.tree);
  for (Finding& finding : findings) {
    const auto reference = drifted.find(finding.where);
    if (finding.fix.safety != FixSafety::kSafe || reference == drifted.end()) continue;
    if (!IsDoubtful(texts.OrEmpty(finding.where.path), *reference->second)) continue;
    finding.fix = FixByHand("correct the number or the name, whichever the text does not mean");
  }
}

// The tools that show or run modules of one series.
std::vector<FoundSiteTool> ToolsOf(const Input& input, const Facts& facts) {
  if (!input.tree) return {};
  std::vector<std::string> paths, modules;
  for (const ScannedFile& file : facts.files) paths.push_back(file.path);
  for (const Module& module : facts.modules) {
    if (!module.path.empty()) modules.push_back(module.path);
  }
  return FindSiteTools(*input.tree, paths, modules);
}

// Places that name a module of some series.
std::set<Location> NamedPlaces(const Input& input) {
  std::set<Location> places;
  if (input.series.size() < 2) return places;
  for (const LoadedSeries& series : input.series) {
    for (const Reference& reference : series.facts.references) {
      const bool named =
          reference.module && (IsSure(reference) || reference.certainty == Certainty::kDrifted);
      if (named) places.insert(reference.where);
    }
  }
  return places;
}

// Places that name a module of some series with its own number.
std::set<std::pair<Location, Number>> AgreeingPlaces(const Input& input) {
  std::set<std::pair<Location, Number>> places;
  if (input.series.size() < 2) return places;
  for (const LoadedSeries& series : input.series) {
    for (const Reference& reference : series.facts.references) {
      if (reference.module && IsSure(reference)) {
        places.emplace(reference.where, reference.written);
      }
    }
  }
  return places;
}

// What names no module of this series and one of another is not missing, and what says another
// number than this series has agrees with another one: `03 JSON` of `a/03-json`, `b/04-json`.
void LeaveToOtherSeries(const Facts& facts, const std::set<Location>& named,
                        const std::set<std::pair<Location, Number>>& agreeing,
                        std::vector<Finding>& findings) {
  if (named.empty()) return;
  std::set<Location> elsewhere;
  for (const Reference& reference : facts.references) {
    const bool is_named =
        reference.certainty == Certainty::kUnresolved && named.contains(reference.where);
    const bool agrees = reference.certainty == Certainty::kDrifted &&
                        agreeing.contains({reference.where, reference.written});
    if (is_named || agrees) elsewhere.insert(reference.where);
  }
  std::erase_if(findings, [&](const Finding& finding) {
    const bool is_reference =
        finding.rule == RuleId::kStaleReference || finding.rule == RuleId::kBrokenPath;
    return is_reference && elsewhere.contains(finding.where);
  });
}

// A gap that an open task keeps for a new module is closed by making that.
void KeepForNewModules(const std::vector<Task>& left, const Facts& facts,
                       std::vector<Finding>& findings) {
  const auto pattern = NamePattern::Parse(facts.series.pattern);
  if (!pattern) return;
  const std::vector<ModuleId> sequence = facts.order.Sequence();
  for (Finding& finding : findings) {
    if (finding.rule != RuleId::kNumberGap) continue;
    std::optional<Number> before, after;
    for (const ModuleId id : sequence) {
      after = facts.order.number(id);
      if (facts.module(id).where == finding.where) break;
      before = after;
    }
    for (const Task& task : left) {
      const auto match =
          task.kind == TaskKind::kNewModule ? pattern->MatchPath(task.where.path) : std::nullopt;
      const bool is_in_gap = match && match->number < after && (!before || *before < match->number);
      if (!is_in_gap) continue;
      finding.fix = FixByHand(
          fmt::format("create `{}`, whose number is kept free for it, or give it up with `{}`",
                      Printable(task.where.path), finding.fix.command));
      break;
    }
  }
}

std::vector<Finding> FindingsOf(const Input& input, const std::vector<EarlierInput>& earlier,
                                const MergedFrom* merge) {
  const Config config = merge == nullptr ? input.config : WithoutCollisionSeverities(input.config);
  std::vector<Finding> findings = input.expired;
  const std::set<Location> named = NamedPlaces(input);
  const std::set<std::pair<Location, Number>> agreeing = AgreeingPlaces(input);
  for (std::size_t i = 0; i < input.series.size(); ++i) {
    const LoadedSeries& series = input.series[i];
    Verdict one = Lint(series.facts, series.graph, series.facts.order, config);
    LeaveToOtherSeries(series.facts, named, agreeing, one.findings);
    if (input.tree) {
      DropLinkedMigrations(*input.tree, config, series.facts, one.findings);
      AdviseMigrations(input.root, *input.tree, one.findings);
    }
    const std::vector<FoundSiteTool> tools = ToolsOf(input, series.facts);
    if (merge != nullptr && i < merge->ours.series.size() && i < merge->theirs.series.size()) {
      FindMergeFaults({series.facts, merge->ours.series[i].facts, merge->theirs.series[i].facts,
                       merge->theirs_name, merge->conflicts, tools},
                      one.findings);
    }
    if (input.tree) {
      FindTextOrder(*input.tree, tools, series.facts, config, one.findings);
      FindSiteFaults(*input.tree, tools, series.facts, config, one.findings);
      FindNavigationFaults(*input.tree, series.facts, series.graph, config, one.findings);
      FindConflictMarkers(*input.tree, series.facts, config, one.findings);
    }
    LeaveDoubtfulToPeople(input, series.facts, one.findings);
    KeepForNewModules(input.left, series.facts, one.findings);
    std::ranges::move(one.findings, std::back_inserter(findings));
  }
  for (const EarlierInput& one : earlier) AppendMovedNumbers(input, one, findings);
  if (merge != nullptr) ApplySeverities(input.config, findings);
  SortFindings(findings);
  return findings;
}

std::vector<std::string> TextFiles(const Input& input) {
  std::set<std::string> paths;
  for (const LoadedSeries& series : input.series) {
    for (const ScannedFile& file : series.facts.files) {
      if (file.kind == ScannedFile::Kind::kText) paths.insert(file.path);
    }
  }
  return {paths.begin(), paths.end()};
}

std::vector<InlineSuppression> InlineSuppressions(const Input& input, int threads) {
  if (!input.tree) {
    const Result<std::string> text = ReadNamed(input.config.path);
    return text ? ScanSuppressions(input.config.path, *text) : std::vector<InlineSuppression>();
  }
  std::set<std::string> candidates;
  for (const LoadedSeries& series : input.series) {
    for (const ScannedFile& file : series.facts.files) {
      if (file.may_suppress) candidates.insert(file.path);
    }
  }
  const std::vector<std::string> paths(candidates.begin(), candidates.end());
  std::vector<std::vector<InlineSuppression>> found(paths.size());
  ParallelFor("reading suppressions:", "files", paths.size(), threads, [&](std::size_t i) {
    const Result<std::string> text = input.tree->Read(paths[i]);
    // The policy's own places are those of the configuration, as the user named it.
    const bool policy = paths[i] == input.policy_file;
    if (text) found[i] = ScanSuppressions(policy ? input.config.path : paths[i], *text);
  });
  std::vector<InlineSuppression> all;
  for (auto& some : found) std::ranges::move(some, std::back_inserter(all));
  return all;
}

Result<std::optional<Baseline>, Errors> ReadBaseline(const Input& input) {
  const std::string file(kBaselineFileName);
  if (!input.tree) return std::optional<Baseline>();
  const Result<std::optional<FileStatus>> status = input.tree->Status(file);
  if (!status) return Errors{status.error()};
  if (!*status) return std::optional<Baseline>();
  const Result<std::string> text = input.tree->Read(file);
  if (!text) return Errors{text.error()};
  Result<Baseline, Errors> baseline = ParseBaseline(input.prefix + file, *text);
  if (!baseline) return baseline.error();
  // Places inside the tree are relative to its root like all others.
  baseline->path = file;
  for (BaselineEntry& entry : baseline->entries) entry.where.path = file;
  return std::optional<Baseline>(std::move(*baseline));
}

}  // namespace

Result<LintedTree, Errors> LintTree(const Input& input, const std::vector<EarlierInput>& earlier,
                                    const MergedFrom* merge) {
  const WorkStage stage("looking for findings");
  LintedTree linted;
  linted.input = &input;
  Result<std::optional<Baseline>, Errors> baseline = ReadBaseline(input);
  if (!baseline) return baseline.error();
  linted.baseline = std::move(*baseline);
  linted.text_files = TextFiles(input);
  linted.all = FindingsOf(input, earlier, merge);
  linted.left = Suppress(linted.all, input.config.suppressions,
                         InlineSuppressions(input, input.threads), Today())
                    .findings;
  ApplySeverities(input.config, linted.left);
  return linted;
}

// Only who looked at everything can say that a suppression is of no use.
std::vector<Finding> WithoutSuppressed(const Input& input, std::vector<Finding> findings) {
  std::set<std::string> paths;
  for (const Finding& finding : findings) paths.insert(finding.where.path);
  std::vector<InlineSuppression> comments;
  for (const std::string& path : paths) {
    const bool policy = path == input.config.path;
    if (!input.tree && !policy) continue;
    const Result<std::string> text =
        !input.tree ? ReadNamed(path) : input.tree->Read(policy ? input.policy_file : path);
    if (text) std::ranges::move(ScanSuppressions(path, *text), std::back_inserter(comments));
  }
  std::vector<Finding> left =
      Suppress(std::move(findings), input.config.suppressions, comments, Today()).findings;
  std::erase_if(left, [](const Finding& finding) {
    return finding.rule == RuleId::kUnusedSuppression ||
           finding.rule == RuleId::kReasonlessSuppression;
  });
  return left;
}

Result<Remaining, Errors> WithoutAccepted(const Input& input, std::vector<Finding> findings) {
  findings = WithoutSuppressed(input, std::move(findings));
  const Result<std::optional<Baseline>, Errors> baseline = ReadBaseline(input);
  if (!baseline) return baseline.error();
  if (!*baseline) return Remaining{std::move(findings), 0};
  Remaining remaining = ApplyBaseline(std::move(findings), **baseline);
  // Only who looked at everything can say that an entry is of no use.
  std::erase_if(remaining.findings,
                [](const Finding& finding) { return finding.rule == RuleId::kStaleBaseline; });
  return remaining;
}

std::vector<Finding> LintedTree::Unaccepted() const {
  if (!baseline) return left;
  std::vector<Finding> findings = ApplyBaseline(left, *baseline).findings;
  ApplySeverities(input->config, findings);
  return findings;
}

Errors UnknownRules(const std::vector<std::string>& names) {
  Errors errors;
  for (const std::string& name : names) {
    if (FindRule(name) != nullptr) continue;
    const std::string nearest = NearestRule(name);
    errors.push_back(
        {Error::Code::kInvalid,
         fmt::format("there is no rule `{}`{}", Printable(name),
                     nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest)),
         {},
         "prereq explain"});
  }
  return errors;
}

void KeepRules(const std::vector<std::string>& names, std::vector<Finding>& findings) {
  if (names.empty()) return;
  std::erase_if(findings, [&](const Finding& finding) {
    return std::ranges::none_of(names, [&](const std::string& name) {
      const RuleInfo* rule = FindRule(name);
      return rule != nullptr && rule->id == finding.rule;
    });
  });
}

}  // namespace prereq
