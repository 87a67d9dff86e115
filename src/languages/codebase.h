// The files of a tree as importers see them: which exist, whose they are, what they call
// themselves.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "languages/cargo.h"
#include "languages/language.h"
#include "languages/script_aliases.h"

namespace prereq {

/// Knows the modules, the files, the packages that files declare and the names that manifests
/// give to folders. Refers to what it was made with, which must outlive it.
class Codebase {
 public:
  /// `files` is sorted by path. Files of the synchronised mirrors of `config` belong to the module
  /// of their number. `languages` decide which manifests are read.
  Codebase(const FileReader& tree, const Config& config, const std::vector<Module>& modules,
           const std::vector<FileEntry>& files, const std::set<const Language*>& languages);

  /// The module that `path` belongs to: it is the module's path or lies below it, it is the
  /// module's in a mirror, or a file beside the module's that differs in its ending alone.
  [[nodiscard]] std::optional<ModuleId> Owner(std::string_view path) const;
  /// The module whose file a generated file says that it was made from ("file to edit: …"); reads
  /// the head of `path`.
  [[nodiscard]] std::optional<ModuleId> GeneratedFrom(const std::string& path) const;

  [[nodiscard]] bool IsFile(std::string_view path) const;
  [[nodiscard]] bool IsDirectory(std::string_view path) const;
  /// Whether the folder itself holds a file with this ending.
  [[nodiscard]] bool HoldsFile(std::string_view folder, std::string_view ending) const;
  /// Whether a file or folder anywhere below the module is called `name`, endings aside.
  [[nodiscard]] bool ModuleHolds(ModuleId module, std::string_view name) const;
  /// The only module whose own folder has a file `name` + `ending` that is called after the module
  /// (`autograd`, `autograd_dev` of `06_autograd`).
  [[nodiscard]] std::optional<ModuleId> CalledAfterModule(std::string_view name,
                                                          std::string_view ending) const;

  /// Where one of `folders` of a module ("" is the module's own) holds the file, or folder, `name`.
  /// Known when there is such a module; without a module when the importer is one of them or when
  /// there are several.
  [[nodiscard]] ImportTarget OnlyModuleWith(std::span<const std::string_view> folders,
                                            std::string_view name, ModuleId importer) const;

  /// The same for a name without folders, which any library may have: only where the module that
  /// holds `name` + `ending` is called so; else known without a module.
  [[nodiscard]] ImportTarget OnlyModuleCalled(std::span<const std::string_view> folders,
                                              std::string_view name, std::string_view ending,
                                              ModuleId importer) const;

  /// Whose a path is that is relative to the folder of the file `from`. Unknown when it leaves the
  /// tree.
  [[nodiscard]] ImportTarget FollowFrom(const std::string& from, std::string_view relative) const;

  /// What a file of a family says: the packages that it belongs to and the names that it defines.
  void AddPackages(const Language& language, const std::string& path, const ParsedImports& said);
  /// Who declares the longest package that `parts` begins with and, when a part is left, defines
  /// the next one there. Known without a module where that is the importer or cannot be told.
  [[nodiscard]] ImportTarget Package(const Language& language, const NameParts& parts,
                                     ModuleId importer) const;

  /// The folders whose manifest has a name, by this name; without names that several modules share.
  /// `kind` as in Language::manifest.
  [[nodiscard]] const std::map<std::string, std::string>& Manifests(std::string_view kind) const;

  /// Whether the Cargo.toml of `folder` takes the crate `name` from this tree: by path, or as its
  /// workspace does. nullopt: what it says is not known.
  [[nodiscard]] std::optional<bool> TakesCrate(const std::string& folder,
                                               const std::string& name) const;

  /// Whose file `module` means by an alias of the nearest tsconfig.json or jsconfig.json that has
  /// any; unknown where no file is there. `endings` are tried in turn.
  [[nodiscard]] ImportTarget FollowAlias(const std::string& path, std::string_view module,
                                         std::span<const std::string_view> endings) const;

  /// `file` puts `folder` on the path where files are searched: for itself, or for its folder and
  /// all below when it is a configuration file. `folder` is as written there: `../02_beta`.
  void AddSearchFolder(const std::string& file, std::string_view folder, bool for_folder);
  /// The folders so added that hold for `path`; the nearest first.
  [[nodiscard]] std::vector<std::string> SearchFolders(const std::string& path) const;

  /// The only module of which a part is the path's last part: a number, a joint and a name.
  [[nodiscard]] std::optional<ModuleId> NumberedPart(const NameParts& parts) const;

 private:
  [[nodiscard]] std::optional<ModuleId> OwnerOfFolder(std::string_view path) const;
  void AddMirrors(const Config& config);
  void ReadManifests(const std::set<const Language*>& languages);
  void ReadAliases();

  using NamesOfModules = std::map<ModuleId, std::set<std::string>>;

  const FileReader& tree_;
  const std::vector<Module>& modules_;
  const std::vector<FileEntry>& files_;
  std::map<std::string, ModuleId, std::less<>> paths_;
  std::map<std::string, std::set<ModuleId>, std::less<>> last_parts_;
  std::map<std::string, std::set<ModuleId>, std::less<>> names_;  // of files and folders below
  std::map<std::string_view, std::map<NameParts, NamesOfModules>> packages_;  // by family
  std::map<std::string_view, std::map<std::string, std::string>> manifests_;  // by kind
  std::map<std::string, std::vector<ScriptAlias>> aliases_;  // by the folder of the tsconfig.json
  std::map<std::string, CargoDependencies> crates_;          // by the folder of the Cargo.toml
  std::map<std::string, std::vector<std::string>, std::less<>> search_folders_;
};

/// A row's `resolve`: by the packages that files declare, as Codebase::Package does.
ImportTarget ResolvePackage(const Codebase& code, const Language& language,
                            const ImportQuestion& question);

}  // namespace prereq
