// The names of a repository's tags and branches.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "tree/git_state.h"

namespace prereq {
namespace {

// A reference by its full name, and what it leads to where it is symbolic: HEAD.
struct NamedReference {
  std::string name, leads_to;
};

Result<std::vector<NamedReference>> AskProgram(const GitProgram& program) {
  std::vector<NamedReference> references;
  const Result<std::string> head = program.Run({"symbolic-ref", "-q", "HEAD"});
  if (head) references.push_back({"HEAD", std::string(Trim(*head))});
  const Result<std::string> said = program.Run({"for-each-ref", "--format=%(refname) %(symref)"});
  if (!said) return said.error();
  for (const std::string_view line : Split(*said, '\n')) {
    const std::size_t end = line.find(' ');  // no name has one
    if (end == std::string_view::npos) continue;
    references.push_back({std::string(line.substr(0, end)), std::string(line.substr(end + 1))});
  }
  return references;
}

Result<std::vector<NamedReference>> AskLibrary(git_repository* repository,
                                               const std::string& root) {
  git_strarray names{};
  if (const int code = git_reference_list(&names, repository); code != 0) {
    return GitFailure(code, "list the references of", root);
  }
  std::vector<NamedReference> references = {{"HEAD", {}}};
  for (std::size_t i = 0; i < names.count; ++i) references.push_back({names.strings[i], {}});
  git_strarray_dispose(&names);
  for (NamedReference& one : references) {
    git_reference* raw = nullptr;
    if (git_reference_lookup(&raw, repository, one.name.c_str()) != 0) continue;
    const GitHandle<git_reference, git_reference_free> reference(raw);
    const char* leads_to = git_reference_symbolic_target(raw);
    if (leads_to != nullptr) one.leads_to = leads_to;
  }
  return references;
}

// `main` of `refs/heads/main` and of `refs/remotes/origin/main`; empty for what is not a branch.
std::string_view BranchOf(std::string_view name) {
  constexpr std::string_view kHeads = "refs/heads/", kRemotes = "refs/remotes/";
  if (name.starts_with(kHeads)) return name.substr(kHeads.size());
  if (!name.starts_with(kRemotes)) return {};
  name.remove_prefix(kRemotes.size());
  const std::size_t slash = name.find('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
}

}  // namespace

Result<GitNames> GitRepository::Names() const {
  constexpr std::string_view kTags = "refs/tags/";
  const std::lock_guard lock(state_->mutex);
  const auto references = state_->program ? AskProgram(*state_->program)
                                          : AskLibrary(state_->repository.get(), state_->root);
  if (!references) return references.error();
  GitNames names;
  for (const auto& [name, leads_to] : *references) {
    if (name.starts_with(kTags)) names.tags.push_back(name.substr(kTags.size()));
    const std::string_view branch = BranchOf(name);
    if (!branch.empty() && branch != "HEAD") {
      names.branches.emplace_back(branch);
      if (!name.starts_with("refs/heads/")) names.remote.emplace_back(branch);
    }
    if (const std::string_view used = BranchOf(leads_to); !used.empty()) {
      names.used.emplace_back(used);
    }
  }
  for (auto* list : {&names.tags, &names.branches, &names.used, &names.remote}) {
    std::ranges::sort(*list);
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return names;
}

}  // namespace prereq
