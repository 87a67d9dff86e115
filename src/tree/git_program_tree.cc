#include "tree/git_program_tree.h"

#include <algorithm>
#include <set>

#include "base/format.h"
#include "base/text.h"
#include "tree/disk.h"
#include "tree/git_state.h"

namespace prereq {
namespace {

constexpr std::uint64_t kSmall = std::uint64_t{1} << 20U;  // objects that are fetched together,
constexpr std::uint64_t kTogether = std::uint64_t{256} << 20U;  // up to so many bytes

Error NotInRevision(const std::string& path, std::string_view why) {
  return {why.empty() ? Error::Code::kNotFound : Error::Code::kUnreadable,
          fmt::format("cannot read `{}`: {}", Printable(path),
                      why.empty() ? "not in this revision" : why),
          {path, 0, 0},
          {}};
}

}  // namespace

Result<GitProgramTree> GitProgramTree::Open(GitProgram program, const std::string& object,
                                            const std::string& prefix, std::string fetch) {
  GitProgramTree tree(std::move(program));
  tree.fetch_ = std::move(fetch);
  Result<std::vector<GitProgram::TreeEntry>> entries = tree.program_.Tree(object);
  if (!entries) return entries.error();
  const std::string start = prefix.empty() ? "" : prefix + "/";
  for (GitProgram::TreeEntry& entry : *entries) {
    if (!entry.path.starts_with(start)) continue;
    entry.path.erase(0, start.size());
    tree.entries_.emplace(entry.path, entry);
  }
  if (!prefix.empty() && tree.entries_.empty()) return NotInRevision(prefix, "");
  return tree;
}

Result<std::string> GitProgramTree::Bytes(const GitProgram::TreeEntry& entry) {
  if (!entry.fetched) return NotFetched(entry.path, fetch_);
  if (!fetched_) {
    fetched_ = true;
    std::set<std::string> ids;
    std::uint64_t total = 0;
    for (const auto& [path, one] : entries_) {
      if (KindOfMode(one.mode) == FileKind::kSubmodule || one.size > kSmall) continue;
      if (!one.fetched) continue;
      if (total + one.size > kTogether) break;
      if (ids.insert(one.id).second) total += one.size;
    }
    const std::vector<std::string> wanted(ids.begin(), ids.end());
    // Where one cannot be had, each is asked for when it is read.
    if (Result<std::vector<std::string>> objects = program_.Objects(wanted)) {
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        bytes_.emplace(wanted[i], std::move((*objects)[i]));
      }
    }
  }
  if (const auto known = bytes_.find(entry.id); known != bytes_.end()) return known->second;
  Result<std::vector<std::string>> object = program_.Objects({entry.id});
  if (!object) return NotInRevision(entry.path, object.error().message);
  return std::move(object->front());
}

Result<std::string> GitProgramTree::Read(const std::string& path) {
  if (const auto fine = CheckTreePath(path); !fine) return fine.error();
  const auto entry = entries_.find(path);
  const Result<std::optional<FileStatus>> status = Status(path);
  if (!status || !*status) return NotInRevision(path, "");
  if ((*status)->kind != FileKind::kRegular) return NotInRevision(path, "not a regular file");
  return Bytes(entry->second);
}

Result<std::optional<FileStatus>> GitProgramTree::Status(const std::string& path) const {
  using Found = std::optional<FileStatus>;
  if (const auto fine = CheckTreePath(path); !fine) return fine.error();
  if (path.empty()) return Found({FileKind::kDirectory, 0});
  const auto entry = entries_.find(path);
  if (entry != entries_.end()) {
    const FileKind kind = KindOfMode(entry->second.mode);
    return Found({kind, kind == FileKind::kRegular ? entry->second.size : 0});
  }
  const auto inside = entries_.lower_bound(path + "/");
  const bool folder = inside != entries_.end() && inside->first.starts_with(path + "/");
  return folder ? Found({FileKind::kDirectory, 0}) : Found();
}

Result<std::vector<FileEntry>> GitProgramTree::List(const std::string& path) const {
  const Result<std::optional<FileStatus>> status = Status(path);
  if (!status) return status.error();
  if (!*status || (*status)->kind != FileKind::kDirectory) return NotInRevision(path, "");
  const std::string start = path.empty() ? "" : path + "/";
  std::set<FileEntry> found;
  for (auto at = entries_.lower_bound(start); at != entries_.end(); ++at) {
    if (!at->first.starts_with(start)) break;
    const std::size_t slash = at->first.find('/', start.size());
    const bool folder = slash != std::string::npos;
    found.insert(
        {at->first.substr(0, slash), folder ? FileKind::kDirectory : KindOfMode(at->second.mode)});
  }
  return std::vector<FileEntry>(found.begin(), found.end());
}

Result<std::string> GitProgramTree::ReadLink(const std::string& path) {
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) return NotInRevision(path, "");
  if (KindOfMode(entry->second.mode) != FileKind::kSymlink) {
    return Error{Error::Code::kInvalid,
                 fmt::format("`{}` is no symlink", Printable(path)),
                 {path, 0, 0},
                 {}};
  }
  return Bytes(entry->second);
}

std::vector<FileEntry> GitProgramTree::ListTracked() const {
  std::vector<FileEntry> found;
  for (const auto& [path, entry] : entries_) {
    const FileKind kind = KindOfMode(entry.mode);
    const bool is_named_only = kind == FileKind::kRegular && !entry.fetched;
    found.push_back({path, is_named_only ? FileKind::kNotFetched : kind});
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace prereq
