// One revision read by the git program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prereq/file_system.h"
#include "tree/git_program.h"

namespace prereq {

/// As GitTree, for repositories that libgit2 does not open. What is read is asked for in a few
/// large questions and kept. Calls are not serialised.
class GitProgramTree {
 public:
  /// The tree of `object` below `prefix` ("" or "course/part"); `fetch` is the command that fetches
  /// what a partial clone lacks of it. kNotFound: it has no such folder.
  static Result<GitProgramTree> Open(GitProgram program, const std::string& object,
                                     const std::string& prefix, std::string fetch);

  Result<std::string> Read(const std::string& path);
  Result<std::optional<FileStatus>> Status(const std::string& path) const;
  Result<std::vector<FileEntry>> List(const std::string& path) const;
  Result<std::string> ReadLink(const std::string& path);
  [[nodiscard]] std::vector<FileEntry> ListTracked() const;

 private:
  explicit GitProgramTree(GitProgram program) : program_(std::move(program)) {}
  Result<std::string> Bytes(const GitProgram::TreeEntry& entry);

  GitProgram program_;
  std::string fetch_;
  std::map<std::string, GitProgram::TreeEntry> entries_;  // by path below the prefix
  std::map<std::string, std::string> bytes_;              // by object
  bool fetched_ = false;                                  // all small objects are in `bytes_`
};

}  // namespace prereq
