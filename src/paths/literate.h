// Pages that are programs: literate Agda, Haskell and Idris.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"

namespace prereq {

/// The kind of code that a literate page of this name holds (`x.lagda.md`, `x.lhs`); nullptr for
/// any other file.
const FileFormat* CodeOfLiterate(std::string_view path);

/// `text` of such a page with everything but its code replaced by blanks; places stay. Linear.
std::string LiterateCode(std::string_view text);

/// The name of such a page without its endings, else without its one ending: `Lecture4` for
/// `Lecture4.lagda.md`.
std::string_view WithoutEndings(std::string_view path);

}  // namespace prereq
