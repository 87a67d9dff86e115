// A file of a whole course that lists its modules with what each needs: `course.yaml`.
#pragma once

#include <string>
#include <vector>

#include "metadata/metadata.h"

namespace prereq {

/// One module of such a list.
struct ListedModule {
  MetadataText name;  // as the list calls it: slug, path, id, title or number
  DeclaredModule declared;
};

/// The modules that the file of a shape with `entries` lists, in its order: the items of the lists
/// (or values of the maps, by their keys) under each dotted path of `shape.entries`, followed
/// through lists on its way. Nothing when the file is not there. Errors: a file that cannot be read
/// or parsed.
Result<std::vector<ListedModule>, Errors> ReadCourseFile(const FileReader& tree,
                                                         const MetadataShape& shape);

}  // namespace prereq
