#include "support/temporary_tree.h"

#include <stdlib.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/text.h"

namespace prereq {
namespace {

constexpr const char* kGit =
    "env GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b "
    "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b git -c init.defaultBranch=main "
    "-c protocol.file.allow=always ";

}  // namespace

TemporaryTree::TemporaryTree() {
  std::string made = (std::filesystem::temp_directory_path() / "prereq-test-XXXXXX").string();
  if (mkdtemp(made.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = std::filesystem::canonical(made).string();
}

TemporaryTree::~TemporaryTree() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TemporaryTree::Put(const std::string& path, const std::string& text) const {
  const std::filesystem::path whole = path_ + "/" + path;
  std::filesystem::create_directories(whole.parent_path());
  std::ofstream(whole, std::ios::binary) << text;
}

void TemporaryTree::Link(const std::string& path, const std::string& target) const {
  const std::filesystem::path whole = path_ + "/" + path;
  std::filesystem::create_directories(whole.parent_path());
  std::filesystem::create_symlink(target, whole);
}

void TemporaryTree::Remove(const std::string& path) const {
  std::filesystem::remove_all(path_ + "/" + path);
}

bool TemporaryTree::Shell(const std::string& command) const {
  const std::string line = "cd " + ShellQuote(path_) + " && { " + command + "\n} >/dev/null 2>&1";
  return std::system(line.c_str()) == 0;  // NOLINT: the tests' own commands
}

std::string TemporaryTree::Output(const std::string& command) const {
  const std::string line = "cd " + ShellQuote(path_) + " && { " + command + "\n} 2>/dev/null";
  FILE* pipe = popen(line.c_str(), "r");  // NOLINT: the tests' own commands
  if (pipe == nullptr) return {};
  std::string output;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), got);
  }
  pclose(pipe);
  return output;
}

bool TemporaryTree::Git(const std::string& arguments) const { return Shell(kGit + arguments); }

bool HasGit() {
  static const bool has = std::system("git --version >/dev/null 2>&1") == 0;  // NOLINT
  return has;
}

}  // namespace prereq
