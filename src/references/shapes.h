// The shapes of references: one function each, asked at every isolated number of a text.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "prereq/facts.h"
#include "references/judge.h"
#include "references/lexicon.h"
#include "references/scan_text.h"

namespace prereq::references {

/// A run of digits, with its letter suffix if it has one.
struct Token {
  std::size_t begin = 0;
  std::size_t digits_end = 0;
  std::size_t end = 0;  // after the suffix
  Number number;

  [[nodiscard]] Span span() const { return {begin, end - begin}; }
  [[nodiscard]] std::size_t digits() const { return digits_end - begin; }
};

/// A reference that a shape has found; `weak` ones need a neighbour that agrees.
struct Found {
  Reference reference;
  bool weak = false;
  bool either = false;  // another folder, as near to the file, holds an entry called so
};

/// What HeadOfColumn knows of a table: its first line, and how many columns lie before the place
/// last asked about.
struct ColumnHeads {
  std::optional<std::vector<std::string_view>> heads;
  std::size_t counted = 0;  // offset: up to there in its line stand `column` separators
  std::size_t column = 0;
};

/// What the shapes know while they go through one text.
struct Scan {
  const std::string& path;
  const FileFormat& format;  // of the path
  std::string_view text;
  const Lexicon& lexicon;
  const NumberedFolder* inside = nullptr;  // the numbered folder the file stands in
  std::optional<ModuleId> metadata_of;     // the module whose metadata file this is
  mutable std::optional<bool> diagrams;    // asked for through MayHoldDiagrams
  // The table row last asked about, by its begin, and whether it stands under a label.
  mutable std::size_t asked_row = std::string_view::npos;
  mutable bool asked_labelled = false;
  mutable std::optional<std::vector<std::size_t>> fences;  // asked for through InFence
  mutable ColumnHeads columns = {};                        // asked for through HeadOfColumn
  mutable bool list_asked = false;    // of a list behind a label in the singular: a person is asked
  mutable std::size_t list_from = 0;  // end of the last number of "Modules 4, 5 …"; 0: none
  std::size_t floor = 0;              // end of the last reference: nothing reaches before it
  std::vector<Found> found;
  std::vector<Found> suspected = {};  // added last, where nothing else stands
};

/// The most bytes between two numbers of a list: ", and ".
inline constexpr std::size_t kListGap = 8;

/// Whether the text may hold mermaid diagrams; searched for once, when first asked.
bool MayHoldDiagrams(const Scan& scan);

/// What the first line of a CSV file has over the column of `at`, in lower case; empty without it.
/// Rising offsets together cost one walk over the text.
std::string HeadOfColumn(const Scan& scan, std::size_t at);

/// Whether the first line of a CSV file has a label of the series, or a word for numbers, over the
/// column of `at`.
bool IsNumberColumn(const Scan& scan, std::size_t at);

/// Whether `offset` stands between the ``` lines of a page, or on one.
bool InFence(const Scan& scan, std::size_t offset);

/// The number whose digits start at `begin`; nullopt for more than nine digits, decimals, dates and
/// numbers glued to letters.
std::optional<Token> ReadToken(const Scan& scan, std::size_t begin);
/// The module that the file belongs to, in its own folder or in a mirror that moves along.
std::optional<ModuleId> HomeOf(const Scan& scan);
/// Whether the word is the name of the folder that the modules stand in, also in the singular:
/// `lesson` of `lessons/`, `adr` of `doc/adr/`.
bool IsNamedAsFolder(const Scan& scan, std::string_view word);
/// Whether a dot and a digit follow the number that ends at `end`, `5` of `5.1`: what follows
/// counts inside the module.
bool IsSection(std::string_view text, std::size_t end);
/// Where the chapter of the series begins that stands with a dot before the number at `begin`:
/// `3.2`; `begin` when none does.
std::size_t ChapterBefore(const Scan& scan, std::size_t begin);
/// Behind the dot of such a chapter that begins at `at`; `at` when none does.
std::size_t BehindChapter(const Scan& scan, std::size_t at);
/// Whether the number goes on with a dot as the names do of what the file lies in, or of what the
/// link leads to in whose words it stands, and that is no module: `Exercise 3.0` in
/// `f5/3.0-intro/README.md`, where `net/3-facts` is Exercise 3.
bool IsOfDottedPage(const Scan& scan, const Reference& reference);
/// Whether a placeholder stands at `at`, right behind a number, which may go on in it: `{{ n }}`,
/// `${n}`, `$n`, `{n}`, `#{n}`, `<%= n %>`, `%d`, and `" + n` behind a string.
bool IsPlaceholder(const Scan& scan, std::size_t at);
/// Whether the number goes on in one and has fewer digits than the series': `0` of `lesson-0{n}`.
bool IsHalfNumber(const Scan& scan, const Token& token);
/// Zero-padded, or as wide as the series pads its numbers.
bool IsPadded(const Scan& scan, const Token& token);

/// The first reference that ends behind `offset`, whose text may hold it: they stand in order and
/// apart from each other. O(log n).
std::vector<Found>::iterator FirstEndingBehind(Scan& scan, std::size_t offset);

/// Markdown and notebooks: where headings and links are what they seem.
bool IsMarkup(const Scan& scan);
/// Source code and shell scripts: names in their comments and messages are often examples.
bool IsScript(const Scan& scan);
/// A text for readers: Markdown, AsciiDoc, LaTeX and the like.
bool IsPage(const Scan& scan);
/// Whether the words before `begin` say that what follows is made up: "e.g.", "for example", a
/// shell's prompt, a heading. Counts for names that no module has.
bool IsExample(const Scan& scan, std::size_t begin);
/// The text of a licence: its sections count themselves.
bool IsLicence(std::string_view path);

/// One shape: which bytes may stand right before and right after its number, and what it makes of a
/// number that passes. The gate is computed from the first two, for all shapes at once.
struct Shape {
  std::string_view name;
  ByteSet (*before)(const Lexicon&);
  ByteSet (*after)(const Lexicon&);
  std::optional<Found> (*match)(const Scan& scan, const Token& token);
};

/// Every shape, in the order in which they are asked: the first that answers has the number. To add
/// one: a file in shapes/ and a row here (shapes/table.cc).
std::span<const Shape> Shapes();

/// A path as it is written before a name: `before` decoded, `raw_length` its bytes in the text.
struct Written {
  std::string before;
  std::size_t begin = 0;  // of the part behind it
  std::size_t raw_length = 0;
  Standing standing;
};

/// The path before `begin` and where it stands with the part `begin..end` (cut at the text's end).
Written ReadWritten(const Scan& scan, std::size_t begin, std::size_t end);

/// Where the identifier ends that the value at `at` is given to, `lesson = 6`, `"lesson": "6"`;
/// npos where none is.
std::size_t AssignedEnd(std::string_view text, std::size_t at);
/// What an identifier says of its value.
enum class NumberName {
  kOther,
  kNumber,          // number, nr, no, order, …
  kLabel,           // lesson
  kLabelledNumber,  // lesson_number
};
/// Whether the word is one for what other things call an entry by: "id", `lesson_id`, "key".
bool IsIdWord(std::string_view word);
/// Whether the last word of an identifier is one for numbers: `loops_NUMBER`.
bool EndsInNumberWord(std::string_view identifier);
/// What the identifier that ends at `end` says.
NumberName NumberNameAt(const Scan& scan, std::size_t end);

/// Fills spans, number and shape; `name` may be empty.
Found MakeFound(const Scan& scan, const Token& token, Span whole, Span name, ReferenceShape shape);
/// Where a link's own path stands between an agreeing number and the name, `<td>06</td><td><a
/// href="06_autograd">Autograd</a>`, that path is a reference, too: only the number belongs to
/// this.
void LeaveWhatIsBetween(const Scan& scan, Found& found);
/// Where the name behind the number is a title that holds the number once more, `| 06 | Lesson 6:
/// Lists |`, the title is a reference, too: of one that agrees only the number is left. Returns
/// where the next reference may begin.
std::size_t LeaveNumberedName(const Scan& scan, Found& found);

/// Whether a link's target, or the page that the number stands in, may still decide whom it means:
/// a number alone, or one that agrees with `id` (`decided` is kOwned) beside a part of a title that
/// is another module's name. A range stays.
bool IsOpenTo(const Reference& reference, ModuleId id, Certainty decided);
/// Makes the number mean `id`, and what another module's name was in it a part of the title.
void SettleAs(Found& found, ModuleId id, Certainty certainty);
/// Judges a number beside a name that can mean `modules`. `evidence` holds what the shape alone
/// knows. False: it is not a reference.
bool JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules,
                Evidence evidence, const Written& written);
