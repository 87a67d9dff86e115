#include "cli/plan_formats.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "app/tree_patch.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "files/plan_write.h"
#include "files/redirects.h"
#include "files/site_redirects.h"
#include "report/plan_html.h"
#include "report/plan_script.h"
#include "report/plan_text.h"
#include "tree/git.h"

namespace prereq {
namespace {

// `git mv` refuses to move a submodule while .gitmodules is edited, and undoes nothing of it.
Status RefuseSubmodules(const FileReader& tree, const EditSet& edits) {
  const Result<std::vector<FileEntry>> files = tree.ListTracked();
  if (!files) return files.error();
  for (const FileEntry& file : *files) {
    if (file.kind != FileKind::kSubmodule) continue;
    for (const PathMove& move : edits.moves) {
      if (!IsWithin(file.path, move.from)) continue;
      Error error;
      error.code = Error::Code::kUnsupported;
      error.message = fmt::format("a script cannot move `{}`, which is a repository of its own",
                                  Printable(file.path));
      error.where.path = file.path;
      error.fix = "prereq apply --allow-submodules";
      return error;
    }
  }
  return Done{};
}

Result<std::string> Script(const Workspace& workspace, const EditSet& edits) {
  if (workspace.tree() == nullptr) return RenderScript(edits, {});
  if (Status fine = RefuseSubmodules(*workspace.tree(), edits); !fine) return fine.error();
  const Result<std::vector<std::string>> existing = PathsNear(edits.moves, *workspace.tree());
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

// Everything in `folder` that is not among `files` and no folder itself.
Status AddIgnored(const FileReader& tree, const std::string& folder,
                  const std::set<std::string>& files, std::vector<std::string>& ignored) {
  const Result<std::vector<FileEntry>> entries = tree.List(folder);
  if (!entries) return entries.error();
  for (const FileEntry& entry : *entries) {
    if (entry.kind == FileKind::kDirectory) {
      if (Status added = AddIgnored(tree, entry.path, files, ignored); !added) return added;
    } else if (!files.contains(entry.path)) {
      ignored.push_back(entry.path);
    }
  }
  return Done{};
}

// A patch moves files, not folders: what git ignores in them stays where it is.
Status SayLeftBehind(const FileReader& tree, const std::vector<FileEntry>& entries,
                     const EditSet& edits) {
  std::set<std::string> files;
  for (const FileEntry& entry : entries) files.insert(entry.path);
  std::vector<std::string> ignored;
  for (const PathMove& move : edits.moves) {
    if (move.kind != FileKind::kDirectory) continue;
    if (Status added = AddIgnored(tree, move.from, files, ignored); !added) return added;
  }
  std::ranges::sort(ignored);  // a folder may move inside another one that moves
  ignored.erase(std::unique(ignored.begin(), ignored.end()), ignored.end());
  if (ignored.empty()) return Done{};
  SayNote(
      fmt::format("note: the patch leaves {} ignored file{} where {} now, `prereq apply` would "
                  "move {} along: {}{}",
                  ignored.size(), ignored.size() == 1 ? "" : "s",
                  ignored.size() == 1 ? "it is" : "they are", ignored.size() == 1 ? "it" : "them",
                  Printable(ignored.front()), ignored.size() == 1 ? "" : ", …"));
  return Done{};
}

// What there is to render.
struct Rendered {
  const Workspace& workspace;
  const Facts& facts;
  const Graph& graph;
  const PlannedChange& change;
  const TextStyle& style;
  std::vector<FileEntry> files;  // all of the tree, for the formats that need them
  std::string_view format = {};  // by its name
};

Result<std::string> Text(const Rendered& it) {
  return RenderPlanText(it.facts, it.change.plan, it.change.edits, it.style);
}
Result<std::string> Json(const Rendered& it) {
  return RenderPlanJson(it.facts, it.change.plan, it.change.edits, it.change.proof);
}
Result<std::string> Markdown(const Rendered& it) {
  return RenderPlanMarkdown(it.facts, it.change.plan, it.change.edits, it.change.proved);
}
Result<std::string> Html(const Rendered& it) {
  const EditSet& edits = it.change.edits;
  std::string patch;
  if (it.workspace.tree() != nullptr) {
    Result<std::string> diffs = PatchOf(it.workspace, edits);
    // What passes a filter of git, or is a repository of its own, has no diff; the rest is told.
    if (!diffs && diffs.error().code != Error::Code::kUnsupported) return diffs;
    if (diffs) patch = *std::move(diffs);
  }
  return RenderPlanHtml(it.facts, it.graph, it.change.plan, edits, patch, it.change.proved);
}
Result<std::string> ShellScript(const Rendered& it) {
  return Script(it.workspace, it.change.edits);
}
Result<std::string> Patch(const Rendered& it) {
  const EditSet& edits = it.change.edits;
  const FileReader& tree = *it.workspace.tree();
  Result<std::string> patch = PatchOf(it.workspace, edits);
  if (!patch) return patch;
  if (Status said = SayLeftBehind(tree, it.files, edits); !said) return said.error();
  const auto git = GitRepository::Discover(it.workspace.root());
  if (!git) return git.error();
  if (!*git) return patch;
  if (Status said = SayUntracked(**git, it.files, edits); !said) return said.error();
  return patch;
}
Result<std::string> RedirectsJson(const Rendered& it) {
  return RenderRedirectsJson(RedirectsOf(it.change.edits, it.files));
}
Result<std::string> RedirectsCsv(const Rendered& it) {
  return RenderRedirectsCsv(RedirectsOf(it.change.edits, it.files));
}
Result<std::string> RedirectsMdbook(const Rendered& it) {
  return RenderSiteRedirects(PageSite::kMdbook, it.change.edits, it.files);
}
Result<std::string> RedirectsSphinx(const Rendered& it) {
  return RenderSiteRedirects(PageSite::kSphinx, it.change.edits, it.files);
}

std::vector<SiteChange> Addresses(const Rendered& it) {
  return AddressChangesOf(*it.workspace.tree(), it.files, it.change.edits);
}
Result<std::string> AddressesCsv(const Rendered& it) { return RenderAddressesCsv(Addresses(it)); }
Result<std::string> RedirectsOfForm(const Rendered& it) {
  return RenderRedirectForm(it.format.substr(it.format.find('-') + 1), Addresses(it));
}

// The table of formats that a plan can be written in.
struct PlanFormat {
  std::string_view name;
  bool needs_files;  // so a graph file has none
  Result<std::string> (*render)(const Rendered&);
};
constexpr PlanFormat kPlanFormats[] = {
    {"text", false, Text},
    {"json", false, Json},
    {"script", false, ShellScript},
    {"patch", true, Patch},
    {"markdown", false, Markdown},
    {"html", false, Html},
    {"addresses-csv", true, AddressesCsv},
    {"redirects-json", true, RedirectsJson},
    {"redirects-csv", true, RedirectsCsv},
    {"redirects-docsify", true, RedirectsOfForm},
    {"redirects-docusaurus", true, RedirectsOfForm},
    {"redirects-hugo", true, RedirectsOfForm},
    {"redirects-jekyll", true, RedirectsOfForm},
    {"redirects-mdbook", true, RedirectsMdbook},
    {"redirects-mkdocs", true, RedirectsOfForm},
    {"redirects-netlify", true, RedirectsOfForm},
    {"redirects-nextra", true, RedirectsOfForm},
    {"redirects-nuxt", true, RedirectsOfForm},
    {"redirects-quarto", true, RedirectsOfForm},
    {"redirects-sphinx", true, RedirectsSphinx},
    {"redirects-starlight", true, RedirectsOfForm},
    {"redirects-vuepress", true, RedirectsOfForm},
};

Result<std::string> Render(const PlanFormat& format, Rendered it) {
  if (!format.needs_files) return format.render(it);
  if (it.workspace.tree() == nullptr) {
    Error error;
    error.message = fmt::format("a graph file has no files, so there is no {}", format.name);
    error.where.path = it.workspace.config().path;
    error.fix = "name a directory";
    return error;
  }
  Result<std::vector<FileEntry>> files = it.workspace.tree()->ListTracked();
  if (!files) return files.error();
  it.files = std::move(*files);
  it.format = format.name;
  return format.render(it);
}

}  // namespace

std::vector<std::string> PlanFormatNames() {
  std::vector<std::string> names;
  for (const PlanFormat& format : kPlanFormats) names.emplace_back(format.name);
  return names;
}

int WritePlan(const Options& options, const Workspace& workspace, const LoadedSeries& series,
              const Planned& planned) {
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& choice : formats) {
    const auto* const format = std::ranges::find(kPlanFormats, choice.format, &PlanFormat::name);
    if (format == std::end(kPlanFormats)) throw std::logic_error("a plan format without a row");
    const TextStyle style = choice.file.empty() ? StyleFor(options) : TextStyle{};
    const Result<std::string> text =
        Render(*format, {workspace, series.facts, series.graph, *planned.change, style, {}, {}});
    if (!text) return SayErrors({text.error()}), kExitNoAnswer;
    if (!WriteOut(*text, choice.file)) return kExitNoAnswer;
  }
  return planned.exit;
}

}  // namespace prereq
