// The words that a reader sees for a link, in the markup that pages are written in.
#pragma once

#include "prereq/facts.h"
#include "references/shapes.h"

namespace prereq::references {

/// The words of the link in whose target `reference` (offsets of `scan.text`) stands: `[words](…)`,
/// `<a href="…">words</a>`, `` `words <…>` ``, `link:…[words]`, `<<…,words>>`, `[[…][words]]`.
/// nullopt when it is in no such target; never empty. Words and target stand on one line.
std::optional<Span> WordsOfLink(const Scan& scan, Span reference);

}  // namespace prereq::references
