// Folders of modules that count their own pages after the module's name: `ch02-loops` with
// `01-loops-basics.md` and `02-loops-more.md`.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/order.h"

namespace prereq {

/// What a module's folder is called.
struct NumberAndSlug {
  Number number;
  std::string slug;
};

/// Those of `homes` (path → name) right inside of which one of `paths` has the module's slug, more
/// behind it, and another number. The module's own number there is that of a page.
/// O(paths · depth · log homes).
std::set<std::string, std::less<>> FoldersWithOwnPages(
    const std::vector<std::string>& paths,
    const std::map<std::string, NumberAndSlug, std::less<>>& homes);

}  // namespace prereq
