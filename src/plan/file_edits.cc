#include "plan/file_edits.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/digest.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/text.h"
#include "documents/json_string.h"
#include "documents/notebook.h"
#include "plan/notebook.h"

namespace prereq {
namespace {

bool IsNotebook(const std::string& path) {
  return FormatOf(path).content == FileContent::kNotebook;
}

bool ReadsOldText(const std::string& bytes, const FixEdit& edit) {
  if (edit.span.offset > bytes.size() || edit.span.length > bytes.size() - edit.span.offset) {
    return false;
  }
  const std::string text = bytes.substr(edit.span.offset, edit.span.length);
  if (text == edit.old_text) return true;
  return IsNotebook(edit.path) && UnescapeJson(text) == edit.old_text;
}

Status FixFile(const std::string& path, const std::vector<const FixEdit*>& fixes,
               const FileReader& tree, EditSet& edits) {
  const Result<std::string> bytes = tree.Read(path);
  if (!bytes) return bytes.error();
  FileEdit file = NewFileEdit(path, *bytes);
  for (const FixEdit* fix : fixes) {
    if (!ReadsOldText(*bytes, *fix)) {
      const std::size_t at = std::min(fix->span.offset, bytes->size());
      return Error{Error::Code::kStale,
                   fmt::format("expected `{}` here: the file changed since it was linted",
                               Printable(fix->old_text)),
                   LineIndex(*bytes).At(path, at),
                   {}};
    }
    file.spans.push_back({fix->span, fix->new_text, EditCause::kFix});
  }
  KeepToTexts(*bytes, file, edits.tasks);
  if (Status apart = SortApart(*bytes, file); !apart) return apart;
  if (file.spans.empty() || !TextsAloneChange(*bytes, file, edits.tasks)) return Done{};
  edits.files.push_back(std::move(file));
  return Done{};
}

}  // namespace

FileEdit NewFileEdit(const std::string& path, const std::string& bytes) {
  FileEdit file;
  file.path = path;
  file.size = bytes.size();
  file.sha256 = Sha256(bytes);
  return file;
}

void KeepToTexts(const std::string& bytes, FileEdit& file, std::vector<Task>& tasks) {
  if (!IsNotebook(file.path)) return;
  const std::optional<NotebookStretches> stretches = StretchesOf(bytes);
  const auto inside = [](Span span, const std::vector<Span>& all) {
    const auto next = std::ranges::upper_bound(all, span.offset, {}, &Span::offset);
    return next != all.begin() && span.end() <= (next - 1)->end();
  };
  std::vector<std::size_t> printed, others;  // offsets
  std::erase_if(file.spans, [&](const SpanEdit& edit) {
    if (stretches && inside(edit.span, stretches->texts)) return false;
    (stretches && inside(edit.span, stretches->outputs) ? printed : others)
        .push_back(edit.span.offset);
    return true;
  });
  const auto ask = [&](TaskKind kind, const std::vector<std::size_t>& places, const char* where,
                       const char* then) {
    if (places.empty()) return;
    tasks.push_back({kind,
                     fmt::format("{} place{} {} {} modules that change: {}", places.size(),
                                 places.size() == 1 ? "" : "s", where,
                                 places.size() == 1 ? "names" : "name", then),
                     LineIndex(bytes).At(file.path, std::ranges::min(places))});
  };
  ask(TaskKind::kOutputs, printed, "in what the cells printed", "run the notebook again");
  ask(TaskKind::kNotebook, others,
      stretches ? "outside sources and metadata" : "of a notebook that is not JSON",
      "edit by hand");
}

bool TextsAloneChange(const std::string& bytes, const FileEdit& file, std::vector<Task>& tasks) {
  if (!IsNotebook(file.path) || OnlyTextsChange(bytes, file.spans)) return true;
  tasks.push_back({TaskKind::kNotebook,
                   "editing it would change more than its texts; edit it by hand",
                   {file.path, 0, 0}});
  return false;
}

Status SortApart(const std::string& bytes, FileEdit& file) {
  std::ranges::sort(file.spans, {}, &SpanEdit::span);
  const auto same = [](const SpanEdit& a, const SpanEdit& b) {
    return a.span == b.span && a.new_text == b.new_text;
  };
  file.spans.erase(std::unique(file.spans.begin(), file.spans.end(), same), file.spans.end());
  for (std::size_t i = 1; i < file.spans.size(); ++i) {
    const SpanEdit& before = file.spans[i - 1];
    const SpanEdit& here = file.spans[i];
    if (before.span.end() <= here.span.offset) continue;
    return Error{Error::Code::kInvalid,
                 fmt::format("two edits want the same bytes: `{}` ({}) and `{}` ({})",
                             Printable(before.new_text), CauseName(before),
                             Printable(here.new_text), CauseName(here)),
                 LineIndex(bytes).At(file.path, here.span.offset),
                 {}};
  }
  return Done{};
}

Result<bool> ReplaceEdits(EditSet& edits, const std::string& path, const std::string& bytes,
                          SpanEdit edit) {
  const Span span = edit.span;
  auto file = std::ranges::lower_bound(edits.files, path, {}, &FileEdit::path);
  const bool is_known = file != edits.files.end() && file->path == path;
  const auto is_inside = [&](const SpanEdit& other) {
    return other.span.offset >= span.offset && other.span.end() <= span.end();
  };
  if (is_known) {
    const bool crosses = std::ranges::any_of(file->spans, [&](const SpanEdit& other) {
      const bool meets = other.span.offset < span.end() && span.offset < other.span.end();
      return meets && !is_inside(other);
    });
    if (crosses) return false;
    std::erase_if(file->spans,
                  [&](const SpanEdit& other) { return is_inside(other) && other.span.length > 0; });
  } else {
    file = edits.files.insert(file, NewFileEdit(path, bytes));
  }
  file->spans.push_back(std::move(edit));
  if (Status apart = SortApart(bytes, *file); !apart) return apart.error();
  return true;
}

Result<EditSet> MakeFixEdits(const std::vector<FixEdit>& edits, const FileReader& tree) {
  std::map<std::string, std::vector<const FixEdit*>> by_path;
  for (const FixEdit& edit : edits) by_path[edit.path].push_back(&edit);
  EditSet made;
  for (const auto& [path, fixes] : by_path) {
    if (Status file = FixFile(path, fixes, tree, made); !file) return file.error();
  }
  return made;
}

}  // namespace prereq
