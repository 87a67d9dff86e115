// Adds a constraint to a policy and leaves everything else of the file as it is.
#pragma once

#include <string>

#include "policy/list_end.h"
#include "prereq/config.h"

namespace prereq {

/// Where and how `rule` ("queries before ranking") joins the constraints of the policy `text`,
/// whose path is `path`: behind the last one, in the way the list is written, or as a list of its
/// own at the end; `because` may be empty. Tried out: the policy with it means what it did, and the
/// rule. Error kInvalid: the rule stands there already, is not a rule, or no place for it was
/// found.
Result<Insertion> AddRule(const std::string& path, const std::string& text, const std::string& rule,
                          const std::string& because);

}  // namespace prereq
