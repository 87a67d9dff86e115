// A FileReader over a map in memory, so that a test can hand a reader a whole repository.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prereq/file_system.h"

namespace prereq {

/// Files are {path: text}; directories exist because files are in them. Omits: symlinks,
/// submodules, permissions, .gitignore (every file counts as tracked) and I/O errors, except that a
/// path given to MakeUnreadable fails to Read. Tests of those run on a temporary directory.
class MemoryTree : public FileReader {
 public:
  explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  void Put(const std::string& path, std::string text) { files_[path] = std::move(text); }
  void MakeUnreadable(const std::string& path) { unreadable_.push_back(path); }

  Result<std::string> Read(const std::string& path) const override;
  Result<std::optional<FileStatus>> Status(const std::string& path) const override;
  Result<std::vector<FileEntry>> List(const std::string& path) const override;
  Result<std::string> ReadLink(const std::string& path) const override;
  Result<std::vector<FileEntry>> ListTracked() const override;

 private:
  std::map<std::string, std::string> files_;
  std::vector<std::string> unreadable_;
};

}  // namespace prereq
