// From the name or path in an import to the module of the series that it means.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "languages/imports.h"

namespace prereq {

/// Everything that importers of one language may call the modules of a series. Keeps no reference
/// to its input. ResolveImports says in which order the rules apply.
class ImportTargets {
 public:
  ImportTargets(std::string_view language, const std::vector<Module>& modules,
                const std::vector<FileEntry>& files);

  /// Importers may write `name` for `module`: `tinytorch.core.autograd`.
  void Provide(std::string_view name, ModuleId module);
  /// Like Provide, but below a library: `core.autograd` out of `LIBRARY.core.autograd`. Without
  /// known libraries a name of several parts may follow any first part.
  void ProvideInLibrary(std::string_view name, const std::vector<std::string>& libraries,
                        ModuleId module);

  /// The module that the file `path` belongs to.
  [[nodiscard]] std::optional<ModuleId> Owner(std::string_view path) const;

  /// Whom the import in file `path` means, without `path`'s own module; by id, each once.
  [[nodiscard]] std::vector<ModuleId> Find(const ImportStatement& import,
                                           const std::string& path) const;

 private:
  using Parts = std::vector<std::string>;
  [[nodiscard]] Parts SplitName(std::string_view name) const;
  [[nodiscard]] std::optional<ModuleId> Provided(const Parts& parts) const;
  [[nodiscard]] std::optional<ModuleId> ByPath(const ImportStatement& import, const Parts& parts,
                                               const std::string& path) const;
  [[nodiscard]] std::optional<ModuleId> ByFile(const Parts& parts, ModuleId importer) const;

  std::string language_;
  std::string separator_;  // between the parts of a name
  std::map<Parts, ModuleId> provided_;
  std::map<Parts, ModuleId> in_any_library_;
  std::map<std::string, ModuleId, std::less<>> paths_;    // also without a file's extension
  std::map<std::string, std::set<ModuleId>> last_parts_;  // 06_autograd
  std::map<std::string, std::set<ModuleId>> file_names_;  // autograd_dev; in C autograd.h
};

/// Whether `name` is a top-level module of Python's own library (3.12).
bool IsPythonLibraryModule(std::string_view name);

}  // namespace prereq
