// What a change introduced: findings of one tree that another tree does not have.
#include <map>
#include <set>
#include <tuple>

#include "prereq/baseline.h"

namespace prereq {
namespace {

std::string WithoutDigits(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (c < '0' || c > '9') kept += c;
  }
  return kept;
}

// As much of a finding as a renumbering leaves alone.
using FineKey = std::tuple<FindingKey, std::string, std::string>;

FineKey FineKeyOf(const Finding& finding) {
  return {KeyOf(finding), WithoutDigits(finding.where.path), WithoutDigits(finding.headline)};
}

}  // namespace

std::vector<Finding> Introduced(const std::vector<Finding>& after,
                                const std::vector<Finding>& before,
                                const std::vector<std::string>& before_paths) {
  std::set<std::string> known_paths;
  for (const std::string& path : before_paths) known_paths.insert(WithoutDigits(path));
  std::map<FineKey, int> had;
  for (const Finding& finding : before) ++had[FineKeyOf(finding)];

  std::vector<Finding> unmatched;
  for (const Finding& finding : after) {
    const auto found = had.find(FineKeyOf(finding));
    if (found != had.end() && found->second > 0) {
      --found->second;
    } else {
      unmatched.push_back(finding);
    }
  }
  std::map<FindingKey, int> left;
  for (const auto& [key, count] : had) left[std::get<FindingKey>(key)] += count;
  std::vector<Finding> introduced;
  for (Finding& finding : unmatched) {
    const auto found = left.find(KeyOf(finding));
    const bool moved = !known_paths.contains(WithoutDigits(finding.where.path));
    if (moved && found != left.end() && found->second > 0) {
      --found->second;
    } else {
      introduced.push_back(std::move(finding));
    }
  }
  SortFindings(introduced);
  return introduced;
}

}  // namespace prereq
