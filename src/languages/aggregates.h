// Files of Python that belong to no module and only import what modules make: `all.py` of nbdev.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "languages/codebase.h"
#include "languages/imports.h"

namespace prereq {

/// Reads each such file once. Refers to what it was made with, which must outlive it.
class Aggregates {
 public:
  Aggregates(const FileReader& tree, const Codebase& code) : tree_(tree), code_(code) {}

  /// The modules that made the files which `import` runs by a file of no module below a package:
  /// `from pkg.models.all import *`, `from pkg import readers`. Empty where one of them is
  /// `importer`, which such a file then imports itself. O(log files) for a file that is known.
  std::set<ModuleId> ModulesOf(const ImportStatement& import, ModuleId importer);

 private:
  const std::set<ModuleId>& ModulesIn(const std::string& path);
  // The file of a module of Python at `place`, without its ending; empty where there is none.
  [[nodiscard]] std::string FileAt(const std::string& place) const;

  const FileReader& tree_;
  const Codebase& code_;
  std::map<std::string, std::set<ModuleId>> known_;  // by path
};

}  // namespace prereq
