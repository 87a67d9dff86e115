// Sections of a module that a text elsewhere speaks of by both numbers.
#pragma once

#include "prereq/facts.h"

namespace prereq::references {

/// Whether the scan noted it as one: its text is "4.2", or "4.2 Loops" where the section's title
/// has to be that one; its module is the owner of the first number. The plan looks for the section.
bool IsSectionMention(const Reference& reference);

}  // namespace prereq::references
