#include "series/own_pages.h"

#include "base/fold.h"
#include "base/numbered_name.h"

namespace prereq {

std::set<std::string, std::less<>> FoldersWithOwnPages(
    const std::vector<std::string>& paths,
    const std::map<std::string, NumberAndSlug, std::less<>>& homes) {
  std::set<std::string, std::less<>> folders;
  for (const std::string& path : paths) {
    const std::string_view whole = path;
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      const auto home = homes.find(whole.substr(0, slash));
      if (home == homes.end()) continue;
      const std::string_view part = whole.substr(slash + 1, path.find('/', slash + 1) - slash - 1);
      const SplitName split = SplitNumberedName(part);
      if (!split.number || *split.number == home->second.number) continue;
      const std::string slug = FoldModuleName(home->second.slug) + " ";
      if (FoldModuleName(split.rest).starts_with(slug)) folders.emplace(home->first);
    }
  }
  return folders;
}

}  // namespace prereq
