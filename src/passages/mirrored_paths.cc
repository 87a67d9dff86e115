#include "passages/mirrored_paths.h"

#include <optional>

#include "base/ascii.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsOfPath(char c) {
  return IsAlphanumeric(c) || c == '/' || c == '.' || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<RelativeLink> FindMirroredPaths(const std::string& path, std::string_view text,
                                            const std::set<std::string>& files) {
  static constexpr std::string_view kUnsure = "$}~:@\\*?%{";
  std::vector<RelativeLink> found;
  std::optional<LineIndex> lines;
  for (std::size_t slash = text.find('/'); slash != std::string_view::npos;) {
    std::size_t begin = slash, end = slash;
    while (begin > 0 && IsOfPath(text[begin - 1])) --begin;
    while (end < text.size() && IsOfPath(text[end])) ++end;
    slash = text.find('/', end);
    std::string_view word = text.substr(begin, end - begin);
    while (word.ends_with('.')) word.remove_suffix(1);
    const bool unsure = begin > 0 && kUnsure.find(text[begin - 1]) != std::string_view::npos;
    if (unsure || word.starts_with('/')) continue;
    std::optional<std::string> target(word);
    if (!files.contains(*target)) target = FollowPath(ParentPath(path), word);
    if (!target || !files.contains(*target)) continue;
    if (!lines) lines.emplace(text);
    found.push_back(
        {lines->At(path, begin), {begin, word.size()}, std::string(word), std::move(*target)});
  }
  return found;
}

}  // namespace prereq
