#include "tree/git_state.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "tree/git_mended_index.h"

namespace prereq {

FileKind KindOfMode(unsigned mode) {
  if (mode == GIT_FILEMODE_COMMIT) return FileKind::kSubmodule;
  return mode == GIT_FILEMODE_LINK ? FileKind::kSymlink : FileKind::kRegular;
}

std::string GitRepository::State::FromRoot(const std::string& path) const {
  if (prefix.empty() || path.empty()) return prefix + path;
  return prefix + "/" + path;
}

std::optional<std::string> GitRepository::State::FromDirectory(std::string_view path) const {
  if (prefix.empty()) return std::string(path);
  if (!path.starts_with(prefix) || path.size() <= prefix.size() || path[prefix.size()] != '/') {
    return std::nullopt;
  }
  return std::string(path.substr(prefix.size() + 1));
}

Result<IndexHandle> GitRepository::State::OpenIndex() const {
  return ReadIndexOf(repository.get(), root, mended);
}

Result<std::vector<FileEntry>> GitRepository::State::LastCommit() const {
  git_object* raw = nullptr;
  const int code = git_revparse_single(&raw, repository.get(), "HEAD^{tree}");
  if (code == GIT_ENOTFOUND) return std::vector<FileEntry>();
  if (code != 0) return GitFailure(code, "read the last commit of", root);
  const ObjectHandle tree(raw);
  struct Walked {
    const State* state;
    std::vector<FileEntry> entries;
  } walked{this, {}};
  const auto visit = [](const char* folder, const git_tree_entry* entry, void* payload) {
    auto* into = static_cast<Walked*>(payload);
    const git_filemode_t mode = git_tree_entry_filemode(entry);
    if (mode == GIT_FILEMODE_TREE) return 0;
    const std::string from_root = std::string(folder) + git_tree_entry_name(entry);
    if (auto path = into->state->FromDirectory(from_root)) {
      into->entries.push_back({*std::move(path), KindOfMode(mode)});
    }
    return 0;
  };
  const int failed =
      git_tree_walk(reinterpret_cast<git_tree*>(raw), GIT_TREEWALK_PRE, visit, &walked);
  if (failed != 0) return GitFailure(failed, "read the last commit of", root);
  std::ranges::sort(walked.entries);
  return std::move(walked.entries);
}

Result<std::vector<FileEntry>> GitRepository::State::ProgramIndex(bool left_out_only) const {
  const Result<std::vector<GitProgram::Entry>> index = program->Index();
  if (!index) return index.error();
  const std::set<std::string> missing =
      left_out_only ? program->Missing("HEAD") : std::set<std::string>();
  std::vector<FileEntry> entries;
  for (const GitProgram::Entry& entry : *index) {
    auto path = FromDirectory(entry.path);
    if (!path || (left_out_only && !entry.left_out)) continue;
    if (!entries.empty() && entries.back().path == *path) continue;  // stages of one conflict
    const FileKind kind = KindOfMode(entry.mode);
    const bool is_named_only = kind == FileKind::kRegular && missing.contains(entry.id);
    entries.push_back({*std::move(path), is_named_only ? FileKind::kNotFetched : kind});
  }
  std::ranges::sort(entries);
  return entries;
}

Result<std::string> GitRepository::State::ProgramStored(const std::string& path) const {
  Result<std::vector<std::string>> objects = program->Objects({":" + FromRoot(path)});
  if (!objects) {
    Error error = objects.error();
    error.where = {path, 0, 0};
    error.fix = "git sparse-checkout disable";
    return error;
  }
  return std::move(objects->front());
}

Result<std::vector<GitState>> GitRepository::State::ProgramChanged(
    const std::vector<std::string>& paths) const {
  Result<std::vector<GitState>> all = program->Changed();
  if (!all) return all;
  std::vector<GitState> states;
  for (GitState& state : *all) {
    auto path = FromDirectory(state.path);
    const bool wanted = path && std::ranges::any_of(paths, [&](const std::string& one) {
                          return one.empty() || IsWithin(*path, one);
                        });
    if (!wanted) continue;
    state.path = *std::move(path);
    states.push_back(std::move(state));
  }
  return states;
}

Result<std::vector<GitRemote>> GitRepository::State::ProgramRemotes() const {
  const Result<std::string> said =
      program->Run({"config", "-z", "--get-regexp", R"(^remote\..*\.url$)"});
  std::vector<GitRemote> remotes;
  if (!said) {
    return said.error().code == Error::Code::kNotFound ? Result<std::vector<GitRemote>>(remotes)
                                                       : said.error();
  }
  for (const std::string_view record : Split(*said, '\0')) {  // "remote.origin.url\nURL"
    const std::size_t end = record.find('\n');
    if (end == std::string_view::npos) continue;
    const std::string name(record.substr(7, end - 7 - 4));
    if (std::ranges::count(remotes, name, &GitRemote::name) > 0) continue;
    remotes.push_back({name, std::string(record.substr(end + 1))});
  }
  std::ranges::sort(remotes, {}, &GitRemote::name);
  return remotes;
}

bool GitRepository::State::Setting(const char* name) const {
  if (program) return program->Setting(name, "bool").value_or("") == "true";
  git_config* raw = nullptr;
  if (git_repository_config_snapshot(&raw, repository.get()) != 0) return false;
  const ConfigHandle config(raw);
  int value = 0;
  return git_config_get_bool(&value, raw, name) == 0 && value != 0;
}

}  // namespace prereq
