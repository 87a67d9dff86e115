// Which wrong numbers a machine may correct without a person: what `lint --fix` edits.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// What a finding offers whose reference is certain.
inline constexpr std::string_view kFixCommand = "prereq lint --fix";

/// The drifted references whose right number leaves no doubt, as rising indices into
/// `facts.references`. Each names one numbered module by its name, in running text, in a path or
/// in metadata. Left to a person:
///   - entries of tables, lists, maps, chains, ranges and diagrams: their order matters too; the
///     number of one follows where a path to its module is corrected on its line;
///   - code's own identifiers, and URLs, which may mean an older revision;
///   - files that may follow another numbering: those that name modules which do not exist, or have
///     neighbours that count up now and would not after the correction;
///   - names that something else in the tree has: correcting them could break what works.
/// O(r log r + p) for r references and p bytes of paths.
std::vector<std::size_t> CertainFixes(const Facts& facts);

}  // namespace prereq
