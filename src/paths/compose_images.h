// Images that services of Docker Compose build, and give to each other as arguments.
#pragma once

#include <string>
#include <string_view>

#include "documents/yaml.h"
#include "paths/orchestration.h"
#include "paths/path_targets.h"

namespace prereq {

/// Whether `text` may be a file of Compose that builds images.
bool MayBuildImages(std::string_view text);

/// Adds to `found` what the services below `root` say: `image: acme/base` beside `build: ./01-base`
/// declares the image, and `args: {PARENT: acme/base}` below the `build` of another service needs
/// it. Linear.
void AddImagesOfCompose(const PathTargets& targets, const std::string& path, const YamlNode& root,
                        Orchestration& found);

}  // namespace prereq
