// Words that may be a label of a series which does not declare them: `lesson 3`.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "passages/explained_numbers.h"
#include "prereq/config.h"

namespace prereq {

/// Words for modules that stand before numbers of modules on `pages` and count nothing else in the
/// tree, neither on a page nor in a name; of several those that do so at least half as often as
/// another. Empty where the series has a label. Lower case. O(mentions + words · path parts).
std::set<std::string> PossibleLabels(const std::vector<PageNumbers>& pages, const Facts& facts);

/// Words that links use as labels (WordsOfModules), but for the labels themselves.
std::vector<std::string> OtherLabels(const std::vector<PageNumbers>& pages, const Facts& facts);

/// The labels of other series of the policy that this one does not have.
std::vector<std::string> LabelsOfOthers(const Config& config, const Series& series);

}  // namespace prereq
