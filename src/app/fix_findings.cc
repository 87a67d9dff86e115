#include "app/fix_findings.h"

#include <algorithm>
#include <iterator>

#include "plan/file_edits.h"

namespace prereq {

Result<EditSet> FixesFor(const Input& input, const std::vector<Finding>& findings) {
  std::vector<FixEdit> wanted;
  for (const Finding& finding : findings) {
    if (finding.fix.safety != FixSafety::kSafe) continue;
    std::ranges::copy(finding.fix.edits, std::back_inserter(wanted));
  }
  if (wanted.empty()) return EditSet();
  return MakeFixEdits(wanted, *input.tree);
}

}  // namespace prereq
