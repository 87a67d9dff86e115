// Paths of folders as texts write them.
#pragma once

#include <string_view>
#include <utility>

namespace prereq::references {

/// "../tests/" as "tests": no leading `./`, `../` or `/`, no trailing `/`.
inline std::string_view Bare(std::string_view path) {
  for (;;) {
    if (path.starts_with("./")) {
      path.remove_prefix(2);
    } else if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("/")) {
      path.remove_prefix(1);
    } else {
      break;
    }
  }
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// Whether one of two folder paths is the end of the other, whole parts only.
inline bool SameEnd(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return !a.empty() && b.ends_with(a) &&
         (a.size() == b.size() || b[b.size() - a.size() - 1] == '/');
}

/// The path up to its last `/`; empty without one.
inline std::string_view FolderOfPath(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// Whether `path` lies below `folder`; everything lies below the root.
inline bool IsInside(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

/// What something is called without its endings where a dot parts number and name: `2.loops` of
/// `2.loops.cpp`.
inline std::string_view NameOfPart(std::string_view part) {
  const std::size_t dot = part.find('.');
  if (dot == 0 || dot == std::string_view::npos) return part.substr(0, dot);
  if (part[dot - 1] < '0' || part[dot - 1] > '9') return part.substr(0, dot);
  return part.substr(0, part.find('.', dot + 1));
}

}  // namespace prereq::references
