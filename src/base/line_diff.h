// Which lines two texts share, and both sets of changes to a third one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// Lines that differ: those of one text from `old_begin` up to `old_end` became those of the other
/// from `new_begin` up to `new_end`; either may be empty. Lines count from 0 and hold their ends.
struct LineHunk {
  std::size_t old_begin = 0, old_end = 0;
  std::size_t new_begin = 0, new_end = 0;

  bool operator==(const LineHunk&) const = default;
};

/// The lines of a text with their line ends; joined they are the text again.
std::vector<std::string_view> LinesWithEnds(std::string_view text);

/// What turns `before` into `after`: in order, with at least one shared line between two hunks.
/// The fewest lines, unless more than two thousand differ: then they come as one hunk. O(n·d) for
/// d lines that differ.
std::vector<LineHunk> DiffLines(const std::vector<std::string_view>& before,
                                const std::vector<std::string_view>& after);

/// Two sets of changes to one text, done both.
struct MergedLines {
  std::string text;                    // means nothing when there are conflicts
  std::vector<std::size_t> conflicts;  // 1-based lines of `ours`, rising
};

/// Does to `base` what `ours` and `theirs` each did to it. A conflict is a place where both changed
/// the same lines, or put lines into the same gap, and not in the same way. Changes of lines that
/// stand side by side are none: each line still has one author.
MergedLines MergeLines(std::string_view base, std::string_view ours, std::string_view theirs);

}  // namespace prereq
