// Where identifiers begin and end in text of any encoding, and how to step over spaces, quotes and
// emphasis. Every step is bounded, so that a line of 100 MB costs no more than its bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/ascii.h"

namespace prereq::references {

/// How far any shape looks around a number, in bytes.
inline constexpr std::size_t kReach = 256;

/// A set of bytes, for tests that run at every number of a text.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  [[nodiscard]] constexpr bool Has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  constexpr void Add(char c) { has_[static_cast<unsigned char>(c)] = true; }
  constexpr ByteSet& Add(const ByteSet& other) {
    for (std::size_t i = 0; i < has_.size(); ++i) has_[i] = has_[i] || other.has_[i];
    return *this;
  }

 private:
  std::array<bool, 256> has_{};
};

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }
/// Letters, digits and `_` of ASCII.
inline bool IsWord(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }

/// The first digit at or after `at`; the text's end without one. Looks at eight bytes at a time:
/// texts are walked over for digits more than once, and hold few.
inline std::size_t NextDigit(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  std::uint64_t bytes = 0;
  for (; at + sizeof(bytes) <= text.size(); at += sizeof(bytes)) {
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    const std::uint64_t values = bytes ^ (kEach * '0');  // below 10 where a digit stands
    if (((values - kEach * 10) & ~values & (kEach * 0x80)) != 0) break;
  }
  while (at < text.size() && !IsDigit(text[at])) ++at;
  return at;
}

/// Does the character that starts at `at` belong to an identifier? Punctuation, arrows, emoji and
/// scripts written without spaces do not; malformed UTF-8 does, since it may be a letter of
/// another encoding. False at the end of the text.
bool IdentifierAt(std::string_view text, std::size_t at);
/// The same for the character that ends before `at`; an escape such as `\n` in a string literal
/// belongs to none.
bool IdentifierBefore(std::string_view text, std::size_t at);

/// Whether a run of `_` at `at` closes emphasis: nothing of an identifier follows.
bool ClosesEmphasis(std::string_view text, std::size_t at);
/// Where the word that ends at `end` begins, in any alphabet; `end` when none ends there.
std::size_t WordStart(std::string_view text, std::size_t end);
/// Where the characters begin that end at `end` and are of a script without blanks between words,
/// no marks; at most `most` of them.
std::size_t UnspacedStart(std::string_view text, std::size_t end, int most);

/// Whether a percent-encoded byte of the form `%2X` ends before `at`, with `last` for its X: `%2F`
/// is a `/` inside an address.
bool EndsWithEscape(std::string_view text, std::size_t at, char last);

/// The first offset at or after `at` that holds no blank (no-break spaces are blanks too).
std::size_t SkipBlanks(std::string_view text, std::size_t at);
/// The offset after the last non-blank before `at`.
std::size_t SkipBlanksBack(std::string_view text, std::size_t at);
/// Skips `* _ ` ~ [ " '`, backslashes before them, blanks, emoji and variation selectors.
std::size_t SkipOrnament(std::string_view text, std::size_t at);
/// The same backwards, with `]` for `[`.
std::size_t SkipOrnamentBack(std::string_view text, std::size_t at);

/// The end of the tag that begins at `at` (`<b>`, `</td>`, `<a href="x">`); `at` when none does.
std::size_t TagEnd(std::string_view text, std::size_t at);
/// The begin of the tag that ends at `at`; `at` when none does.
std::size_t TagBegin(std::string_view text, std::size_t at);
/// Where tags and blanks end, and whether the cell of a table (`<td>`, `<th>`) began among them;
/// only between two cells a line may end.
struct TagRun {
  std::size_t at = 0;
  bool cell = false;
};
TagRun SkipTags(std::string_view text, std::size_t at);
/// The same backwards, over `*` and backquotes too; the cell's own tag ends the run.
TagRun SkipTagsBack(std::string_view text, std::size_t at);

/// Does a line start at `at`, but for blanks and the marks of headings, lists, quotes, comments and
/// emphasis? Also after an escaped line end inside a string.
bool AtLineStart(std::string_view text, std::size_t at);

/// The path text in front of `begin`: "../modules/"; empty unless a `/` stands there. `%2F`, `%20`
/// and the `\_` of TeX are read as what they stand for.
std::string PathBefore(std::string_view text, std::size_t begin);
/// Whether the slashes at `slashes` stand behind the scheme of a store in a file and before its
/// relative path: `sqlite:///../02-x/a.db`. A fourth one makes it absolute.
bool NamesLocalPath(std::string_view text, std::size_t slashes);
/// Where that path text begins; `begin` when there is none.
std::size_t PathStart(std::string_view text, std::size_t begin);

/// The bytes of the emoji, dingbat, selector or joiner at `at`; 0 where none stands.
std::size_t DecorationAt(std::string_view text, std::size_t at);

/// The end of `expected` when it stands at `at`, its bytes plain, percent-encoded, as entities
/// of HTML or, those of no word, behind a backslash; npos when it does not.
std::size_t EndOfName(std::string_view expected, std::string_view text, std::size_t at);

/// The link whose text holds `at`: `[text](target)`. Offsets; nullopt when `at` is in none.
struct LinkAround {
  std::size_t text_begin = 0, text_end = 0, target_begin = 0, target_end = 0;
};
std::optional<LinkAround> LinkTextAround(std::string_view text, std::size_t at);

/// Length of the dash at `at` (`-`, en, em, figure dash, minus); 0 when there is none.
std::size_t DashAt(std::string_view text, std::size_t at);
/// Length of the arrow at `at` (`->`, `-->`, `=>`, `→`, `⟶`, `➜` …); 0 when there is none.
std::size_t ArrowAt(std::string_view text, std::size_t at);

}  // namespace prereq::references
