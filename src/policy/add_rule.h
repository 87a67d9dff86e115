// Adds a constraint to a policy and leaves everything else of the file as it is.
#pragma once

#include <cstddef>
#include <string>

#include "prereq/config.h"

namespace prereq {

/// Bytes to put into a file.
struct Insertion {
  std::size_t offset = 0;
  std::string text;
};

/// Where and how `rule` ("queries before ranking") joins the constraints of the policy `text`,
/// whose path is `path`: behind the last one, in the way the list is written, or as a list of its
/// own at the end; `because` may be empty. Tried out: the policy with it means what it did, and the
/// rule. Error kInvalid: the rule stands there already, is no rule, or no place for it was found.
Result<Insertion> AddRule(const std::string& path, const std::string& text, const std::string& rule,
                          const std::string& because);

}  // namespace prereq
