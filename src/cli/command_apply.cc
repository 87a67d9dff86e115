// `prereq apply`: does what a plan says, all or nothing.
#include <filesystem>

#include "base/format.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/plan_order.h"
#include "cli/transaction.h"
#include "read/plan_json.h"

namespace prereq {
int ApplyTo(const std::string& root, const Options& options, const EditSet& edits,
            const std::string& plan_id) {
  auto tree = TreeChanger::Open(root, options);
  if (!tree) return SayErrors({tree.error()}), kExitNoAnswer;
  const auto applied = tree->ApplyEdits(edits, plan_id);
  if (!applied) return SayErrors({applied.error()}), kExitNoAnswer;
  SayApplied(*applied);
  if (!edits.tasks.empty()) {
    SayNote(
        fmt::format("{} places need a person; `prereq plan` had listed them", edits.tasks.size()));
  }
  return kExitClean;
}

namespace {

int ApplySaved(const Options& options) {
  const Result<std::string> text = ReadNamed(options.plan);
  if (!text) return SayErrors({text.error()}), kExitNoAnswer;
  const Result<SavedPlan> saved = ReadPlanJson(options.plan, *text);
  if (!saved) return SayErrors({saved.error()}), kExitNoAnswer;
  const auto root = TreeRoot(options);
  if (!root) return SayErrors({root.error()}), kExitNoAnswer;
  return ApplyTo(*root, options, saved->edits, saved->id);
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
  return ApplyTo(input->root, with_checks, planned.edits, "");
}

}  // namespace prereq
