#include "support/memory_tree.h"

#include <algorithm>
#include <set>

namespace prereq {

Result<std::string> MemoryTree::Read(const std::string& path) const {
  if (std::ranges::count(unreadable_, path) > 0) {
    return Error{Error::Code::kUnreadable, "cannot read `" + path + "`: made so", {path, 0, 0}, {}};
  }
  const auto file = files_.find(path);
  if (file != files_.end()) return file->second;
  return Error{
      Error::Code::kNotFound, "cannot read `" + path + "`: no such file", {path, 0, 0}, {}};
}

Result<std::optional<FileStatus>> MemoryTree::Status(const std::string& path) const {
  const auto file = files_.find(path);
  if (file != files_.end()) {
    return std::optional<FileStatus>(FileStatus{FileKind::kRegular, file->second.size()});
  }
  const std::string inside = path + "/";
  const auto next = files_.lower_bound(inside);
  if (path.empty() || (next != files_.end() && next->first.starts_with(inside))) {
    return std::optional<FileStatus>(FileStatus{FileKind::kDirectory, 0});
  }
  return std::optional<FileStatus>();
}

Result<std::vector<FileEntry>> MemoryTree::List(const std::string& path) const {
  const std::string inside = path.empty() ? "" : path + "/";
  std::set<FileEntry> entries;
  for (auto file = files_.lower_bound(inside);
       file != files_.end() && file->first.starts_with(inside); ++file) {
    const std::size_t slash = file->first.find('/', inside.size());
    entries.insert({file->first.substr(0, slash),
                    slash == std::string::npos ? FileKind::kRegular : FileKind::kDirectory});
  }
  if (entries.empty() && !path.empty()) {
    return Error{
        Error::Code::kNotFound, "cannot list `" + path + "`: no such directory", {path, 0, 0}, {}};
  }
  return std::vector<FileEntry>(entries.begin(), entries.end());
}

Result<std::string> MemoryTree::ReadLink(const std::string& path) const {
  return Error{Error::Code::kInvalid, "`" + path + "` is not a symlink", {path, 0, 0}, {}};
}

Result<std::vector<FileEntry>> MemoryTree::ListTracked() const {
  std::vector<FileEntry> entries;
  for (const auto& [path, text] : files_) entries.push_back({path, FileKind::kRegular});
  return entries;
}

}  // namespace prereq
