// Numbers by which sites sort their pages: `weight: 20` in front matter, `"position": 2` in a
// category file.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/metadata.h"

namespace prereq {

/// The keys under which they stand; a dot leads into a map.
inline constexpr std::array<std::string_view, 8> kPositionKeys = {
    "order",     "position", "sidebar_position", "sidebarPosition",
    "nav_order", "navOrder", "sidebar.order",    "weight"};

/// Whether a position's key, "_index.md: weight", is one of those.
bool IsPositionKey(std::string_view key);

/// How many times a module's number its `text` is: 10 for `20` of module 2; 0 when it is not a
/// whole multiple.
int StepOf(std::string_view text, Number number);

/// Gives the numbers that modules declare under one key their step: where most are the same
/// multiple of the modules' own numbers, as `weight: 10`, `20`, `30` are, that multiple; else 1.
/// Those that are not drop out where the step is more than 1. `declared` and `entries` have the
/// same indices.
void SettleSteps(const std::vector<SeriesEntry>& entries, std::vector<DeclaredModule>& declared);

/// The position keys of a module's own page, or of the pages and category files that speak for its
/// folder, titles that begin with a count, and every other key of a whole number of up to three
/// digits, `chapternum: 7`: that may be a place, too. What cannot be read has none. `files`: of the
/// tree, by path; only these are opened.
std::vector<DeclaredPosition> ReadPositions(const FileReader& tree,
                                            const std::vector<FileEntry>& files,
                                            const SeriesEntry& entry);

}  // namespace prereq
