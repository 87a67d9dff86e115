#include "tree/find_root.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

namespace files = std::filesystem;

// How far a policy may speak for what lies below it.
class Surroundings {
 public:
  explicit Surroundings(const files::path& start) {
    for (files::path folder = start; !in_git_; folder = folder.parent_path()) {
      std::error_code ignored;
      in_git_ = files::exists(files::symlink_status(folder / ".git", ignored));
      if (folder == folder.parent_path()) break;
    }
    struct stat status {};
    if (::stat(start.c_str(), &status) != 0) return;
    device_ = status.st_dev;
    owner_ = status.st_uid;
  }

  [[nodiscard]] bool Holds(const files::path& folder) const {
    struct stat status {};
    if (in_git_) return true;
    return ::stat(folder.c_str(), &status) == 0 && status.st_dev == device_;
  }

  [[nodiscard]] bool Trusts(const files::path& folder) const {
    if (in_git_) return true;
    struct stat policy {};
    struct stat holder {};
    const std::string path = (folder / kPolicyFileName).string();
    return ::lstat(path.c_str(), &policy) == 0 && ::stat(folder.c_str(), &holder) == 0 &&
           IsTrusted(policy.st_uid) && IsTrusted(holder.st_uid);
  }

 private:
  [[nodiscard]] bool IsTrusted(uid_t owner) const {
    return owner == ::geteuid() || owner == owner_;
  }

  bool in_git_ = false;
  dev_t device_ = 0;
  uid_t owner_ = 0;
};

}  // namespace

Result<std::optional<std::string>> FindRoot(const std::string& start) {
  std::error_code failed;
  const files::path real = files::canonical(start, failed);
  if (failed || !files::is_directory(real, failed)) {
    const bool missing = failed == std::errc::no_such_file_or_directory;
    return Error{missing ? Error::Code::kNotFound : Error::Code::kUnreadable,
                 fmt::format("cannot search upward from `{}`: {}", Printable(start),
                             failed ? failed.message() : "not a directory"),
                 {start, 0, 0},
                 {}};
  }
  const Surroundings around(real);
  for (files::path folder = real;; folder = folder.parent_path()) {
    if (!around.Holds(folder)) return std::optional<std::string>();
    const auto status = files::symlink_status(folder / kPolicyFileName, failed);
    if (files::exists(status) && !files::is_directory(status) && around.Trusts(folder)) {
      return std::optional<std::string>(folder.string());
    }
    // What stands above the repository is about another tree.
    const bool is_repository = files::exists(files::symlink_status(folder / ".git", failed));
    if (is_repository || folder == folder.parent_path()) return std::optional<std::string>();
  }
}

}  // namespace prereq
