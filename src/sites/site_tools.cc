#include "sites/site_tools.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/json_parse.h"
#include "sites/migration_tools.h"
#include "sites/site_settings.h"

namespace prereq {
namespace {

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

bool HasListing(const FoundSiteTool& site, const std::vector<std::string>& paths) {
  return !site.tool->listing_files.empty() &&
         std::ranges::any_of(paths, [&](const std::string& path) {
           return IsNamed(site.tool->listing_files, path) && site.Shows(path);
         });
}

// Whatever the case: `baseurl` is `baseURL`.
bool Holds(std::string_view text, std::string_view marker) {
  const auto same = [](char a, char b) { return LowerChar(a) == LowerChar(b); };
  return std::search(text.begin(), text.end(), marker.begin(), marker.end(), same) != text.end() ||
         marker.empty();
}

bool NeedsPackage(std::string_view text, std::string_view package) {
  const Result<Json> json = ParseUntrustedJson(std::string(), std::string(text), "a package");
  if (!json || !json->is_object()) return false;
  constexpr std::array kLists = {"dependencies", "devDependencies", "peerDependencies",
                                 "optionalDependencies"};
  return std::ranges::any_of(kLists, [&](const char* key) {
    const auto list = json->find(key);
    return list != json->end() && list->is_object() && list->contains(package);
  });
}

bool IsMarked(const SiteTool& tool, std::string_view text) {
  if (!tool.package.empty()) return NeedsPackage(text, tool.package);
  return Holds(text, tool.marker) || (!tool.or_marker.empty() && Holds(text, tool.or_marker));
}

// Whether `path`, from the file's folder, is where one word of a row's `pages` says.
bool IsAmong(std::string_view pages, std::string_view path) {
  const std::string inside = "/" + std::string(path);
  if (pages.starts_with("**/")) {
    pages.remove_prefix(2);
    return inside.find(std::string(pages) + "/") != std::string::npos;
  }
  if (pages.starts_with('*')) return path.ends_with(pages.substr(1));
  if (pages.ends_with('*')) {
    pages.remove_suffix(1);
    return inside.starts_with("/" + std::string(pages)) && inside.find('/', 1) != std::string::npos;
  }
  return inside.starts_with("/" + std::string(pages) + "/");
}

std::vector<FoundSiteTool> SiteRows() {
  std::vector<FoundSiteTool> rows;
  for (const SiteTool& tool : SiteTools()) rows.push_back({&tool, {}, {}, tool.order});
  return rows;
}

// The rows that a file of this name could tell of: most files of a tree have a name of none.
std::map<std::string_view, std::vector<const FoundSiteTool*>> ByFileName(
    const std::vector<FoundSiteTool>& rows) {
  std::map<std::string_view, std::vector<const FoundSiteTool*>> by_name;
  for (const FoundSiteTool& row : rows) {
    for (const std::string_view word : Split(row.tool->files, ' ')) {
      auto& rows_of_name = by_name[word.substr(word.rfind('/') + 1)];
      if (rows_of_name.empty() || rows_of_name.back() != &row) rows_of_name.push_back(&row);
    }
  }
  return by_name;
}

template <class Wanted>
std::vector<FoundSiteTool> FindRows(const FileReader& tree, const std::vector<std::string>& paths,
                                    const std::vector<FoundSiteTool>& rows, Wanted wanted) {
  const auto by_name = ByFileName(rows);
  std::vector<FoundSiteTool> found;
  for (const std::string& path : paths) {
    const auto known = by_name.find(std::string_view(path).substr(path.rfind('/') + 1));
    if (known == by_name.end()) continue;
    for (const FoundSiteTool* row : known->second) {
      if (!IsNamed(row->tool->files, path)) continue;
      FoundSiteTool one = *row;
      one.file = path;
      // Most files are not read, for most say nothing of where the pages lie.
      const bool says_where =
          !one.tool->page.root_setting.empty() || !one.tool->folder_words.empty();
      if (!says_where && !wanted(one)) continue;
      Result<std::string> text = tree.Read(path);
      if (!text || !IsMarked(*one.tool, *text)) continue;
      one.text = std::move(*text);
      if (says_where && !wanted(one)) continue;
      if (Lists(*one.tool, one.text) || HasListing(one, paths)) one.order = NameOrder::kNavigation;
      found.push_back(std::move(one));
    }
  }
  return found;
}

// Adds the tools that are named in pages alone: the first of each folder says it for all.
void AddToldByPages(const FileReader& tree, const std::vector<std::string>& wanted,
                    const std::vector<FoundSiteTool>& rows, std::vector<FoundSiteTool>& found) {
  std::map<std::string, std::string> first_of_folder;
  for (const std::string& path : wanted) {
    auto& first = first_of_folder[ParentPath(path)];
    if (first.empty() || path < first) first = path;
  }
  for (const auto& one_folder : first_of_folder) {
    const std::string& path = one_folder.second;
    std::optional<std::string> text;
    for (FoundSiteTool row : rows) {
      const std::string_view own = row.tool->own_text;
      if (own.empty() || !path.ends_with(".sql")) continue;
      const bool known = std::ranges::any_of(
          found, [&](const FoundSiteTool& one) { return one.tool == row.tool && one.Shows(path); });
      if (known) continue;
      if (!text) {
        Result<std::string> read = tree.Read(path);
        text = read ? std::move(*read) : std::string();
      }
      const std::vector<std::string_view> lines = Lines(*text);
      if (std::ranges::none_of(lines,
                               [&](std::string_view line) { return Trim(line).starts_with(own); }))
        continue;
      row.file = path;
      row.text = *text;
      row.in_page = true;
      found.push_back(std::move(row));
    }
  }
}

}  // namespace

std::string FoundSiteTool::Folder() const {
  // `.vitepress/config.ts` and `meta/_journal.json` speak for the folder that theirs stands in.
  std::string_view name;
  for (const std::string_view word : Split(tool->files, ' ')) {
    if (word.size() > name.size() && IsNamed(word, file)) name = word;
  }
  std::string folder = ParentPath(file);
  for (auto above = std::ranges::count(name, '/'); above > 0; --above) folder = ParentPath(folder);
  return folder;
}

// The folder of pages as the configuration says it, from the file's folder; nullopt: as the row
// does.
std::optional<std::string> FoundSiteTool::SaidRoot() const {
  const auto said = ReadFolderSetting(file, text, tool->page.root_setting).folder;
  return said ? FollowPath(Folder(), *said) : std::nullopt;
}

std::string_view FoundSiteTool::UnclearFolder() const {
  for (std::string_view setting : {tool->page.root_setting, tool->page.collections_setting}) {
    if (!ReadFolderSetting(file, text, setting).unclear) continue;
    return setting.substr(setting.starts_with('^') ? 1 : 0);
  }
  return {};
}

std::string FoundSiteTool::CollectionsFolder() const {
  const std::string pages = PageFolder();
  const auto said = ReadFolderSetting(file, text, tool->page.collections_setting).folder;
  return said ? FollowPath(pages, *said).value_or(pages) : pages;
}

std::string FoundSiteTool::PageFolder() const {
  if (auto said = SaidRoot()) return *said;
  return tool->page.root.empty() ? Folder() : JoinPath(Folder(), tool->page.root);
}

// Whether the file names a folder that holds `path`: from its own folder or from one above, for a
// tool may be started there.
bool FoundSiteTool::SaysFolderOf(std::string_view path) const {
  for (const std::string_view word : Split(tool->folder_words, ' ')) {
    for (const std::string_view line : Lines(word.empty() ? std::string_view() : text)) {
      const std::string_view said = Trim(line);
      if (said.starts_with('#') || said.starts_with("//")) continue;
      for (std::size_t at = said.find(word); at != std::string_view::npos;
           at = said.find(word, at + word.size())) {
        std::string_view name = said.substr(at + word.size());
        name = name.substr(0, name.find_first_of("\"',;<>)]} \t"));
        // Of a pattern the folders before it.
        if (const std::size_t star = name.find_first_of("*?"); star != std::string_view::npos) {
          name = name.substr(0, name.rfind('/', star) + 1);
        }
        for (std::string folder = ParentPath(file); !name.empty(); folder = ParentPath(folder)) {
          const std::optional<std::string> pages = FollowPath(folder, name);
          if (pages && !pages->empty() && path != *pages && IsWithin(path, *pages)) return true;
          if (folder.empty()) break;
        }
      }
    }
  }
  return false;
}

bool FoundSiteTool::TakesZeroForNone(const FileReader& tree, std::string_view key) const {
  key.remove_prefix(key.rfind(' ') + 1);  // npos + 1 is 0
  if (tool->not_zero.empty() || tool->not_zero != key) return false;
  for (std::string folder = Folder(); !tool->zero_package.empty(); folder = ParentPath(folder)) {
    const Result<std::string> package = tree.Read(JoinPath(folder, "package.json"));
    if (package && NeedsPackage(*package, tool->zero_package)) return true;
    if (folder.empty()) return false;
  }
  return true;
}

bool FoundSiteTool::Shows(std::string_view path) const {
  if (in_page) return ParentPath(path) == ParentPath(file);
  if (SaysFolderOf(path)) return true;
  const bool in_collections = !tool->page.collections_setting.empty();
  const std::string folder = in_collections ? CollectionsFolder() : Folder();
  if (!folder.empty() && !IsWithin(path, folder)) return false;
  const auto said = in_collections ? std::nullopt : SaidRoot();
  if (said) return IsWithin(path, *said) && path != *said;
  if (tool->pages.empty()) return true;
  const std::string_view inside =
      folder.empty() ? path : path.substr(std::min(folder.size() + 1, path.size()));
  return std::ranges::any_of(Split(tool->pages, ' '),
                             [&](std::string_view pages) { return IsAmong(pages, inside); });
}

std::vector<FoundSiteTool> FindSiteTools(const FileReader& tree,
                                         const std::vector<std::string>& paths,
                                         const std::vector<std::string>& wanted) {
  std::vector<FoundSiteTool> rows = SiteRows();
  for (const MigrationTool& migrations : MigrationTools()) {
    rows.push_back({&migrations.tool, {}, {}, migrations.tool.order, &migrations});
  }
  std::vector<FoundSiteTool> found = FindRows(tree, paths, rows, [&](const FoundSiteTool& one) {
    return std::ranges::any_of(wanted, [&](const std::string& page) { return one.Shows(page); });
  });
  AddToldByPages(tree, wanted, rows, found);
  return found;
}

std::vector<FoundSiteTool> FindSites(const FileReader& tree,
                                     const std::vector<std::string>& paths) {
  return FindRows(tree, paths, SiteRows(), [](const FoundSiteTool&) { return true; });
}

}  // namespace prereq
