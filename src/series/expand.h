// A series whose pattern has a `*` in its folder counts anew in every folder: it is several series.
#pragma once

#include <vector>

#include "prereq/config.h"
#include "prereq/file_system.h"

namespace prereq {

/// `config` with every series such as `exercises/*/{number:02}-{slug}` replaced by one for each
/// folder that holds entries of it, in the order of the folders; its name is the folder's path, or
/// `NAME/…` where the policy gives a name. A series that nothing in `files` fits stays as it is.
Config ExpandSeries(Config config, const std::vector<FileEntry>& files);

/// Whether the folder of `pattern` has a `*`, so that numbers begin anew in each.
bool CountsAnew(const std::string& pattern);

/// Whether two patterns name their entries alike in two folders of one depth, of which neither is
/// inside the other: what one with a `*` is replaced by.
bool AreSiblings(const std::string& pattern, const std::string& other);

}  // namespace prereq
