// What `prereq explain` says about the rules of numbering (PRQ2xx), of references (PRQ3xx) and of
// the baseline and suppressions (PRQ9xx).
#include "rules/rules.h"

namespace prereq {
namespace {

constexpr RuleInfo kTreeRules[] = {
    {"PRQ201", "duplicate-number", Severity::kError, "two modules carry one number",
     "Two modules of a series have the same number (and letter suffix).",
     "Their order is undefined, and a number-only reference means either.",
     "modules/06_autograd\nmodules/06_optimizers", "modules/06_autograd\nmodules/07_optimizers",
     "Give one of them a free number: `prereq move SLUG --after OTHER`.", ""},
    {"PRQ202", "number-gap", Severity::kWarn, "a number between two modules is not used",
     "The numbers of a series are not consecutive and the policy does not say `gaps: keep`.",
     "Readers look for the missing module; references to it usually point nowhere.",
     "modules/05_losses\nmodules/07_autograd", "modules/05_losses\nmodules/06_autograd",
     "`prereq close-gaps` renumbers; `gaps: keep` in the series says that the gap is intended.",
     ""},
    {"PRQ203", "number-format", Severity::kWarn, "a number is not written as the pattern says",
     "A module's number has another width or padding than the series' pattern, as `6_autograd` "
     "beside `05_losses`.",
     "File listings sort the modules wrongly, and links built from the pattern break.",
     "modules/05_losses\nmodules/6_autograd", "modules/05_losses\nmodules/06_autograd",
     "Rename it to the pattern's form; the number stays, so references to it stay right.", ""},
    {"PRQ204", "number-mismatch", Severity::kError,
     "a module's path, metadata and heading name different numbers",
     "The number in the path is not the one in the module's metadata key or first heading.",
     "One of them is what a reader or a script goes by, and it is wrong.",
     "# modules/07_autograd/module.yaml\nnumber: 6", "# modules/07_autograd/module.yaml\nnumber: 7",
     "Write the number of the path; `prereq lint --fix` does it where it is certain.", ""},
    {"PRQ205", "merge-collision", Severity::kError,
     "the merge would leave two modules with one number or one slug",
     "Only with `--against REV`: each side is fine alone and git merges them without a conflict, "
     "but "
     "the merged tree has a number or slug twice.",
     "Git compares files, not numbers: `21_agents` and `21_quantization` merge cleanly.",
     "ours: modules/21_agents; theirs: modules/21_quantization",
     "ours: modules/21_agents; theirs: modules/22_quantization",
     "Give the module of this branch a free number before the merge: `prereq move SLUG --to 22`.",
     "In `prereq.yaml`, `suppress: [{rule: PRQ205, modules: [agents], because: \"…\"}]`, or "
     "`rules: "
     "{PRQ205: off}`. A baseline cannot hold it: it is found in a merge that is not made yet."},
    {"PRQ301", "stale-reference", Severity::kError,
     "a reference whose number and name mean different modules, or no module",
     "A text names a module by number and name and the two disagree (`Module 06: Autograd` while "
     "autograd is 07), or the name is no module's at all. Not reported: changelogs and what "
     "`references.history` covers, lines that give both the old and the present number, table rows "
     "`old | → | new`, and folders that number the same module in a way of their own.",
     "Readers follow it to the wrong module. This is what a renumbering by hand leaves behind.",
     "See Module 06: Autograd   (autograd is 07)", "See Module 07: Autograd",
     "Correct the number; `prereq lint --fix` does it where name and number leave no doubt.", ""},
    {"PRQ302", "broken-path", Severity::kError, "a path into the series that does not exist",
     "A link or path names a module's directory or file that is not there.",
     "The link is dead, or the script that uses it fails.",
     "[next](../06_autograd/README.md)   (the directory is 07_autograd)",
     "[next](../07_autograd/README.md)",
     "Write the path as it is; `prereq lint --fix` does it where the slug decides.", ""},
    {"PRQ303", "mirror-mismatch", Severity::kWarn,
     "a mirrored file stands under another module's number",
     "A file of a synchronised mirror carries the number of one module, while its name or content "
     "speaks for another; or its number is no module's; or it stands in a module's place under a "
     "name "
     "that is no module's.",
     "Moving it along by number would bind it to the wrong module for good.",
     "tests/module_06 tests autograd, but 06 is optimizers", "tests/module_07 tests autograd",
     "Rename the file to its module's number, or declare the mirror `foreign` or `frozen`.", ""},
    {"PRQ304", "mapping-drift", Severity::kWarn,
     "a map from numbers to modules no longer fits the order",
     "A map, table or list keyed by module numbers has entries whose value belongs to another "
     "number.",
     "A script that looks up by number acts on the wrong module.",
     "CHECKPOINTS = {\"06\": \"autograd\", \"07\": \"optimizers\"}   (autograd is 07)",
     "CHECKPOINTS = {\"06\": \"optimizers\", \"07\": \"autograd\"}",
     "Correct the keys, or re-sort the entries: a person has to say which of both is meant.", ""},
};

constexpr RuleInfo kHygieneRules[] = {
    {"PRQ901", "stale-baseline", Severity::kWarn,
     "the baseline accepts more findings than there are",
     "An entry of the baseline file accepts a finding that no longer occurs, or more of them than "
     "occur.",
     "The spare room would hide the next finding of that kind.",
     "{rule: PRQ301, evidence: title, modules: [autograd], count: 4, because: \"…\"}   # 1 is left",
     "{rule: PRQ301, evidence: title, modules: [autograd], count: 1, because: \"…\"}",
     "Run `prereq baseline prune`.", "Only by pruning the baseline."},
    {"PRQ902", "unused-suppression", Severity::kWarn, "a suppression that suppresses nothing",
     "A `suppress:` entry of the policy or a `prereq: ignore` comment matches no finding.",
     "It would hide the next finding in that place without anybody deciding so.",
     "# prereq: ignore PRQ301 -- old name on purpose\nSee Module 07: Autograd",
     "See Module 07: Autograd", "Remove the suppression.", "Only by removing the suppression."},
    {"PRQ903", "reasonless-suppression", Severity::kWarn, "a suppression that gives no reason",
     "A `suppress:` entry has no `because:`, or a `prereq: ignore` comment has nothing after `--`. "
     "It still suppresses.",
     "Nobody can tell later whether it may go.", "# prereq: ignore PRQ301",
     "# prereq: ignore PRQ301 -- quotes the title of 2023", "Write the reason.",
     "Only by giving a reason."},
    {"PRQ904", "expired-suppression", Severity::kWarn, "a suppression whose day has passed",
     "The `until` day of a suppression or waiver lies before today. It no longer has an effect, so "
     "what it hid is reported again.",
     "The day was the promise to deal with it.",
     "suppress: [{rule: PRQ301, because: \"rewrite planned\", until: 2020-01-31}]", "suppress: []",
     "Fix what it hid and remove it, or set a new day.",
     "Only by removing it or setting a new day."},
};

}  // namespace

std::span<const RuleInfo> TreeRules() { return kTreeRules; }
std::span<const RuleInfo> HygieneRules() { return kHygieneRules; }

}  // namespace prereq
