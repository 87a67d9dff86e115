// A plan as the document that a course's authors discuss before they reorder.
#include <algorithm>
#include <map>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "report/markdown_text.h"
#include "report/order_word.h"
#include "report/plan_text.h"
#include "report/plan_words.h"
#include "report/slope.h"

namespace prereq {
namespace {

std::string KindOfFile(const std::string& path) {
  const FileFormat& format = FormatOf(path);
  switch (format.content) {
    case FileContent::kProse:
      return "Documentation";
    case FileContent::kNotebook:
      return "Notebooks";
    case FileContent::kMarkup:
      return format.Is("latex") ? "Documentation" : "Metadata and configuration";
    case FileContent::kData:
      return "Metadata and configuration";
    case FileContent::kBuild:
      return "Build files";
    case FileContent::kCode:
      return "Code";
    case FileContent::kMedia:
    case FileContent::kUnknown:
      break;
  }
  return "Other files";
}

class PlanDocument {
 public:
  PlanDocument(const Facts& facts, const Plan& plan, const EditSet& edits)
      : facts_(facts), plan_(plan), edits_(edits), tasks_(AllTasks(plan, edits)) {}

  std::string Render(const std::string& proved) {
    text_ = "# Reordering plan\n\n" + PlanHeadline(plan_, edits_) + ".\n";
    for (const std::string_view line : Lines(proved)) text_ += "\n" + MarkdownText(line) + "\n";
    for (const ModuleChange& change : plan_.changes) change_of_[change.module] = &change;
    text_ += "\n## Current order\n\n";
    Block(plan_.before, false);
    text_ += "\n## New order\n\n";
    Block(plan_.after, true);
    Slopes();
    Renumbering();
    Tasks("Dependencies to update", true);
    Steps();
    Files();
    Tasks("For a person to decide", false);
    return std::move(text_);
  }

 private:
  std::string Before(const ModuleChange& change) const {
    return NameBefore(facts_, plan_, change.module);
  }
  std::string After(const ModuleChange& change) const {
    return PlannedName(facts_, change.after, SlugAfter(facts_, plan_, change.module));
  }

  void Block(const Order& order, bool is_new) {
    std::vector<std::string> names;
    std::size_t widest = 0;
    const std::vector<ModuleId> sequence = order.Sequence();
    for (const ModuleId id : sequence) {
      names.push_back(OrderWord(facts_, order.number(id),
                                is_new ? SlugAfter(facts_, plan_, id) : facts_.module(id).slug));
      widest = std::max(widest, names.back().size());
    }
    text_ += "```\n";
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      const auto change = change_of_.find(sequence[i]);
      if (change == change_of_.end()) {
        text_ += names[i] + "\n";
        continue;
      }
      text_ += fmt::format("{:{}}  {}\n", names[i], widest, Remark(*change->second, is_new));
    }
    text_ += "```\n";
  }

  std::string Remark(const ModuleChange& change, bool is_new) const {
    if (!is_new) {
      return change.after ? fmt::format("→ becomes {}", Printable(After(change)))
                          : "→ leaves the series";
    }
    std::string remark =
        change.before ? fmt::format("← was {}", Printable(Before(change))) : std::string("← new");
    if (change.before && !change.reason.empty()) remark += ": " + Printable(change.reason);
    return remark;
  }

  void Slopes() {
    const std::vector<std::string> lines = DrawSlope(SlopeOf(facts_, plan_));
    if (lines.empty()) return;
    text_ += "\n## Both orders\n\n```text\n";
    for (const std::string& line : lines) text_ += line + "\n";
    text_ += "```\n";
  }

  void Renumbering() {
    text_ += "\n## Renumbering\n\n";
    if (plan_.changes.empty()) text_ += "Every module keeps its number.\n";
    for (const ModuleChange& change : plan_.changes) {
      if (!change.before) {
        text_ += fmt::format("- {} is new\n", MarkdownCode(After(change)));
      } else if (!change.after) {
        text_ += fmt::format("- {} leaves the series\n", MarkdownCode(Before(change)));
      } else {
        text_ +=
            fmt::format("- {} → {}{}\n", MarkdownCode(Before(change)), MarkdownCode(After(change)),
                        change.reason.empty() ? "" : ": " + MarkdownText(change.reason));
      }
    }
    for (const NewModule& added : plan_.target.inserted) {
      text_ +=
          fmt::format("- {} is new\n", MarkdownCode(PlannedName(facts_, added.number, added.slug)));
    }
  }

