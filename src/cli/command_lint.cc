// `prereq lint`: everything that is wrong with a tree, before a merge.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "base/format.h"
#include "base/parallel.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "fs/disk.h"
#include "fs/git_tree.h"
#include "prereq/baseline.h"

namespace prereq {
namespace {

constexpr const char* kBaselineFile = "prereq-baseline.yaml";

// All findings of a loaded tree, nothing silenced yet.
std::vector<Finding> FindingsOf(const Input& input) {
  std::vector<Finding> findings = input.expired;
  for (const LoadedSeries& series : input.series) {
    Verdict one = Lint(series.facts, series.graph, series.facts.order, input.config);
    std::ranges::move(one.findings, std::back_inserter(findings));
  }
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
  std::set<std::string> candidates;
  for (const LoadedSeries& series : input.series) {
    for (const ScannedFile& file : series.facts.files) {
      if (file.may_suppress) candidates.insert(file.path);
    }
  }
  const std::vector<std::string> paths(candidates.begin(), candidates.end());
  std::vector<std::vector<InlineSuppression>> found(paths.size());
  ParallelFor(paths.size(), threads, [&](std::size_t i) {
    const Result<std::string> text = input.tree->Read(paths[i]);
    if (text) found[i] = ScanSuppressions(paths[i], *text);
  });
  std::vector<InlineSuppression> all;
  for (auto& some : found) std::ranges::move(some, std::back_inserter(all));
  return all;
}

// Findings of PRQ201 that neither side has alone are what the merge itself does.
void NameMergeCollisions(std::vector<Finding>& merged, const std::vector<Finding>& ours,
                         const std::vector<Finding>& theirs) {
  const auto has = [](const std::vector<Finding>& side, const Finding& finding) {
    return std::ranges::any_of(side, [&](const Finding& other) {
      return other.rule == finding.rule && other.modules == finding.modules;
    });
  };
  for (Finding& finding : merged) {
    if (finding.rule != "PRQ201" || has(ours, finding) || has(theirs, finding)) continue;
    finding.rule = "PRQ205";
    finding.because.push_back("each side is fine alone; the merge brings them together");
    finding.fix =
        fmt::format("prereq move {} --after {}", finding.modules.back(), finding.modules.front());
  }
}

Result<std::vector<Finding>, Errors> FindingsAt(std::unique_ptr<FileReader> tree,
                                                const Input& input, const Options& options,
                                                const CollectOptions& collect,
                                                std::vector<std::string>* paths) {
  Result<std::vector<FileEntry>> files = tree->ListTracked();
  if (!files) return Errors{files.error()};
  if (paths != nullptr) {
    for (const FileEntry& file : *files) paths->push_back(file.path);
  }
  Result<Input, Errors> loaded = LoadTree(std::move(tree), input.config, options, collect);
  if (!loaded) return loaded.error();
  return FindingsOf(*loaded);
}

// What the tree has and the revision has not.
Result<std::vector<Finding>, Errors> SinceRevision(const Input& input, const Options& options,
                                                   const CollectOptions& collect,
                                                   const std::vector<Finding>& now) {
  Result<GitTree> tree = GitTree::Open(input.root, options.since);
  if (!tree) return Errors{tree.error()};
  std::vector<std::string> paths;
  Result<std::vector<Finding>, Errors> before =
      FindingsAt(std::make_unique<GitTree>(std::move(*tree)), input, options, collect, &paths);
  if (!before) return before.error();
  return Introduced(now, *before, paths);
}

// What the merge of the current commit with the revision would have.
Result<std::vector<Finding>, Errors> AgainstRevision(const Input& input, const Options& options,
                                                     const CollectOptions& collect,
                                                     const std::vector<Finding>& now) {
  Result<GitTree> theirs = GitTree::Open(input.root, options.against);
  if (!theirs) return Errors{theirs.error()};
  Result<GitTree> merge = GitTree::OpenMerge(input.root, "HEAD", options.against);
  if (!merge) return Errors{merge.error()};
  Result<std::vector<Finding>, Errors> alone =
      FindingsAt(std::make_unique<GitTree>(std::move(*theirs)), input, options, collect, nullptr);
  if (!alone) return alone.error();
  Result<std::vector<Finding>, Errors> merged =
      FindingsAt(std::make_unique<GitTree>(std::move(*merge)), input, options, collect, nullptr);
  if (!merged) return merged.error();
  NameMergeCollisions(*merged, now, *alone);
  SortFindings(*merged);
  return *merged;
}

void KeepRules(const std::vector<std::string>& wanted, std::vector<Finding>& findings) {
  if (wanted.empty()) return;
  std::erase_if(findings, [&](const Finding& finding) {
    return std::ranges::none_of(wanted, [&](const std::string& name) {
      const RuleInfo* rule = FindRule(name);
      return rule != nullptr && rule->id == finding.rule;
    });
  });
}

Result<std::vector<Finding>, Errors> WithBaseline(const Input& input,
                                                  std::vector<Finding> findings) {
  std::error_code ignored;
  const std::string file = (std::filesystem::path(input.root) / kBaselineFile).string();
  if (!std::filesystem::exists(file, ignored)) return findings;
  Result<std::string> text = input.tree->Read(kBaselineFile);
  if (!text) return Errors{text.error()};
  Result<Baseline, Errors> baseline = ParseBaseline(kBaselineFile, *text);
  if (!baseline) return baseline.error();
  return ApplyBaseline(std::move(findings), *baseline).findings;
}

}  // namespace

int RunLint(const Options& options) {
  for (const std::string& name : options.rules) {
    if (FindRule(name) != nullptr) continue;
    SayErrors({{Error::Code::kInvalid,
                fmt::format("there is no rule `{}`", name),
                {},
                "prereq explain"}});
    return kExitNoAnswer;
  }
  const CollectOptions collect{.references = true, .threads = options.threads};
  Result<Input, Errors> input = LoadInput(options, collect);
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  CollectOptions also = collect;  // the trees to compare with
  also.cache = input->cache.get();
  std::vector<Finding> findings = FindingsOf(*input);
  if (input->tree && (!options.since.empty() || !options.against.empty())) {
    Result<std::vector<Finding>, Errors> compared =
        options.since.empty() ? AgainstRevision(*input, options, also, findings)
                              : SinceRevision(*input, options, also, findings);
    if (!compared) return SayErrors(compared.error()), kExitNoAnswer;
    findings = std::move(*compared);
  }
  if (input->tree) {
    findings = Suppress(std::move(findings), input->config.suppressions,
                        InlineSuppressions(*input, options.threads), Today())
                   .findings;
    if (options.since.empty()) {
      Result<std::vector<Finding>, Errors> left = WithBaseline(*input, std::move(findings));
      if (!left) return SayErrors(left.error()), kExitNoAnswer;
      findings = std::move(*left);
    }
  }
  KeepRules(options.rules, findings);
  ShowFromHere(*input, options, findings);
  const auto warnings = std::ranges::count(findings, Severity::kWarn, &Finding::severity);
  const int status = Report(options, Verdict{std::move(findings)},
                            fmt::format("{} files", TextFiles(*input).size()), *input);
  if (status == kExitClean && options.max_warnings >= 0 && warnings > options.max_warnings) {
    SayNote(
        fmt::format("{} warnings, more than --max-warnings {}", warnings, options.max_warnings));
    return kExitFindings;
  }
  return status;
}

}  // namespace prereq
