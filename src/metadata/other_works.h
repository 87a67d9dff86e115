// Words around a label and number that say whose part it is: "Lesson 2 of the Rust book".
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq {

/// What a label and number from `begin` to `end` are said to be a part of: `Rust book` behind
/// "Chapter 3 of the", `SICP` behind "Lesson 2 from", "Rust book" in front of ", chapter 3". Empty
/// where nothing says so, and for "of this course", "of the book", "of part 2". A name of the
/// course itself is for the caller to know. Reads a line at most.
std::string_view WorkAround(std::string_view text, std::size_t begin, std::size_t end);

/// Whether what stands between a number and the link behind it says that one is a part of the
/// other: " of ", " aus dem ".
bool MakesPartOfLink(std::string_view between);

/// Whether a folder of `path` is among the words of `work`: "the basics track" in
/// `basics/02_loops`.
bool NamesFolderOf(std::string_view work, std::string_view path);

}  // namespace prereq
