// Words for "next" and "previous" in many languages. To add a language: its words that say so in
// any sentence in the first tables, those that say so only where they are all that a link says in
// the others.
#pragma once

#include <span>
#include <string_view>

namespace prereq {

/// A word in lower case, or the stem of all its forms: `vorig` of "vorige", "vorigen".
struct NeighbourTerm {
  std::string_view word;
  bool is_stem = false;
};

/// Words of sentences.
std::span<const NeighbourTerm> NeighbourTerms(bool next);
/// Those of scripts without blanks, with the word for what comes next: they stand amid other
/// characters. One that is a stem may be a part of another word, `前章` of `目前章节`.
std::span<const NeighbourTerm> UnspacedNeighbourTerms(bool next);
/// Words such as "back", which in a sentence may mean anything.
std::span<const NeighbourTerm> NeighbourTermsOfLinks(bool next);

}  // namespace prereq
