// Words that books number their parts with behind the number of a chapter: `Figure 3.1`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// Whether one of the words, in lower case, is such a word in singular or plural, whole or short,
/// in any of several languages: "figure", "figs", "abbildung", "exercises", "§"; "solution to"
/// begins with one.
bool CountsParts(std::string_view words);

/// Whether parts of what is labelled so are counted behind its number by custom: "Chapter",
/// "Kapitel", "глава"; a lesson's or a week's are not.
bool IsLabelOfBook(const std::vector<std::string>& labels);

}  // namespace prereq
