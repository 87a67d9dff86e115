#include "tree/disk_cache.h"

#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <tuple>
#include <vector>

#include "base/digest.h"
#include "base/format.h"
#include "tree/descriptor.h"
#include "tree/git.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

constexpr std::size_t kMostGroupBytes = std::size_t{64} << 20U;
constexpr std::uintmax_t kMostCacheBytes = std::uintmax_t{256} << 20U;
constexpr std::size_t kMostFiles = 24;
constexpr const char* kGroupEnd = ".group";
constexpr const char* kAsideEnd = ".aside";

// The note by which the linker names what it linked; empty when the program has none.
std::string BuildId() {
  std::string id;
  const auto visit = [](dl_phdr_info* object, std::size_t, void* found) {
    for (int i = 0; i < object->dlpi_phnum; ++i) {
      const ElfW(Phdr)& segment = object->dlpi_phdr[i];
      if (segment.p_type != PT_NOTE) continue;
      // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as numbers.
      const char* at = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
      const char* end = at + segment.p_memsz;
      while (end - at >= static_cast<std::ptrdiff_t>(sizeof(ElfW(Nhdr)))) {
        ElfW(Nhdr) note;
        std::memcpy(&note, at, sizeof note);
        const char* name = at + sizeof note;
        const char* bytes = name + (note.n_namesz + 3U) / 4U * 4U;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
            std::memcmp(name, "GNU", 4) == 0) {
          static_cast<std::string*>(found)->assign(bytes, note.n_descsz);
        }
        at = bytes + (note.n_descsz + 3U) / 4U * 4U;
      }
    }
    return 1;  // the program itself comes first
  };
  dl_iterate_phdr(visit, &id);
  return id;
}

// Changes whenever the program is built from anything else: a version alone would let a developer's
// new build believe what the last one wrote.
std::string Build() {
  std::string id = BuildId();
  if (!id.empty()) return id;
  struct stat status {};
  if (stat("/proc/self/exe", &status) != 0) return {};
  return fmt::format("{}.{}.{}.{}", status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

// Whether the directory, as far as it is there, is this user's and no link: what git keeps may come
// from a stranger's archive.
bool IsOwnDirectory(const std::string& directory) {
  for (const stdfs::path& path : {stdfs::path(directory), stdfs::path(directory).parent_path()}) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) continue;
    if (S_ISLNK(status.st_mode) || (path == directory && status.st_uid != geteuid())) return false;
  }
  return true;
}

// Whether `name` is one that Open or Write gives: NAME-16 digits.group, or that with .PID.aside.
bool IsOwnName(std::string_view name) {
  constexpr std::size_t kDigits = 16;
  if (name.ends_with(kAsideEnd)) {
    name.remove_suffix(std::string_view(kAsideEnd).size());
    const std::size_t dot = name.rfind('.');
    const std::string_view pid = name.substr(std::min(name.size(), dot + 1));
    if (pid.empty() || pid.find_first_not_of("0123456789") != std::string_view::npos) return false;
    name = name.substr(0, dot);
  }
  if (!name.ends_with(kGroupEnd)) return false;
  name.remove_suffix(std::string_view(kGroupEnd).size());
  if (name.size() < kDigits + 2 || name[name.size() - kDigits - 1] != '-') return false;
  return name.substr(name.size() - kDigits).find_first_not_of("0123456789abcdef") ==
         std::string_view::npos;
}

