// Projects of Gradle: where it is told of them, and what build files call them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/package_names.h"
#include "paths/path_targets.h"

namespace prereq {

/// Whether `path` is a script of Gradle, or that for one project, or where it is told of them all.
bool IsOfGradle(std::string_view path);
bool IsGradleBuild(std::string_view path);
bool IsGradleSettings(std::string_view path);

/// `project(':core').projectDir = file('02-core')` of its settings: what `project(':core')` means
/// in the build files of others.
std::vector<PackageName> ProjectsOfSettings(const PathTargets& targets, const std::string& path,
                                            std::string_view text);

/// The parts of accessors in a script, in order: `ch01Intro` of `projects.ch01Intro` means the
/// project in the folder `ch01-intro`. Views into `text`; none of other files.
std::vector<std::string_view> FindAccessors(std::string_view path, std::string_view text);

}  // namespace prereq
