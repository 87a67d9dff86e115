#include "app/lint_tree.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "app/earlier.h"
#include "app/linted_tree.h"
#include "app/unreadable.h"
#include "base/format.h"
#include "base/text.h"
#include "rules/certain_fixes.h"
#include "rules/merge_sides.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

// Whether a tree could not be loaded because it has no module at all.
bool LacksSeries(const Errors& errors) {
  return std::ranges::all_of(errors, [](const Error& error) {
    return error.code == Error::Code::kNotFound && error.where.line > 0;
  });
}

// Puts cycles and contradictions where the fact stands that the revision did not have: there the
// diff shows it, while the others were fine without it.
void BlameNewFacts(const Input& before, const std::string& revision,
                   std::vector<Finding>& findings) {
  const bool any = std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.rule == RuleId::kCycle || finding.rule == RuleId::kConstraintConflict;
  });
  if (!any) return;
  std::set<std::pair<std::string, std::string>> known;
  for (const LoadedSeries& series : before.series) {
    for (int c = 0; c < static_cast<int>(series.graph.claims.size()); ++c) {
      for (const Source& source : series.graph.claim({c}).sources) {
        known.emplace(FactKindName(source.kind), source.text);
      }
    }
  }
  for (Finding& finding : findings) {
    if (finding.rule != RuleId::kCycle && finding.rule != RuleId::kConstraintConflict) continue;
    std::vector<std::size_t> news;
    for (std::size_t i = 0; i < finding.facts.size(); ++i) {
      const Evidence& fact = finding.facts[i];
      if (!fact.where.path.empty() && !known.contains({fact.kind, fact.text})) news.push_back(i);
    }
    if (news.empty() || news.size() == finding.facts.size()) continue;
    const Evidence& first = finding.facts[news.front()];
    finding.where = first.where;
    std::vector<std::string> numbers;
    for (const std::size_t i : news) numbers.push_back(std::to_string(i + 1));
    finding.because.insert(finding.because.begin(),
                           fmt::format("new since `{}`: {}; the others were there",
                                       Printable(revision), Join(numbers, ", ")));
    if (news.size() == 1) {
      finding.fix =
          FixByHand(fmt::format("take back `{}` at {}", Printable(first.text), Show(first.where)));
    }
  }
}

// Files that are here and that a partial clone lacks of the tree of `revision`, by the command that
// fetches them. What it lacks of both is told by the note on the tree that is here.
std::optional<Error> LacksFiles(const Input& there, const Input& here,
                                const std::string& revision) {
  const std::vector<std::string> lacking = NotFetchedOf(there), known = NotFetchedOf(here);
  std::vector<std::string> paths;
  std::ranges::set_difference(lacking, known, std::back_inserter(paths));
  if (paths.empty()) return std::nullopt;
  return Error{Error::Code::kUnreadable,
               fmt::format("of `{}`, {}", Printable(revision), NotFetchedText(here, paths)),
               {},
               FetchOf(revision)};
}

// What the tree has and the revision has not.
Result<LintResult, Errors> SinceRevision(const Input& input, const LintOptions& options) {
  Result<GitTree> tree = GitTree::Open(input.root, options.since);
  if (!tree) return Errors{tree.error()};
  auto reader = std::make_unique<GitTree>(std::move(*tree));
  const Result<std::vector<FileEntry>> files = reader->ListTracked();
  if (!files) return Errors{files.error()};
  std::vector<std::string> paths;
  for (const FileEntry& file : *files) paths.push_back(file.path);
  // A policy of its own that fits nothing is a mistake; without one there was no course yet.
  const bool own_policy = std::ranges::find(paths, input.policy_file) != paths.end();
  Result<Input, Errors> loaded = LoadTree(std::move(reader), input, options.since, ForLint(input));
  if (!loaded && !own_policy && LacksSeries(loaded.error())) {
    const Result<LintedTree, Errors> now = LintTree(input, {});
    if (!now) return now.error();
    return LintResult{
        now->Unaccepted(),
        now->text_files.size(),
        {BorrowedPolicyNote(input, options.since),
         fmt::format("note: `{}` has no module of the series; everything counts as introduced",
                     Printable(options.since))}};
  }
  if (!loaded) return loaded.error();
  if (auto lacks = LacksFiles(*loaded, input, options.since)) return Errors{*std::move(lacks)};
  Result<LintedTree, Errors> before = LintTree(*loaded, {});
  if (!before) return before.error();
  const Result<LintedTree, Errors> now = LintTree(input, {{&*loaded, options.since}});
  if (!now) return now.error();
  // What was silenced before is not news when its silencer goes; what is about silencers is.
  std::vector<Finding> known = std::move(before->all);
  for (Finding& finding : before->left) {
    if (IsAboutSilencing(finding.rule)) known.push_back(std::move(finding));
  }
  const std::vector<Finding> unaccepted = now->Unaccepted();
  std::vector<Finding> introduced = Introduced(unaccepted, known, paths);
  // A baseline that accepts too much is always said: it would hide the next finding.
  for (const Finding& finding : unaccepted) {
    if (finding.rule == RuleId::kStaleBaseline) introduced.push_back(finding);
  }
  BlameNewFacts(*loaded, options.since, introduced);
  SortFindings(introduced);
  return LintResult{std::move(introduced), now->text_files.size(), std::move(loaded->notes)};
}

