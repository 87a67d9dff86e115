// One list of what a scan finds in texts and what metadata says about its own bytes.
#pragma once

#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// Puts `said`, references of metadata and prose, among those that a scan of the texts found in
/// `references`, which come back by path and offset. What metadata says about its own bytes is
/// surer than what their shape suggests and replaces that; prerequisites in prose leave alone what
/// a name beside the number says. Gives all of `said` the series with this index.
void MergeReferences(std::vector<Reference> said, int series, std::vector<Reference>& references);

}  // namespace prereq
