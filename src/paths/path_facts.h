// What the paths in code and build files say: which module needs which, and in which order a
// driver runs them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prereq/facts.h"
#include "prereq/reading_cache.h"

namespace prereq {

/// A file that the system refused to read.
struct UnreadFile {
  Location where;
  std::string reason;
};

struct PathFacts {
  std::vector<Dependency> dependencies;       // FactKind::kPath, by location; one per place
  std::vector<NeedAcross> across;             // by location; `backwards` is left false
  std::vector<DriverOrder> drivers;           // by path
  std::map<std::string, std::size_t> counts;  // dependencies by kind of file: "r", "shell"
  std::vector<UnreadFile> unread;             // by path
  bool idle = false;                          // no file of the tree is one that `policy` chooses
};

/// Reads the code and build files that `policy` chooses and finds the modules that their paths lead
/// into; `files` is the tree's ListTracked. A word counts outside comments and prose: a string or
/// argument that is a path of the tree inside another module, a path that ends in the exact name of
/// one (`../02_beta/build/x`), or a name that the build files of another module declare (Maven,
/// npm, CMake, Alembic; Django's migrations by their app). What the import readers know is left to
/// them. Text of calls that print does not count, nor links, nor pages.
///
/// A file outside all modules (the 300 nearest to the root are read), or of a module with the
/// number 0 that runs three or more, is a driver: what it runs has an order and it needs none of
/// it. What leads into one of `across`, the paths of modules of other series, is PathFacts::across.
/// `mirrors` are what moves along with modules and belongs to them: each has a module.
/// Output is independent of `threads` and of `cache`, which may be null.
PathFacts ReadPathFacts(const FileReader& tree, const Config& config, const PathPolicy& policy,
                        const std::vector<Module>& modules, const Order& order,
                        const std::vector<FileEntry>& files, const std::vector<std::string>& across,
                        const std::vector<MirrorEntry>& mirrors, int threads, ReadingCache* cache);

}  // namespace prereq
