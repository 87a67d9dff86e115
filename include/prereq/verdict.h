// Findings: what is wrong with an order or a tree, each with a witness that alone proves it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/graph.h"
#include "prereq/rule_ids.h"

namespace prereq {

enum class Severity { kOff, kWarn, kError };
std::string_view SeverityName(Severity severity);  // "off", "warning", "error"

/// What a rule judges.
enum class RuleSubject {
  kInput,      // what was read
  kOrder,      // the order against what must come before what, and its numbers
  kTree,       // what the files of a tree say
  kSilencing,  // baselines and suppressions; never silenced themselves
};

/// One rule of the catalogue; `prereq explain` prints it.
struct RuleInfo {
  RuleId id;
  std::string_view slug;  // constraint-conflict
  Severity default_severity;
  RuleSubject subject;
  std::string_view summary;   // one line
  std::string_view what;      // when exactly it is reported
  std::string_view why;       // what goes wrong when it is ignored
  std::string_view bad;       // an example that is reported; lines
  std::string_view good;      // the same, put right; lines
  std::string_view fix;       // how to put it right
  std::string_view suppress;  // how to silence it when the usual ways do not apply; else empty
};

/// Every rule, by id.
std::span<const RuleInfo> AllRules();
/// nullptr for an id of another release.
const RuleInfo* FindRule(RuleId id);
/// By id or slug, in any case; nullptr when there is none.
const RuleInfo* FindRule(std::string_view id_or_slug);
/// The id or slug that is most like `name`; empty when none is like it.
std::string NearestRule(const std::string& name);
/// Whether the rule is about the order and its numbers, so that another order may mend it.
bool IsAboutOrder(RuleId id);
/// Whether the rule is about baselines and suppressions.
bool IsAboutSilencing(RuleId id);

/// One line of a witness.
struct Evidence {
  std::string kind;  // "policy", "metadata", "import", "order", "text", …
  std::string text;
  Location where;
};

/// How far a fix may be trusted.
enum class FixSafety {
  kManual,  // a person decides what to write
  kLikely,  // the edits are right if the text means what it seems to
  kSafe,    // the edits leave no doubt: `lint --fix` makes them
};
std::string_view FixSafetyName(FixSafety safety);  // "manual", "likely", "safe"

/// Bytes of a file that get another text.
struct FixEdit {
  std::string path;
  Span span;
  std::string old_text;  // what stands there
  std::string new_text;

  bool operator==(const FixEdit&) const = default;
};

/// The way out of a finding.
struct Fix {
  FixSafety safety = FixSafety::kManual;
  std::string text;            // in words; empty where the command says all
  std::string command;         // one that runs as it is; may be empty
  std::vector<FixEdit> edits;  // by path and place; empty when `safety` is kManual

  [[nodiscard]] bool empty() const { return text.empty() && command.empty(); }
};
Fix FixByHand(std::string text);
Fix FixByCommand(std::string command);
/// What stands behind `fix:`: the command, else the words.
const std::string& ShowFix(const Fix& fix);

/// One rule broken in one place.
struct Finding {
  RuleId rule{};
  Severity severity = Severity::kError;
  Location where;
  std::string headline;              // stands alone; lower case, no full stop
  std::vector<Evidence> facts;       // numbered from 1 when printed
  std::vector<std::string> because;  // the conclusion, citing facts by number
  Fix fix;
  std::vector<std::string> modules;  // slugs concerned, sorted; part of the baseline key
  std::string evidence_kind;         // part of the baseline key: "metadata", "import", …
};

/// Findings sorted by (path, line, column, rule, headline).
struct Verdict {
  std::vector<Finding> findings;

  [[nodiscard]] bool HasErrors() const;
};

/// Sorts canonically and drops exact doubles.
void SortFindings(std::vector<Finding>& findings);

/// The numbers an order of these facts may use, rising: with `gaps: close` start..start+n-1; else
/// the numbers in use, plus, when there are new modules, the free numbers inside gaps and as many
/// beyond the highest as there are new modules.
std::vector<Number> AllowedNumbers(const Facts& facts);

/// Checks `order` against everything: cycles (PRQ101, one per strongly connected component),
/// dependencies and constraints out of order (PRQ102–104), contradictions (PRQ105), numbering
/// (PRQ201–203), names (PRQ002–003), rules that match nothing (PRQ004).
/// Modules without a number are skipped. Severities follow `config`; a rule that is off costs
/// nothing. Pure and deterministic.
Verdict Check(const Facts& facts, const Graph& graph, const Order& order, const Config& config);

/// Everything Check finds, and what only a whole tree shows: metadata against imports (PRQ106 to
/// PRQ108), numbers that disagree (PRQ204), references (PRQ301, PRQ302, PRQ304) and mirrors
/// (PRQ303). `facts` must hold references for the latter.
Verdict Lint(const Facts& facts, const Graph& graph, const Order& order, const Config& config);

/// Only what makes every order impossible: PRQ101 and PRQ105.
Verdict CheckFeasible(const Facts& facts, const Graph& graph, const Config& config);

}  // namespace prereq
