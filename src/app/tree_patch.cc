#include "app/tree_patch.h"

#include <vector>

#include "base/progress.h"
#include "report/plan_patch.h"
#include "tree/git.h"
#include "tree/git_patch.h"

namespace prereq {

Result<std::string> PatchOf(const Workspace& workspace, const EditSet& edits) {
  return PatchOf(workspace.root(), *workspace.tree(), edits);
}

Result<std::string> PatchOf(const std::string& root, const FileReader& tree, const EditSet& edits) {
  const WorkStage stage("writing the patch");
  const Result<std::vector<FileEntry>> files = tree.ListTracked();
  if (!files) return files.error();
  const auto git = GitRepository::Discover(root);
  if (!git) return git.error();
  const std::string prefix = *git ? (*git)->prefix() : "";
  std::vector<std::string> edited;
  for (const FileEdit& edit : edits.files) edited.push_back(edit.path);
  const Status same = *git ? CheckUnfiltered(root, edited) : Status(Done{});
  if (!same) return same.error();
  return RenderPatch(edits, *files, tree, prefix, {GitPatchBody, GitBlobName});
}

}  // namespace prereq
