// PRQ109: the file of another module that a module uses comes later.
#include <set>
#include <utility>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/order_violations.h"
#include "series/one_numbering.h"

namespace prereq {
namespace {

// Of a module in a later chapter, or of a file with a later number than the folder that needs it:
// each pair once.
void FindAcross(const CheckInput& input, std::vector<Finding>& findings) {
  std::set<std::pair<ModuleId, std::string>> said;
  for (const NeedAcross& need : input.facts.across) {
    const bool counts =
        need.kind == FactKind::kPath && need.backwards && IsInOneNumbering(input.facts, need);
    if (!counts || !said.emplace(need.dependent, need.prerequisite).second) continue;
    Finding finding;
    finding.where = need.where;
    finding.evidence_kind = FactKindName(need.kind);
    finding.headline = fmt::format("{} uses files of {}, which comes later",
                                   input.Named(need.dependent), Printable(need.prerequisite));
    finding.facts.push_back({finding.evidence_kind, need.text, need.where});
    finding.facts.push_back(input.PlaceOf(need.dependent));
    finding.modules.push_back(input.slug(need.dependent));
    finding.fix = FixByHand("remove the path, or give one of the two another number");
    findings.push_back(std::move(finding));
  }
}

void FindPathsOutOfOrder(const CheckInput& input, std::vector<Finding>& findings) {
  FindViolations(input, {FactKind::kPath}, findings);
  FindAcross(input, findings);
}

}  // namespace

constinit const RuleEntry kPathOutOfOrder = {
    {RuleId::kPathOutOfOrder, "path-out-of-order", Severity::kError, RuleSubject::kOrder,
     "a module uses a file of a module that comes later",
     "Code or a build file of a module has a path into a module with the same or a larger number, "
     "or a name that only that module's build files declare.",
     "The code cannot run, or not be built, for somebody who has done the modules up to here.",
     "# 02_clean.R\nsource(\"R/05_helpers.R\")", "# 05_clean.R\nsource(\"R/02_helpers.R\")",
     "Move the module behind what it uses (`prereq suggest`), or remove the path. A helper that "
     "may "
     "stand anywhere: `paths: {helpers: [helpers]}`.",
     ""},
    RuleStage::kOrder,
    &FindPathsOutOfOrder};

}  // namespace prereq
