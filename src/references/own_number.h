// The number of its module that a page says: in its first heading, in its head.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "references/headings.h"
#include "references/judge.h"
#include "references/shapes.h"

namespace prereq::references {

/// Whether the word before the number is what modules of this series are called: its label, or the
/// name of the folder they stand in.
bool IsCalledAsModules(const Scan& scan, std::string_view word);
/// What the place in a file of module `id` says of the number at `token`.
Evidence EvidenceOfFile(const Scan& scan, ModuleId id, const Token& token);

/// Makes the number at `token` that of the module, as a title says it.
void TellOwnNumber(Scan& scan, const Token& token, ModuleId id, Certainty certainty,
                   std::vector<Found>& added);
/// Notes a number that would be the module's if most other pages say their own: foreign until the
/// pages of all modules are known. `word`: what stands before it.
void SuspectNumber(Scan& scan, const Token& token, ModuleId id, std::string_view word = {});
/// Settles the number of a title of the page, which ends at `end`; a heading is of `level`.
void SettleTitleNumber(Scan& scan, ModuleId id, const HeadingNumber& number, std::size_t end,
                       int level, std::vector<Found>& added);

}  // namespace prereq::references
