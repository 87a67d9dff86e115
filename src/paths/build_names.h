// Names by which build files and workflows of some ecosystems call what other modules hold:
// packages of Cabal, Hpack and Dart, variables of Meson, rules of Snakemake.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// Whether a file has such names.
bool HasBuildNames(const FileFormat& format, std::string_view path);

/// What one file declares and uses; none for other files and for malformed ones. Linear.
PackageNames ReadBuildNames(const FileFormat& format, const std::string& path,
                            std::string_view text);

}  // namespace prereq
