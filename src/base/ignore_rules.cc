#include "base/ignore_rules.h"

#include <utility>

#include "base/text.h"

namespace prereq {
namespace {

// Trailing spaces do not count unless a `\` stands before them.
std::string_view WithoutTrailingSpaces(std::string_view line) {
  while (!line.empty() && line.back() == ' ') {
    if (line.size() >= 2 && line[line.size() - 2] == '\\') break;
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

std::optional<IgnorePattern> IgnorePattern::Parse(std::string_view pattern, Glob::Braces braces) {
  bool directories_only = false;
  if (pattern.ends_with('/')) {
    directories_only = true;
    pattern.remove_suffix(1);
  }
  const bool name_only = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  auto glob = Glob::Parse(pattern, braces);
  if (!glob) return std::nullopt;
  IgnorePattern result(*std::move(glob));
  result.name_only_ = name_only;
  result.directories_only_ = directories_only;
  return result;
}

bool IgnorePattern::Matches(std::string_view path, bool is_directory) const {
  if (directories_only_ && !is_directory) return false;
  return glob_.Matches(name_only_ ? path.substr(path.rfind('/') + 1) : path);
}

bool IgnorePattern::Covers(std::string_view path) const {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (Matches(path.substr(0, slash), true)) return true;
  }
  return Matches(path, false);
}

IgnoreRules IgnoreRules::Parse(std::string_view text) {
  IgnoreRules rules;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (std::string_view line : Lines(text)) {
    line = WithoutTrailingSpaces(line);
    if (line.empty() || line.front() == '#') continue;
    const bool negated = line.front() == '!';
    if (negated) line.remove_prefix(1);
    if (auto pattern = IgnorePattern::Parse(line)) {
      rules.rules_.push_back({*std::move(pattern), negated});
    }
  }
  return rules;
}

IgnoreRules::Answer IgnoreRules::Ask(std::string_view path, bool is_directory) const {
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (rule->pattern.Matches(path, is_directory)) {
      return rule->negated ? Answer::kKept : Answer::kIgnored;
    }
  }
  return Answer::kUnsaid;
}

}  // namespace prereq
