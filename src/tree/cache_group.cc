// A group of cache entries as bytes: a mark, the digest of all that follows, the identity, then the
// entries by key. One wrong bit anywhere and the digest differs: the whole group is absent.
#include "base/digest.h"
#include "prereq/reading_cache.h"
#include "tree/byte_stream.h"

namespace prereq {
namespace {

constexpr std::string_view kMark = "prereq cache 1\n";
constexpr std::size_t kDigestSize = 64;
constexpr std::uint8_t kMostUnused = 8;

}  // namespace

CacheGroup::CacheGroup(std::string identity, std::string_view bytes)
    : identity_(std::move(identity)) {
  Parse(bytes);
}

void CacheGroup::Parse(std::string_view bytes) {
  if (!bytes.starts_with(kMark)) return;
  bytes.remove_prefix(kMark.size());
  if (bytes.size() < kDigestSize) return;
  const std::string_view digest = bytes.substr(0, kDigestSize);
  bytes.remove_prefix(kDigestSize);
  if (Sha256(bytes) != digest) return;
  ByteReader reader(bytes);
  if (reader.Text() != identity_) return;
  const std::uint64_t count = reader.Unsigned();
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
    const std::string_view key = reader.Text();
    const std::string_view value = reader.Text();
    const auto unused = static_cast<std::uint8_t>(reader.Unsigned(kMostUnused));
    if (reader.ok()) entries_.emplace_hint(entries_.end(), key, Entry{std::string(value), unused});
  }
  if (!reader.IsWhole()) entries_.clear();
}

std::optional<std::string_view> CacheGroup::Find(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  found->second.used = true;
  return found->second.value;
}

void CacheGroup::Keep(std::string key, std::string value) {
  const std::lock_guard lock(mutex_);
  const auto [entry, is_new] = entries_.try_emplace(std::move(key));
  entry->second.used = true;
  if (!is_new) return;
  entry->second.value = std::move(value);
  has_news_ = true;
}

bool CacheGroup::has_news() const {
  const std::lock_guard lock(mutex_);
  return has_news_;
}

std::string CacheGroup::RenderBytes(std::size_t most_bytes) const {
  const std::lock_guard lock(mutex_);
  const auto render = [this](bool with_unused) {
    ByteWriter entries;
    std::uint64_t count = 0;
    for (const auto& [key, entry] : entries_) {
      if (!entry.used && (!with_unused || entry.unused >= kMostUnused)) continue;
      entries.Text(key);
      entries.Text(entry.value);
      entries.Unsigned(entry.used ? 0U : entry.unused + 1U);
      ++count;
    }
    ByteWriter head;
    head.Text(identity_);
    head.Unsigned(count);
    const std::string body = head.Take() + entries.Take();
    return std::string(kMark) + Sha256(body) + body;
  };
  std::string bytes = render(true);
  if (bytes.size() > most_bytes) bytes = render(false);
  return bytes.size() <= most_bytes ? bytes : std::string();
}

}  // namespace prereq
