// Which paths there are, and to whom each belongs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/path.h"

namespace prereq {

/// Paths with the folders above them.
class PathsAndFolders {
 public:
  /// Adds `path` and each folder above it, the root left out. O(depth · log n) at most.
  void Add(const std::string& path) {
    for (std::string at = path; !at.empty(); at = ParentPath(at)) {
      if (!paths_.insert(at).second) break;
    }
  }
  [[nodiscard]] bool Contains(const std::string& path) const { return paths_.contains(path); }

 private:
  std::set<std::string> paths_;
};

/// To whom files and folders belong: an owner of a folder owns what lies in it, unless that has an
/// owner of its own.
template <typename Owner>
class PathOwners {
 public:
  /// The first owner that a path is given stays its owner.
  void Add(std::string path, Owner owner) { owners_.emplace(std::move(path), owner); }
  /// The owner of `path`, else of the nearest folder above it that has one. O(depth · log n).
  [[nodiscard]] std::optional<Owner> Of(std::string path) const {
    for (; !path.empty(); path = ParentPath(path)) {
      if (const auto found = owners_.find(path); found != owners_.end()) return found->second;
    }
    return std::nullopt;
  }

 private:
  std::map<std::string, Owner> owners_;
};

}  // namespace prereq
