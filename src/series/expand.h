// A series whose pattern has a `*` in its folder counts anew in every folder, one with a `*` for a
// number in its names in every chapter: it is several series.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prereq/config.h"
#include "prereq/file_system.h"

namespace prereq {

/// `config` with every series such as `exercises/*/{number:02}-{slug}` replaced by one for each
/// folder that holds entries of it, in the order of the folders; its name is the folder's path, or
/// `NAME/…` where the policy gives a name. A folder keeps the width that nearly all of its numbers
/// have: none, or more zeros than the pattern says. Likewise `Section_*_{number}.lean`, by what
/// stands for the `*`, where that is a number in every name. A series that nothing in `files` fits
/// stays as it is.
Config ExpandSeries(Config config, const std::vector<FileEntry>& files);

/// Whether the folder of `pattern` has a `*`, so that numbers begin anew in each, or its names have
/// one before the number, so that they may.
bool CountsAnew(const std::string& pattern);

/// Of two patterns that differ in a number before `{number}` alone, `Section_2_{number}.lean` and
/// `Section_3_{number}.lean`: these numbers; nullopt for any others.
std::optional<std::pair<int, int>> ChaptersOf(const std::string& pattern, const std::string& other);

/// Whether two patterns name their entries alike in two folders of one depth, of which neither is
/// inside the other: what one with a `*` is replaced by.
bool AreSiblings(const std::string& pattern, const std::string& other);

}  // namespace prereq
