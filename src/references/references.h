// Finds every place of a text that names a module by number (DESIGN section 4, References): a pure
// function of the text, the path it stands at, and the Lexicon.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"
#include "references/lexicon.h"

namespace prereq::references {

/// The references of one file, by offset, disjoint, each with byte spans of `text` and its
/// Location. A path that ends in `.ipynb` is read as JSON, its strings unescaped; one that is no
/// JSON is searched as it is. Linear in the text; any bytes are accepted.
///
/// What is one: an identifier that goes on after the slug is another name (`06_autograd_v2`), at
/// most likely, unless a tracked file of the module itself is called so. Ordered-list items and map
/// keys without zero padding count only beside a neighbour that agrees too, since `1. Setup` begins
/// many a list. References inside URLs of others, inside frozen mirrors, and numbers of another
/// numbering are kForeign.
std::vector<Reference> ScanReferences(const std::string& path, std::string_view text,
                                      const Lexicon& lexicon);

}  // namespace prereq::references
