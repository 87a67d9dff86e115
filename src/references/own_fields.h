// What the fields of a page's metadata say of its module's number.
#pragma once

#include "references/shapes.h"

namespace prereq::references {

/// Whether the head of the page has its title, so that a lower heading is that of a section.
bool HasTitleField(const Scan& scan);

}  // namespace prereq::references
