// No name is ever part of markup or style: Xml() is between every text and the page.
#include "report/plan_html.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "report/plan_words.h"
#include "report/shown_diff.h"
#include "report/slope.h"
#include "report/xml_text.h"

namespace prereq {
namespace {

constexpr int kSlopeRow = 26;
constexpr int kSlopeMargin = 14;
constexpr int kSlopeWidth = 150;  // columns of the slopes
constexpr std::size_t kMostDiffLines = 20000;

constexpr std::string_view kPlanHead =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n<title>Reordering plan</title>\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "body{font:15px/1.45 system-ui,sans-serif;max-width:64rem;margin:1.5rem auto;padding:0 1rem}\n"
    "svg{font:13px system-ui,sans-serif;max-width:100%;height:auto}svg text{fill:currentColor}\n"
    ".keep{stroke:currentColor;opacity:.3}.move{stroke:#2f6db3;stroke-width:2}\n"
    ".later{stroke-dasharray:7 3}\n"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .8rem .15rem 0;"
    "vertical-align:top}\n"
    "code,pre{font-family:ui-monospace,monospace;font-size:.92em}\n"
    "pre{overflow:auto;border:1px solid GrayText;padding:.5rem}\n"
    ".add{color:#1a7f37}.cut{color:#b3261e}.at{opacity:.65}\n"
    "li.task{list-style:none;margin:.2rem 0}ul.tasks{padding-left:0}\n"
    "li.task:has(input:checked) label{text-decoration:line-through;opacity:.6}\n"
    "@media (prefers-color-scheme:dark){.add{color:#57d37d}.cut{color:#ff8a80}"
    ".move{stroke:#79b0ee}}\n"
    "@media print{details:not([open])>*{display:block}}\n</style>\n</head>\n<body>\n<main>\n";

class PlanPage {
 public:
  PlanPage(const Facts& facts, const Graph& graph, const Plan& plan, const EditSet& edits)
      : facts_(facts), graph_(graph), plan_(plan), edits_(edits) {}

  std::string Render(const std::string& patch, const std::string& proved) {
    page_ = std::string(kPlanHead);
    Line(fmt::format("<h1>Reordering plan</h1>\n<p>{}.</p>", Xml(PlanHeadline(plan_, edits_))));
    for (const std::string_view line : Lines(proved)) Line(fmt::format("<p>{}</p>", Xml(line)));
    Slopes();
    Renumbering();
    BrokenFacts("Facts that the order breaks today", plan_.before);
    BrokenFacts("Facts that the new order breaks", plan_.after);
    Moves();
    NewFiles();
    Diffs(patch);
    Tasks();
    return page_ + "</main>\n</body>\n</html>\n";
  }

 private:
  void Line(const std::string& text) { page_ += text + "\n"; }
  std::string Before(ModuleId id) const { return NameBefore(facts_, plan_, id); }
  std::string After(ModuleId id) const {
    return PlannedName(facts_, plan_.after.number(id), SlugAfter(facts_, plan_, id));
  }

  // Both orders side by side, today's on the left.
  void Slopes() {
    const Slope slope = SlopeOf(facts_, plan_);
    const auto width_of = [](const std::vector<std::string>& names) {
      std::size_t width = 0;
      for (const std::string& name : names) width = std::max(width, DisplayWidth(Printable(name)));
      return static_cast<int>(width) * 8 + 8;
    };
    const int from = kSlopeMargin + width_of(slope.left);
    const int to = from + kSlopeWidth;
    const std::size_t rows = std::max(slope.left.size(), slope.right.size());
    const auto middle = [](std::size_t row) {
      return kSlopeMargin + static_cast<int>(row) * kSlopeRow + kSlopeRow / 2;
    };
    const int width = to + width_of(slope.right) + kSlopeMargin;
    const int height = 2 * kSlopeMargin + static_cast<int>(rows) * kSlopeRow;
    std::string svg = fmt::format(
        "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
        "aria-label=\"today's order on the left, the new one on the right\">\n",
        width, height);
    for (std::size_t i = 0; i < slope.left.size(); ++i) {
      svg += fmt::format("<text text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", from - 6,
                         middle(i) + 4, Xml(slope.left[i]));
      const std::optional<std::size_t> row = slope.new_row[i];
      if (!row) continue;
      const bool stays = slope.left[i] == slope.right[*row];
      svg += fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n",
                         stays      ? "keep"
                         : *row > i ? "move later"
                                    : "move",
                         from, middle(i), to, middle(*row));
    }
    for (std::size_t i = 0; i < slope.right.size(); ++i) {
      svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", to + 6, middle(i) + 4,
                         Xml(slope.right[i]));
    }
    Line("<h2>Both orders</h2>\n" + svg + "</svg>");
    Line("<p>Solid: earlier than today; dashed: later; thin: as today.</p>");
  }

