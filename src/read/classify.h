// Which tracked files may hold references: text that a person wrote and the policy does not
// exclude.
#pragma once

#include "prereq/facts.h"
#include "read/scan_tree.h"

namespace prereq {

/// A classifier by the policy's `exclude` and `generated` globs, by a generator's marker near the
/// start of the file, then by the bytes. The reason names the glob or the marker.
Classifier MakeClassifier(const ReferencePolicy& policy);

}  // namespace prereq
