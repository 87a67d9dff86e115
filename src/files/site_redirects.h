// Redirects from old addresses to new ones in the form that a site generator, or the service that
// publishes the site, takes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/address_changes.h"

namespace prereq {

/// The forms by name: `docusaurus` for the format `redirects-docusaurus`.
std::vector<std::string_view> RedirectFormNames();

/// The addresses that change on the sites whose row names this form (`netlify`: on all sites with
/// addresses of files), a block for each site. An old address that another page takes is named in a
/// comment instead. Error kNotFound: there is none, or which ones change is not known.
Result<std::string> RenderRedirectForm(std::string_view form, const std::vector<SiteChange>& sites);

}  // namespace prereq
