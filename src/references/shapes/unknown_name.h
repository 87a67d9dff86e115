// Names behind a number that no module has: whether they are meant as a module's all the same.
#pragma once

#include <cstddef>
#include <string_view>

#include "references/lexicon.h"
#include "references/shapes.h"
#include "references/shapes/slug_parts.h"

namespace prereq::references {

/// Such a name: the bytes `start..end` behind the number.
struct UnknownName {
  const Token& token;
  const SlugFront& front;
  std::size_t start = 0, end = 0;
  std::string_view before;                 // the path text in front of it
  const NumberedFolder* folder = nullptr;  // that it stands in
  bool tail = false;                       // only the end of its path is like that folder's
  bool in_place = false;                   // it stands where modules are named
};

/// Whether it is surely another thing's: a file that is there, half a name, a quantity.
bool IsAnothers(const Scan& scan, const UnknownName& name);
/// Whether it may be a module's that is not there. False for examples, what a command makes of a
/// file, the numbers of another folder.
bool MayMeanModule(const Scan& scan, const UnknownName& name);

}  // namespace prereq::references
