// The files of a new module, as far as its neighbours tell what is in them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/newcomer.h"
#include "prereq/edits.h"

namespace prereq {

struct NewFiles {
  std::vector<Creation> created;
  std::vector<Task> tasks;  // what is still to be written into them, and files that are not made
};

/// Where the neighbours' entries of one kind stand, and where the newcomer's will.
struct Homes {
  std::map<ModuleId, std::string> of;  // directories, or files
  std::string newcomer;
};

/// Makes what most of the neighbours have: pages with their first heading and metadata, in so far
/// as these follow from number, slug and title, and files that are empty with all of them. Adds
/// the titles that the neighbours' headings hold to their words. Nothing is made when no file
/// names the module.
NewFiles MakeNewFiles(Newcomer& newcomer, const Homes& homes);

}  // namespace prereq
