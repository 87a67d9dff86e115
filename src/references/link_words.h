// The words that a reader sees for a link, in the markup that pages are written in.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/file_kinds.h"
#include "prereq/facts.h"
#include "references/shapes.h"

namespace prereq::references {

/// The words of the link in whose target `reference` (offsets of `scan.text`) stands: `[words](…)`,
/// `<a href="…">words</a>`, `` `words <…>` ``, `link:…[words]`, `<<…,words>>`, `[[…][words]]`.
/// nullopt when it is in no such target; never empty. Words and target stand on one line.
std::optional<Span> WordsOfLink(const Scan& scan, Span reference);
/// The same in the text of a file of that format, around a target or a part of it.
std::optional<Span> WordsOfLink(std::string_view text, const FileFormat& format, Span target);

/// The other way round: the target of the link in whose words `at` stands; empty where it stands in
/// none. Looks no further than a line and kReach.
std::string_view TargetOfWords(std::string_view text, const FileFormat& format, std::size_t at);

}  // namespace prereq::references
