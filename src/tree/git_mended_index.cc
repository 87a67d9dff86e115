#include "tree/git_mended_index.h"

#include <fcntl.h>
#include <git2/sys/repository.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/digest.h"
#include "base/format.h"

namespace prereq {
namespace {

constexpr std::size_t kChecksum = 20;

bool LacksChecksum(std::string_view bytes) {
  return bytes.starts_with("DIRC") && bytes.size() > kChecksum &&
         bytes.substr(bytes.size() - kChecksum) == std::string(kChecksum, '\0');
}

// The bytes of an index file that has no checksum; nothing for one that has, for anything but a
// regular file, and for what cannot be read.
std::optional<std::string> WithoutChecksum(const std::string& path) {
  constexpr int kRead = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor file(::open(path.c_str(), kRead));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::array<char, kChecksum> end{};
  const off_t at = status.st_size - static_cast<off_t>(end.size());
  if (at < 0 ||
      ::pread(file.get(), end.data(), end.size(), at) != static_cast<ssize_t>(kChecksum) ||
      std::ranges::any_of(end, [](char c) { return c != '\0'; })) {
    return std::nullopt;
  }
  std::string bytes;
  std::array<char, 1U << 16U> block{};
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  return LacksChecksum(bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

// A file in memory with these bytes.
Descriptor InMemory(std::string_view bytes) {
  Descriptor file(::memfd_create("index", MFD_CLOEXEC));
  while (file && !bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put <= 0) return {};
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return file;
}

}  // namespace

std::string WithChecksum(std::string bytes) {
  if (!LacksChecksum(bytes)) return bytes;
  bytes.resize(bytes.size() - kChecksum);
  return bytes + Sha1(bytes);
}

std::string IndexPathOf(git_repository* repository) {
  git_buf path{};
  const int code = git_repository_item_path(&path, repository, GIT_REPOSITORY_ITEM_INDEX);
  std::string text = code == 0 ? path.ptr : "";
  git_buf_dispose(&path);
  return text;
}

int ReadSettled(const std::function<int(bool)>& read) {
  constexpr int kTries = 5;
  int code = read(false);
  for (int i = 1; i < kTries && code != 0; ++i) code = read(true);
  return code;
}

Result<IndexHandle> ReadIndexOf(git_repository* repository, const std::string& shown,
                                Descriptor& keep) {
  const std::optional<std::string> bytes = WithoutChecksum(IndexPathOf(repository));
  git_index* raw = nullptr;
  if (bytes) {
    keep = InMemory(WithChecksum(*bytes));
    const std::string path = fmt::format("/proc/self/fd/{}", keep.get());
    if (const int code = keep ? git_index_open(&raw, path.c_str()) : -1; code != 0) {
      return GitFailure(code, "read git's index of", shown);
    }
    IndexHandle index(raw);
    if (const int code = git_repository_set_index(repository, raw); code != 0) {
      return GitFailure(code, "read git's index of", shown);
    }
    return index;
  }
  if (keep) {
    git_repository_set_index(repository, nullptr);
    keep = {};
  }
  if (const int code = ReadSettled([&](bool) { return git_repository_index(&raw, repository); });
      code != 0) {
    return GitFailure(code, "read git's index of", shown);
  }
  IndexHandle index(raw);
  // Another process may have written it since we last looked.
  if (const int code = ReadSettled([&](bool again) { return git_index_read(raw, again ? 1 : 0); });
      code != 0) {
    return GitFailure(code, "read git's index of", shown);
  }
  return index;
}

}  // namespace prereq
