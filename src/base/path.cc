// Plain string work; nothing here looks at a disk.
#include "base/path.h"

#include <algorithm>

#include "base/text.h"

namespace prereq {

bool IsTreePath(std::string_view path) {
  return path.find('\0') == std::string_view::npos &&
         std::ranges::none_of(Split(path, '/'), [](std::string_view part) {
           return part.empty() || part == "." || part == "..";
         });
}

std::size_t PathDepth(std::string_view path) {
  if (path.empty()) return 0;
  return static_cast<std::size_t>(std::ranges::count(path, '/')) + 1;
}

std::string ParentPath(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

std::string_view BaseName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string JoinPath(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  std::string joined(folder);
  joined += '/';
  joined += name;
  return joined;
}

std::optional<std::string> FollowPath(std::string_view folder, std::string_view relative) {
  std::vector<std::string_view> parts;
  for (const std::string_view whole : {folder, relative}) {
    for (const std::string_view part : Split(whole, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return std::nullopt;
      } else {
        parts.pop_back();
      }
    }
  }
  std::string path;
  for (const std::string_view part : parts) path = JoinPath(path, part);
  return path;
}

bool IsWithin(std::string_view path, std::string_view folder) {
  if (folder.empty()) return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace prereq
