// What leads readers through the modules: lists, tables and menus that name one after another, and
// the words "Next" and "Previous". Five rules look at it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "passages/navigation_bars.h"
#include "prereq/file_system.h"
#include "rules/check_input.h"

namespace prereq {

/// A line that stands for one module: an item of a list, a row of a table, a line of a menu, whose
/// path leads to that module or into it.
struct NavigationEntry {
  Location where;  // of the path
  ModuleId module;
  std::optional<Number> written;  // the number in front of the name; nothing: none stands there
  Location number_where;          // of `written`
};

/// `[Lesson 7: Loops](../05_lists/)`: a link whose words name another module, by number and name,
/// than the one it leads to.
struct OtherTitle {
  Location where;  // of the words
  std::string text;
  ModuleId named;
  ModuleId target;
  Location target_where;
};

/// Entries side by side, of one indentation and one kind.
struct NavigationList {
  std::string path;
  std::vector<NavigationEntry> entries;  // from top to bottom, at least two
};

/// "Next: [Tensors](../02_tensor/README.md)" in a file of module 01.
struct NeighbourLink {
  Location where;  // of the path
  ModuleId own;    // whose file it stands in
  ModuleId named;  // whither it leads
  bool next = true;
  bool by_place = false;  // no word says so: a link of a bar, where those of other pages do
};

/// A path below a module's that leads to no file.
struct DeadFile {
  Location where;
  std::string text;  // as written
  std::string target;
  ModuleId module;
};

struct Navigation {
  std::vector<NavigationList> lists;  // by path, line
  std::vector<NeighbourLink> neighbours;
  std::vector<NavigationBar> bars;
  std::vector<DeadFile> dead;
  std::vector<OtherTitle> titles;
  std::map<std::string, std::set<ModuleId>> named;  // by path: all modules that the file names
};

/// Reads the Markdown, HTML and YAML files of the tree that name modules. Files that tell of the
/// past (`references.history`) are left out; what cannot be read tells nothing.
Navigation ReadNavigation(const FileReader& tree, const Facts& facts, const Config& config);

/// Appends what PRQ305 to PRQ309 find in a tree, with severities.
void FindNavigationFaults(const FileReader& tree, const Facts& facts, const Graph& graph,
                          const Config& config, std::vector<Finding>& findings);

// One for each rule, in its own file; without severities. `input` is of the order as it stands.
void FindEntryMismatches(const CheckInput& input, const Navigation& navigation,
                         std::vector<Finding>& findings);
void FindWrongNeighbours(const CheckInput& input, const Navigation& navigation,
                         std::vector<Finding>& findings);
void FindMissingEntries(const CheckInput& input, const Navigation& navigation,
                        std::vector<Finding>& findings);
void FindEntriesOutOfOrder(const CheckInput& input, const Navigation& navigation,
                           std::vector<Finding>& findings);
void FindDeadFiles(const CheckInput& input, const Navigation& navigation,
                   std::vector<Finding>& findings);

}  // namespace prereq
