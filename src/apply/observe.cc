#include "apply/observe.h"

namespace prereq {

Status Observe(FileSystem& fs, EditSet& edits) {
  for (PathMove& move : edits.moves) {
    const auto found = fs.Status(move.from);
    if (!found) return ToError(found.error());
    if (!*found) continue;
    move.device = (*found)->device;
    move.inode = (*found)->inode;
  }
  for (FileEdit& file : edits.files) {
    const auto found = fs.Status(file.path);
    if (!found) return ToError(found.error());
    if (!*found) continue;
    file.mode = (*found)->mode;
    file.links = (*found)->links;
    file.device = (*found)->device;
    file.inode = (*found)->inode;
  }
  return Done{};
}

}  // namespace prereq
