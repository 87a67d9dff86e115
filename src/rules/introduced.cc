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

// The key with the last part of the path alone.
FineKey WithFileName(FineKey key) {
  std::string& path = std::get<1>(key);
  path.erase(0, path.rfind('/') + 1);
  return key;
}

// Without the findings that came along with a file: first those in a file of the same name, so that
// a new file does not pass for one that moved, then by key alone.
std::vector<Finding> WithoutMoved(std::vector<Finding> unmatched, const std::map<FineKey, int>& had,
                                  const std::set<std::string>& known_paths) {
  std::map<FindingKey, int> left;
  std::map<FineKey, int> left_by_name;
  for (const auto& [key, count] : had) {
    left[std::get<FindingKey>(key)] += count;
    left_by_name[WithFileName(key)] += count;
  }
  for (const bool by_name : {true, false}) {
    std::erase_if(unmatched, [&](const Finding& finding) {
      if (known_paths.contains(WithoutDigits(finding.where.path))) return false;
      int& some = left[KeyOf(finding)];
      int& named = left_by_name[WithFileName(FineKeyOf(finding))];
      if (some == 0 || (by_name && named == 0)) return false;
      --some;
      if (by_name) --named;
      return true;
    });
  }
  SortFindings(unmatched);
  return unmatched;
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
  return WithoutMoved(std::move(unmatched), had, known_paths);
}

}  // namespace prereq
