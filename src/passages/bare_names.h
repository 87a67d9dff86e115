// Names of modules without a number that are whole values of a file: `- lists`,
// `{"slug": "loops"}`. No reference holds them, since no number there can go stale; their order
// can.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// Each value or key of the text that is exactly a module's slug, as a reference that is certain
/// and has no number; by offset. Empty unless all modules, but perhaps one, are named so, and at
/// least three. In code a value is a string, in scripts of a shell also a word. Linear.
std::vector<Reference> FindBareNames(const std::string& path, std::string_view text,
                                     const Facts& facts);

/// Whether a block holds as many modules as that.
bool HoldsAllModules(const std::set<ModuleId>& modules, const Facts& facts);

}  // namespace prereq
