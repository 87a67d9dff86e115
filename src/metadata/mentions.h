// Places in a text that name modules so that no other reading is likely: by a label and a number,
// by a path or link, by the exact name of a directory or file. Never by a bare word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/link_targets.h"
#include "prereq/facts.h"

namespace prereq {

/// One such place. Which fields are set says what it looks like; numbers of one mention make a
/// range where `last` (or `outer_last`) is set.
struct ModuleMention {
  Span span;                                // in the text
  std::optional<Number> outer, outer_last;  // "Phase 7", "Phases 1-3"
  std::optional<Number> number, last;       // "Lesson 3", "Lessons 2-3", "Phase 7 · 09"
  std::string path;               // a link's target, a path, a name of a directory or file
  std::string last_path;          // where a range ends: "`01-a.md` through `04-d.md`"
  std::string words;              // of the link whose target `path` is
  std::string work;               // of another author, to all appearances: "of the Rust book"
  std::string address;            // of another place: where the link leads whose words these are
  bool all_before = false;        // "all previous lessons"
  bool all_before_outer = false;  // "all previous phases"
  bool only_last = false;         // of all before: "the previous lesson"
  std::string folder;             // of all_before: "all lessons in `basics/`", previous or not
};

/// The words that stand before numbers, folded: of modules that hold series, and of others.
struct MentionLabels {
  std::vector<std::string> outer, inner;
};

/// In the order of the text. "Phase 7 · 09", "Phase 4, Lesson 14", "Phase 2 Lessons 1-8" and, where
/// there are outer labels, "Lesson 03.10" are mentions with both numbers. A list after a label
/// ("Lessons 2, 3 and 5") yields a mention for each number, "Lessons 2-3" one.
/// `targets` are those of the page, where it is one.
std::vector<ModuleMention> ReadMentions(std::string_view text, const MentionLabels& labels,
                                        const LinkTargets& targets = {});

/// The numbers of a text that is nothing but numbers and ranges: "2", "2-4", "1, 2 and 3".
std::vector<ModuleMention> ReadBareNumbers(std::string_view text);

/// Whether a text is nothing but its mentions: "Module 2: Tensors" says a name too, and that
/// decides.
bool IsNothingBut(const std::vector<ModuleMention>& mentions, std::string_view text);

}  // namespace prereq