// Whether the file begins as a group does; a writer that was killed may have left less than that.
bool HoldsGroup(const std::string& file) {
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  std::array<char, 15> start{};
  if (!opened || fstat(opened.get(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  const ssize_t got = read(opened.get(), start.data(), start.size());
  return got >= 0 &&
         std::string_view("prereq cache 1\n")
             .starts_with(std::string_view(start.data(), static_cast<std::size_t>(got)));
}

// A group's file; empty when it is not there, too large, or somebody else's.
std::string ReadOwn(const std::string& file) {
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!opened || fstat(opened.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode) || status.st_uid != geteuid()) return {};
  if (static_cast<std::size_t>(status.st_size) > kMostGroupBytes) return {};
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t used = 0;
  while (used < bytes.size()) {
    const ssize_t got = read(opened.get(), bytes.data() + used, bytes.size() - used);
    if (got <= 0) return {};
    used += static_cast<std::size_t>(got);
  }
  futimens(opened.get(), nullptr);  // used now: Trim takes it last
  return bytes;
}

bool WriteAll(const std::string& file, std::string_view bytes) {
  constexpr mode_t kOwnOnly = 0600;
  const Descriptor opened(open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnOnly));
  if (!opened) return false;
  while (!bytes.empty()) {
    const ssize_t written = write(opened.get(), bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

DiskCache::DiskCache(std::string directory) : directory_(std::move(directory)), build_(Build()) {}

DiskCache::~DiskCache() {
  bool wrote = false;
  for (const auto& [key, group] : groups_) {
    if (!group->has_news()) continue;
    Write(key.first, *group);
    wrote = true;
  }
  if (wrote) Trim();
}

CacheGroup& DiskCache::Open(const std::string& name, const std::string& identity) {
  const std::lock_guard lock(mutex_);
  const std::string whole = build_ + '\0' + identity;
  constexpr std::size_t kDigits = 16;
  const std::string file =
      fmt::format("{}/{}-{}{}", directory_, name, Sha256(whole).substr(0, kDigits), kGroupEnd);
  std::unique_ptr<CacheGroup>& group = groups_[{file, whole}];
  if (!group) {
    // Without a build to tell it by, nothing that was written can be trusted.
    const bool trusted = !build_.empty() && IsOwnDirectory(directory_);
    group = std::make_unique<CacheGroup>(whole, trusted ? ReadOwn(file) : std::string());
  }
  return *group;
}

void DiskCache::Write(const std::string& file, const CacheGroup& group) const {
  const std::string bytes = group.RenderBytes(kMostGroupBytes);
  if (bytes.empty() || build_.empty() || !IsOwnDirectory(directory_)) return;
  std::error_code ignored;
  if (!stdfs::exists(directory_, ignored)) {
    const stdfs::path parent = stdfs::path(directory_).parent_path();
    const bool makes_parent = !stdfs::exists(parent, ignored);
    stdfs::create_directories(directory_, ignored);
    stdfs::permissions(directory_, stdfs::perms::owner_all, ignored);
    // Transactions live beside it.
    constexpr auto kOthers = stdfs::perms::group_write | stdfs::perms::others_write;
    if (makes_parent) stdfs::permissions(parent, kOthers, stdfs::perm_options::remove, ignored);
  }
  const std::string aside = fmt::format("{}.{}{}", file, getpid(), kAsideEnd);
  if (!WriteAll(aside, bytes) || rename(aside.c_str(), file.c_str()) != 0) unlink(aside.c_str());
}

void DiskCache::Trim() const {
  std::vector<std::tuple<stdfs::file_time_type, std::string, std::uintmax_t>> files;
  std::error_code error;
  const auto now = stdfs::file_time_type::clock::now();
  for (stdfs::directory_iterator at(directory_, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    const auto time = at->last_write_time(ignored);
    const std::string path = at->path().string();
    // A directory that a user named for the cache may hold other things.
    if (!IsOwnName(at->path().filename().string()) || !HoldsGroup(path)) continue;
    // A writer that was killed left its file; a living one is done within the hour.
    if (path.ends_with(kAsideEnd) && now - time > std::chrono::hours(1)) unlink(path.c_str());
    if (path.ends_with(kGroupEnd)) files.emplace_back(time, path, at->file_size(ignored));
  }
  std::ranges::sort(files, std::greater());
  std::uintmax_t total = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    total += std::get<2>(files[i]);
    if (i >= kMostFiles || total > kMostCacheBytes) unlink(std::get<1>(files[i]).c_str());
  }
}

std::string CacheDirectoryFor(const std::string& root) {
  const auto git = GitRepository::Discover(root);
  if (git && *git) return (*git)->common_dir() + "/prereq/cache";
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (const std::string xdg = variable("XDG_CACHE_HOME"); xdg.starts_with('/')) {
    return xdg + "/prereq/readings";
  }
  const std::string home = variable("HOME");
  return home.starts_with('/') ? home + "/.cache/prereq/readings" : std::string();
}

}  // namespace prereq
