// Opening what lies below a directory without ever following a symlink.
#pragma once

#include <sys/types.h>

#include <string>

#include "prereq/file_system.h"
#include "tree/descriptor.h"

namespace prereq {

/// Opens `path` (relative, "" is `base` itself, without `..`) below the open directory `base` with
/// the flags of open(2); O_CLOEXEC is added. A symlink at the end or on the way is ELOOP, at
/// whatever time it was put there. No descriptor: errno says why. With openat2 where the kernel
/// has it, else one part after the other.
Descriptor OpenBeneath(int base, const std::string& path, int flags, mode_t mode = 0);

/// As OpenBeneath, one part after the other: what kernels before 5.6 and some sandboxes need.
Descriptor OpenByParts(int base, const std::string& path, int flags, mode_t mode = 0);

/// What the `st_mode` of stat(2) says that a file is.
FileKind KindOfStat(mode_t mode);

}  // namespace prereq
