// Packages that a build tool's manifest lists as dependencies: `dependencies` in package.json.
#pragma once

#include <string_view>
#include <vector>

#include "metadata/declared_document.h"

namespace prereq {

/// Whether build tools list packages in a file of this name.
bool IsPackageManifest(std::string_view path);

/// Whether `value`, found under the dotted `key` of `file`, is what a build tool calls
/// dependencies: a map by package with versions, or in its manifest whatever stands there. A list
/// under a key of an author's own, `course.needs`, is none.
bool ListsPackages(std::string_view file, std::string_view key, const YamlNode& value);

/// The packages of such a value, without versions, in its order; each with `is_package`.
std::vector<MetadataText> ReadPackages(const DeclaredDocument& document, const YamlNode& value);

}  // namespace prereq
