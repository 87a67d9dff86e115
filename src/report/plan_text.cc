// A plan for a terminal: one line a thing, each with its place.
#include "report/plan_text.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "plan/resort_bytes.h"
#include "report/plan_words.h"
#include "report/slope.h"

namespace prereq {
namespace {

class PlanText {
 public:
  PlanText(const Facts& facts, const Plan& plan, const EditSet& edits, const TextStyle& style)
      : facts_(facts), plan_(plan), edits_(edits), style_(style) {
    for (const Task& task : edits.tasks) left_.insert(task.where);
  }

  std::string Render() {
    const std::vector<Task> tasks = AllTasks(plan_, edits_);
    if (plan_.changes.empty() && edits_.moves.empty() && edits_.files.empty() &&
        edits_.created.empty() && tasks.empty()) {
      return "nothing to do: the order is as it should be\n";
    }
    text_ = PlanHeadline(plan_, edits_) + "\n";
    Changes();
    if (style_.pictures) Slopes();
    if (!edits_.moves.empty()) Title("moves");
    for (const PathMove& move : edits_.moves) {
      text_ += fmt::format("  {} -> {}\n", Printable(move.from), Printable(move.to));
    }
    for (const Retarget& link : edits_.retargets) {
      text_ += fmt::format("  {}: link to {} -> {}\n", Printable(link.path),
                           Printable(link.old_target), Printable(link.new_target));
    }
    Edits();
    if (!edits_.created.empty()) Title("new files");
    for (const Creation& creation : edits_.created) {
      text_ += fmt::format("  {}:\n", Printable(creation.path));
      for (const std::string_view line : Lines(creation.bytes)) {
        text_ += line.empty() ? "\n" : fmt::format("    {}\n", Printable(std::string(line)));
      }
    }
    if (!tasks.empty()) Title("tasks, for a person to do");
    for (const Task& task : tasks) {
      text_ += fmt::format("  {}: {}: {}\n", Show(task.where), TaskKindName(task.kind),
                           Printable(TaskText(task)));
    }
    return std::move(text_);
  }

 private:
  void Title(const std::string& title) {
    text_ +=
        style_.colour ? fmt::format("\n\x1b[1m{}\x1b[0m\n", title) : fmt::format("\n{}\n", title);
  }

  void Changes() {
    if (plan_.changes.empty()) return;
    Title("modules");
    std::vector<std::string> names;
    std::size_t widest = 0;
    for (const ModuleChange& change : plan_.changes) {
      const std::string before = NameBefore(facts_, plan_, change.module);
      const std::string after =
          change.after ? PlannedName(facts_, change.after, SlugAfter(facts_, plan_, change.module))
                       : std::string("gone");
      names.push_back(change.before ? fmt::format("{} -> {}", Printable(before), Printable(after))
                                    : Printable(after));
      widest = std::max(widest, names.back().size());
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::string line =
          fmt::format("  {:{}}  {}", names[i], widest, Printable(plan_.changes[i].reason));
      line.erase(line.find_last_not_of(' ') + 1);
      text_ += line + "\n";
    }
  }

  void Slopes() {
    const std::vector<std::string> lines = DrawSlope(SlopeOf(facts_, plan_));
    if (!lines.empty()) Title("both orders, today's on the left");
    for (const std::string& line : lines) text_ += "  " + line + "\n";
  }

  // The rewrites know lines; the edits know which of them survived a look at the bytes.
  void Edits() {
    if (edits_.files.empty()) return;
    Title("edits");
    auto rewrite = plan_.rewrites.begin();
    const std::vector<const Resort*> resorts = ResortsMade(plan_, edits_);
    auto resort = resorts.begin();
    auto link = plan_.links.begin();
    auto declared = edits_.declared.begin();
    for (const FileEdit& file : edits_.files) {
      text_ += fmt::format("  {}: {}", Printable(file.path), Counted(file.spans.size(), "place"));
      const auto first_resort = resort;
      for (; resort != resorts.end() && (*resort)->block.where.path == file.path; ++resort) {
        text_ += fmt::format(", {} put in order", LinesOf((*resort)->block));
      }
      text_ += "\n";
      while (rewrite != plan_.rewrites.end() && rewrite->reference.where.path < file.path) {
        ++rewrite;
      }
      for (; rewrite != plan_.rewrites.end() && rewrite->reference.where.path == file.path;
           ++rewrite) {
        Edit(*rewrite, file);
      }
      while (declared != edits_.declared.end() && declared->where.path < file.path) ++declared;
      for (; declared != edits_.declared.end() && declared->where.path == file.path; ++declared) {
        text_ += fmt::format("    {}:{}: {} ({})\n", declared->where.line, declared->where.column,
                             Printable(declared->text), declared->why);
      }
      while (link != plan_.links.end() && link->link.where.path < file.path) ++link;
      for (; link != plan_.links.end() && link->link.where.path == file.path; ++link) {
        if (!Makes(file, link->link.span)) continue;  // its numbers say it already
        text_ += fmt::format("    {}:{}: {} -> {} (link)\n", link->link.where.line,
                             link->link.where.column, Printable(link->link.text),
                             Printable(link->new_text));
      }
      for (auto one = first_resort; one != resort; ++one) Resorted(**one);
    }
  }

