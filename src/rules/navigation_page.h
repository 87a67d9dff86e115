// What one page leads readers to.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "rules/navigation.h"

namespace prereq {

/// Which module's path a path is, or lies in. Keeps no reference to its arguments.
class ModulePaths {
 public:
  ModulePaths(const Facts& facts, const Config& config);

  /// The module whose folder or file holds `path`.
  [[nodiscard]] std::optional<ModuleId> Of(const std::string& path) const {
    return Find(modules_, path);
  }
  /// The same, also by what mirrors it.
  [[nodiscard]] std::optional<ModuleId> OfFile(const std::string& path) const {
    return Find(own_, path);
  }
  [[nodiscard]] bool Exists(const std::string& path) const { return paths_.contains(path); }

 private:
  using Paths = std::map<std::string, ModuleId>;
  static std::optional<ModuleId> Find(const Paths& paths, const std::string& path);

  Paths modules_, own_;
  std::set<std::string> paths_;  // tracked files and their folders
};

/// One page to read; borrows all of it.
struct Page {
  const Facts& facts;
  const ModulePaths& paths;
  const ScannedFile& file;
  std::string_view text;
  std::span<const Reference> references;  // of this file, by offset
};

/// What the page leads to; of dead files those that are not tracked. O(text + references).
Navigation ReadPage(const Page& page);

}  // namespace prereq
