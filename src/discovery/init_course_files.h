// Files that list the modules of a whole course, before there is a policy.
#pragma once

#include <vector>

#include "discovery/init_metadata.h"
#include "series/resolve.h"

namespace prereq {

/// Files of a whole course, at the root or one folder below, that list modules with what they need:
/// a list of maps, or a map whose keys are modules. By path; `names`: of the modules of `series`.
std::vector<FoundShape> FindCourseFiles(const FileReader& tree, const std::vector<FileEntry>& files,
                                        const NumberedGroup& series, const NameTable& names);

/// Whether the file is one of a tool that says what needs what among names of an author's choice:
/// `docker-compose.yml`, a lock file. What stands there is said of containers, not of modules.
bool IsFileOfTool(std::string_view path);

}  // namespace prereq
