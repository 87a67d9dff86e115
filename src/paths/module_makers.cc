#include "paths/module_makers.h"

#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {

std::string FolderOfModule(ModuleId module, const std::vector<Module>& modules) {
  const auto at = static_cast<std::size_t>(module.value);
  return at < modules.size() ? ParentPath(modules[at].path) : std::string();
}

std::optional<ModuleId> OnlyMaker(const std::set<ModuleId>& makers, ModuleId user,
                                  const std::vector<Module>& modules) {
  constexpr std::size_t kMostMakers = 100;
  if (makers.size() == 1) return *makers.begin();
  if (makers.size() > kMostMakers) return std::nullopt;
  std::optional<ModuleId> found;
  for (const ModuleId maker : makers) {
    if (FolderOfModule(maker, modules) != FolderOfModule(user, modules)) continue;
    if (found) return std::nullopt;
    found = maker;
  }
  return found;
}

bool IsNumberedBeside(const std::string& file, const std::string& home) {
  const std::string folder = ParentPath(file);
  return !folder.empty() && folder != home && ParentPath(folder) == ParentPath(home) &&
         !FirstDigits(BaseName(file)).empty();
}

bool IsModuleFile(const std::string& path, const Module& module) {
  const std::string name = Lower(BaseName(path));
  return module.path == path || name == "up.sql" || name == "migration.sql";
}

}  // namespace prereq
