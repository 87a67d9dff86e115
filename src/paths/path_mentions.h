// What the words of one code or build file say about modules, before the tree's other files are
// known: which modules its paths lead into, which names it declares and which it uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/orchestration.h"
#include "paths/other_scripts.h"
#include "paths/package_names.h"
#include "paths/path_targets.h"
#include "prereq/facts.h"

namespace prereq {

/// A word that leads into a module.
struct PathMention {
  ModuleId module;
  Location where;
  std::string text;          // the path as written
  std::string_view kind;     // the kind of file whose words these are: "r", "shell"
  bool runs = false;         // an argument of what runs or reads in a script: `source`, `\input`
  bool comes_later = false;  // the other way round: Django's `run_before`
  std::string target = {};   // the path of the tree that it leads to, where that is known
  std::size_t turn = 0;      // which list of steps runs it, where a file has several
};

struct FileMentions {
  std::vector<PathMention> paths;  // by place
  PackageNames names;
  std::vector<ToldNeed> needs;  // of other modules, by place
};

/// Whether files of this name are read at all: code, build files, notebooks, pages whose chunks
/// run.
bool HoldsPaths(std::string_view path);

/// Whether a file of this name that belongs to no module is read at all: as what runs modules in an
/// order.
bool MayDrive(std::string_view path);

/// Reads one file. A notebook that is none yields nothing. Linear.
FileMentions FindMentions(const PathTargets& targets, const OtherScripts& others,
                          const std::string& path, std::string_view text);

}  // namespace prereq
