// Paths of which edits change a part: as a whole they lead to what they led to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/path_lookup.h"
#include "prereq/edits.h"

namespace prereq {

/// The bytes that a path in a text is made of.
inline constexpr std::string_view kPathBytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";

/// Files with the folders above them; a file is also found without its last extension.
class WritablePaths {
 public:
  /// O(depth · log n).
  void Add(const std::string& path);
  /// The path itself where it is known, else the first file, in the order of Add, that has one more
  /// extension; nullopt where there is none.
  [[nodiscard]] std::optional<std::string> Find(const std::string& path) const;
  [[nodiscard]] bool Contains(const std::string& path) const { return known_.Contains(path); }

 private:
  PathsAndFolders known_;
  std::map<std::string, std::string> by_stem_;
};

/// Where the text around an edit of a reference is the path of a known file or folder, from the
/// folder of `file` or from the root, the edits in it make it lead there after `moves` (path to
/// path). Where the two disagree about what is meant nothing changes. `file.spans` are sorted and
/// disjoint, and stay so. O(bytes of these paths · log n).
void LeadOn(const std::string& bytes, const WritablePaths& known,
            const std::map<std::string, std::string>& moves, FileEdit& file);

}  // namespace prereq
