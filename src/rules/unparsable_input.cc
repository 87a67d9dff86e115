// PRQ001: files whose facts are missing from the check.
#include "base/format.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

void FindUnparsableInput(const CheckInput& input, std::vector<Finding>& findings) {
  for (const MalformedFile& file : input.facts.malformed) {
    Finding finding;
    finding.where = file.where;
    finding.evidence_kind = FactKindName(file.kind);
    finding.headline = fmt::format("{} of {} cannot be read: {}",
                                   file.kind == FactKind::kMetadata ? "the metadata" : "the source",
                                   Printable(file.module), file.reason);
    finding.modules = {file.module};
    finding.fix =
        FixByHand("correct the file; what it says about the order is missing from this check");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

constinit const RuleEntry kUnparsableInput = {
    {RuleId::kUnparsableInput, "unparsable-input", Severity::kError, RuleSubject::kInput,
     "a file that should tell something about a module cannot be read",
     "A metadata file, a source file with imports or a notebook is not valid in its format, so its "
     "facts are missing from the check.",
     "An order that looks valid may only look so because the fact that breaks it was never read.",
     "# modules/06_autograd/module.yaml\nprerequisites: [tensor, layers",
     "# modules/06_autograd/module.yaml\nprerequisites: [tensor, layers]",
     "Correct the file at the line shown. If nothing in it concerns the order, exclude it with "
     "`references: {exclude: [...]}` or a narrower `files:` pattern in `prereq.yaml`.",
     ""},
    RuleStage::kOrder,
    &FindUnparsableInput};

}  // namespace prereq
