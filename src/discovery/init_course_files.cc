#include "discovery/init_course_files.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "metadata/metadata.h"
#include "metadata/needs_keys.h"
#include "metadata/packages.h"
#include "tree/classify.h"

namespace prereq {
namespace {

// What tools call the things that need each other: a container, a job, a field of a schema.
constexpr std::array<std::string_view, 27> kHoldersOfTools = {
    "services",  "jobs",       "targets",     "target",   "pipeline",   "pipelines",   "workflow",
    "workflows", "properties", "definitions", "$defs",    "schemas",    "packages",    "importers",
    "snapshots", "resources",  "volumes",     "networks", "processes",  "containers",  "programs",
    "scripts",   "commands",   "hooks",       "repos",    "workspaces", "environments"};

// Whether a list at this dotted path is one of a tool, of which only an author's own word for a
// prerequisite makes a list of modules.
bool IsOfTool(std::string_view path) {
  const std::vector<std::string_view> parts = Split(path, '.');
  return std::ranges::any_of(parts, [](std::string_view part) {
    return std::ranges::find(kHoldersOfTools, Lower(part)) != kHoldersOfTools.end();
  });
}

// `of_tool`: as IsOfTool says of the list.
bool SaysNeeds(const YamlNode& item, bool of_tool) {
  for (std::size_t i = 0; item.IsMap() && i < item.size(); ++i) {
    const std::string_view key = item.key(i).text();
    if (of_tool ? IsPlainPrerequisite(key) : RequiresRank(key).has_value()) return true;
  }
  return false;
}

// `lessons: {01-alpha: {requires: […]}, …}`, `01-alpha: [02-beta]` of a file of prerequisites: most
// keys are modules, and what they hold says what these need.
bool KeysAreModules(const YamlNode& node, const NameTable& names, bool of_tool) {
  std::size_t named = 0, needing = 0;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (names.Find(node.key(i).text()).size() != 1) continue;
    ++named;
    const YamlNode value = node.value(i);
    const bool lists = value.IsList() && value.size() > 0 && value.item(0).IsScalar() &&
                       names.Find(value.item(0).text()).size() == 1;
    if ((lists && !of_tool) || SaysNeeds(value, of_tool)) ++needing;
  }
  return named >= 2 && named * 2 >= node.size() && needing > 0;
}

// Paths of lists of modules in a course file.
void FindLists(const DeclaredDocument& document, const YamlNode& node, const std::string& path,
               const NameTable& names, std::size_t modules, std::vector<std::string>& lists) {
  constexpr std::size_t kMostLists = 20;
  if (lists.size() >= kMostLists) return;
  const bool of_tool = IsOfTool(path);
  if (node.IsMap()) {
    if (KeysAreModules(node, names, of_tool)) return lists.push_back(path.empty() ? "." : path);
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string key(node.key(i).text());
      FindLists(document, node.value(i), path.empty() ? key : fmt::format("{}.{}", path, key),
                names, modules, lists);
    }
    return;
  }
  if (!node.IsList()) return;
  std::size_t named = 0, needing = 0;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const YamlNode item = node.item(i);
    if (!item.IsMap()) continue;
    const std::vector<MetadataText> entry = ReadEntries(document, item);
    if (!entry.empty() && names.Find(entry.front().name.text).size() == 1) ++named;
    if (SaysNeeds(item, of_tool)) ++needing;
    FindLists(document, item, path, names, modules, lists);
  }
  const bool lists_modules = named >= 2 && named * 2 >= node.size() && needing > 0;
  const std::string dotted = path.empty() ? "." : path;
  if (lists_modules && std::ranges::find(lists, dotted) == lists.end()) lists.push_back(dotted);
}

// Every key of prerequisites in the file, the more telling first.
void AddNeedsKeys(const YamlNode& root, MetadataShape& shape) {
  std::set<std::pair<std::size_t, std::string>> keys;
  std::vector<YamlNode> open = {root};
  while (!open.empty()) {
    const YamlNode node = open.back();
    open.pop_back();
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (node.IsList()) open.push_back(node.item(i));
      if (!node.IsMap()) continue;
      open.push_back(node.value(i));
      const std::string key(node.key(i).text());
      if (const auto rank = RequiresRank(key)) keys.emplace(*rank, key);
    }
  }
  for (const auto& [rank, key] : keys) {
    if (std::ranges::find(shape.needs, key) == shape.needs.end()) shape.needs.push_back(key);
  }
}

}  // namespace

bool IsFileOfTool(std::string_view path) {
  constexpr std::array<std::string_view, 8> kBegins = {
      "docker-compose", "compose.",    "turbo.", "nx.json",
      "taskfile.",      "cloudbuild.", "dvc.",   "azure-pipelines"};
  const std::string name = Lower(BaseName(path));
  return IsLockFile(path) || std::ranges::any_of(kBegins, [&](std::string_view begin) {
           return name.starts_with(begin);
         });
}

std::vector<FoundShape> FindCourseFiles(const FileReader& tree, const std::vector<FileEntry>& files,
                                        const NumberedGroup& series, const NameTable& names) {
  constexpr std::size_t kLargest = 1U << 20U, kMostFiles = 60;
  std::vector<FoundShape> shapes;
  std::size_t read = 0;
  for (const FileEntry& file : files) {
    const bool is_data = file.kind == FileKind::kRegular && IsMetadataName(file.path) &&
                         FormatOf(file.path).content == FileContent::kData;
    // Not deep below the root, but for the data of a site in `docs/_data`.
    const bool of_site = BaseName(ParentPath(file.path)) == "_data";
    const int deepest = of_site ? 2 : 1;
    if (!is_data || std::ranges::count(file.path, '/') > deepest || file.path.front() == '.' ||
        IsFileOfTool(file.path) || IsPackageManifest(file.path)) {
      continue;
    }
    const auto status = tree.Status(file.path);
    if (!status || !*status || (*status)->size > kLargest || read++ >= kMostFiles) continue;
    Result<std::string> text = tree.Read(file.path);
    if (!text) continue;
    const auto documents = OpenDeclared(file.path, std::move(*text));
    if (!documents) continue;
    FoundShape found;
    found.shape.file = file.path;
    for (const DeclaredDocument& document : *documents) {
      FindLists(document, document.root(), "", names, series.paths.size(), found.shape.entries);
    }
    if (found.shape.entries.empty()) continue;
    for (const DeclaredDocument& document : *documents) AddNeedsKeys(document.root(), found.shape);
    found.modules = series.paths.size();
    shapes.push_back(std::move(found));
  }
  return shapes;
}

}  // namespace prereq
