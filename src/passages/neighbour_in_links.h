// Links that say by their words or marks alone that they lead to the module before or after:
// `[Weiter](../03_loops/)`, `<a class="next" href="…">`, `next="../03_loops/"`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// Whether a word, case folded, says "next" (or "previous") where it is all that a link says, in
/// one of many languages; in a sentence it may mean anything.
bool SaysNeighbourInLink(std::string_view word, bool next);

/// The key of a line, in its own and in lower case, that says which neighbour its value is: the
/// first of the line (`pagination_next: …`), or what `rel` is given.
std::optional<Span> NeighbourKey(std::string_view line, std::string_view lowered, bool next);

/// What says so of the link in `line` whose target holds `target`: its words, or an attribute of
/// its tag. A span of `line`. O(bytes of the link).
std::optional<Span> NeighbourWordsOfLink(std::string_view line, Span target, bool next,
                                         std::span<const std::string> labels);

/// The words of the link in `line` whose target holds `target`; nullopt where the line does not
/// show them. A span of `line`.
std::optional<Span> WordsOfLinkAround(std::string_view line, Span target);

}  // namespace prereq
