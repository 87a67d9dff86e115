// The shapes of references: one function each, asked at every isolated number of a text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"
#include "references/lexicon.h"

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
};

/// What the shapes know while they go through one text.
struct Scan {
  const std::string& path;
  std::string_view text;
  const Lexicon& lexicon;
  const NumberedFolder* inside = nullptr;  // the numbered folder the file stands in
  std::optional<ModuleId> metadata_of;     // the module whose metadata file this is
  mutable std::optional<bool> diagrams;    // asked for through MayHoldDiagrams
  // The table row last asked about, by its begin, and whether it stands under a label.
  mutable std::size_t asked_row = std::string_view::npos;
  mutable bool asked_labelled = false;
  std::size_t floor = 0;      // end of the last reference: nothing reaches before it
  std::size_t list_from = 0;  // end of the last number of "Modules 4, 5 …"; 0: none
  std::vector<Found> found;
};

/// The most bytes between two numbers of a list: ", and ".
inline constexpr std::size_t kListGap = 8;

/// Whether the text may hold mermaid diagrams; searched for once, when first asked.
bool MayHoldDiagrams(const Scan& scan);

/// The number whose digits start at `begin`; nullopt for more than nine digits, decimals, dates and
/// numbers glued to letters.
std::optional<Token> ReadToken(const Scan& scan, std::size_t begin);
/// Zero-padded, or as wide as the series pads its numbers.
bool IsPadded(const Scan& scan, const Token& token);

std::optional<Found> MatchSpaced(const Scan& scan, const Token& token);
std::optional<Found> MatchHeading(const Scan& scan, const Token& token);
std::optional<Found> MatchSlug(const Scan& scan, const Token& token);
std::optional<Found> MatchLabel(Scan& scan, const Token& token);
std::optional<Found> MatchRow(const Scan& scan, const Token& token);
std::optional<Found> MatchListItem(const Scan& scan, const Token& token);
std::optional<Found> MatchDelimited(const Scan& scan, const Token& token);
std::optional<Found> MatchMapKey(const Scan& scan, const Token& token);
std::optional<Found> MatchNumberKey(const Scan& scan, const Token& token);
std::optional<Found> MatchNode(const Scan& scan, std::size_t digits_begin);

/// Fills spans, number and shape; `name` may be empty.
Found MakeFound(const Scan& scan, const Token& token, Span whole, Span name, ReferenceShape shape);
/// Decides the certainty from whom the name can mean, where it stands, and whose URL it is in.
void JudgeNamed(const Scan& scan, Found& found, const std::vector<ModuleId>& modules,
                const NumberedFolder* folder);
/// The same when only a number stands there.
void JudgeNumber(const Scan& scan, Found& found);
/// Whether `modules` holds the owner of `number` (shifted by a derived folder's offset).
std::optional<ModuleId> Agreeing(const Scan& scan, const std::vector<ModuleId>& modules,
                                 Number number, int offset);
/// Is `offset` inside a URL that is not the repository's own (or, with `own`, that is)?
bool InForeignUrl(const Scan& scan, std::size_t offset);
bool InOwnUrl(const Scan& scan, std::size_t offset);
/// Whether a name that ends at `at` is a whole phrase: a line end, bracket, quote or mark follows.
bool PhraseEnds(std::string_view text, std::size_t at);

}  // namespace prereq::references
