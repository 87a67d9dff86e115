// Files that tell what was true in their day: their numbers should not follow a change.
#pragma once

#include <string_view>
#include <vector>

#include "base/ignore_rules.h"
#include "prereq/config.h"

namespace prereq {

/// Knows changelogs, release notes and plans of a migration by their names, and what the policy's
/// `references.history` covers. Immutable; safe from several threads.
class HistoryFiles {
 public:
  /// `globs`: read as .gitignore reads them, with `{a,b}` besides; malformed ones match nothing.
  explicit HistoryFiles(const std::vector<Name>& globs = {});

  [[nodiscard]] bool Has(std::string_view path) const;

 private:
  std::vector<IgnorePattern> declared_;
};

}  // namespace prereq
