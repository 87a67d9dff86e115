// Paths that variables have before code begins: from an earlier cell of a notebook, a script that
// it sources, or what it imports.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "paths/path_uses.h"
#include "paths/path_values.h"

namespace prereq {

class HeldPaths {
 public:
  /// Adds what the lines of `script` without indentation assign, the last value of each name; what
  /// is no path takes the name out. Some hundred names at most. Linear.
  void AddAssigned(const Script& script);
  void Add(std::string name, const ComposedPath& path);

  /// Null for a name that holds none. O(log n).
  [[nodiscard]] const ComposedPath* Find(std::string_view name) const;
  [[nodiscard]] bool empty() const { return paths_.empty(); }
  /// By name.
  [[nodiscard]] const std::map<std::string, ComposedPath, std::less<>>& paths() const {
    return paths_;
  }

 private:
  std::map<std::string, ComposedPath, std::less<>> paths_;
};

/// One place of code that writes or reads such a path.
struct HeldUse {
  VariableUse use;
  const ComposedPath* path;  // of the HeldPaths
};

/// The places of `code`, which has no comments, also where it gives the path another name before:
/// `out = config.OUT`, then `save(out)`. By name and place. Linear in the code for each name.
std::vector<HeldUse> UsesOfHeld(const FileFormat& format, std::string_view code,
                                const HeldPaths& held);

}  // namespace prereq
