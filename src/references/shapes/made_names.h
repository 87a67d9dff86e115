// Names made of a module's: longer, shorter, or behind another word.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "references/shapes.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {

/// `test_06_autograd`, `ch06_autograd`: a name made of the module's, perhaps that of a thing that
/// keeps it. Likely where number and name agree and no file is called so.
std::optional<Found> MatchPrefixed(const Scan& scan, const Token& token, std::size_t start);
/// `06_autograd-12`, as the chunks of a page are called after it: a name made of the module's, and
/// no file's. Likely where number and name agree.
std::optional<Found> MatchExtended(const Scan& scan, const Token& token, const SlugFront& front,
                                   std::size_t start);
/// `01-hello` where module 01 is called `hello-world-java`: a name cut short. `start..end` is the
/// name. Likely where just one module of that number is called so at its beginning.
std::optional<Found> MatchCutShort(const Scan& scan, const Token& token, std::size_t start,
                                   std::size_t end);
/// `name = "lesson3-challenge"` in the manifest of module 3: whether the name at `begin`, with its
/// own number at `token`, is that of another program of it.
bool NamesPartOfOwn(const Scan& scan, const Token& token, std::size_t begin);

}  // namespace prereq::references
