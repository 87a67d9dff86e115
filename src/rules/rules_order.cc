// What `prereq explain` says about the rules of input (PRQ0xx) and of the order (PRQ1xx).
#include "rules/rules.h"

namespace prereq {
namespace {

constexpr RuleInfo kInputRules[] = {
    {"PRQ001", "unparsable-input", Severity::kError,
     "a file that should tell something about a module cannot be read",
     "A metadata file, a source file with imports or a notebook is not valid in its format, so its "
     "facts are missing from the check.",
     "An order that looks valid may only look so because the fact that breaks it was never read.",
     "# modules/06_autograd/module.yaml\nprerequisites: [tensor, layers",
     "# modules/06_autograd/module.yaml\nprerequisites: [tensor, layers]",
     "Correct the file at the line shown. If nothing in it concerns the order, exclude it with "
     "`references: {exclude: [...]}` or a narrower `files:` pattern in `prereq.yaml`.",
     ""},
    {"PRQ002", "unknown-name", Severity::kError, "a name that no module has",
     "A prerequisite, constraint or alias names something that is no module's slug, title or "
     "alias.",
     "The dependency is lost: nothing keeps the module behind what it needs.",
     "# modules/08_training/module.yaml\nprerequisites: [04_networks]   # no such module",
     "# modules/08_training/module.yaml\nprerequisites: [layers]",
     "Write the module's slug, or teach the name to `prereq.yaml`: `aliases: {layers: "
     "[networks]}`.",
     ""},
    {"PRQ003", "ambiguous-name", Severity::kError, "a name that several modules share",
     "A prerequisite or constraint uses a title or alias that stands for more than one module.",
     "Guessing would put the dependency on the wrong module half of the time.",
     "prerequisites: [data]   # alias of both dataloader and datasets",
     "prerequisites: [dataloader]",
     "Write the slug, or take the alias away from all but one module.", ""},
    {"PRQ004", "vacuous-rule", Severity::kWarn, "a rule of the policy that matches nothing",
     "A waiver, phase, mirror, metadata file or import rule in `prereq.yaml` has no effect on this "
     "tree. (A constraint that names no module is an error of the policy.)",
     "A rule that is silently dead gives false comfort; a waiver that outlived its dependency "
     "hides "
     "the next one.",
     "waive: [{rule: optimizers requires autograd, because: \"…\"}]   # no such dependency any "
     "more",
     "waive: []", "Remove the rule, or correct the name or pattern in it.", ""},
    {"PRQ005", "unprovided-skill", Severity::kWarn, "a prerequisite that no module teaches",
     "An entry of the prerequisites is neither a module's name nor close to one, and has no number "
     "or path in it: it reads like something to know already.",
     "It says nothing about the order. If it was meant to, the dependency is lost.",
     "prerequisites: [Graph theory]   # the module that teaches it is called `networks`",
     "prerequisites: [networks]",
     "Nothing, if it is to be known before the course. Otherwise write the module's slug, or add "
     "the words under `aliases:` in `prereq.yaml`.",
     ""},
};

constexpr RuleInfo kOrderRules[] = {
    {"PRQ101", "cycle", Severity::kError, "modules that need each other in a circle",
     "Following dependencies from a module leads back to it. One finding for each group of modules "
     "that need each other, with its shortest circle and the cheapest facts to drop.",
     "No numbering can satisfy a circle: whichever module comes first lacks something.",
     "optimizers requires autograd; autograd requires optimizers",
     "optimizers requires autograd; autograd requires tensor",
     "Remove one of the dependencies shown, or waive one with a reason: "
     "`waive: [{rule: optimizers requires autograd, because: \"…\"}]`.",
     "A circle cannot be ordered, so silencing it does not make `suggest` work; waive one of its "
     "dependencies instead."},
    {"PRQ102", "prerequisite-out-of-order", Severity::kError,
     "a module comes before a module that its metadata requires",
     "Metadata (or prose) says that a module requires another one, which has the same or a larger "
     "number.",
     "A reader who follows the numbers meets something that was not taught yet.",
     "06_optimizers/module.yaml: prerequisites: [autograd]   # autograd is 07",
     "06_autograd, 07_optimizers",
     "`prereq suggest` shows the cheapest order that keeps it; or remove the prerequisite if it is "
     "no longer true.",
     ""},
    {"PRQ103", "import-out-of-order", Severity::kError,
     "a module imports code of a module that comes later",
     "Code of a module imports what a module with the same or a larger number provides.",
     "The code cannot run for somebody who has done the modules up to here.",
     "# modules/06_optimizers/optimizers_dev.py\nfrom tinytorch.core.autograd import Variable   # "
     "07",
     "# modules/06_optimizers/optimizers_dev.py\nfrom tinytorch.core.tensor import Tensor   # 02",
     "Move the module behind what it imports (`prereq suggest`), or remove the import.", ""},
    {"PRQ104", "constraint-out-of-order", Severity::kError,
     "the order breaks a constraint of the policy",
     "A `before`, `after`, `pin`, `within`, `first` or `last` rule or a phase of `prereq.yaml` "
     "does "
     "not hold for the numbers as they are.",
     "The policy is what the authors agreed on.",
     "constraints: [training before spatial]   # 10_training, 09_spatial",
     "constraints: [training before spatial]   # 08_training, 09_spatial",
     "`prereq suggest` shows the cheapest order that satisfies it; `prereq plan` the way there.",
     ""},
    {"PRQ105", "constraint-conflict", Severity::kError,
     "facts that contradict each other, so that no order can satisfy all of them",
     "The facts shown exclude each other. The set is minimal: without any one of them an order "
     "exists.",
     "No numbering can be right; until one fact goes, `suggest` and `plan` have no answer.",
     "constraints: [optimizers before autograd]\n"
     "07_optimizers/module.yaml: prerequisites: [autograd]",
     "constraints: [optimizers before autograd]\n"
     "waive: [{rule: optimizers requires autograd, because: \"taught without gradients now\"}]",
     "Drop or change one of the facts shown; a dependency that is out of date can be waived with a "
     "reason.",
     "A contradiction cannot be ordered, so silencing it does not make `suggest` work; drop or "
     "waive "
     "one of its facts instead."},
    {"PRQ106", "undeclared-prerequisite", Severity::kWarn,
     "a module imports another one that its metadata does not list",
     "Code imports what another module provides, but neither the metadata nor one of the listed "
     "prerequisites (directly or through others) requires that module. Not reported where a "
     "prerequisite on the way could not be resolved.",
     "Whoever plans by the metadata does not see the dependency.",
     "# 09_spatial/module.yaml: prerequisites: [tensor]\n"
     "# 09_spatial/spatial_dev.py: from tinytorch.core.layers import Dense",
     "# 09_spatial/module.yaml: prerequisites: [tensor, layers]",
     "Add the module to the prerequisites, or remove the import.", ""},
    {"PRQ107", "unused-prerequisite", Severity::kOff, "a listed prerequisite that no import uses",
     "Metadata requires a module, and no code of this module or of what lies between imports it. "
     "Off by default: a prerequisite may be about ideas, not code.",
     "Each needless prerequisite forbids orders that would be fine.",
     "# 09_spatial/module.yaml: prerequisites: [tensor, losses]   # losses is never imported",
     "# 09_spatial/module.yaml: prerequisites: [tensor]",
     "Remove the prerequisite if nothing else needs it.", ""},
    {"PRQ108", "redundant-prerequisite", Severity::kOff,
     "a listed prerequisite that another one already implies",
     "A requires B and C, and B requires C too. Off by default: many courses list everything on "
     "purpose.",
     "It adds nothing to the order and has to be kept up to date in one more place.",
     "training: prerequisites: [optimizers, tensor]   # optimizers requires tensor",
     "training: prerequisites: [optimizers]", "Remove the implied prerequisite.", ""},
};

}  // namespace

std::span<const RuleInfo> InputRules() { return kInputRules; }
std::span<const RuleInfo> OrderRules() { return kOrderRules; }

}  // namespace prereq
