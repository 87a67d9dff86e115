// The path of an entry whose fields stand on lines of their own: `path: m/07-j` above `order: 7`.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// The modules that the lines of one file name with certainty, by number and name. `lines` are the
/// file's, and both are borrowed. Nothing for files that hold no entries: pages for readers.
class EntryPaths {
 public:
  EntryPaths(const Facts& facts, const std::string& path,
             const std::vector<std::string_view>& lines);

  /// The module that is named nearest to the 1-based line, among the fields of its entry: lines
  /// without a blank one between them that are not indented further, up to where the entry begins
  /// and ends. nullopt: none, or two as near. Looks at a fixed number of lines.
  [[nodiscard]] std::optional<ModuleId> ModuleOf(int line) const;

 private:
  const std::vector<std::string_view>& lines_;
  std::map<std::size_t, std::optional<ModuleId>> named_;  // by index of line; nullopt: several
};

}  // namespace prereq
