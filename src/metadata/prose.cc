#include "metadata/prose.h"

#include <algorithm>
#include <array>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "metadata/prose_places.h"

namespace prereq {
namespace {

constexpr std::size_t kMostPages = 40;  // of one module

bool IsProsePage(std::string_view path) {
  constexpr std::array<std::string_view, 6> kOthers = {"changelog", "license",      "licence",
                                                       "history",   "contributing", "code_of"};
  const std::string name = Lower(BaseName(path));
  const FileFormat& format = FormatOf(name);
  if (!format.front_matter && !format.Is("asciidoc") && format.content != FileContent::kNotebook) {
    return false;
  }
  return std::ranges::none_of(kOthers,
                              [&](std::string_view word) { return name.starts_with(word); });
}

// Adds what `page` says; `place` turns a span of it into one of the file.
template <class Place>
void AddSaid(const std::string& path, std::string_view page, const MentionLabels& labels,
             const LineIndex& lines, Place place, std::vector<SaidPrerequisite>& said) {
  for (const Span& stretch : PrerequisitePlaces(page)) {
    const std::string_view text = page.substr(stretch.offset, stretch.length);
    for (ModuleMention& mention : ReadMentions(text, labels)) {
      const Span in_page{stretch.offset + mention.span.offset, mention.span.length};
      std::string written(text.substr(mention.span.offset, mention.span.length));
      const Span in_file = place(in_page);
      said.push_back({std::move(mention), std::move(written), lines.At(path, in_file.offset),
                      in_file.length == in_page.length ? in_file : Span{in_file.offset, 0}});
    }
  }
}

}  // namespace

std::vector<std::string> ProsePages(const std::vector<FileEntry>& files, const SeriesEntry& entry,
                                    const std::vector<std::string>& apart) {
  std::vector<std::string> pages;
  for (std::string& path : FilesBelow(files, entry.path)) {
    if (pages.size() >= kMostPages) break;
    if (!IsProsePage(path)) continue;
    const std::string_view below =
        std::string_view(path).substr(std::min(path.size(), entry.path.size() + 1));
    if (entry.is_directory && std::ranges::count(below, '/') > 1) continue;
    bool inside = false;
    for (std::string folder = path; !inside && folder.size() > entry.path.size();
         folder = ParentPath(folder)) {
      inside = std::ranges::binary_search(apart, folder);
    }
    if (!inside) pages.push_back(std::move(path));
  }
  return pages;
}

namespace {

// The labels of both levels as one text.
std::string KeyOf(const MentionLabels& labels) {
  return Join(labels.outer, "\n") + "\n\n" + Join(labels.inner, "\n");
}

Result<std::vector<SaidPrerequisite>> ReadPage(const FileReader& tree, const std::string& path,
                                               const MentionLabels& labels) {
  std::vector<SaidPrerequisite> said;
  const Result<std::string> text = tree.Read(path);
  if (!text) return text.error();
  if (!MaySayPrerequisites(*text)) return said;
  const LineIndex lines(*text);
  if (FormatOf(path).content != FileContent::kNotebook) {
    AddSaid(
        path, *text, labels, lines, [](Span span) { return span; }, said);
    return said;
  }
  const Result<Notebook> notebook = ReadNotebook(path, *text);
  if (!notebook) return said;  // the reader of its code says so
  for (const NotebookCell& cell : notebook->prose) {
    AddSaid(
        path, cell.source(), labels, lines, [&](Span span) { return cell.InFile(span); }, said);
  }
  return said;
}

}  // namespace

std::optional<std::vector<SaidPrerequisite>> SaidPages::Find(const std::string& path,
                                                             const MentionLabels& labels) {
  const std::lock_guard lock(mutex_);
  const auto found = pages_.find({path, KeyOf(labels)});
  if (found == pages_.end()) return std::nullopt;
  return found->second;
}

void SaidPages::Keep(const std::string& path, const MentionLabels& labels,
                     const std::vector<SaidPrerequisite>& said) {
  const std::lock_guard lock(mutex_);
  pages_.try_emplace({path, KeyOf(labels)}, said);
}

Result<std::vector<SaidPrerequisite>> ReadSaid(const FileReader& tree, const std::string& path,
                                               const MentionLabels& labels, SaidPages* pages) {
  if (pages == nullptr) return ReadPage(tree, path, labels);
  if (auto known = pages->Find(path, labels)) return *std::move(known);
  Result<std::vector<SaidPrerequisite>> said = ReadPage(tree, path, labels);
  if (said) pages->Keep(path, labels, *said);
  return said;
}

}  // namespace prereq
