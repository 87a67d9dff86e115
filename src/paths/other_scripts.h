// Scripts that other scripts read in, whose variables these then have.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "paths/held_paths.h"
#include "prereq/facts.h"

namespace prereq {

/// Reads each such script once. Safe from several threads; what it tells depends on the tree alone.
class OtherScripts {
 public:
  /// `files`: the tree's ListTracked. Both must outlive this.
  OtherScripts(const FileReader& tree, const std::vector<FileEntry>& files);

  /// Adds the paths that `script` has from others: constants of `from config import OUT` and of
  /// `import config` as `config.OUT`, variables of `source("R/config.R")`. Linear in the script,
  /// and in the others where they are read for the first time.
  void AddTo(const Script& script, HeldPaths& held) const;

 private:
  [[nodiscard]] bool Exists(const std::string& path) const;
  // What the script at `path` assigns; null where there is none.
  [[nodiscard]] const HeldPaths* Held(const FileFormat& format, const std::string& path) const;
  [[nodiscard]] std::optional<std::string> ModuleOfPython(std::string_view module,
                                                          std::string_view from) const;
  void AddImports(const Script& script, HeldPaths& held) const;
  void AddSourced(const Script& script, HeldPaths& held) const;

  const FileReader& tree_;
  const std::vector<FileEntry>& files_;      // by path
  std::map<std::string, std::string> only_;  // `config.py` → the only file of that name
  mutable std::mutex mutex_;
  mutable std::map<std::string, HeldPaths> held_;  // by path
};

}  // namespace prereq
