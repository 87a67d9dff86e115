// Names that a tool resolves, which files of one repository give to each other: packages of ROS and
// Erlang, objects of Kubernetes, workflows of GitHub, patterns of Pattern Lab, variables that
// notebooks store.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// Whether a file may declare or use such a name. Linear for YAML and notebooks.
bool HasToolNames(const FileFormat& format, std::string_view path, std::string_view text);

/// The names that the file declares and uses; empty for other files and for malformed ones. Linear.
PackageNames ReadToolNames(const FileFormat& format, const std::string& path,
                           std::string_view text);

}  // namespace prereq
