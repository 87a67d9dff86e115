// Public addresses of the pages of a site.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sites/site_tools.h"

namespace prereq {

/// A page with the address under which the site shows it, from the site's own root: no host, no
/// path that the configuration puts in front of all. Two pages may have one address.
struct SitePage {
  std::string path;
  std::string address;  // not percent-encoded; ends with `/` where a folder's own page is meant
};

struct SiteAddresses {
  std::vector<SitePage> pages;  // by path
  std::string unsure;  // a setting of the configuration that changes addresses in a way that is not
                       // known here; then no address is certain
};

/// The bytes of a file of the tree; empty where it cannot be read.
using TextReader = std::function<std::string(const std::string&)>;

/// The addresses of the files among `paths` that are pages of the site. A page whose front matter
/// makes its address by a rule of its own is left out. Nothing for tools without addresses.
SiteAddresses AddressesOf(const FoundSiteTool& site, const std::vector<std::string>& paths,
                          const TextReader& read);

/// A name, without suffix, as it stands in an address.
std::string NameInAddress(const PageRules& rules, std::string_view name);

}  // namespace prereq
