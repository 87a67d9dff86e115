#include "tree/git_sources.h"

#include <dirent.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

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

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// Looks at files in folders, each folder once however many links lead there.
class Folders {
 public:
  /// Every file at or below `folder`; `deep`: how many levels. What is not there is fine, and so is
  /// what lies behind so many entries that a link must have led to another place.
  Status Check(const std::string& folder, int deep) {
    const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
    struct stat itself {};
    if (!open || ::fstat(::dirfd(open.get()), &itself) != 0) return Done{};
    if (!seen_.emplace(itself.st_dev, itself.st_ino).second) return Done{};
    while (const dirent* entry = ::readdir(open.get())) {
      constexpr std::size_t kMost = 1'000'000;
      const std::string_view name = entry->d_name;
      if (++entries_ > kMost) return Done{};
      if (name == "." || name == ".." || entry->d_type == DT_REG) continue;
      const std::string path = JoinPath(folder, name);
      struct stat status {};
      if (::stat(path.c_str(), &status) != 0) continue;
      const bool is_folder = S_ISDIR(status.st_mode);
      if (is_folder && deep == 0) continue;
      if (Status fine = is_folder ? Check(path, deep - 1) : CheckRegular(path); !fine) return fine;
    }
    return Done{};
  }

  /// A folder of objects, and those that it says to look in besides.
  Status CheckObjects(const std::string& objects) {
    constexpr int kLevels = 1;  // ab/cdef, pack/x.idx, info/alternates
    if (Status fine = Check(objects, kLevels); !fine) return fine;
    const std::string alternates = JoinPath(objects, "info/alternates");
    if (Status regular = CheckRegular(alternates); !regular) return regular;
    std::ifstream file(alternates, std::ios::binary);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line.front() == '#' || !named_.insert(line).second) continue;
      const bool is_absolute = line.front() == '/';
      const Status fine = CheckObjects(is_absolute ? line : JoinPath(objects, line));
      if (!fine) return fine;
    }
    return Done{};
  }

 private:
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::set<std::string> named_;  // as alternates name them
  std::size_t entries_ = 0;
};

// A value of git's configuration without its quotes, escapes and comment.
std::string Unquoted(std::string_view written) {
  std::string value;
  bool is_quoted = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == '\\' && i + 1 < written.size()) {
      value += written[++i];
    } else if ((c == '#' || c == ';') && !is_quoted) {
      break;
    } else {
      value += c;
    }
  }
  return std::string(Trim(value));
}

// How much of a line is the section's head, `[includeIf "gitdir:x"]`.
std::size_t HeaderLength(std::string_view line) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_quoted = !is_quoted;
    if (line[i] == ']' && !is_quoted) return i + 1;
    if (line[i] == '\\') ++i;
  }
  return line.size();
}

// What a configuration file includes, whatever the condition.
std::vector<std::string> IncludedBy(const std::string& config) {
  std::vector<std::string> paths;
  std::ifstream file(config, std::ios::binary);
  bool is_include = false;
  for (std::string line; std::getline(file, line);) {
    std::string_view said = Trim(line);
    if (said.starts_with('[')) {
      is_include = Lower(said).starts_with("[include");
      said.remove_prefix(HeaderLength(said));
    }
    const std::size_t sign = said.find('=');
    if (!is_include || sign == std::string_view::npos) continue;
    if (Lower(Trim(said.substr(0, sign))) != "path") continue;
    std::string path = Unquoted(said.substr(sign + 1));
    const char* home = std::getenv("HOME");
    if (path.starts_with("~/") && home != nullptr) path = home + path.substr(1);
    if (path.empty()) continue;
    paths.push_back(path.front() == '/' ? path : JoinPath(ParentPath(config), path));
  }
  return paths;
}

Status CheckConfig(const std::string& config, std::set<std::string>& seen) {
  if (!seen.insert(config).second) return Done{};
  if (Status regular = CheckRegular(config); !regular) return regular;
  constexpr std::size_t kMost = 1000;
  for (const std::string& path : IncludedBy(config)) {
    if (seen.size() > kMost) break;
    if (Status included = CheckConfig(path, seen); !included) return included;
  }
  return Done{};
}

// The objects and names of revisions; once in a process for each folder.
Status CheckStore(const std::string& git_dir) {
  static std::mutex mutex;
  static std::set<std::string> checked;
  const std::lock_guard lock(mutex);
  if (checked.contains(git_dir)) return Done{};
  constexpr int kDeepest = 40;
  Folders folders;
  if (Status regular = folders.Check(JoinPath(git_dir, "refs"), kDeepest); !regular) return regular;
  if (Status regular = folders.CheckObjects(JoinPath(git_dir, "objects")); !regular) return regular;
  checked.insert(git_dir);
  return Done{};
}

Status CheckOneDirectory(const std::string& git_dir) {
  Status regular = CheckAll(git_dir, {"HEAD", "commondir", "gitdir", "index", "packed-refs",
                                      "shallow", "info/attributes", "info/exclude"});
  std::set<std::string> configs;
  for (const char* config : {"config", "config.worktree"}) {
    if (regular) regular = CheckConfig(JoinPath(git_dir, config), configs);
  }
  return regular ? CheckStore(git_dir) : regular;
}

}  // namespace

Status CheckGitFiles(const std::string& git_dir) {
  if (Status own = CheckOneDirectory(git_dir); !own) return own;
  std::string common;
  std::ifstream file(JoinPath(git_dir, "commondir"));
  if (!std::getline(file, common) || common.empty()) return Done{};
  return CheckOneDirectory(common.front() == '/' ? common : JoinPath(git_dir, common));
}

Status CheckNamedFile(const std::string& path) { return CheckRegular(path); }

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
    if (Status rules = CheckAll(whole, {".gitattributes", ".gitignore", ".gitmodules"}); !rules)
      return rules;
  }
  return Done{};
}

}  // namespace prereq
