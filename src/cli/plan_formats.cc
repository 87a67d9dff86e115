#include "cli/plan_formats.h"

#include <algorithm>

#include "base/format.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "fs/git.h"
#include "fs/git_patch.h"
#include "report/plan_text.h"
#include "report/redirects.h"
#include "write/patch.h"
#include "write/plan_json.h"
#include "write/script.h"

namespace prereq {
namespace {

Result<std::string> Script(const Input& input, const EditSet& edits) {
  if (!input.tree) return RenderScript(edits, {});
  const Result<std::vector<std::string>> existing = PathsNear(edits.moves, *input.tree);
  if (!existing) return existing.error();
  return RenderScript(edits, *existing);
}

// `git apply` works on what it finds, `git apply --index` only on what git tracks: says so when
// that makes a difference.
Status SayUntracked(const GitRepository& git, const std::vector<FileEntry>& files,
                    const EditSet& edits) {
  const auto index = git.Index();
  if (!index) return index.error();
  std::size_t count = 0;
  for (const FileEntry& file : files) {
    const auto same = [&](const FileEntry& one) { return one.path == file.path; };
    const auto moves = [&](const PathMove& move) { return IsWithin(file.path, move.from); };
    const auto edited = [&](const FileEdit& edit) { return edit.path == file.path; };
    if (!std::ranges::any_of(edits.moves, moves) && !std::ranges::any_of(edits.files, edited)) {
      continue;
    }
    const auto at = std::ranges::lower_bound(*index, file.path, {}, &FileEntry::path);
    if (at == index->end() || !same(*at)) ++count;
  }
  if (count > 0) {
    SayNote(
        fmt::format("note: the patch touches {} file{} that git does not track; `git apply "
                    "--index` wants them added first",
                    count, count == 1 ? "" : "s"));
  }
  return Done{};
}

Result<std::string> Patch(const Input& input, const std::vector<FileEntry>& files,
                          const EditSet& edits) {
  const auto git = GitRepository::Discover(input.root);
  if (!git) return git.error();
  const std::string prefix = *git ? (*git)->prefix() : "";
  Result<std::string> patch =
      RenderPatch(edits, files, *input.tree, prefix, {GitPatchBody, GitBlobName});
  if (!patch || !*git) return patch;
  if (Status said = SayUntracked(**git, files, edits); !said) return said.error();
  return patch;
}

// Formats that need to know every file of the tree.
Result<std::string> OfFiles(const std::string& format, const Input& input, const EditSet& edits) {
  if (!input.tree) {
    Error error;
    error.message = fmt::format("a graph file has no files, so there is no {}", format);
    error.where.path = input.config.path;
    error.fix = "name a directory";
    return error;
  }
  const Result<std::vector<FileEntry>> files = input.tree->ListTracked();
  if (!files) return files.error();
  if (format == "patch") return Patch(input, *files, edits);
  if (format == "redirects-json") return RenderRedirectsJson(RedirectsOf(edits, *files));
  if (format == "redirects-csv") return RenderRedirectsCsv(RedirectsOf(edits, *files));
  const PageSite site = format == "redirects-mdbook" ? PageSite::kMdbook : PageSite::kSphinx;
  return RenderSiteRedirects(site, edits, *files);
}

Result<std::string> Rendered(const std::string& format, const Input& input, const Facts& facts,
                             const Planned& planned, const TextStyle& style) {
  if (format == "text") return RenderPlanText(facts, *planned.plan, planned.edits, style);
  if (format == "markdown") return RenderPlanMarkdown(facts, *planned.plan, planned.edits);
  if (format == "json") {
    return RenderPlanJson(facts, *planned.plan, planned.edits, planned.proof);
  }
  if (format == "script") return Script(input, planned.edits);
  return OfFiles(format, input, planned.edits);
}

}  // namespace

const std::vector<std::string>& PlanFormats() {
  static const std::vector<std::string> kFormats{
      "text",           "json",          "script",           "patch",           "markdown",
      "redirects-json", "redirects-csv", "redirects-mdbook", "redirects-sphinx"};
  return kFormats;
}

int WritePlan(const Options& options, const Input& input, const LoadedSeries& series,
              const Planned& planned) {
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const Result<std::string> text = Rendered(choice.format, input, series.facts, planned, style);
    if (!text) return SayErrors({text.error()}), kExitNoAnswer;
    if (!WriteOut(*text, choice.file)) return kExitNoAnswer;
  }
  return planned.exit;
}

}  // namespace prereq
