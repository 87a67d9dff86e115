// The places of numbers that metadata and prose give to modules, as references.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "metadata/metadata.h"
#include "metadata/prose.h"
#include "prereq/facts.h"

namespace prereq {

/// Digits and letter suffix at the start of `text`, as bytes.
std::size_t NumberLength(std::string_view text);

/// The number at the start of `text`, which is an entry's, as a reference to no module yet.
Reference ReferenceAt(const MetadataText& entry, ReferenceShape shape, std::string_view text);

/// `7.0`, `+7`, `0x07`, `0o7`, `0_7`, `1_007`, `[07]`, `!!str 07`: a number of `module` in another
/// notation than plain digits. Where it is `own`, it is likely, for no edit of ours keeps the
/// notation and a person is asked; where it is another number, it has drifted (the length of
/// `number` is 0 where an edit would have to change the notation). nullopt: it is not a whole
/// number, or readers disagree which.
std::optional<Reference> OddNumberAt(const DeclaredNumber& declared, ModuleId module, Number own);

/// `Lesson 3`, `Phase 7 · 09`: the first or the last number of a place that is neither path nor
/// range; it means no module yet.
std::optional<Reference> SaidNumberAt(const SaidPrerequisite& said, bool first);
/// "Lessons 2-4": both numbers. nullopt: no range of one series.
std::optional<Reference> SaidRangeAt(const SaidPrerequisite& said);

}  // namespace prereq
