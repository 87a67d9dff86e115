// The words by which prose says what comes before a module.
#pragma once

#include <string_view>

namespace prereq {

/// Whether a heading or a line head of these words is about prerequisites; in three dozen
/// languages, in any case and punctuation.
bool IsPrerequisiteHead(std::string_view words);

/// Whether a line head of these words is about what comes after: "Next lesson", "Leads to".
bool IsNextHead(std::string_view words);

/// Whether a link of these words leads to what comes before: "Previous", "Back", "Vorherige
/// Lektion".
bool IsPreviousHead(std::string_view words);

/// Whether `page` can hold such a head, for a quick no.
bool MaySayPrerequisites(std::string_view page);

/// Whether an entry says that there is none: "None", "N/A", "-", "No prerequisites", "keine".
bool SaysNone(std::string_view entry);

}  // namespace prereq
