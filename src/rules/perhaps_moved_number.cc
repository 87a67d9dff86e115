// PRQ312: the same as PRQ311 of numbers that may mean something else.
#include "rules/rule.h"

namespace prereq {

constinit const RuleEntry kPerhapsMovedNumber = {
    {RuleId::kPerhapsMovedNumber, "perhaps-moved-number", Severity::kWarn, RuleSubject::kTree,
     "a number in words, which perhaps means a module, stands as before and would mean another now",
     "As PRQ311, where nothing but the label says that the number is a module's: `see Lesson 2`. "
     "`prereq plan` asks about the same places as tasks of the kind number-only.",
     "Readers follow it to the wrong module, if it means one of these modules.",
     "see Lesson 2   (lists was 02 in `main`, and is 03 here)", "see Lesson 3",
     "Write the number that the module has now, or leave it if another course's lesson is meant.",
     "In a comment on the line or the line above, `prereq: ignore PRQ312 -- reason`, which answers "
     "the task of the kind number-only as well, for this change and all further ones; in "
     "`prereq.yaml`, "
     "`suppress: [{rule: PRQ312, path: \"docs/**\", because: \"…\"}]` or `rules: {PRQ312: off}`. A "
     "baseline cannot hold it: it is found by comparing two trees."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
