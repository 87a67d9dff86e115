// `prereq apply`: does what a plan says, all or nothing.
#include <algorithm>
#include <map>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/plan_order.h"
#include "cli/transaction.h"
#include "files/plan_read.h"
#include "plan/moves.h"
#include "report/plan_words.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

// What is left for a person: the first ones, where they stand now, and how to see the others.
void SayTasks(const std::vector<Task>& tasks, const std::vector<PathMove>& moved,
              std::string_view lists_all) {
  constexpr std::size_t kMost = 10;
  if (tasks.empty()) return;
  std::map<std::string, std::string> moves;
  for (const PathMove& move : moved) moves.emplace(move.from, move.to);
  SayNote(tasks.size() == 1 ? "1 place needs a person"
                            : fmt::format("{} places need a person", tasks.size()));
  for (std::size_t i = 0; i < std::min(kMost, tasks.size()); ++i) {
    Location where = tasks[i].where;
    where.path = PathAfter(moves, where.path);
    SayLines(fmt::format("  {}: {}\n", Show(where), Printable(tasks[i].text)));
  }
  if (tasks.size() > kMost)
    SayLines(fmt::format("  and {} more; {} lists all\n", tasks.size() - kMost, lists_all));
}

}  // namespace

int ApplyTo(const std::string& root, const Options& options, const EditSet& edits,
            const std::string& plan_id, const std::vector<Task>& tasks,
            std::string_view lists_all) {
  auto tree = TreeChanger::Open(root, options);
  if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
  const auto applied = tree->ApplyEdits(edits, plan_id);
  if (!applied) return SayErrors({applied.error()}), kExitNoAnswer;
  SayApplied(*applied);
  SayTasks(tasks, edits.moves, lists_all);
  return kExitClean;
}

namespace {

// Adds what the policy at `root`, if there is one, wants to hold after an apply.
Status AddVerifyOf(const std::string& root, std::vector<std::string>& verify) {
  const std::string path = JoinPath(root, kPolicyFileName);
  const Result<std::string> text = ReadNamed(path);
  if (!text && text.error().code == Error::Code::kNotFound) return Done{};
  if (!text) return text.error();
  const Result<Config, Errors> config = ParseConfig(path, *text);
  if (!config) return config.error().front();
  verify.insert(verify.end(), config->verify.begin(), config->verify.end());
  return Done{};
}

int ApplySaved(const Options& options) {
  const Result<std::string> text = ReadNamed(options.plan);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<SavedPlan> saved = ReadPlanJson(options.plan, *text);
  if (!saved) return SayErrors({saved.error()}), kExitNoAnswer;
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  Options with_checks = options;
  const Status added = AddVerifyOf(*root, with_checks.verify);
  if (!added) return SayErrors({added.error()}), kExitNoAnswer;
  return ApplyTo(*root, with_checks, saved->edits, saved->id, saved->edits.tasks, "the plan file");
}

}  // namespace

int RunApply(const Options& options) {
  if (!options.plan.empty()) return ApplySaved(options);
  Result<Input, Errors> input =
      LoadInput(options, {.references = true, .threads = options.threads});
  if (!input) return SayErrors(input.error()), kExitNoAnswer;
  if (!input->tree) {
    SayErrors({{Error::Code::kInvalid,
                "a graph file has no tree to change; name a directory",
                {input->config.path, 0, 0},
                ""}});
    return kExitNoAnswer;
  }
  if (input->series.size() > 1) {
    SayErrors({{Error::Code::kInvalid,
                "the policy declares several series; choose one with --series",
                {input->config.path, 0, 0},
                ""}});
    return kExitNoAnswer;
  }
  const Planned planned = PlanOrder(options, *input, input->series.front());
  if (!planned.plan) return planned.exit;
  Options with_checks = options;
  with_checks.verify.insert(with_checks.verify.end(), input->config.verify.begin(),
                            input->config.verify.end());
  return ApplyTo(input->root, with_checks, planned.edits, "",
                 AllTasks(*planned.plan, planned.edits), "`prereq undo`, then `prereq plan`");
}

}  // namespace prereq
