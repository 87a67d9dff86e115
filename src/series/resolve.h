// From names as people write them to modules: one table for policy, metadata, orders and mirrors.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fold.h"
#include "prereq/facts.h"

namespace prereq {

/// The slug of a module as its path has it. The module's own `slug` is longer where several share
/// one, so that number and slug together tell them apart: `0004_alter_kind`, of which this is
/// `alter_kind`.
std::string_view SlugInPath(const Module& module);

/// Every name of every module of one series. Keeps no reference to its input.
class NameTable {
 public:
  NameTable() = default;
  /// `labels`: the words in front of a bare number, as in "Module 6".
  NameTable(const std::vector<Module>& modules, const Order& order,
            const std::vector<std::string>& labels);

  /// The modules that `text` may mean, by id: none (unknown), one, or several (ambiguous). Tried in
  /// this order, the first that finds something wins: the exact slug; the name of its directory or
  /// file, or a path (FindPath); `02_tensor` (whatever the number says); slug, then alias or title,
  /// in any case and punctuation; all of these without a leading `Module 14:` or a trailing
  /// `(Module 14)`; `Module 14` alone, by number; a link `[text](path)` or `[[path]]`; a number
  /// alone, perhaps behind a `#`; and a page called so, `tensor.md` or `tensor/README.md`.
  /// `from`: the file in which it is written, for relative paths; empty when there is none.
  /// O(log n) for n names.
  [[nodiscard]] std::vector<ModuleId> Find(std::string_view text, std::string_view from = {}) const;

  /// The modules in which a path leads: followed from the folder of `from`, or from the root, or
  /// the last parts of a module's own path; with or without extension, `./`, a closing `/`, an
  /// anchor and percent-encoding. A bare name means a directory or file of exactly that name. Never
  /// an address with `://`.
  [[nodiscard]] std::vector<ModuleId> FindPath(std::string_view text,
                                               std::string_view from = {}) const;
  /// From here on `path`, which is no module's own, leads into module `id` where it is written
  /// whole or followed from a file: a page of a mirror.
  void AddPage(const std::string& path, ModuleId id);
  /// The modules that have this number, by id.
  [[nodiscard]] std::vector<ModuleId> FindNumber(Number number) const;
  /// The modules that provide exactly this name (Module::provides), by id.
  [[nodiscard]] std::vector<ModuleId> FindPackage(const std::string& name) const;
  /// Whether any module says what it provides.
  [[nodiscard]] bool KnowsPackages() const { return !packages_.empty(); }
  /// The words before a number, folded.
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }

  /// The slug whose name, title or alias is closest to `text`; empty when none is close. O(n).
  [[nodiscard]] std::string NearestSlug(std::string_view text) const;
  [[nodiscard]] const std::string& slug(ModuleId id) const {
    return slugs_[static_cast<std::size_t>(id.value)];
  }

 private:
  [[nodiscard]] std::vector<ModuleId> FindName(std::string_view text) const;
  [[nodiscard]] std::vector<ModuleId> FindLabelled(std::string_view text) const;
  [[nodiscard]] std::vector<ModuleId> FindBareNumber(std::string_view text) const;
  [[nodiscard]] std::vector<ModuleId> FindPageOf(std::string_view text) const;
  void AddPath(const std::string& path, ModuleId id);

  std::vector<std::string> slugs_;  // index: ModuleId
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, ModuleId, Hash, std::equal_to<>> exact_;  // slugs; only looked up
  std::map<std::string, std::vector<ModuleId>> folded_;                     // slugs
  std::map<std::string, std::vector<ModuleId>> other_names_;  // titles and aliases, folded
  std::map<Number, std::vector<ModuleId>> numbers_;
  std::map<std::string, std::vector<ModuleId>> paths_;       // whole, and without extension
  std::map<std::string, std::vector<ModuleId>> base_names_;  // likewise
  std::map<std::string, std::vector<ModuleId>> packages_;    // what modules provide
  std::vector<std::string> labels_;                          // folded
  std::vector<std::string> all_names_;                       // for the nearest match
  std::vector<ModuleId> all_name_owners_;                    // index: as all_names_
};

/// Why a policy's name stands for no single module, or nullopt.
std::optional<Error> ExplainName(const Name& name, const std::vector<ModuleId>& found,
                                 const NameTable& names, std::string_view context);

/// Resolves constraints, phases and waivers into `facts`; adds an error for every name that does
/// not mean exactly one module, for a rule of a module with itself, and for a module in two phases.
/// `foreign` holds the names of the policy's other series: a rule all of whose names are theirs is
/// skipped.
void ResolvePolicy(const Config& config, const NameTable& names,
                   const std::vector<NameTable>& foreign, Facts& facts, Errors& errors);

/// Adds the aliases of the policy to `modules` (sorted by slug). Errors: an alias that already
/// names another module; a slug that is not there and not in `foreign_slugs`.
void AddAliases(const Config& config, const std::vector<std::string>& foreign_slugs,
                std::vector<Module>& modules, Errors& errors);

}  // namespace prereq
