// Names for findings that stay the same across commits, for services that track findings.
#pragma once

#include <string>
#include <vector>

#include "prereq/verdict.h"

namespace prereq {

/// For each finding, in order, "<16 hex digits of its baseline key's SHA-256>:<n>", where n counts
/// equal keys from 1: unique inside the verdict, and unchanged by renaming and renumbering.
std::vector<std::string> Fingerprints(const Verdict& verdict);

}  // namespace prereq