/// The same for words outside of any path.
void JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules);
/// Judges a number behind a label and without a name.
void JudgeNumber(const Scan& scan, Found& found, bool of_other_book = false);
/// Judges a number that only the literal of a numbered folder ties to it. False: no reference.
bool JudgeFolder(const Scan& scan, Found& found, const NumberedFolder& folder,
                 const Written& written);
/// Judges a number that a key gives to `module`.
void JudgeKey(Found& found, ModuleId module, bool agrees);
/// Whether `modules` holds the owner of `number` (shifted by a derived folder's offset).
std::optional<ModuleId> Agreeing(const Scan& scan, const std::vector<ModuleId>& modules,
                                 Number number, int offset);
/// Whose address `offset` stands in.
Evidence::Address AddressAt(const Scan& scan, std::size_t offset);
/// Whether a name, in a folder that is not known, is that of something else than a module: another
/// repository, a branch, a mailbox; or perhaps: an image, a package, a folder out of the tree.
enum class OtherWorld { kNone, kPerhaps, kSure };
OtherWorld OtherWorldOf(const Scan& scan, Span whole, const Written& written);
/// Whether a title shares a word of four letters or more with a slug.
bool SharesAWord(std::string_view title, std::string_view slug);
/// Whether a name that ends at `at` is a whole phrase: a line end, bracket, quote or mark follows.
bool PhraseEnds(std::string_view text, std::size_t at);

}  // namespace prereq::references
