// A word, a number and what may be a title: how texts speak of modules before a
// label is known.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// "Module 05: Loss Functions" → the number and the title; the title ends at
/// the first mark.
struct Mention {
  std::string label;
  bool known = false;  // one of CourseWords()
  int number = 0;
  std::string phrase;      // what follows a colon, a dash or a bracket, up to the first mark
  std::string title;       // the same behind a colon, unless it is too long for a name
  bool is_item = false;    // `2.3`: it counts something inside
  bool is_cited = false;   // a word in capitals and a hyphen before zeros: `ADR-0003`
  bool is_marked = false;  // `#` or a link's bracket stands before the number
  std::size_t begin = 0, end = 0;  // of label and number
};

/// The mention whose number begins at `digits`, in links also behind a mark (`[ADR #12](…)`);
/// nullopt when no word stands before it, or it has more than four digits. `own_word` is what the
/// names of the modules have before their number, folded: with a hyphen it is a label as well,
/// `Day-3`.
std::optional<Mention> MentionAt(std::string_view text, std::size_t digits,
                                 std::string_view own_word);

/// Whether what stands behind a number is a whole title: `: Working with data`, ` - Loops`, in a
/// heading ` Loops` as well.
bool TitledBehind(std::string_view text, std::size_t end, std::string_view slug, bool heading);

/// Whether `02_loops`, `2-loops` or `2: loops` stands in `text`: the number up to three marks
/// before the name.
bool NumberedBeside(std::string_view text, int number, std::string_view slug);

}  // namespace prereq
