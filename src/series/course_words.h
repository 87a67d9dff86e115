// Words that stand before the numbers of modules, in courses of several languages.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace prereq {

/// "Module", "Chapitre", "Урок", …; as they begin a heading. The same order in every run.
std::span<const std::string_view> CourseWords();

/// The word of CourseWords() that `word` is, in any case and singular or plural: "Lesson" for
/// `lessons`; empty for any other word.
std::string_view CourseWordOf(std::string_view word);

/// The word of CourseWords() that a series' pattern has for what it numbers, in a folder or right
/// before the number: "Lesson" for `lessons/{number:02}-{slug}.md` and `lesson{number}`; else
/// empty.
std::string_view CourseWordOfPattern(std::string_view pattern);

}  // namespace prereq
