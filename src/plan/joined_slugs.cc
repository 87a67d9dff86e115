#include "plan/joined_slugs.h"

#include <algorithm>

#include "base/file_kinds.h"
#include "base/path.h"
#include "passages/outside_quotes.h"
#include "series/resolve.h"

namespace prereq {
namespace {

constexpr std::string_view kSlugJoints = "-_";

// The joint of `entry`'s slug where it differs from its module's, 0 where both are joined alike;
// nullopt where the entry shows neither.
std::optional<char> JointOf(const MirrorEntry& entry, const Module& module) {
  const std::size_t joint = entry.slug.find_first_of(kSlugJoints);
  if (joint == std::string::npos) return std::nullopt;
  const std::string own(SlugInPath(module));
  if (entry.slug == own || entry.slug == module.slug) return '\0';
  const char mark = entry.slug[joint];
  const bool other = Joined(own, mark) == entry.slug || Joined(module.slug, mark) == entry.slug;
  return other ? std::optional(mark) : std::nullopt;
}

// `solutions/sol{number:02}_{slug}.py`.
bool JoinsByUnderscore(const Mirror& mirror) {
  const std::string_view name = BaseName(mirror.pattern);
  return FormatOf(mirror.pattern).content == FileContent::kCode && name.find('_') != name.npos &&
         name.find('-') == name.npos;
}

}  // namespace

std::string Joined(std::string_view slug, char joint) {
  std::string text(slug);
  std::ranges::replace_if(
      text, [](char c) { return kSlugJoints.find(c) != kSlugJoints.npos; }, joint);
  return text;
}

JoinedSlugs::JoinedSlugs(const Facts& facts, const std::vector<Mirror>& mirrors) {
  for (const MirrorEntry& entry : facts.mirrors) {
    if (!entry.module) continue;
    const std::optional<char> joint = JointOf(entry, facts.module(*entry.module));
    if (!joint) continue;
    const auto [known, is_new] = joints_.emplace(entry.mirror, *joint);
    if (!is_new && known->second != *joint) known->second = '\0';
  }
  for (int m = 0; m < static_cast<int>(mirrors.size()); ++m) {
    if (JoinsByUnderscore(mirrors[static_cast<std::size_t>(m)])) joints_.emplace(m, '_');
  }
}

std::string JoinedSlugs::In(int mirror, const std::string& slug) const {
  const auto joint = joints_.find(mirror);
  return joint == joints_.end() || joint->second == '\0' ? slug : Joined(slug, joint->second);
}

bool HyphensAreOperators(const std::string& path) {
  const FileFormat& format = FormatOf(path);
  return format.content == FileContent::kCode && !format.language.empty() &&
         format.language != "shell";
}

bool IsOutsideQuotes(std::string_view code, std::size_t at) {
  constexpr std::size_t kLongestLine = 4096;  // that is read
  if (at >= code.size() || code[at] == ' ') return false;
  const std::size_t low = at - std::min(at, kLongestLine);
  const std::size_t before = at == 0 ? code.npos : code.substr(low, at - low).rfind('\n');
  if (before == code.npos && low > 0) return true;
  const std::size_t begin = before == code.npos ? 0 : low + before + 1;
  const std::string_view line =
      code.substr(begin, std::min(code.find('\n', at) - begin, kLongestLine));
  const std::size_t column = at - begin;
  for (std::size_t i = 0; i < column; ++i) {
    if (line[i] != '"' && line[i] != '\'' && line[i] != '`') continue;
    const std::size_t end = QuoteEnd(line, i);
    if (end > column && end < line.size()) return false;
    if (end < line.size()) i = end;
  }
  return true;
}

}  // namespace prereq
