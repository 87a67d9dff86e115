// From a path as code writes it to the module of the series that it leads into.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// What one tree holds, for looking up written paths. Immutable; safe from several threads.
class PathTargets {
 public:
  /// `files`: the tree's ListTracked. `across`: paths of modules of other series, whose ids follow
  /// those of `modules`; they are found by whole paths only, as is what moves along with modules,
  /// `mirrors`. All must outlive this.
  PathTargets(const std::vector<Module>& modules, const std::vector<FileEntry>& files,
              const std::vector<std::string>& across, const std::vector<MirrorEntry>& mirrors);

  /// The module that `path` belongs to: its own path, what moves along with it, or below. O(depth ·
  /// log n).
  [[nodiscard]] std::optional<ModuleId> Owner(std::string_view path) const;

  /// How sure the place of a word is that it is a path.
  enum class Trust {
    kLiteral,  // any text: counts with a `/` or an ending only, and where the path exists
    kCommand,  // an argument that is a path: may leave the ending out
    kJoined    // the last parts of a path whose start is not known
  };
  struct Target {
    std::optional<ModuleId> module;  // nullopt: a path of the tree outside all modules
    std::string path;                // of the tree; empty where only the module's name is known
  };
  /// Whom `written` in the file `from` means. Tried from the file's folder upwards to the root, as
  /// it is and with an ending left out; else by the module's exact folder or file name, or that
  /// name with another number, when what stands before it fits the module's own folder. nullopt: no
  /// path of this tree.
  [[nodiscard]] std::optional<Target> Find(std::string_view written, const std::string& from,
                                           Trust trust) const;

  /// `package:NAME/…` of Dart leads into `folder` from here on.
  void AddDartPackage(std::string_view name, const std::string& folder);

  /// The one module whose folder or file is called exactly so, with or without the file's ending.
  [[nodiscard]] std::optional<ModuleId> ByName(std::string_view name) const;
  /// The one module that is called so but for its number and a letter behind it, as after a `git
  /// mv` alone. nullopt also where the number is above all of them.
  [[nodiscard]] std::optional<ModuleId> ByOldName(std::string_view name) const;
  /// The path of a module; empty for ids that follow those of modules.
  [[nodiscard]] std::string_view PathOf(ModuleId module) const;
  /// The module whose name Gradle writes so in an accessor: `ch01Intro` for `ch01-intro`. Linear in
  /// the names.
  [[nodiscard]] std::optional<ModuleId> ByAccessor(std::string_view word) const;

  /// Whether the tree has files below the folder `path`. O(log n).
  [[nodiscard]] bool HasFolder(const std::string& path) const;

  /// Whether `text` holds the name of any module, so that its words are worth looking at. Linear.
  [[nodiscard]] bool MayName(std::string_view text) const;

  /// What `written`, `@atoms/icon/icon.twig`, means where a namespace of Twig is called as a module
  /// without its number: a file of `01-atoms`, which has to exist and to be the only one. O(log n)
  /// for each module that is called so.
  [[nodiscard]] std::optional<Target> InNamespace(std::string_view written) const;

 private:
  // Also of the data `02_beta.csv` beside the module `02_beta.R`.
  [[nodiscard]] std::optional<ModuleId> OwnerOrBeside(std::string_view path) const;
  [[nodiscard]] std::optional<Target> Existing(const std::string& path, bool stem) const;
  [[nodiscard]] std::optional<Target> ByTail(std::string_view written, bool unknown_start) const;
  void AddName(std::string_view name, ModuleId module);
  void AddNamespace(const std::string& path);
  void AddGate(std::string_view name);

  const std::vector<Module>& modules_;
  const std::vector<FileEntry>& files_;                           // by path
  std::map<std::string, ModuleId, std::less<>> paths_;            // of modules
  std::map<std::string, ModuleId, std::less<>> beside_;           // of files, without their endings
  std::map<std::string, std::set<ModuleId>, std::less<>> names_;  // base names and their stems
  std::map<std::string, std::set<ModuleId>, std::less<>> renumbered_;  // likewise, numbers as `#`
  int highest_ = 0;                                                    // number of those
  std::map<std::string, std::vector<std::string>, std::less<>> namespaces_;  // paths of modules by
                                                                             // their bare names
  std::map<std::string, std::string, std::less<>> dart_packages_;  // name → folder of their code
  // The words of names with digits, and the same with `#` for the first number.
  std::set<std::string, std::less<>> gate_;
};

}  // namespace prereq
