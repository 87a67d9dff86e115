// The shapes' functions, for the table and for shapes that read a number as another one would.
#pragma once

#include <cstddef>
#include <optional>

#include "references/shapes.h"

namespace prereq::references {

/// `02 - Data Types/`, `(02%20Data%20Types.ipynb)`.
std::optional<Found> MatchSpaced(const Scan& scan, const Token& token);
/// `loops-02`: the number behind the name.
std::optional<Found> MatchTailNumber(const Scan& scan, const Token& token);
/// `06_autograd`, `V6__autograd`, alone, in paths, addresses, imports, identifiers.
std::optional<Found> MatchSlug(const Scan& scan, const Token& token);
/// `ch07-03-paths`: what stands on disk in a mirror whose names go on behind the number.
std::optional<Found> MatchDiskName(const Scan& scan, const Token& token);
/// `module_06`, `tests/module_06/`: the literal of a numbered folder's names.
std::optional<Found> MatchMirror(const Scan& scan, const Token& token);
/// `ch/05/`: a folder called by its number alone.
std::optional<Found> MatchBarePart(const Scan& scan, const Token& token);
/// `"ch", "05"`, `"ch" / "05"`: such a path in parts.
std::optional<Found> MatchJoinedPart(const Scan& scan, const Token& token);
/// `Module 6`, `Module 6: Autograd`, `Modules 6-8`, `ADR-0003`.
std::optional<Found> MatchLabel(const Scan& scan, const Token& token);
/// `Exercise 3.2` of `ex3_{number}.md`.
std::optional<Found> MatchChapterItem(const Scan& scan, const Token& token);
/// `Section 8.1`: at most likely.
std::optional<Found> MatchSection(const Scan& scan, const Token& token);
/// `| 06 | Autograd |`.
std::optional<Found> MatchRow(const Scan& scan, const Token& token);
/// `06,Autograd` in CSV, `06 & Autograd` in LaTeX, `06   Autograd` in reStructuredText.
std::optional<Found> MatchColumns(const Scan& scan, const Token& token);
/// `"06": "Autograd"`.
std::optional<Found> MatchMapKey(const Scan& scan, const Token& token);
/// `# 6 Autograd`.
std::optional<Found> MatchHeading(const Scan& scan, const Token& token);
/// `6. Autograd`.
std::optional<Found> MatchListItem(const Scan& scan, const Token& token);
/// `[06 Autograd]`, `"06 Autograd"`, `| 06 Autograd |`.
std::optional<Found> MatchDelimited(const Scan& scan, const Token& token);
/// `MODULE_NUMBER = "06"` in a file of module 6.
std::optional<Found> MatchVariable(const Scan& scan, const Token& token);
/// `Unit 6 (Autograd)`, `Autograd (6)`: at most likely.
std::optional<Found> MatchNamed(const Scan& scan, const Token& token);

/// `M06[Autograd]`: asked before the shapes, at digits that end a word.
std::optional<Found> MatchNode(const Scan& scan, std::size_t digits_begin);

}  // namespace prereq::references
