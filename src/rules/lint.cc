// Check, and what only a whole tree shows.
#include <algorithm>
#include <iterator>

#include "rules/check_parts.h"

namespace prereq {

Verdict Lint(const Facts& facts, const Graph& graph, const Order& order, const Config& config) {
  Verdict verdict = Check(facts, graph, order, config);
  const CheckInput input{facts, graph, order, config, PrintedWidth(facts)};
  std::vector<Finding> findings;
  LintPrerequisites(input, findings);
  LintReferences(input, findings);
  LintMirrors(input, findings);
  ApplySeverities(config, findings);
  std::ranges::move(findings, std::back_inserter(verdict.findings));
  SortFindings(verdict.findings);
  return verdict;
}

}  // namespace prereq
