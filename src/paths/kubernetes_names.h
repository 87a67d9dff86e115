// Objects of Kubernetes, which one manifest creates and another one names.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/package_names.h"

namespace prereq {

/// Whether a file may hold manifests. Linear.
bool HoldsObjectsOfKubernetes(const FileFormat& format, std::string_view text);

/// What the manifests of a file create, by kind and name, and what they name of others:
/// `namespace: shop`, `configMapRef: {name: x}`, `roleRef: {kind: Role, name: x}`. What a template
/// fills in is left out. Linear.
PackageNames ReadObjectsOfKubernetes(const FileFormat& format, const std::string& path,
                                     std::string_view text);

}  // namespace prereq
