// What a numbered name is where it stands: a key, a part of a path or an address, an import.
#pragma once

#include <cstddef>

#include "references/shapes.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {

/// The shape of the name that `front` begins and that ends at `end`.
ReferenceShape FormOfSlug(const Scan& scan, const SlugFront& front, std::size_t end);

}  // namespace prereq::references
