// Findings as a service outside the repository needs them.
#include "base/path.h"
#include "prereq/report.h"

namespace prereq {
namespace {

void Translate(Location& where, const Surroundings& surroundings) {
  const auto column = surroundings.utf16_columns.find(where);
  if (column != surroundings.utf16_columns.end()) where.column = column->second;
  if (where.path.empty() || !where.path.starts_with(surroundings.shown_root)) return;
  const std::string inside = where.path.substr(surroundings.shown_root.size());
  if (!inside.starts_with('/')) where.path = surroundings.repository_root + inside;
}

}  // namespace

Verdict ForServices(const Verdict& verdict, const Surroundings& surroundings) {
  Verdict translated = verdict;
  for (Finding& finding : translated.findings) {
    Translate(finding.where, surroundings);
    for (Evidence& fact : finding.facts) Translate(fact.where, surroundings);
  }
  return translated;
}

}  // namespace prereq
