#include "metadata/needs_keys.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/fold.h"
#include "base/text.h"
#include "series/course_words.h"

namespace prereq {
namespace {

// Of prerequisites, without case and joints.
constexpr std::array<std::string_view, 24> kRequires = {
    "prerequisites",     "prerequisite",  "prereqs",      "prereq",       "requires",
    "required",          "requirements",  "dependson",    "dependencies", "depends",
    "dependency",        "needs",         "after",        "buildson",     "mustfollow",
    "voraussetzungen",   "prérequis",     "prerequis",    "requisitos",   "prerrequisitos",
    "requisitosprevios", "prérequisitos", "prerequisiti", "前置"};
constexpr std::array<std::string_view, 6> kEnables = {"enables", "next_modules", "next_module",
                                                      "unlocks", "next",         "leads_to"};
// `Depends On`, `depends-on`, `dependsOn` as one word.
std::string Joined(std::string_view key) {
  std::string joined = Lower(key);
  std::erase_if(joined, [](char c) { return c == '_' || c == '-' || c == ' '; });
  return joined;
}

// Whether one of the words for modules, or of what authors part them by.
bool IsModulesWord(std::string_view joined) {
  const auto is = [&](std::string_view word) {
    const std::string folded = FoldModuleName(word);
    return joined == folded || (joined.size() == folded.size() + 1 && joined.ends_with('s') &&
                                joined.starts_with(folded));
  };
  return std::ranges::any_of(CourseWords(), is);
}

}  // namespace

bool IsPlainPrerequisite(std::string_view key) { return Joined(key).starts_with("prereq"); }

std::span<const std::string_view> EnablesKeys() { return kEnables; }

bool NamesOthers(std::string_view key) {
  const std::string joined = Joined(key);
  if (joined == "prev" || joined == "previous" || RequiresRank(key)) return true;
  return std::ranges::any_of(kEnables, [&](std::string_view one) { return Joined(one) == joined; });
}

std::optional<std::size_t> RequiresRank(std::string_view key) {
  const std::string joined = Joined(key);
  for (std::size_t i = 0; i < kRequires.size(); ++i) {
    if (joined == kRequires[i]) return i;
  }
  for (std::size_t i = 0; i < kRequires.size(); ++i) {
    const bool goes_on = joined.starts_with(kRequires[i]) &&
                         IsModulesWord(std::string_view(joined).substr(kRequires[i].size()));
    if (goes_on) return kRequires.size() + i;
  }
  return std::nullopt;
}

std::optional<std::size_t> RequiresRankOfPath(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::string_view last = path.substr(dot + 1);
  if (const auto rank = RequiresRank(last)) return rank;
  if (dot == std::string_view::npos || !IsModulesWord(Joined(last))) return std::nullopt;
  const std::string_view holder = path.substr(0, dot);
  return RequiresRank(holder.substr(holder.rfind('.') + 1));
}

}  // namespace prereq
