// Reads the pages of a tree, and hands what they lead to over to the rules.
#include "rules/navigation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "base/file_kinds.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "model/module_sequence.h"
#include "references/history.h"
#include "rules/navigation_page.h"
#include "sites/site_tools.h"

namespace prereq {
namespace {

// Whether readers find their way by such a file.
bool Leads(const std::string& path) {
  constexpr std::array<std::string_view, 9> kMenus = {"markdown",         "yaml",     "html",
                                                      "restructuredtext", "asciidoc", "javascript",
                                                      "typescript",       "json",     "latex"};
  return std::ranges::find(kMenus, FormatOf(path).name) != kMenus.end();
}

// The folders in which sites look for files as well, with the folder of the pages that they do it
// for.
class AssetFolders {
 public:
  AssetFolders(const FileReader& tree, const Facts& facts) {
    std::vector<std::string> paths;
    for (const ScannedFile& file : facts.files) paths.push_back(file.path);
    for (const FoundSiteTool& site : FindSites(tree, paths)) {
      if (site.tool->page.assets.empty()) continue;
      for (const std::string_view folder : Split(site.tool->page.assets, ' ')) {
        folders_.emplace_back(site.PageFolder(), JoinPath(site.Folder(), folder));
      }
    }
  }

  // Whether a link of a page, which leads to no file from there, leads to one from such a folder.
  [[nodiscard]] bool Have(const DeadFile& dead, const ModulePaths& paths) const {
    if (dead.text.starts_with('/')) return false;
    return std::ranges::any_of(folders_, [&](const auto& folder) {
      const auto path = FollowPath(folder.second, dead.text);
      return IsWithin(dead.where.path, folder.first) && path && paths.Exists(*path);
    });
  }

 private:
  std::vector<std::pair<std::string, std::string>> folders_;
};

// Those links of bars that lead past the neighbour, where nothing on their lines says so.
void AddLinksOfBars(const Facts& facts, Navigation& all) {
  const ModuleSequence sequence(facts.order);
  const auto neighbour_of = [&](ModuleId id, bool next) {
    return next ? sequence.Next(id) : sequence.Previous(id);
  };
  std::set<std::tuple<std::string, int, bool>> said;
  for (const NeighbourLink& link : all.neighbours) {
    said.emplace(link.where.path, link.where.line, link.next);
  }
  for (const BarReading& reading : ReadNavigationBars(all.bars, neighbour_of)) {
    const Location& where = reading.link->target;
    if (reading.right || !reading.sure || said.contains({where.path, where.line, reading.next}))
      continue;
    all.neighbours.push_back({where, reading.own, reading.link->to, reading.next, true});
  }
}

}  // namespace

Navigation ReadNavigation(const FileReader& tree, const Facts& facts, const Config& config) {
  const ModulePaths owners(facts, config);
  const HistoryFiles history(config.references.history);
  struct Wanted {
    const ScannedFile* file;
    std::span<const Reference> references;
  };
  std::vector<Wanted> pages;
  auto next = facts.references.begin();
  for (const ScannedFile& file : facts.files) {
    while (next != facts.references.end() && next->where.path < file.path) ++next;
    const auto begin = next;
    while (next != facts.references.end() && next->where.path == file.path) ++next;
    if (file.kind != ScannedFile::Kind::kText || !Leads(file.path) || history.Has(file.path)) {
      continue;
    }
    if (begin != next || owners.OfFile(file.path)) pages.push_back({&file, {begin, next}});
  }
  std::vector<Navigation> read(pages.size());
  ParallelFor("reading navigation:", "pages", pages.size(), 0, [&](std::size_t i) {
    const Result<std::string> text = tree.Read(pages[i].file->path);
    if (!text) return;
    read[i] = ReadPage({facts, owners, *pages[i].file, *text, pages[i].references});
  });
  Navigation all;
  for (Navigation& one : read) {
    std::ranges::move(one.lists, std::back_inserter(all.lists));
    std::ranges::move(one.neighbours, std::back_inserter(all.neighbours));
    std::ranges::move(one.bars, std::back_inserter(all.bars));
    std::ranges::move(one.titles, std::back_inserter(all.titles));
    for (DeadFile& dead : one.dead) {
      // Untracked and ignored files are there for readers of this checkout.
      const Result<std::optional<FileStatus>> found = tree.Status(dead.target);
      if (found && !*found) all.dead.push_back(std::move(dead));
    }
    all.named.merge(one.named);
  }
  AddLinksOfBars(facts, all);
  if (!all.dead.empty()) {
    const AssetFolders assets(tree, facts);
    std::erase_if(all.dead, [&](const DeadFile& dead) { return assets.Have(dead, owners); });
  }
  return all;
}

void FindNavigationFaults(const FileReader& tree, const Facts& facts, const Graph& graph,
                          const Config& config, std::vector<Finding>& findings) {
  const CheckInput input(facts, graph, facts.order, config);
  const Navigation navigation = ReadNavigation(tree, facts, config);
  std::vector<Finding> found;
  FindEntryMismatches(input, navigation, found);
  FindWrongNeighbours(input, navigation, found);
  FindMissingEntries(input, navigation, found);
  FindEntriesOutOfOrder(input, navigation, found);
  FindDeadFiles(input, navigation, found);
  AppendFindings(config, std::move(found), findings);
}

}  // namespace prereq