  void Tasks(const std::string& title, bool dependencies) {
    text_ += "\n## " + title + "\n\n";
    bool any = false;
    for (const Task& task : tasks_) {
      if (IsDependencyTask(task) != dependencies) continue;
      any = true;
      text_ += fmt::format("- {} ({})\n", Ticked(TaskText(task)), MarkdownCode(Show(task.where)));
    }
    if (!any) text_ += "None.\n";
  }

  // The texts of tasks put names between backticks already.
  static std::string Ticked(const std::string& text) {
    std::string shown;
    const std::vector<std::string_view> parts = Split(text, '`');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_name = i % 2 == 1 && i + 1 < parts.size();
      shown += is_name ? MarkdownCode(parts[i]) : MarkdownText(parts[i]);
    }
    return shown;
  }

  void Steps() {
    std::map<std::string, std::size_t> files;
    std::size_t numbers = 0;
    for (const FileEdit& file : edits_.files) {
      ++files[KindOfFile(file.path)];
      for (const SpanEdit& edit : file.spans)
        numbers += edit.cause == EditCause::kReference && edit.shape == ReferenceShape::kNumberKey;
    }
    const std::size_t code = files["Code"] + files["Notebooks"];
    std::size_t forward = 0;
    for (const Task& task : tasks_) forward += IsDependencyTask(task) ? 1 : 0;
    text_ += "\n## Steps\n\n";
    text_ += "1. Commit what you have; `prereq apply` keeps the way back for `prereq undo`\n";
    text_ += fmt::format("2. Rename {}\n", Counted(edits_.moves.size(), "path"));
    text_ += fmt::format("3. Update imports and references in {} of code\n", Counted(code, "file"));
    text_ += fmt::format("4. Update {} in metadata\n", Counted(numbers, "number"));
    text_ += fmt::format("5. Update documentation and examples: {}\n",
                         Counted(files["Documentation"], "file"));
    text_ += fmt::format("6. Work through {} of this page, {} of them about dependencies\n",
                         Counted(tasks_.size(), "task"), forward);
    text_ += "7. Run the tests, and make generated files again\n\n";
    text_ += "Steps 2 to 5 are what `prereq apply` does, all or nothing.\n";
  }

  void Files() {
    text_ += "\n## Files by kind\n";
    if (edits_.ChangesNothing()) {
      text_ += "\nNone.\n";
    }
    if (!edits_.moves.empty()) text_ += "\n### Paths that move\n\n";
    for (const PathMove& move : edits_.moves) {
      text_ += fmt::format("- {} → {}\n", MarkdownCode(move.from), MarkdownCode(move.to));
    }
    if (!edits_.retargets.empty()) text_ += "\n### Symlinks\n\n";
    for (const Retarget& link : edits_.retargets) {
      text_ += fmt::format("- {}: {} → {}\n", MarkdownCode(link.path),
                           MarkdownCode(link.old_target), MarkdownCode(link.new_target));
    }
    if (!edits_.created.empty()) text_ += "\n### New files\n\n";
    for (const Creation& creation : edits_.created) {
      text_ += fmt::format("- {}\n", MarkdownCode(creation.path));
    }
    std::map<std::string, std::vector<const FileEdit*>> by_kind;
    for (const FileEdit& file : edits_.files) by_kind[KindOfFile(file.path)].push_back(&file);
    for (const auto& [kind, files] : by_kind) {
      text_ += "\n### " + kind + "\n\n";
      for (const FileEdit* file : files) {
        text_ += fmt::format("- {}: {}\n", MarkdownCode(file->path),
                             Counted(file->spans.size(), "place"));
      }
    }
  }

  const Facts& facts_;
  const Plan& plan_;
  const EditSet& edits_;
  std::vector<Task> tasks_;
  std::map<ModuleId, const ModuleChange*> change_of_;
  std::string text_;
};

}  // namespace

std::string RenderPlanMarkdown(const Facts& facts, const Plan& plan, const EditSet& edits,
                               const std::string& proved) {
  return PlanDocument(facts, plan, edits).Render(proved);
}

}  // namespace prereq
