// What an order does to the public addresses of pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/front_matter.h"
#include "prereq/edits.h"
#include "sites/page_address.h"

namespace prereq {

/// A page that gets another path or another address.
struct AddressChange {
  std::string from, to;       // its path
  std::string before, after;  // its address
  std::string
      shows;  // the path, afterwards, of another page that has its old address; may be empty
  // Of its front matter; nullopt: it has none.
  std::optional<FrontMatterPart::Language> language = std::nullopt;
};

/// What changes on one site.
struct SiteChange {
  const SiteTool* tool = nullptr;
  std::string file;                    // that tells of it, as it is called afterwards
  std::string folder;                  // in which its pages lie, likewise
  std::string unsure;                  // see SiteAddresses; then `pages` is empty
  std::vector<AddressChange> pages;    // by `from`
  std::vector<AddressChange> gone;     // of pages that are set aside: nothing to lead to
  std::vector<std::string> one_place;  // addresses that several pages have afterwards and that at
                                       // most one had before; sorted
  std::string_view redirects = {};     // the format that writes its redirects
  std::vector<std::string> named;  // pages, as they are called now, whose title is made of their
                                   // name, number included, which changes; sorted
};

/// The sites with a page that `edits` moves or whose address they change; by file, then row.
/// `files`: all of the tree. Addresses of pages that no move touches change where two pages of one
/// name are counted.
std::vector<SiteChange> AddressChangesOf(const FileReader& tree,
                                         const std::vector<FileEntry>& files, const EditSet& edits);

/// RFC 4180 with a header line: site,page,new_page,address,new_address,what. `what` is `stays`,
/// `changes`, or `other` where the old address shows another page afterwards.
std::string RenderAddressesCsv(const std::vector<SiteChange>& sites);

/// What a person should know of it: a task each for a site whose addresses change, show another
/// page or are not known, and for two pages that get one address.
std::vector<Task> TasksOfAddresses(const std::vector<SiteChange>& sites);

}  // namespace prereq
