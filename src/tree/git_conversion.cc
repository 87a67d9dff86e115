// No program that a repository names is run here, so what passes one stays with git itself.
#include "tree/git_conversion.h"

#include <array>
#include <filesystem>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/git_locked_index.h"
#include "tree/git_sources.h"

namespace prereq {
namespace {

constexpr std::array<const char*, 2> kAttributes = {"filter", "working-tree-encoding"};

// As git takes it for the encoding that it keeps anyway.
bool IsUtf8(std::string_view encoding) {
  const std::string lower = Lower(encoding);
  return lower == "utf-8" || lower == "utf8";
}

}  // namespace

Result<std::string> ConvertedByGitAlone(const std::string& directory,
                                        const std::vector<std::string>& paths) {
  if (paths.empty()) return std::string();
  const auto open = OpenIndexOf(directory);
  if (!open) return open.error();
  git_repository* repository = open->repository.get();
  std::vector<std::string> listed;
  for (const std::string& path : paths) listed.push_back(open->prefix + path);
  const Status rules = CheckRuleFiles(git_repository_commondir(repository),
                                      git_repository_workdir(repository), listed);
  if (!rules) return rules.error();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::error_code failed;
    const auto there = std::filesystem::symlink_status(JoinPath(directory, paths[i]), failed);
    if (std::filesystem::is_symlink(there)) continue;
    std::array<const char*, kAttributes.size()> values{};
    const int code = git_attr_get_many(values.data(), repository, GIT_ATTR_CHECK_FILE_THEN_INDEX,
                                       listed[i].c_str(), kAttributes.size(),
                                       const_cast<const char**>(kAttributes.data()));
    if (code != 0) return GitFailure(code, "read git's attributes of", paths[i]);
    const auto [filter, encoding] = values;
    if (git_attr_value(filter) == GIT_ATTR_VALUE_STRING) {
      return fmt::format("`{}` passes the filter `{}` on its way there, which git alone runs",
                         Printable(paths[i]), Printable(filter));
    }
    if (git_attr_value(encoding) != GIT_ATTR_VALUE_UNSPECIFIED &&
        (git_attr_value(encoding) != GIT_ATTR_VALUE_STRING || !IsUtf8(encoding))) {
      return fmt::format("`{}` has a `working-tree-encoding`, from which git alone converts it",
                         Printable(paths[i]));
    }
  }
  return std::string();
}

}  // namespace prereq
