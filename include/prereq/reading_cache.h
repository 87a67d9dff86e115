// What reading files told in earlier runs, by their bytes. A cache only saves work: every answer is
// the same without one, and whatever is damaged, foreign or out of date in it counts as absent.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// Entries that are kept and dropped together: one file of a cache. Keys and values are bytes.
/// Safe from several threads.
class CacheGroup {
 public:
  /// What RenderBytes wrote for the same `identity` (what all entries depend on: the program's
  /// build, the policy, …); empty when `bytes` are anything else.
  CacheGroup(std::string identity, std::string_view bytes);
  CacheGroup(const CacheGroup&) = delete;
  CacheGroup& operator=(const CacheGroup&) = delete;

  /// The value kept for `key`; valid as long as the group.
  [[nodiscard]] std::optional<std::string_view> Find(std::string_view key);
  /// Keeps `value` for `key`; the first value of a key stays.
  void Keep(std::string key, std::string value);

  /// Whether RenderBytes would keep something that was not there before.
  [[nodiscard]] bool has_news() const;
  /// All entries, in the order of their keys, but for those that went unused in eight renderings.
  /// Above `most_bytes` unused ones go first; nothing is left when that does not suffice.
  [[nodiscard]] std::string RenderBytes(std::size_t most_bytes) const;

 private:
  struct Entry {
    std::string value;
    std::uint8_t unused = 0;  // renderings since it was last found
    bool used = false;
  };
  void Parse(std::string_view bytes);

  std::string identity_;
  std::map<std::string, Entry, std::less<>> entries_;
  bool has_news_ = false;
  mutable std::mutex mutex_;
};

/// Implementation: src/fs/disk_cache. Safe from several threads.
class ReadingCache {
 public:
  virtual ~ReadingCache() = default;

  /// The group called `name` (a file name) for `identity`; lives as long as the cache.
  virtual CacheGroup& Open(const std::string& name, const std::string& identity) = 0;
};

}  // namespace prereq
