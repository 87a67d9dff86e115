#include "tree/git_sources.h"

#include <sys/stat.h>

#include <set>

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

Status CheckRegular(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return Done{};
  return Error{Error::Code::kUnsupported,
               "expected a regular file; git would wait for anything else",
               {path, 0, 0},
               "ls -l " + ShellQuote(path)};
}

Status CheckAll(const std::string& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (Status regular = CheckRegular(JoinPath(folder, name)); !regular) return regular;
  }
  return Done{};
}

}  // namespace

Status CheckGitFiles(const std::string& git_dir) {
  return CheckAll(git_dir, {"HEAD", "config", "config.worktree", "commondir", "gitdir", "index",
                            "packed-refs", "info/attributes", "info/exclude"});
}

Status CheckRuleFiles(const std::string& git_dir, const std::string& top,
                      const std::vector<std::string>& paths) {
  if (Status own = CheckGitFiles(git_dir); !own) return own;
  std::set<std::string> folders = {std::string()};
  for (const std::string& path : paths) {
    std::string folder = ParentPath(path);
    while (!folder.empty() && folders.insert(folder).second) folder = ParentPath(folder);
  }
  for (const std::string& folder : folders) {
    const std::string whole = folder.empty() ? top : JoinPath(top, folder);
    if (Status rules = CheckAll(whole, {".gitattributes", ".gitignore"}); !rules) return rules;
  }
  return Done{};
}

}  // namespace prereq
