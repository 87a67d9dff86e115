// Findings: what is wrong with an order or a tree, each with a witness that alone proves it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/graph.h"

namespace prereq {

enum class Severity { kOff, kWarn, kError };
std::string_view SeverityName(Severity severity);  // "off", "warning", "error"

/// One rule of the catalogue; `prereq explain` prints it.
struct RuleInfo {
  std::string_view id;    // PRQ105
  std::string_view slug;  // constraint-conflict
  Severity default_severity;
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
/// By id or slug; nullptr when there is none.
const RuleInfo* FindRule(std::string_view id_or_slug);

/// One line of a witness.
struct Evidence {
  std::string kind;  // "policy", "metadata", "import", "order", "text", …
  std::string text;
  Location where;
};

/// One rule broken in one place.
struct Finding {
  std::string rule;  // id: PRQ105
  Severity severity = Severity::kError;
  Location where;
  std::string headline;              // stands alone; lower case, no full stop
  std::vector<Evidence> facts;       // numbered from 1 when printed
  std::vector<std::string> because;  // the conclusion, citing facts by number
  std::string fix;                   // one command or edit; may be empty
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
/// Modules without a number are skipped. Severities follow `config`. Pure and deterministic.
Verdict Check(const Facts& facts, const Graph& graph, const Order& order, const Config& config);

/// Everything Check finds, and what only a whole tree shows: metadata against imports (PRQ106 to
/// PRQ108), numbers that disagree (PRQ204), references (PRQ301, PRQ302, PRQ304) and mirrors
/// (PRQ303). `facts` must hold references for the latter.
Verdict Lint(const Facts& facts, const Graph& graph, const Order& order, const Config& config);

/// Only what makes every order impossible: PRQ101 and PRQ105.
Verdict CheckFeasible(const Facts& facts, const Graph& graph, const Config& config);

}  // namespace prereq
