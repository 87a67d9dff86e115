#include "app/earlier.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/progress.h"
#include "plan/left_places.h"
#include "rules/moved_numbers.h"
#include "tree/git_tree.h"

namespace prereq {
namespace {

// Whether every module stands in the tree under the path that it has now.
bool HasEveryModule(const FileReader& tree, const Input& input) {
  for (const LoadedSeries& series : input.series) {
    for (const Module& module : series.facts.modules) {
      const auto status = tree.Status(module.path);
      if (!status || !*status) return false;
    }
  }
  return true;
}

// What the places of `tasks` mean: modules of this series.
std::map<Location, std::set<std::string>> MeantAt(const std::vector<Task>& tasks,
                                                  const Facts& facts) {
  std::map<Location, std::set<std::string>> places;
  for (const Task& task : tasks) {
    if (task.kind != TaskKind::kNumberOnly && task.kind != TaskKind::kRange) continue;
    std::set<std::string> slugs;
    for (const std::string& meant : task.meant) {
      if (const auto id = ModuleMeant(facts, meant)) slugs.insert(facts.module(*id).slug);
    }
    if (!slugs.empty() && slugs.size() == task.meant.size()) places[task.where] = std::move(slugs);
  }
  return places;
}

}  // namespace

OpenOptions ForLint(const Input& around) {
  OpenOptions options;
  options.series = around.only_series;
  options.collect.list_malformed = true;
  options.collect.threads = around.threads;
  return options;
}

Result<Input, Errors> LoadModules(const Input& around, const std::string& revision) {
  Result<GitTree> tree = GitTree::Open(around.root, revision);
  if (!tree) return Errors{tree.error()};
  OpenOptions modules_only = ForLint(around);
  modules_only.collect.imports = modules_only.collect.references = false;
  return LoadTree(std::make_unique<GitTree>(std::move(*tree)), around, revision, modules_only);
}

std::vector<PastCommit> CommitsBeforeRenames(const Input& input) {
  std::vector<PastCommit> commits;
  if (!input.tree) return commits;
  const WorkStage stage("reading earlier commits");
  for (const std::string revision : {"HEAD", "HEAD^1", "HEAD^2"}) {
    const Result<GitTree> tree = GitTree::Open(input.root, revision);
    if (!tree) break;
    if (HasEveryModule(*tree, input)) continue;
    Result<Input, Errors> commit = LoadModules(input, revision);
    if (commit) commits.push_back({std::move(*commit), revision});
    if (revision == "HEAD") break;
  }
  return commits;
}

void AppendMovedNumbers(const Input& now, const EarlierInput& earlier,
                        std::vector<Finding>& findings) {
  if (!now.tree || !earlier.input->tree) return;
  for (const LoadedSeries& series : now.series) {
    const auto other =
        std::ranges::find(earlier.input->series, series.facts.series.name,
                          [](const LoadedSeries& one) { return one.facts.series.name; });
    if (other == earlier.input->series.end()) continue;
    FindMovedNumbers(series.facts, *now.tree,
                     {other->facts, *earlier.input->tree, earlier.name, earlier.is_merged},
                     {MeantAt(now.left, series.facts), MeantAt(now.done, series.facts)}, now.config,
                     findings);
  }
}

void AppendMovedSinceCommit(const Input& now, std::vector<Finding>& findings) {
  for (const PastCommit& commit : CommitsBeforeRenames(now)) {
    AppendMovedNumbers(now, {&commit.input, commit.name}, findings);
  }
}

}  // namespace prereq