  void Renumbering() {
    Line("<h2>Renumbering</h2>");
    if (plan_.changes.empty() && plan_.target.inserted.empty()) {
      return Line("<p>Every module keeps its number.</p>");
    }
    Line("<table>\n<tr><th>today</th><th>then</th><th>why</th></tr>");
    for (const ModuleChange& change : plan_.changes) {
      Line(fmt::format("<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td></tr>",
                       change.before ? Xml(Before(change.module)) : "new",
                       change.after ? Xml(After(change.module)) : "leaves the series",
                       Xml(change.reason)));
    }
    for (const NewModule& added : plan_.target.inserted) {
      Line(fmt::format("<tr><td>new</td><td><code>{}</code></td><td></td></tr>",
                       Xml(PlannedName(facts_, added.number, added.slug))));
    }
    Line("</table>");
  }

  // What `order` breaks, each fact with its place.
  void BrokenFacts(const std::string& title, const Order& order) {
    std::string items;
    for (const ClaimId id : BrokenClaims(graph_, order)) {
      for (const Source& source : graph_.claim(id).sources) {
        items += fmt::format("<li>{}: {} <code>{}</code>{}</li>\n", FactKindName(source.kind),
                             Xml(source.text), Xml(Show(source.where)),
                             source.because.empty() ? "" : " because: " + Xml(source.because));
      }
    }
    Line(fmt::format("<h2>{}</h2>", title));
    Line(items.empty() ? "<p>None.</p>" : "<ul>\n" + items + "</ul>");
  }

  void Moves() {
    Line("<h2>Renames</h2>");
    if (edits_.moves.empty()) return Line("<p>None.</p>");
    Line("<ul>");
    for (const PathMove& move : edits_.moves) {
      Line(fmt::format("<li><code>{}</code> → <code>{}</code></li>", Xml(move.from), Xml(move.to)));
    }
    Line("</ul>");
  }

  // Their content is among the diffs.
  void NewFiles() {
    if (edits_.created.empty()) return;
    Line("<h2>New files</h2>\n<ul>");
    for (const Creation& creation : edits_.created) {
      Line(fmt::format("<li><code>{}</code></li>", Xml(creation.path)));
    }
    Line("</ul>");
  }

  static bool HasHunk(const ShownFile& file) {
    return std::ranges::any_of(file.lines,
                               [](const std::string& line) { return line.starts_with("@@"); });
  }

  // What has no diff, as what passes a filter of git.
  void Places() {
    if (edits_.files.empty()) return;
    Line("<ul>");
    for (const FileEdit& file : edits_.files) {
      Line(fmt::format("<li><code>{}</code>: {}</li>", Xml(file.path),
                       Counted(file.spans.size(), "place")));
    }
    Line("</ul>");
  }

  // A fold for each file, the changed lines marked by their first character as well as by colour.
  void Diffs(const std::string& patch) {
    std::string counts = Counted(edits_.files.size(), "edited file");
    if (!edits_.retargets.empty()) counts += ", " + Counted(edits_.retargets.size(), "symlink");
    if (!edits_.created.empty()) counts += ", " + Counted(edits_.created.size(), "new file");
    Line(fmt::format("<h2>Edits</h2>\n<p>{}.</p>", counts));
    if (patch.empty()) Places();
    const ShownDiff diff = ShowDiff(patch, kMostDiffLines);
    for (const ShownFile& file : diff.files) {
      if (!HasHunk(file)) continue;  // a rename alone
      page_ += fmt::format("<details><summary><code>{}</code></summary>\n<pre>", Xml(file.path));
      for (const std::string& line : file.lines) {
        const char* mark = line.starts_with("+++") || line.starts_with("---") ? "at"
                           : line.starts_with('+')                            ? "add"
                           : line.starts_with('-')                            ? "cut"
                           : line.starts_with("@@")                           ? "at"
                                                                              : "";
        page_ += *mark == '\0' ? Xml(line) + "\n"
                               : fmt::format("<span class=\"{}\">{}</span>\n", mark, Xml(line));
      }
      Line("</pre>\n</details>");
    }
    if (diff.is_cut) Line("…");
  }

  void Tasks() {
    const std::vector<Task> tasks = AllTasks(plan_, edits_);
    Line("<h2>For a person to do</h2>");
    if (tasks.empty()) return Line("<p>Nothing.</p>");
    std::optional<TaskKind> kind;
    for (const Task& task : tasks) {
      if (kind != task.kind) {
        Line(fmt::format("{}<h3>{}</h3>\n<ul class=\"tasks\">", kind ? "</ul>\n" : "",
                         TaskKindName(task.kind)));
      }
      kind = task.kind;
      Line(
          fmt::format("<li class=\"task\"><label><input type=\"checkbox\"> <code>{}</code> {}"
                      "</label></li>",
                      Xml(Show(task.where)), Xml(TaskText(task))));
    }
    Line("</ul>");
  }

  const Facts& facts_;
  const Graph& graph_;
  const Plan& plan_;
  const EditSet& edits_;
  std::string page_;
};

}  // namespace

std::string RenderPlanHtml(const Facts& facts, const Graph& graph, const Plan& plan,
                           const EditSet& edits, const std::string& patch,
                           const std::string& proved) {
  return PlanPage(facts, graph, plan, edits).Render(patch, proved);
}

}  // namespace prereq
