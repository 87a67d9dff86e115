// What is not to be reported: findings that were accepted once (the baseline) and places where a
// rule is silenced (suppressions). Both by rule and module, so that a renumbering changes nothing.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// What makes two findings "the same" across commits: rule, modules and kind of evidence. No path,
/// line or number, so renaming, moving and renumbering change no key.
struct FindingKey {
  RuleId rule{};
  std::vector<std::string> modules;  // slugs without numbers, sorted, each once
  std::string evidence;              // Finding::evidence_kind

  auto operator<=>(const FindingKey&) const = default;
};
FindingKey KeyOf(const Finding& finding);
/// "PRQ102 metadata autograd,optimizers": one line for people and hashes; different keys differ.
std::string ShowKey(const FindingKey& key);

/// `count` findings with this key are accepted, for `reason`.
struct BaselineEntry {
  FindingKey key;
  int count = 1;
  std::string reason;
  Location where;  // of the entry in its file; empty for a new one
};

/// A baseline file: entries by key, no key twice.
struct Baseline {
  std::string path;  // as shown
  std::vector<BaselineEntry> entries;
};

/// Reads a baseline file; reports every error at once: not YAML, wrong version, unknown keys and
/// rules, counts below 1, entries without a reason, one key twice.
Result<Baseline, Errors> ParseBaseline(const std::string& path, const std::string& text);
/// The file's text: a comment that says how to change it, then one entry a line, by key.
std::string RenderBaseline(const Baseline& baseline);

/// Findings that are left, and how many were accepted or silenced.
struct Remaining {
  std::vector<Finding> findings;  // sorted
  int hidden = 0;
};

/// Takes accepted findings away. Where a key has more findings than accepted, it is unknown which
/// are new: all of them stay, each with a fact that says so. Where it has fewer, PRQ901 at the
/// entry. O((f + e) log e).
Remaining ApplyBaseline(std::vector<Finding> findings, const Baseline& baseline);

/// `baseline` with entries raised to what `findings` has (never lowered); `reason` goes to new
/// and raised entries. Findings of PRQ9xx are never accepted.
Baseline AddToBaseline(Baseline baseline, const std::vector<Finding>& findings,
                       const std::string& reason);
/// `baseline` with entries lowered to what `findings` has, and gone where there are none.
Baseline PruneBaseline(Baseline baseline, const std::vector<Finding>& findings);

/// The findings of `after` that `before` does not have, sorted: what a change introduced. Numbers
/// in paths and headlines do not count, so renaming a module introduces nothing; a finding in a
/// file that `before_paths` (sorted) does not hold under any number is compared by key alone,
/// because the file may have moved. O((a + b) log b).
std::vector<Finding> Introduced(const std::vector<Finding>& after,
                                const std::vector<Finding>& before,
                                const std::vector<std::string>& before_paths);

/// A comment in a file: `# prereq: ignore PRQ102, PRQ301 until 2027-01-01 -- reason`, after any
/// comment leader.
struct InlineSuppression {
  std::vector<Name> rules;         // as written; empty is a mistake that is reported
  std::string because;             // may be empty, which is reported
  Location where;                  // of the word `prereq:`
  bool whole_file = false;         // `ignore-file`
  int line = 0;                    // whose findings it silences, when not the whole file
  std::optional<Date> until = {};  // the last day on which it silences
};

/// Finds the suppression comments of a file, in order. A comment alone on its line is about the
/// next line that is neither blank nor such a comment; after other text it is about its own line.
/// In Markdown, HTML and XML only `<!--` starts a comment, so code samples are left alone. O(text).
std::vector<InlineSuppression> ScanSuppressions(const std::string& path, const std::string& text);

/// Takes silenced findings away and adds PRQ902 (unused, or naming no known rule), PRQ903
/// (reasonless) and PRQ904 (expired before `today`: it no longer silences). Findings of PRQ9xx are
/// never silenced. `inlined` belongs to the files that were checked.
/// `policy` paths are globs over Finding::where.path; `modules` match when one of them is
/// concerned.
Remaining Suppress(std::vector<Finding> findings, const std::vector<Suppression>& policy,
                   const std::vector<InlineSuppression>& inlined, Date today);

/// Takes expired waivers (`until` before `today`) out of `config`, so that what they allowed counts
/// again, and says so: PRQ904 at each.
std::vector<Finding> ExpireWaivers(Config& config, Date today);

}  // namespace prereq
