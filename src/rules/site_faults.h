// PRQ208 and PRQ310 look at the addresses that a site generator gives to pages, so they are given
// the tree.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "prereq/verdict.h"
#include "sites/page_address.h"

namespace prereq {

/// A site with its pages.
struct ShownSite {
  const FoundSiteTool& site;
  SiteAddresses addresses;
  TextReader read;
};

/// Appends a PRQ208 for each address that several pages have, and a PRQ310 for each link that has
/// a number too many or too few, on those of `tools` that are site generators. Severities as the
/// policy says.
void FindSiteFaults(const FileReader& tree, const std::vector<FoundSiteTool>& tools,
                    const Facts& facts, const Config& config, std::vector<Finding>& findings);

// One for each rule, in its own file; without severities.
void FindSameAddresses(const ShownSite& shown, std::vector<Finding>& findings);
void FindSiteLinks(const ShownSite& shown, std::vector<Finding>& findings);

}  // namespace prereq
