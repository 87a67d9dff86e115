// Proposes a policy for a tree that has none: what `prereq init` writes.
#pragma once

#include <string>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

struct InitProposal {
  std::string text;                 // a whole commented prereq.yaml that ParseConfig accepts
  std::vector<std::string> unsure;  // sentences for the user, in the order of the file
};

/// Looks for numbered directories or files, their metadata, mirrors, other names and generated
/// files. Deterministic; reads the metadata of all modules and the start of at most a few hundred
/// pages. `series` chooses what is the series: the pattern or the folder of a numbered group;
/// empty: the likeliest. Errors: kNotFound when nothing in the tree is numbered, or nothing that
/// `series` names, with what there is and a fix that begins with `command`; a tree that cannot be
/// listed.
Result<InitProposal, Errors> ProposePolicy(const FileReader& tree, const std::string& series = {},
                                           const std::string& command = "prereq init");

}  // namespace prereq
