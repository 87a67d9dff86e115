// Which module makes what others use, where several may.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The folder that holds `module`; empty for ids that `modules` does not have.
std::string FolderOfModule(ModuleId module, const std::vector<Module>& modules);

/// The module of `makers` that makes what `user` uses: of several the only one in the folder of
/// `user`, as where two folders hold a numbering each of the same things. Nothing of more than a
/// hundred.
std::optional<ModuleId> OnlyMaker(const std::set<ModuleId>& makers, ModuleId user,
                                  const std::vector<Module>& modules);

/// Whether `file` is numbered as a step of a folder beside `home`: `postgres/001_users.sql` beside
/// `mysql`, which makes for another database what the other makes.
bool IsNumberedBeside(const std::string& file, const std::string& home);

/// Whether `module` is the file at `path` itself, or what a tool of migrations runs in its folder.
bool IsModuleFile(const std::string& path, const Module& module);

}  // namespace prereq
