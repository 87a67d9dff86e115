#include "base/git_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace prereq {
namespace {

// What HFS+ leaves out of a name when it compares: zero-width joiners and the marks of direction.
constexpr std::array<std::string_view, 16> kIgnorable = {
    "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
    "\u202e", "\u206a", "\u206b", "\u206c", "\u206d", "\u206e", "\u206f", "\ufeff"};

std::string WithoutIgnorable(std::string_view part) {
  std::string kept;
  while (!part.empty()) {
    const auto* const found = std::ranges::find_if(
        kIgnorable, [part](std::string_view mark) { return part.starts_with(mark); });
    if (found == kIgnorable.end()) kept += part.front();
    part.remove_prefix(found == kIgnorable.end() ? 1 : found->size());
  }
  return kept;
}

}  // namespace

bool IsGitsOwnName(std::string_view part) {
  std::string name = Lower(WithoutIgnorable(part));
  // NTFS drops blanks and dots at the end, and what follows a colon names a stream of the file.
  name.resize(std::min(name.size(), name.find(':')));
  while (name.size() > 1 && (name.back() == ' ' || name.back() == '.')) name.pop_back();
  return name == ".git" || name == "git~1";
}

bool HoldsGitsOwnName(std::string_view path) {
  // A backslash parts names on Windows.
  std::string parts(path);
  std::ranges::replace(parts, '\\', '/');
  return std::ranges::any_of(Split(parts, '/'), IsGitsOwnName);
}

}  // namespace prereq
