// The digits of numbered paths before and after the moves: `2_intro` becomes `03_intro` where the
// series pads to two digits, and texts that write the path must follow digit for digit.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/target.h"

namespace prereq {

class PathDigits {
 public:
  /// `moves`: from → to, of the modules and of the mirror entries. O(modules + entries).
  PathDigits(const Renaming& renaming, const std::vector<Mirror>& mirrors,
             const std::map<std::string, std::string>& moves);

  /// What stands after the moves where `written` (`2`, `06b`) is the number of the module's own
  /// path
  /// (`mirror` -1) or of its entry in that mirror. Nullopt when that path does not move, or carries
  /// other digits, or when several paths of the module carry these digits and part ways.
  [[nodiscard]] std::optional<std::string> After(int mirror, ModuleId module,
                                                 std::string_view written) const;

 private:
  void Add(int mirror, ModuleId module, const NamePattern& pattern, const std::string& before,
           const std::map<std::string, std::string>& moves);

  // by mirror and module: digits before → digits after; empty where several paths disagree
  std::map<std::pair<int, ModuleId>, std::map<std::string, std::string, std::less<>>> digits_;
};

/// Whether `reference` is as long as the last part of `path`, with or without what follows its last
/// dot, and has its number in the same place: `V9__t9` of `db/V9__t9.sql`, and not `sol01_x` of
/// `a/01-x.md`.
bool IsWholeName(const Reference& reference, std::string_view path);

}  // namespace prereq
