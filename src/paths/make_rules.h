// Rules of Make: what a target needs. A rule says no order in which the file runs anything.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace prereq {

/// `02_beta/out: 01_alpha/out config.mk`
struct MakeRule {
  std::vector<std::string_view> targets, needs;  // views of the text, without `|`
  std::string_view recipe;                       // its lines, with what stands between them
};

/// The rules of `text`, by place; no assignments, also those for one target.
/// Linear.
std::vector<MakeRule> FindMakeRules(std::string_view text);

/// The targets of the rule that the recipe line around `at` belongs to, as they are written; empty
/// without one. Looks 200 lines back at most.
std::string_view TargetsAround(std::string_view text, std::size_t at);

/// Whether the line around `at` begins a rule. Looks no further than kMostBack bytes.
bool IsInMakeRule(std::string_view text, std::size_t at);

}  // namespace prereq
