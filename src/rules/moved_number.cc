// PRQ311: numbers that stayed where the module they meant went elsewhere.
#include "rules/rule.h"

namespace prereq {

constinit const RuleEntry kMovedNumber = {
    {RuleId::kMovedNumber, "moved-number", Severity::kError, RuleSubject::kTree,
     "a number without a name stands as before, and means another module now",
     "A prerequisite or another reference by number alone (`**Prerequisites:** Lesson 2`) stands "
     "in "
     "an earlier tree in the same words, and there that number was another module's, which has "
     "another number now or is gone. The earlier tree is that of `--since REV`, either side of the "
     "merge with `--against REV`, and else the last commit or its parents, where "
     "modules changed their names since. "
     "Not reported: a group of numbers that means the same modules as before, and a module that "
     "only got another slug.",
     "Git merges a renumbering and a new line with an old number without a conflict, and a rename "
     "by hand leaves numbers behind; nothing else shows that they mean another module now.",
     "**Prerequisites:** Lesson 2   (lists was 02 in `main`, and is 03 here)",
     "**Prerequisites:** Lesson 3",
     "Write the number that the module has now; or its name, which no renumbering changes.",
     "In a comment on the line or the line above, `prereq: ignore PRQ311 -- reason`; in "
     "`prereq.yaml`, "
     "`suppress: [{rule: PRQ311, path: \"docs/**\", because: \"…\"}]` or `rules: {PRQ311: off}`. A "
     "baseline cannot hold it: it is found by comparing two trees."},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
