// Whether texts about a new module lead to files that are made for it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/text_form.h"
#include "prereq/edits.h"
#include "prereq/facts.h"

namespace prereq {

/// Paths by all their ends: whether one of them, or a directory above one, ends so. The ending of
/// a file's name may be missing, as sites and books leave it out.
class PathEnds {
 public:
  void Add(const std::string& path);
  [[nodiscard]] bool Have(const std::string& end) const { return ends_.contains(end); }

 private:
  void AddEnds(const std::string& path);

  std::set<std::string> known_, ends_;
};

class MadePaths {
 public:
  MadePaths(const Facts& facts, const std::vector<Creation>& created);

  /// Whether `text`, which `form` gives for the new module, leads to what is made wherever texts of
  /// `all` that have this form lead to a file; nullopt where these lead to none. Words of its
  /// `title` are not paths.
  [[nodiscard]] std::optional<bool> LeadToWhatIsMade(const TextForm& form,
                                                     const std::vector<TextOfModule>& all,
                                                     const std::string& text,
                                                     const std::string& title) const;

 private:
  PathEnds existing_, made_;
};

}  // namespace prereq
