// What one page leads readers to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/path_lookup.h"
#include "rules/navigation.h"

namespace prereq {

/// Which module's path a path is, or lies in. Keeps no reference to its arguments.
class ModulePaths {
 public:
  ModulePaths(const Facts& facts, const Config& config);

  /// The module whose folder or file holds `path`.
  [[nodiscard]] std::optional<ModuleId> Of(const std::string& path) const {
    return modules_.Of(path);
  }
  /// The same, also by what mirrors it.
  [[nodiscard]] std::optional<ModuleId> OfFile(const std::string& path) const {
    return own_.Of(path);
  }
  [[nodiscard]] bool Exists(const std::string& path) const { return paths_.Contains(path); }

 private:
  PathOwners<ModuleId> modules_, own_;
  PathsAndFolders paths_;  // tracked
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
