// Words for what a directory entry is.
#pragma once

#include <string_view>

#include "prereq/file_system.h"

namespace prereq {

/// "file", "directory", "symlink", "submodule", "other": as plans and redirects write it.
constexpr std::string_view FileKindName(FileKind kind) {
  switch (kind) {
    case FileKind::kRegular:
      return "file";
    case FileKind::kDirectory:
      return "directory";
    case FileKind::kSymlink:
      return "symlink";
    case FileKind::kSubmodule:
      return "submodule";
    case FileKind::kNotFetched:
    case FileKind::kOther:
      break;
  }
  return "other";
}

}  // namespace prereq