// What `lint --fix` would correct in the merge, it cannot before that is made.
void FixOnceMerged(const std::string& theirs, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    if (finding.fix.safety != FixSafety::kSafe || finding.fix.command != kFixCommand) continue;
    finding.fix = FixByHand(fmt::format("`git merge {}`, then `lint --fix`", ShellQuote(theirs)));
  }
}

// What is certain of a merge that git cannot make by itself: names that meet or come too late,
// whatever a person makes of the texts. Where none do, that it conflicts.
Result<LintResult, Errors> DespiteConflicts(const LintedTree& merged,
                                            const std::vector<std::string>& conflicts,
                                            const std::string& theirs,
                                            std::vector<std::string> notes) {
  LintResult result{merged.Unaccepted(), merged.text_files.size(), std::move(notes)};
  std::erase_if(result.findings, [](const Finding& one) { return !ComesOfMerge(one.rule); });
  const std::string shown = ShowConflicts(conflicts, theirs);
  if (result.findings.empty()) {
    return Errors{{Error::Code::kInvalid,
                   shown + "; nothing was linted",
                   {},
                   "git merge " + ShellQuote(theirs)}};
  }
  result.notes.push_back(fmt::format("note: {}; only names were compared", shown));
  return result;
}

// What the merge of the current commit with the revision would have.
Result<LintResult, Errors> AgainstRevision(const Input& around, const std::string& revision) {
  Result<MergedTree> merge = GitTree::OpenMerge(around.root, "HEAD", revision);
  if (!merge) return Errors{merge.error()};
  const Result<Input, Errors> ours = LoadModules(around, "HEAD");
  if (!ours) return ours.error();
  const Result<Input, Errors> theirs = LoadModules(around, revision);
  if (!theirs) return theirs.error();
  Result<Input, Errors> loaded =
      LoadTree(std::make_unique<GitTree>(std::move(merge->tree)), around,
               fmt::format("the merge of HEAD with {}", revision), ForLint(around));
  if (!loaded) return loaded.error();
  if (auto lacks = LacksFiles(*loaded, around, revision)) return Errors{*std::move(lacks)};
  const MergedFrom sides{*ours, *theirs, revision, !merge->conflicts.empty()};
  const Result<LintedTree, Errors> merged =
      LintTree(*loaded, {{&*ours, "HEAD", true}, {&*theirs, revision, true}}, &sides);
  if (!merged) return merged.error();
  const auto unaccepted = [&merged, &revision] {
    std::vector<Finding> findings = merged->Unaccepted();
    FixOnceMerged(revision, findings);
    return findings;
  };
  std::vector<std::string> notes = ours->notes;
  for (const Input* read : {&theirs.value(), static_cast<const Input*>(&loaded.value())}) {
    for (const std::string& note : read->notes) {
      if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
    }
  }
  if (merge->conflicts.empty()) {
    return LintResult{unaccepted(), merged->text_files.size(), std::move(notes)};
  }
  return DespiteConflicts(*merged, merge->conflicts, revision, std::move(notes));
}

}  // namespace

Result<LintResult, Errors> LintInput(const Input& input, const LintOptions& options) {
  if (Errors unknown = UnknownRules(options.rules); !unknown.empty()) return unknown;
  if (!input.tree && !(options.since.empty() && options.against.empty())) {
    Error error;
    error.message = fmt::format("{} needs a tree, and a graph file has none; name a directory",
                                options.since.empty() ? "--against" : "--since");
    error.where.path = input.config.path;
    return Errors{std::move(error)};
  }
  Result<LintResult, Errors> result = LintResult();
  if (!options.against.empty()) {
    result = AgainstRevision(input, options.against);
  } else if (!options.since.empty()) {
    result = SinceRevision(input, options);
  } else {
    const std::vector<PastCommit> commits = CommitsBeforeRenames(input);
    std::vector<EarlierInput> earlier;
    for (const PastCommit& commit : commits) earlier.push_back({&commit.input, commit.name});
    const Result<LintedTree, Errors> now = LintTree(input, earlier);
    if (!now) return now.error();
    result = LintResult{now->Unaccepted(), now->text_files.size(), {}};
  }
  if (result) KeepRules(options.rules, result->findings);
  return result;
}

}  // namespace prereq
