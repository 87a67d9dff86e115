// The numbered pages inside of a module's folder, which words such as "the next exercise" may mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// Where one page stands among them. Looks at the files when it is asked.
class OwnParts {
 public:
  /// `path` is a page of `own`, in its folder or in a mirror of it. All must outlive this.
  OwnParts(const std::string& path, ModuleId own, const Facts& facts)
      : path_(path), own_(own), facts_(facts) {}

  /// Whether `label`, a word with marks, may be said of parts of a module, as an exercise is, and
  /// the page has a numbered one beside it, of three and more. False where the labels of the series
  /// are seen to call the modules so. O(log files + files of the folder); the last looks at all
  /// references.
  [[nodiscard]] bool AreMeant(std::string_view label, bool next) const;

  /// Whether the first link in `text` leads into the folder of this page's module.
  [[nodiscard]] bool AreLinkedIn(std::string_view text) const;

 private:
  [[nodiscard]] std::string Home() const;
  [[nodiscard]] bool HasBeside(bool next) const;
  [[nodiscard]] bool AreModulesCalled() const;

  const std::string& path_;
  ModuleId own_;
  const Facts& facts_;
};

}  // namespace prereq
