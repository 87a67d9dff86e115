#include "cli/confirm.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "app/tree_patch.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "cli/change_tree.h"
#include "cli/output.h"
#include "report/plan_words.h"

namespace prereq {
namespace {

constexpr std::size_t kMostRenames = 12;
constexpr std::size_t kMostFiles = 8;
constexpr std::size_t kWidth = 76;  // of a line with several names, so that it fits a terminal

void Show(const Preview& preview) {
  if (!preview.headline.empty()) SayNote(preview.headline);
  for (const std::string& line : preview.lines) SayLines("  " + line + "\n");
}

// Every line fit for a terminal.
std::string PrintableLines(const std::string& text) {
  std::string shown;
  for (const std::string_view line : Lines(text)) {
    std::string plain(line);
    std::ranges::replace(plain, '\t', ' ');
    shown += Printable(plain) + "\n";
  }
  return shown;
}

void ShowDiff(const Preview& preview) {
  const Result<std::string> diff = preview.diff();
  if (!diff) return SayErrors({diff.error()});
  SayLines(PrintableLines(*diff));
}

}  // namespace

bool CanAsk() { return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1; }

Preview PreviewOf(const EditSet& edits) {
  Preview preview;
  preview.headline = fmt::format("{}, {}", Counted(edits.moves.size(), "rename"),
                                 Counted(edits.files.size(), "edited file"));
  if (!edits.created.empty()) {
    preview.headline += ", " + Counted(edits.created.size(), "new file");
  }
  for (std::size_t i = 0; i < edits.moves.size() && i < kMostRenames; ++i) {
    preview.lines.push_back(
        fmt::format("{} → {}", Printable(edits.moves[i].from), Printable(edits.moves[i].to)));
  }
  if (edits.moves.size() > kMostRenames) {
    preview.lines.push_back(fmt::format("and {} more", edits.moves.size() - kMostRenames));
  }
  const auto name = [&preview](std::string_view what, const auto& files) {
    if (files.empty()) return;
    std::string line(what);
    for (std::size_t i = 0; i < files.size() && i < kMostFiles; ++i) {
      const std::string path = Printable(files[i].path);
      const bool is_last = i + 1 == files.size();
      if (i > 0 && DisplayWidth(line) + DisplayWidth(path) + 1 > kWidth) {
        preview.lines.push_back(std::move(line));
        line = std::string(what.size(), ' ');
      }
      line += " " + path + (is_last ? "" : ",");
    }
    if (files.size() > kMostFiles) {
      line.pop_back();
      line += fmt::format(" and {} more", files.size() - kMostFiles);
    }
    preview.lines.push_back(std::move(line));
  };
  name("edits", edits.files);
  name("creates", edits.created);
  name("removes", edits.removed);
  return preview;
}

Consent Confirm(const Options& options, const Preview& preview) {
  if (options.dry_run) {
    Show(preview);
    if (preview.diff) ShowDiff(preview);
    SayNote("nothing was changed");
    return Consent::kStop;
  }
  const bool can_ask = CanAsk();
  if (options.never_unasked && !can_ask) return Consent::kStop;
  if (options.yes || !can_ask) return Consent::kGoAhead;
  if (preview.check) {
    if (Status may = preview.check(); !may) return SayErrors({may.error()}), Consent::kStop;
  }
  Show(preview);
  const std::string choices =
      fmt::format("y/N{}{}", preview.diff ? "/diff" : "", preview.can_edit ? "/edit" : "");
  while (true) {
    const std::optional<std::string> line = AskLine(fmt::format("go ahead? [{}] ", choices));
    const bool answered = line.has_value();
    const std::string answer(Trim(line.value_or("")));
    if (answer == "y" || answer == "yes") return Consent::kGoAhead;
    if (preview.diff && (answer == "d" || answer == "diff")) {
      ShowDiff(preview);
      continue;
    }
    if (preview.can_edit && (answer == "e" || answer == "edit")) return Consent::kEdit;
    if (!answered) SayLines("\n");
    if (!answered || answer.empty() || answer == "n" || answer == "no") break;
  }
  SayNote("nothing was changed");
  return Consent::kStop;
}

bool ConfirmPlan(const Options& options, const Workspace& workspace, const LoadedSeries& series,
                 Planned& planned, const FinishPlan& finish) {
  while (true) {
    const PlannedChange& change = *planned.change;
    if (change.edits.ChangesNothing() && AllTasks(change.plan, change.edits).empty()) return true;
    Preview preview = PreviewOf(change.edits);
    preview.headline = PlanHeadline(change.plan, change.edits);
    preview.diff = [&workspace, &change] { return PatchOf(workspace, change.edits); };
    preview.can_edit = true;
    preview.check = [&] { return CheckChange(options, workspace.root(), change.edits); };
    const Consent consent = Confirm(options, preview);
    if (consent != Consent::kEdit) return consent == Consent::kGoAhead;
    Options asking = options;
    asking.interactive = true;
    const Target target = change.plan.target;
    Planned again = PlanTarget(asking, workspace, series, target);
    if (!again.change) return false;
    if (finish) {
      if (Status finished = finish(*again.change); !finished) {
        return SayErrors({finished.error()}), false;
      }
    }
    again.change->proof = std::move(planned.change->proof);
    again.change->proved = std::move(planned.change->proved);
    again.exit = planned.exit;
    planned = std::move(again);
  }
}

}  // namespace prereq
