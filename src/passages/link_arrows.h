// Arrows that say which way a link leads: `[Loops →](…)`, `← [Intro](…)`, `[Lists](…) »`.
#pragma once

#include <optional>
#include <string_view>

#include "prereq/facts.h"

namespace prereq {

/// Which way the arrow points that stands in the link's text, at its begin or end, or outside
/// beside it: true onward (`→`, `»`, `->`), false back; nullopt without one, or with two that
/// differ. `link` is all of `[text](target)` within `line`. Between two links an arrow says so only
/// of the second, and where another one points back from the first: `[A](a) → [B](b)` is a chain.
/// O(line).
std::optional<bool> ArrowOfLink(std::string_view line, Span link);

}  // namespace prereq
