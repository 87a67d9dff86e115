// PRQ309: links into a module's folder to a file that is not there.
#include "base/format.h"
#include "base/text.h"
#include "rules/navigation.h"

namespace prereq {

void FindDeadFiles(const CheckInput& input, const Navigation& navigation,
                   std::vector<Finding>& findings) {
  for (const DeadFile& dead : navigation.dead) {
    Finding finding;
    finding.rule = RuleId::kDeadFile;
    finding.where = dead.where;
    finding.evidence_kind = "text";
    finding.modules = {input.slug(dead.module)};
    finding.headline = fmt::format("`{}` leads to no file: {} has no `{}`", Printable(dead.text),
                                   input.Named(dead.module), Printable(dead.target));
    finding.facts.push_back(input.PlaceOf(dead.module));
    finding.fix = FixByHand("correct the path, or take the link out");
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kDeadFile = {
    {RuleId::kDeadFile, "dead-file", Severity::kWarn, RuleSubject::kTree,
     "a link into a module's folder leads to no file",
     "A relative link of a Markdown file, or an entry of a menu whose other entries lead to pages, "
     "leads into the folder of a module that is there, to a file that is not. Not reported: code, "
     "comments, addresses that a site generator makes of a page "
     "(`page`, `page.html` where `page.md` stands), files of the folder in which the generator "
     "looks "
     "as well (`assets` of Hugo), and files that stand there without being tracked.",
     "The link is dead for readers, and no check of numbers sees it.",
     "[next](../03_index/READ.md)", "[next](../03_index/README.md)",
     "Correct the path, or take the link out.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
