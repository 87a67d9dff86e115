// libgit2 compares two buffers; its file header, which knows no renames here, is left out.
#include "tree/git_patch.h"

#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "tree/git_handles.h"

namespace prereq {
namespace {

using PatchHandle = GitHandle<git_patch, git_patch_free>;

// Called by libgit2 for the header, then for each hunk's head and line, or once for binary bytes.
int Append(const git_diff_delta* /*delta*/, const git_diff_hunk* /*hunk*/,
           const git_diff_line* line, void* body) {
  auto& text = *static_cast<std::string*>(body);
  const char origin = line->origin;
  if (origin == GIT_DIFF_LINE_FILE_HDR) return 0;
  if (origin == GIT_DIFF_LINE_CONTEXT || origin == GIT_DIFF_LINE_ADDITION ||
      origin == GIT_DIFF_LINE_DELETION) {
    text += origin;
  }
  text.append(line->content, line->content_len);
  return 0;
}

}  // namespace

Result<std::string> GitPatchBody(const std::string& before, const std::string& after) {
  StartGit();
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_SHOW_BINARY;
  git_patch* raw = nullptr;
  int code = git_patch_from_buffers(&raw, before.data(), before.size(), "a", after.data(),
                                    after.size(), "a", &options);
  if (code != 0) return GitFailure(code, "compare", "two versions of a file");
  const PatchHandle patch(raw);
  std::string body;
  code = git_patch_print(raw, Append, &body);
  if (code != 0) return GitFailure(code, "write", "a patch");
  return body;
}

Status CheckUnfiltered(const std::string& directory, const std::vector<std::string>& paths) {
  StartGit();
  git_repository* raw = nullptr;
  int code = git_repository_open_ext(&raw, directory.c_str(), 0, nullptr);
  const RepositoryHandle repository(raw);
  if (code != 0) return GitFailure(code, "open the repository of", directory);
  const char* top = git_repository_workdir(raw);
  const std::string work_tree = top == nullptr ? "" : RealPath(top);
  const std::string here = RealPath(directory);
  const std::string prefix = here.size() > work_tree.size() && IsWithin(here, work_tree)
                                 ? here.substr(work_tree.size() + 1)
                                 : "";
  for (const std::string& path : paths) {
    for (const char* name : {"filter", "ident", "working-tree-encoding"}) {
      const char* value = nullptr;
      code = git_attr_get(&value, raw, GIT_ATTR_CHECK_FILE_THEN_INDEX,
                          JoinPath(prefix, path).c_str(), name);
      if (code != 0) return GitFailure(code, "read the attributes of", path);
      const git_attr_value_t kind = git_attr_value(value);
      if (kind != GIT_ATTR_VALUE_TRUE && kind != GIT_ATTR_VALUE_STRING) continue;
      return Error{Error::Code::kUnsupported,
                   fmt::format("a patch cannot edit `{}`: git stores it in another form than it "
                               "checks out (`{}` in .gitattributes)",
                               Printable(path), name),
                   {path, 0, 0},
                   "prereq apply"};
    }
  }
  return Done{};
}

std::string GitBlobName(const std::string& bytes) {
  StartGit();
  git_oid id;
  if (git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB) != 0) return {};
  std::string hex(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(hex.data(), &id);
  return hex;
}

}  // namespace prereq
