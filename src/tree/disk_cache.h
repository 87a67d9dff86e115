// The cache of earlier readings, on disk: one file a group.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "prereq/reading_cache.h"

namespace prereq {

/// A directory of groups. Any number of processes may use it at once: files are written aside and
/// renamed, and the last one to write a group wins. Nothing in it matters: files may vanish or be
/// damaged at any time, and failing to write them is not a failure. Files of other users are
/// ignored.
class DiskCache : public ReadingCache {
 public:
  explicit DiskCache(std::string directory);
  DiskCache(const DiskCache&) = delete;
  DiskCache& operator=(const DiskCache&) = delete;
  /// Writes the groups that have news; then, while there are more than 24 files or 256 MiB, removes
  /// the files that were not used for longest.
  ~DiskCache() override;

  CacheGroup& Open(const std::string& name, const std::string& identity) override;

 private:
  void Write(const std::string& file, const CacheGroup& group) const;
  void Trim() const;

  std::string directory_;
  std::string build_;  // this very program
  std::map<std::pair<std::string, std::string>, std::unique_ptr<CacheGroup>> groups_;
  std::mutex mutex_;
};

/// Where the cache for the tree at `root` lies: `prereq/cache` in the git directory that all its
/// work trees share, else below $XDG_CACHE_HOME or ~/.cache. Empty when there is no place.
std::string CacheDirectoryFor(const std::string& root);

}  // namespace prereq
