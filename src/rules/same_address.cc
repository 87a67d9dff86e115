// PRQ208: pages that a site generator gives one address.
#include "base/format.h"
#include "base/text.h"
#include "rules/rule.h"
#include "rules/site_faults.h"

namespace prereq {

void FindSameAddresses(const ShownSite& shown, std::vector<Finding>& findings) {
  const SameAddress same = shown.site.tool->page.same;
  if (same != SameAddress::kStops && same != SameAddress::kLosesOne) return;
  std::map<std::string, std::string> first;  // page by address
  for (const SitePage& page : shown.addresses.pages) {
    const auto [known, is_new] = first.emplace(page.address, page.path);
    if (is_new) continue;
    Finding finding;
    finding.rule = RuleId::kSameAddress;
    finding.evidence_kind = "address";
    finding.where = {page.path, 0, 0};
    finding.headline = fmt::format(
        "{} gives `{}` the address `{}`, which another page has: {}", shown.site.tool->name,
        Printable(page.path), Printable(page.address),
        same == SameAddress::kStops ? "its build fails" : "the site shows only one of them");
    finding.facts.push_back({"file",
                             fmt::format("`{}` has this address too", Printable(known->second)),
                             {known->second, 0, 0}});
    finding.facts.push_back(
        {"file",
         fmt::format("`{}` tells of {}", Printable(shown.site.file), shown.site.tool->name),
         {shown.site.file, 0, 0}});
    finding.fix = FixByHand("give one of them a name that differs in more than its number");
    findings.push_back(std::move(finding));
  }
}

constinit const RuleEntry kSameAddress = {
    {RuleId::kSameAddress, "same-address", Severity::kWarn, RuleSubject::kTree,
     "two pages of a site get one address",
     "A site generator was found by its files, and what it makes of the names of two pages is one "
     "address: Docusaurus and Nuxt Content leave the number in front out, Starlight the dots, Hugo "
     "and Starlight capitals. A generator that counts the second one (`intro-1`) is not reported, "
     "and neither is one whose configuration changes addresses.",
     "Docusaurus ends its build; the others build a site that lacks one of the pages and say "
     "nothing.",
     "docusaurus.config.js\ndocs/01-intro.md\ndocs/02-intro.md",
     "docusaurus.config.js\ndocs/01-intro.md\ndocs/02-intro-to-models.md",
     "Give one of the pages another name, or an address of its own in its front matter.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
