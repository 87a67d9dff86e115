// Pattern lists as .gitignore and .gitattributes write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/glob.h"

namespace prereq {

/// One pattern of such a file, relative to the folder the file stands in: with a `/` before its end
/// it means that very path, without one a name at any depth; a trailing `/` means directories only.
class IgnorePattern {
 public:
  /// nullopt for a pattern that matches nothing (empty, or malformed, as git has it).
  static std::optional<IgnorePattern> Parse(std::string_view pattern,
                                            Glob::Braces braces = Glob::Braces::kLiteral);
  /// Whether `path` itself matches; what a matching directory holds is the caller's business.
  [[nodiscard]] bool Matches(std::string_view path, bool is_directory) const;
  /// Whether the file `path` or a directory above it matches.
  [[nodiscard]] bool Covers(std::string_view path) const;

 private:
  explicit IgnorePattern(Glob glob) : glob_(std::move(glob)) {}

  Glob glob_;
  bool name_only_ = false;
  bool directories_only_ = false;
};

/// The text of one .gitignore; a later rule beats an earlier one, `!` takes back.
class IgnoreRules {
 public:
  enum class Answer { kUnsaid, kIgnored, kKept };

  static IgnoreRules Parse(std::string_view text);
  /// What the last matching rule says about `path`, which is relative to this file's folder.
  [[nodiscard]] Answer Ask(std::string_view path, bool is_directory) const;
  [[nodiscard]] bool empty() const { return rules_.empty(); }

 private:
  struct Rule {
    IgnorePattern pattern;
    bool negated = false;
  };
  std::vector<Rule> rules_;
};

}  // namespace prereq
