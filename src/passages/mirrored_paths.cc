#include "passages/mirrored_paths.h"

#include <algorithm>
#include <array>
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

// The longest end of `word` that is a path of `files`, with a folder in it.
std::optional<std::string> EndIn(std::string_view word, const std::set<std::string>& files) {
  for (std::size_t slash = word.find('/'); slash != std::string_view::npos;
       slash = word.find('/', slash + 1)) {
    std::string end(word.substr(slash + 1));
    if (end.find('/') == std::string::npos) return std::nullopt;
    if (files.contains(end)) return end;
  }
  return std::nullopt;
}

// `include::parts/02-x.adoc`, `link:…`: what stands behind is the whole path; behind `host:` it may
// begin elsewhere.
bool EndsInDirective(std::string_view before) {
  if (before.ends_with("::")) return true;
  constexpr std::array<std::string_view, 4> kMacros = {"link:", "xref:", "image:", "include:"};
  return std::ranges::any_of(kMacros, [&](std::string_view macro) {
    const std::size_t begin = before.size() - macro.size();
    return before.ends_with(macro) && (begin == 0 || !IsAlphanumeric(before[begin - 1]));
  });
}

}  // namespace

std::vector<RelativeLink> FindMirroredPaths(const std::string& path, std::string_view text,
                                            const std::set<std::string>& files,
                                            const std::function<bool(const std::string&)>& exists) {
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
    const bool behind = begin > 0 && kUnsure.find(text[begin - 1]) != std::string_view::npos &&
                        !EndsInDirective(text.substr(0, begin));
    std::optional<std::string> target(word);
    if (!files.contains(*target)) target = FollowPath(ParentPath(path), word);
    const bool sure = !behind && !word.starts_with('/') && target && files.contains(*target);
    if (!sure) {
      const bool other = exists(std::string(word)) || (target && exists(*target));
      if (!behind && other) continue;
      target = files.contains(std::string(word)) ? std::string(word) : EndIn(word, files);
    }
    if (!target) continue;
    if (!lines) lines.emplace(text);
    found.push_back({lines->At(path, begin),
                     {begin, word.size()},
                     std::string(word),
                     std::move(*target),
                     sure});
  }
  return found;
}

}  // namespace prereq
