// Old paths and the new ones they lead to, for those who hold links into the tree.
#pragma once

#include <string>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// A file or folder that gets another path.
struct Redirect {
  std::string from, to;
  FileKind kind = FileKind::kRegular;
  bool taken = false;  // something else stands at `from` afterwards, so nothing can redirect there
};

/// What `edits` moves, by `from`: each of `files` whose path changes, and the folders that move.
std::vector<Redirect> RedirectsOf(const EditSet& edits, const std::vector<FileEntry>& files);

/// {"format": "prereq-redirects", "version": 1, "redirects": [{from, to, kind, taken}]}. Bytes that
/// are no UTF-8 are written as \xNN.
std::string RenderRedirectsJson(const std::vector<Redirect>& redirects);
/// RFC 4180 with a header line, fields as CsvField; `kind` is file, directory, symlink or
/// submodule.
std::string RenderRedirectsCsv(const std::vector<Redirect>& redirects);

/// A documentation generator whose pages have addresses of their own.
enum class PageSite { kMdbook, kSphinx };

/// The pages that move, as the site's configuration wants them: for mdBook the table
/// `[output.html.redirect]` of book.toml, for Sphinx the `redirects` of sphinx-reredirects. A page
/// belongs to the nearest folder above that holds SUMMARY.md (mdBook), conf.py or _toc.yml (Sphinx)
/// among `files`; each such site has a block of its own. Addresses are relative to the page, so
/// they hold wherever the site is published. A page whose old address another page takes is named
/// in a comment instead. Error kNotFound: no page of such a site moves.
Result<std::string> RenderSiteRedirects(PageSite site, const EditSet& edits,
                                        const std::vector<FileEntry>& files);

}  // namespace prereq
