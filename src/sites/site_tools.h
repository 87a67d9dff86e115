// Site generators and migration tools that a tree is made for, and what they make of the numbers in
// its names. The one table of them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/file_system.h"
#include "sites/page_rules.h"

namespace prereq {

/// What decides in which order a tool shows pages or runs migrations.
enum class NameOrder {
  kText,        // the name, byte by byte: `10_x` before `2_x`
  kNumber,      // the number in front of the name
  kNavigation,  // a file that lists them
  kLinks,       // each names the one before it
  kDate,        // the page's date, whatever its name
};

/// What the rows of both tables say. Views live as long as the program. Lists are words between
/// blanks.
struct SiteTool {
  std::string_view name = {};  // as messages call it
  std::string_view version =
      {};  // with which the row was seen; empty: from its documentation, not run
  std::string_view files =
      {};  // a file of one of these names (or ends of paths) tells of the tool,
  std::string_view marker = {};  // if it holds this text, whatever the case,
  // Where pages lie, from the file's folder; `**/x`: in any folder `x` below; `x*`: in folders
  // whose name begins so; `*.x`: with names that end so; empty: everywhere.
  std::string_view pages = {};
  NameOrder order = NameOrder::kNavigation;
  std::string_view listing = {};        // texts in the file that say that it lists the pages itself
  std::string_view listing_files = {};  // a file of such a name among the pages does the same
  std::string_view order_keys = {};     // keys of a page's front matter that come before its name
  std::string_view not_zero = {};       // a key under which 0 is none: such a page comes last, …
  std::string_view zero_package = {};   // … but only where a package.json needs this package
  std::string_view folder_files = {};   // in a folder, that tell of the folder
  std::string_view folder_key = {};     // of them, that comes before the folder's name
  std::string_view or_marker = {};      // or this one
  std::string_view package = {};        // instead of both: a package.json that needs this package
  std::string_view own_text = {};       // pages tell of the tool by themselves: a line begins so
  // Words of the file that begin so name more folders of pages, from its folder or one above.
  std::string_view folder_words = {};
  // Ends of files with lists in which a pattern stands for pages, which come by name as text.
  std::string_view glob_files = {};
  PageRules page = {};  // what its pages are called; of a migration tool: nothing
};

/// The site generators, by name; the migration tools are in sites/migration_tools.h.
std::span<const SiteTool> SiteTools();

struct MigrationTool;  // sites/migration_tools.h

/// A tool found in a tree.
struct FoundSiteTool {
  const SiteTool* tool;
  std::string file;  // that tells of it
  std::string text;  // of that file
  NameOrder order;   // the row's, or kNavigation where the file lists the pages itself
  const MigrationTool* migrations = nullptr;  // the row of a migration tool; nullptr for a site
  bool in_page = false;                       // `file` is one of its pages

  /// The folder that the file speaks for; empty: the root.
  [[nodiscard]] std::string Folder() const;
  /// The folder in which pages lie, as PageRules say; empty: the root.
  [[nodiscard]] std::string PageFolder() const;
  /// The folder in which folders of collections lie, where the tool has such.
  [[nodiscard]] std::string CollectionsFolder() const;
  /// The setting by which the configuration says one of these folders in a way that is not
  /// understood; empty: there is none.
  [[nodiscard]] std::string_view UnclearFolder() const;
  /// Whether 0 is none to the tool under a key as positions have it, "_index.md: weight". Reads the
  /// package.json of its folder and those above.
  [[nodiscard]] bool TakesZeroForNone(const FileReader& tree, std::string_view key) const;
  /// Whether a file or folder is one of the tool's pages.
  [[nodiscard]] bool Shows(std::string_view path) const;

 private:
  [[nodiscard]] std::optional<std::string> SaidRoot() const;
  [[nodiscard]] bool SaysFolderOf(std::string_view path) const;
};

/// The tools whose files are among `paths` and in whose folder one of `wanted` lies; by file, then
/// row; then those of which pages alone tell, by folder, then row. Only files of the table's names
/// and the first of each folder of `wanted` are read, and what cannot be read tells of nothing.
std::vector<FoundSiteTool> FindSiteTools(const FileReader& tree,
                                         const std::vector<std::string>& paths,
                                         const std::vector<std::string>& wanted);

/// The site generators whose files are among `paths`, wherever their pages lie; by file, then row.
std::vector<FoundSiteTool> FindSites(const FileReader& tree, const std::vector<std::string>& paths);

}  // namespace prereq
