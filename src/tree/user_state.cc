// A directory counts when it is this user's alone; whatever lies in another's way is not used.
#include "tree/user_state.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/digest.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/descriptor.h"

namespace prereq {
namespace {

namespace stdfs = std::filesystem;

constexpr const char* kSecret = "secret";
constexpr mode_t kOthersWrite = 0022;
constexpr mode_t kOthers = 0077;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Home() {
  if (std::string home = Variable("HOME"); home.starts_with('/')) return home;
  const passwd* user = ::getpwuid(::geteuid());
  return user == nullptr || user->pw_dir == nullptr ? "" : user->pw_dir;
}

// The directory, opened; none when it is not there, a link, another user's, or open to others.
Descriptor OpenOwn(const std::string& directory) {
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Descriptor opened(::open(directory.c_str(), kFlags));
  struct stat status {};
  if (!opened || ::fstat(opened.get(), &status) != 0) return {};
  if (status.st_uid != ::geteuid() || (status.st_mode & kOthersWrite) != 0) return {};
  return opened;
}

Descriptor MakeOwn(const std::string& directory) {
  std::error_code ignored;
  stdfs::create_directories(stdfs::path(directory).parent_path(), ignored);
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return {};
  return OpenOwn(directory);
}

// The first line of a file that only its user may read; empty when there is no such file.
std::string ReadOwn(int folder, const char* name) {
  constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor file(::openat(folder, name, kFlags));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  if (status.st_uid != ::geteuid() || (status.st_mode & kOthers) != 0) return {};
  std::array<char, 128> bytes{};
  const ssize_t got = ::read(file.get(), bytes.data(), bytes.size());
  if (got <= 0) return {};
  return std::string(Trim(std::string_view(bytes.data(), static_cast<std::size_t>(got))));
}

// Creates `name` whole or not at all; true also when somebody else was first.
bool WriteOwn(int folder, const char* name, std::string_view text) {
  const std::string draft = fmt::format("{}.{}", name, ::getpid());
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  ::unlinkat(folder, draft.c_str(), 0);
  const Descriptor file(::openat(folder, draft.c_str(), kFlags, 0600));
  if (!file) return false;
  const bool written =
      ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file.get()) == 0;
  // A link never replaces: two at once agree on the first.
  const bool named =
      written && (::linkat(folder, draft.c_str(), folder, name, 0) == 0 || errno == EEXIST);
  ::unlinkat(folder, draft.c_str(), 0);
  return named && ::fsync(folder) == 0;
}

std::string SecretIn(int folder) {
  std::string secret = ReadOwn(folder, kSecret);
  return IsSha256(secret) ? secret : "";
}

std::string NewSecretIn(const std::string& directory) {
  const Descriptor folder = MakeOwn(directory);
  if (!folder) return {};
  std::array<char, 64> noise{};
  if (::getrandom(noise.data(), noise.size(), 0) != static_cast<ssize_t>(noise.size())) return {};
  const std::string secret = Sha256(std::string_view(noise.data(), noise.size()));
  // Also the directories just made: a secret that a crash takes back opens nothing afterwards.
  if (!WriteOwn(folder.get(), kSecret, secret + "\n") || ::syncfs(folder.get()) != 0) return {};
  return SecretIn(folder.get());
}

std::string ConfirmedName(std::string_view words) {
  return "confirmed-" + Sha256(words).substr(0, 32);
}

}  // namespace

std::vector<std::string> StateDirectories(const std::string& root) {
  std::vector<std::string> directories;
  const std::string xdg = Variable("XDG_STATE_HOME");
  if (xdg.starts_with('/')) directories.push_back(xdg + "/prereq");
  if (const std::string home = Home(); home.starts_with('/')) {
    directories.push_back(home + "/.local/state/prereq");
  }
  directories.push_back(fmt::format("/var/tmp/prereq-{}", ::geteuid()));
  std::error_code ignored;
  const std::string tree = stdfs::canonical(root, ignored).string();
  std::erase_if(directories, [&](const std::string& directory) {
    const std::string real = stdfs::weakly_canonical(directory, ignored).string();
    return ignored || IsWithin(real, tree);
  });
  return directories;
}

Result<std::vector<std::string>> TreeSeals(const std::vector<std::string>& directories,
                                           const std::string& root) {
  std::vector<std::string> secrets;
  for (const std::string& directory : directories) {
    const Descriptor folder = OpenOwn(directory);
    std::string secret = folder ? SecretIn(folder.get()) : "";
    if (!secret.empty()) secrets.push_back(std::move(secret));
  }
  for (const std::string& directory : directories) {
    if (!secrets.empty()) break;
    if (std::string made = NewSecretIn(directory); !made.empty()) secrets.push_back(made);
  }
  if (secrets.empty()) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("no directory can keep the secret that protects a change from "
                             "strangers; tried {}",
                             Printable(Join(directories, ", "))),
                 {},
                 "XDG_STATE_HOME=DIRECTORY prereq …"};
  }
  struct stat status {};
  std::error_code failed;
  const std::string real = stdfs::canonical(root, failed).string();
  if (::stat(root.c_str(), &status) != 0 || failed) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("cannot look at `{}`: {}", Printable(root), std::strerror(errno)),
                 {},
                 {}};
  }
  std::vector<std::string> seals;
  for (const std::string& secret : secrets) {
    seals.push_back(Sha256(fmt::format("{}\ninode {}", secret, status.st_ino)));
    seals.push_back(Sha256(fmt::format("{}\npath {}", secret, real)));
  }
  return seals;
}

bool IsConfirmed(const std::vector<std::string>& directories, std::string_view words) {
  return std::ranges::any_of(directories, [&](const std::string& directory) {
    const Descriptor folder = OpenOwn(directory);
    return folder && !ReadOwn(folder.get(), ConfirmedName(words).c_str()).empty();
  });
}

Status Confirm(const std::vector<std::string>& directories, std::string_view words) {
  for (const std::string& directory : directories) {
    const Descriptor folder = MakeOwn(directory);
    if (folder && WriteOwn(folder.get(), ConfirmedName(words).c_str(), "yes\n")) return Done{};
  }
  return Error{Error::Code::kUnreadable, "what was confirmed could not be remembered", {}, {}};
}

}  // namespace prereq
