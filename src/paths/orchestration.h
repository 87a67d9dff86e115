// Files beside the modules that say of each what it is called and what it needs: jobs of CI,
// services of Docker Compose, tasks of Argo and Tekton, projects of sbt and Gradle.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/package_names.h"
#include "paths/path_targets.h"
#include "prereq/facts.h"

namespace prereq {

/// That one module needs another, as a file outside of both says.
struct ToldNeed {
  ModuleId dependent, prerequisite;
  Location where;  // of the name of what is needed
  std::string text;
  std::string_view kind;  // of file: "yaml", "scala"
};

struct Orchestration {
  std::vector<ToldNeed> needs;        // by place
  std::vector<PackageName> declares;  // names of modules for use in their own build files
};

/// Whether a file of this name may say so.
bool MayOrchestrate(std::string_view path);

/// Reads one file of no module. A part of it is a module's when it has the exact name of its folder
/// or file, or when the paths in it lead into that module alone; what it needs are other parts of
/// the same list. None for malformed files. Linear.
Orchestration ReadOrchestration(const PathTargets& targets, const std::string& path,
                                std::string_view text);

}  // namespace prereq
