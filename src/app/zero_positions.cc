#include "app/zero_positions.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "plan/tasks.h"
#include "sites/site_tools.h"

namespace prereq {

std::vector<Task> TasksOfZeroPositions(const FileReader& tree, const std::vector<FileEntry>& files,
                                       const Facts& facts, const Plan& plan) {
  std::set<std::pair<std::string, int>> zeros;  // path, line
  for (const Rewrite& rewrite : plan.rewrites) {
    const auto& number = rewrite.new_number;
    if (rewrite.reference.shape != ReferenceShape::kNumberKey || !number || number->empty() ||
        number->find_first_not_of('0') != std::string::npos) {
      continue;
    }
    zeros.insert({rewrite.reference.where.path, rewrite.reference.where.line});
  }
  if (zeros.empty()) return {};
  std::vector<std::string> paths;
  for (const FileEntry& file : files) paths.push_back(file.path);
  const std::vector<FoundSiteTool> sites = FindSites(tree, paths);
  std::vector<Task> tasks;
  for (const Position& position : facts.positions) {
    if (!zeros.contains({position.where.path, position.where.line})) continue;
    const auto site = std::ranges::find_if(sites, [&](const FoundSiteTool& one) {
      return one.TakesZeroForNone(tree, position.key) && one.Shows(position.where.path);
    });
    if (site == sites.end()) continue;
    const std::string key = position.key.substr(position.key.rfind(' ') + 1);
    tasks.push_back({TaskKind::kNumberOnly,
                     fmt::format("`{}: {}` becomes 0, which {} takes for none: the page comes "
                                 "behind all others; give it a number below 0, or all of them "
                                 "numbers from 1 on",
                                 key, Printable(position.text), site->tool->name),
                     position.where, Lacks("0")});
  }
  return tasks;
}

}  // namespace prereq
