#include "tree/find_root.h"

#include <filesystem>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

Result<std::optional<std::string>> FindRoot(const std::string& start) {
  namespace files = std::filesystem;
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
  for (files::path folder = real;; folder = folder.parent_path()) {
    const auto status = files::symlink_status(folder / kPolicyFileName, failed);
    if (files::exists(status) && !files::is_directory(status)) {
      return std::optional<std::string>(folder.string());
    }
    // What stands above the repository is about another tree.
    const bool is_repository = files::exists(files::symlink_status(folder / ".git", failed));
    if (is_repository || folder == folder.parent_path()) return std::optional<std::string>();
  }
}

}  // namespace prereq
