// Needs between modules that the rules of a Makefile beside them say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/orchestration.h"
#include "paths/path_targets.h"

namespace prereq {

/// `04_delta: 02_beta` in a Makefile beside both; `b.csv: 02_beta.py a.csv`, where a.csv is what
/// the rule of another module's script makes, perhaps by way of a rule without a module. The script
/// of a rule is the one module that its recipe runs, else the one that it needs. In the order of
/// the rules. Linear.
std::vector<ToldNeed> NeedsOfMakeRules(const PathTargets& targets, const std::string& path,
                                       std::string_view text);

}  // namespace prereq
