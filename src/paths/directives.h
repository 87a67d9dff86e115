// Lines that bring another file in although they stand in a page or in a comment: `{{#include x}}`
// of mdBook, `.. include:: x` of reStructuredText, `//> using file x` of Scala.
#pragma once

#include <string_view>
#include <vector>

#include "base/file_kinds.h"

namespace prereq {

/// The paths that the directives of `text` name, as they stand there, in order; views into `text`.
/// Linear in the text for each directive of this kind of file.
std::vector<std::string_view> FindDirectives(const FileFormat& format, std::string_view path,
                                             std::string_view text);

/// Whether this kind of file has nothing else that could name a path.
bool HoldsDirectivesOnly(const FileFormat& format);

}  // namespace prereq
