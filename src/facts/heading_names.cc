#include "facts/heading_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "base/fold.h"
#include "base/parallel.h"
#include "documents/page_head.h"

namespace prereq {
namespace {

// The module's own file, or the page that a reader of its folder opens first; empty without one.
std::string PageOf(const Module& module, const std::vector<FileEntry>& files) {
  constexpr std::array<const char*, 9> kPages = {
      "",           "/README.md",   "/readme.md",  "/index.md", "/_index.md",
      "/index.qmd", "/README.adoc", "/README.rst", "/index.rst"};
  for (const char* page : kPages) {
    const std::string path = module.path + page;
    if (std::ranges::binary_search(files, path, {}, &FileEntry::path) && HasPageHead(path)) {
      return path;
    }
  }
  return {};
}

}  // namespace

void AddHeadingNames(const FileReader& tree, const std::vector<FileEntry>& files, int threads,
                     Facts& facts) {
  if (facts.series.pattern.find("{slug}") != std::string::npos) return;
  std::vector<std::string> headings(facts.modules.size());
  ParallelFor("reading headings:", "modules", facts.modules.size(), threads, [&](std::size_t i) {
    if (!facts.modules[i].title.empty()) return;
    const std::string page = PageOf(facts.modules[i], files);
    if (page.empty()) return;
    const Result<std::string> text = tree.Read(page);
    if (text) headings[i] = ReadPageHead(page, *text).heading;
  });
  std::map<std::string, int> uses;
  for (const std::string& heading : headings) ++uses[FoldModuleName(heading)];
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (headings[i].empty() || uses[FoldModuleName(headings[i])] > 1) continue;
    facts.modules[i].aliases.push_back(headings[i]);
  }
}

}  // namespace prereq
