// Findings as a service outside the repository needs them.
#include "base/path.h"
#include "prereq/report.h"

namespace prereq {
namespace {

void TranslatePath(std::string& path, const Surroundings& surroundings) {
  if (path.empty() || !path.starts_with(surroundings.shown_root)) return;
  const std::string inside = path.substr(surroundings.shown_root.size());
  if (!inside.starts_with('/')) path = surroundings.repository_root + inside;
}

void Translate(Location& where, const Surroundings& surroundings) {
  const auto column = surroundings.utf16_columns.find(where);
  if (column != surroundings.utf16_columns.end()) where.column = column->second;
  TranslatePath(where.path, surroundings);
}

}  // namespace

Verdict ForServices(const Verdict& verdict, const Surroundings& surroundings) {
  Verdict translated = verdict;
  for (Finding& finding : translated.findings) {
    Translate(finding.where, surroundings);
    for (Evidence& fact : finding.facts) Translate(fact.where, surroundings);
    for (FixEdit& edit : finding.fix.edits) TranslatePath(edit.path, surroundings);
  }
  return translated;
}

}  // namespace prereq
