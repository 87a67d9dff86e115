#include "languages/aggregates.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfAggregate = 16384;  // bytes of a file

// Where the modules stand that a line of the file at `path` imports from its own package:
// `from .a.b import c`, `from . import a, b`. Without endings.
std::vector<std::string> ImportedBeside(std::string_view path, std::string_view line) {
  constexpr std::string_view kFrom = "from .", kImport = " import ";
  const std::size_t import = line.find(kImport);
  if (!line.starts_with(kFrom) || import == line.npos) return {};
  std::string_view module = Trim(line.substr(kFrom.size(), import - kFrom.size()));
  std::string folder = ParentPath(path);
  for (; module.starts_with('.'); module.remove_prefix(1)) folder = ParentPath(folder);
  if (!module.empty()) {
    std::string inside(module);
    std::ranges::replace(inside, '.', '/');
    return {JoinPath(folder, inside)};
  }
  std::string_view names = line.substr(import + kImport.size());
  names = names.substr(0, names.find('#'));
  std::vector<std::string> places;
  for (const std::string_view name : Split(names, ',')) {
    const std::string_view plain = Trim(name);
    places.push_back(JoinPath(folder, plain.substr(0, plain.find(' '))));
  }
  return places;
}

}  // namespace

std::string Aggregates::FileAt(const std::string& place) const {
  for (const char* ending : {".py", "/__init__.py"}) {
    if (code_.IsFile(place + ending)) return place + ending;
  }
  return {};
}

const std::set<ModuleId>& Aggregates::ModulesIn(const std::string& path) {
  const auto [found, is_new] = known_.emplace(path, std::set<ModuleId>());
  if (!is_new || code_.Owner(path) || code_.GeneratedFrom(path)) return found->second;
  const auto text = tree_.Read(path);
  if (!text || text->size() > kMostOfAggregate) return found->second;
  for (const std::string_view line : Lines(*text)) {
    for (const std::string& place : ImportedBeside(path, line)) {
      const std::string file = FileAt(place);
      if (file.empty()) continue;
      auto module = code_.Owner(file);
      if (!module) module = code_.GeneratedFrom(file);
      if (module) found->second.insert(*module);
    }
  }
  return found->second;
}

std::set<ModuleId> Aggregates::ModulesOf(const ImportStatement& import, ModuleId importer) {
  if (import.level > 0 || import.is_path || import.module.empty()) return {};
  std::string inside = import.module;
  std::ranges::replace(inside, '.', '/');
  std::vector<std::string> wanted;  // below a package
  if (inside.find('/') != inside.npos) wanted.push_back(inside);
  for (const std::string& name : import.names) {
    if (name != "*") wanted.push_back(JoinPath(inside, name));
  }
  std::set<ModuleId> modules;
  for (const std::string& place : wanted) {
    for (const char* source : {"", "src"}) {
      const std::string file = FileAt(JoinPath(source, place));
      if (file.empty()) continue;
      const std::set<ModuleId>& found = ModulesIn(file);
      modules.insert(found.begin(), found.end());
      break;
    }
  }
  return modules.contains(importer) ? std::set<ModuleId>() : modules;
}

}  // namespace prereq
