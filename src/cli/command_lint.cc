// `prereq lint`: everything that is wrong with a tree, before a merge.
#include <algorithm>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/fix_findings.h"
#include "cli/linted_tree.h"
#include "cli/output.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

struct Linted {
  std::vector<Finding> findings;
  std::size_t files = 0;
};

bool IsHygiene(const Finding& finding) { return finding.rule.starts_with("PRQ9"); }

// Whether a tree could not be loaded because it has no module at all.
bool LacksSeries(const Errors& errors) {
  return std::ranges::all_of(errors, [](const Error& error) {
    return error.code == Error::Code::kNotFound && error.where.line > 0;
  });
}

// What the tree has and the revision has not.
Result<Linted, Errors> SinceRevision(const LintedTree& now, const Options& options) {
  Result<GitTree> tree = GitTree::Open(now.input.root, options.since);
  if (!tree) return Errors{tree.error()};
  auto reader = std::make_unique<GitTree>(std::move(*tree));
  const Result<std::vector<FileEntry>> files = reader->ListTracked();
  if (!files) return Errors{files.error()};
  std::vector<std::string> paths;
  for (const FileEntry& file : *files) paths.push_back(file.path);
  // A policy of its own that fits nothing is a mistake; without one there was no course yet.
  const bool own_policy = std::ranges::find(paths, now.input.policy_file) != paths.end();
  Result<Input, Errors> loaded =
      LoadTree(std::move(reader), now.input, options.since, options, LintCollect(options));
  if (!loaded && !own_policy && LacksSeries(loaded.error())) {
    SayNote(fmt::format("note: `{}` has no module of the series; everything counts as introduced",
                        Printable(options.since)));
    return Linted{now.Unaccepted(), now.text_files.size()};
  }
  if (!loaded) return loaded.error();
  Result<LintedTree, Errors> before = LintTree(std::move(*loaded), options);
  if (!before) return before.error();
  // What was silenced before is no news when its silencer goes; what is about silencers is.
  std::vector<Finding> known = std::move(before->all);
  for (Finding& finding : before->left) {
    if (IsHygiene(finding)) known.push_back(std::move(finding));
  }
  const std::vector<Finding> unaccepted = now.Unaccepted();
  std::vector<Finding> introduced = Introduced(unaccepted, known, paths);
  // A baseline that accepts too much is always said: it would hide the next finding.
  for (const Finding& finding : unaccepted) {
    if (finding.rule == "PRQ901") introduced.push_back(finding);
  }
  SortFindings(introduced);
  return Linted{std::move(introduced), now.text_files.size()};
}

// One side of a merge, up to its modules.
Result<Input, Errors> LoadSide(const Input& around, const std::string& revision,
                               const Options& options) {
  Result<GitTree> tree = GitTree::Open(around.root, revision);
  if (!tree) return Errors{tree.error()};
  return LoadTree(std::make_unique<GitTree>(std::move(*tree)), around, revision, options,
                  {.imports = false, .list_malformed = true, .threads = options.threads});
}

// What the merge of the current commit with the revision would have.
Result<Linted, Errors> AgainstRevision(const Input& around, const Options& options) {
  Result<GitTree> merge = GitTree::OpenMerge(around.root, "HEAD", options.against);
  if (!merge) return Errors{merge.error()};
  const Result<Input, Errors> ours = LoadSide(around, "HEAD", options);
  if (!ours) return ours.error();
  const Result<Input, Errors> theirs = LoadSide(around, options.against, options);
  if (!theirs) return theirs.error();
  Result<Input, Errors> loaded = LoadTree(std::make_unique<GitTree>(std::move(*merge)), around,
                                          fmt::format("the merge of HEAD with {}", options.against),
                                          options, LintCollect(options));
  if (!loaded) return loaded.error();
  const MergedFrom sides{*ours, *theirs, options.against};
  const Result<LintedTree, Errors> merged = LintTree(std::move(*loaded), options, &sides);
  if (!merged) return merged.error();
  return Linted{merged->Unaccepted(), merged->text_files.size()};
}

int FailWithoutTree(const Input& input, std::string_view option) {
  Error error;
  error.message =
      fmt::format("{} needs a tree, and a graph file has none; name a directory", option);
  error.where.path = input.config.path;
  return SayErrors(Errors(1, error)), kExitNoAnswer;
}

int Finish(const Options& options, const Input& input, Linted linted) {
  KeepRules(options.rules, linted.findings);
  ShowFromHere(input, options, linted.findings);
  const auto warnings = std::ranges::count(linted.findings, Severity::kWarn, &Finding::severity);
  const int status = Report(options, Verdict{std::move(linted.findings)},
                            fmt::format("{} files", linted.files), input);
  if (!input.unreadable.empty()) return SayErrors(input.unreadable), kExitNoAnswer;
  if (status == kExitClean && options.max_warnings >= 0 && warnings > options.max_warnings) {
    SayNote(fmt::format("{}, more than --max-warnings {}",
                        warnings == 1 ? "1 warning" : fmt::format("{} warnings", warnings),
                        options.max_warnings));
    return kExitFindings;
  }
  return status;
}

}  // namespace

int RunLint(const Options& options) {
  if (const Errors unknown = UnknownRules(options.rules); !unknown.empty()) {
    return SayErrors(unknown), kExitNoAnswer;
  }
  Result<Input, Errors> input = LoadInput(options, LintCollect(options));
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  const std::string_view comparing = !options.since.empty()     ? "--since"
                                     : !options.against.empty() ? "--against"
                                     : options.fix              ? "--fix"
                                                                : "";
  if (!input->tree && !comparing.empty()) return FailWithoutTree(*input, comparing);
  if (!options.against.empty()) {
    Result<Linted, Errors> merged = AgainstRevision(*input, options);
    if (!merged) return SayErrors(merged.error()), kExitNoAnswer;
    return Finish(options, *input, std::move(*merged));
  }
  Result<LintedTree, Errors> now = LintTree(std::move(*input), options);
  if (!now) return SayErrors(now.error()), kExitNoAnswer;
  Linted linted{now->Unaccepted(), now->text_files.size()};
  if (!options.since.empty()) {
    Result<Linted, Errors> since = SinceRevision(*now, options);
    if (!since) return SayErrors(since.error()), kExitNoAnswer;
    linted = std::move(*since);
  }
  if (!options.fix) return Finish(options, now->input, std::move(linted));
  KeepRules(options.rules, linted.findings);
  const FixOutcome outcome = FixFindings(now->input, options, linted.findings);
  if (outcome == FixOutcome::kFailed) return kExitNoAnswer;
  if (outcome == FixOutcome::kNothing) return Finish(options, now->input, std::move(linted));
  Options again = options;
  again.fix = false;
  return RunLint(again);
}

}  // namespace prereq
