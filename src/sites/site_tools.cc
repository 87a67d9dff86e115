#include "sites/site_tools.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "sites/migration_tools.h"

namespace prereq {
namespace {

using enum NameOrder;
using enum NumberInAddress;

// What a row says of text, numbers and addresses was seen by running that version in November 2026.
// Where it says that a file lists the pages, and which texts and keys decide, is from the tool's
// documentation and was not run.
constexpr std::array kSiteTools = {
    // Sites. Strips `01-`, `01_`, `01.`; not `01 `, dates, `7.0-x`.
    SiteTool{
        "Docusaurus", "3.10",
        "docusaurus.config.js docusaurus.config.ts docusaurus.config.mjs docusaurus.config.cjs", "",
        "docs", kNumber, "", "sidebar_position", kStripped},
    // Orders and addresses were not tried: https://www.11ty.dev/docs/collections/ names the date.
    SiteTool{"Eleventy", "3.1",
             "eleventy.config.js eleventy.config.mjs eleventy.config.cjs .eleventy.js", "", "",
             kDate, "", "", kKept},
    // Its order is that of SUMMARY.md by its documentation; not run.
    SiteTool{"HonKit", "", "book.json", "", "", kNavigation, "", "", kUnknown},
    SiteTool{"Hugo", "0.111", "hugo.toml hugo.yaml hugo.json config.toml", "baseURL", "content",
             kText, "", "weight date", kKept},
    // Only collections have an order of their own.
    SiteTool{"Jekyll", "4.3", "_config.yml", "", "_*", kText, "sort_by order:", "", kKept},
    // Its order is that of _toc.yml by its documentation; not run.
    SiteTool{"Jupyter Book 1", "", "_toc.yml", "", "", kNavigation, "", "", kUnknown},
    SiteTool{"MkDocs", "1.4", "mkdocs.yml mkdocs.yaml", "", "docs", kText,
             "nav: awesome-pages awesome-nav literate-nav docs_dir:", "", kKept},
    // Strips digits even without a separator; folders do not count in an address.
    SiteTool{"MyST", "1.8", "myst.yml", "", "", kNumber, "toc:", "", kStripped},
    SiteTool{"Nextra", "4", "_meta.js _meta.ts _meta.json _meta.global.js", "", "", kNavigation, "",
             "", kKept},
    // Strips `1.` only.
    SiteTool{"Nuxt Content", "3.16", "nuxt.config.ts nuxt.config.js", "@nuxt/content", "content",
             kText, "", "", kStripped},
    // Its order is that of _quarto.yml by its documentation; not run.
    SiteTool{"Quarto", "", "_quarto.yml", "", "", kNavigation, "", "", kUnknown},
    // Pages of a toctree; those of a `:glob:` come as text.
    SiteTool{"Sphinx", "5.3", "conf.py", "extensions", "", kNavigation, "", "", kUnknown},
    // Drops dots, so `1.2-foo` and `12-foo` are one page.
    SiteTool{"Starlight", "0.42", "astro.config.mjs astro.config.ts astro.config.js",
             "@astrojs/starlight", "src/content/docs", kText, "items:", "order", kKept},
    SiteTool{
        "VitePress", "1.6",
        ".vitepress/config.js .vitepress/config.ts .vitepress/config.mjs .vitepress/config.mts", "",
        "", kNavigation, "", "", kKept},
    SiteTool{"VuePress", "2", ".vuepress/config.js .vuepress/config.ts", "", "", kNavigation, "",
             "", kKept},
    SiteTool{"bookdown", "Debian 12", "_bookdown.yml", "", "", kText, "rmd_files", "", kUnknown},
    SiteTool{"docsify", "5", "_sidebar.md", "", "", kNavigation, "", "", kKept},
    // Its order is that of SUMMARY.md by its documentation; not run.
    SiteTool{"mdBook", "", "book.toml", "", "src", kNavigation, "", "", kUnknown},
};

// Whether one of the words is `path` or the end of it behind a `/`.
bool IsNamed(std::string_view words, std::string_view path) {
  return std::ranges::any_of(Split(words, ' '), [&](std::string_view word) {
    return path == word || (path.ends_with(word) && path[path.size() - word.size() - 1] == '/');
  });
}

bool Lists(const SiteTool& tool, const std::string& text) {
  if (tool.listing.empty()) return false;
  return std::ranges::any_of(Split(tool.listing, ' '), [&](std::string_view word) {
    for (const std::string_view line : Lines(text)) {
      const std::string_view said = Trim(line);
      if (!said.starts_with('#') && said.find(word) != std::string_view::npos) return true;
    }
    return false;
  });
}

}  // namespace

std::span<const SiteTool> SiteTools() { return kSiteTools; }

std::string FoundSiteTool::Folder() const {
  // `.vitepress/config.ts` and `meta/_journal.json` speak for the folder that theirs stands in.
  std::string folder = ParentPath(file);
  const std::string_view first = tool->files.substr(0, tool->files.find(' '));
  for (auto above = std::ranges::count(first, '/'); above > 0; --above) folder = ParentPath(folder);
  return folder;
}

bool FoundSiteTool::Shows(std::string_view path) const {
  const std::string folder = Folder();
  if (!folder.empty() && !IsWithin(path, folder)) return false;
  const std::string inside =
      "/" +
      std::string(folder.empty() ? path : path.substr(std::min(folder.size() + 1, path.size())));
  std::string_view pages = tool->pages;
  if (pages.empty()) return true;
  if (pages.starts_with("**/")) {
    pages.remove_prefix(2);
    return inside.find(std::string(pages) + "/") != std::string::npos;
  }
  if (pages.ends_with('*')) {
    pages.remove_suffix(1);
    return inside.starts_with("/" + std::string(pages)) && inside.find('/', 1) != std::string::npos;
  }
  return inside.starts_with("/" + std::string(pages) + "/");
}

std::vector<FoundSiteTool> FindSiteTools(const FileReader& tree,
                                         const std::vector<std::string>& paths,
                                         const std::vector<std::string>& wanted) {
  std::vector<FoundSiteTool> rows;
  for (const SiteTool& tool : kSiteTools) rows.push_back({&tool, {}, {}, tool.order});
  for (const MigrationTool& migrations : MigrationTools()) {
    rows.push_back({&migrations.tool, {}, {}, migrations.tool.order, &migrations});
  }
  std::vector<FoundSiteTool> found;
  for (const std::string& path : paths) {
    for (const FoundSiteTool& row : rows) {
      if (!IsNamed(row.tool->files, path)) continue;
      FoundSiteTool one = row;
      one.file = path;
      if (std::ranges::none_of(wanted, [&](const std::string& page) { return one.Shows(page); })) {
        continue;
      }
      Result<std::string> text = tree.Read(path);
      if (!text || text->find(one.tool->marker) == std::string::npos) continue;
      one.text = std::move(*text);
      if (Lists(*one.tool, one.text)) one.order = kNavigation;
      found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace prereq