  // The last edit that begins at `offset` or before; edits stand in order and apart.
  static const SpanEdit* LastUpTo(const FileEdit& file, std::size_t offset) {
    const auto after = std::ranges::upper_bound(
        file.spans, offset, {}, [](const SpanEdit& edit) { return edit.span.offset; });
    return after == file.spans.begin() ? nullptr : &*std::prev(after);
  }
  static bool Makes(const FileEdit& file, Span span) {
    const SpanEdit* edit = LastUpTo(file, span.offset);
    return edit != nullptr && edit->span == span;
  }

  // What writes the name by itself; a new title in its place is told beside.
  static const SpanEdit* EditOfName(const Reference& reference, const FileEdit& file) {
    if (reference.name.length == 0 || !Makes(file, reference.name)) return nullptr;
    const SpanEdit* edit = LastUpTo(file, reference.name.offset);
    return edit->cause == EditCause::kTitle ? nullptr : edit;
  }

  void Edit(const Rewrite& rewrite, const FileEdit& file) {
    const Reference& reference = rewrite.reference;
    // By itself, or within an entry that moves.
    const SpanEdit* within = LastUpTo(file, reference.number.offset);
    const SpanEdit* const name = EditOfName(reference, file);
    const bool made = Makes(file, reference.number) || name != nullptr ||
                      (within != nullptr && within->cause == EditCause::kBlock &&
                       reference.number.end() <= within->span.end());
    if (!made || left_.contains(reference.where)) return;
    const std::string what = ShownChange(rewrite, name);
    text_ += fmt::format("    {}:{}: {} ({})\n", reference.where.line, reference.where.column,
                         Printable(what), ReferenceShapeName(reference.shape));
  }

  void Resorted(const Resort& resort) {
    const std::vector<BlockEntry>& entries = resort.block.entries;
    std::vector<std::string> names;
    for (const std::size_t i : resort.order) {
      const ModuleId id = entries[i].module;
      names.push_back(
          Printable(PlannedName(facts_, plan_.after.number(id), SlugAfter(facts_, plan_, id))));
    }
    text_ += fmt::format("    {}-{}: re-sorted: {} (block)\n", entries.front().line,
                         entries.back().last_line, Join(names, ", "));
  }

  // `name`: the edit that writes the name, where it stands by itself.
  static std::string ShownChange(const Rewrite& rewrite, const SpanEdit* name) {
    const bool lettered = rewrite.reference.written.suffix != '\0';
    const std::string before =
        ShowNumber(rewrite.reference.written,
                   static_cast<int>(rewrite.reference.number.length) - (lettered ? 1 : 0));
    std::string text;
    if (rewrite.new_number) text = fmt::format("{} -> {}", before, *rewrite.new_number);
    if (rewrite.new_last_number) {
      text += fmt::format("{}last {} -> {}", text.empty() ? "" : ", ",
                          rewrite.reference.written_last->value, *rewrite.new_last_number);
    }
    if (rewrite.new_name) {
      text += fmt::format("{}{} -> {}", text.empty() ? "" : ", ", rewrite.old_name,
                          name != nullptr ? name->new_text : *rewrite.new_name);
    }
    return text;
  }

  const Facts& facts_;
  const Plan& plan_;
  const EditSet& edits_;
  TextStyle style_;
  std::set<Location> left_;  // places of `edits_.tasks`
  std::string text_;
};

}  // namespace

std::string RenderPlanText(const Facts& facts, const Plan& plan, const EditSet& edits,
                           const TextStyle& style) {
  return PlanText(facts, plan, edits, style).Render();
}

}  // namespace prereq
