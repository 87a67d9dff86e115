// What a plan remembers of the things it will touch, besides their bytes.
#pragma once

#include "prereq/edits.h"

namespace prereq {

/// Fills in device and inode of everything that moves, and mode, links, device and inode of
/// everything that is edited, as they are now. What is not there stays unknown: Apply names it.
/// kUnreadable.
Status Observe(FileSystem& fs, EditSet& edits);

}  // namespace prereq
