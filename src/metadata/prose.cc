#include "metadata/prose.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/file_kinds.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "metadata/markdown_page.h"
#include "metadata/name_ranges.h"
#include "metadata/page_text.h"
#include "metadata/prose_entries.h"
#include "metadata/prose_places.h"
#include "metadata/prose_sentences.h"
#include "metadata/prose_words.h"
#include "metadata/quoted_examples.h"

namespace prereq {
namespace {

constexpr std::size_t kMostPages = 40;  // of one module

bool IsProsePage(std::string_view path) {
  constexpr std::array<std::string_view, 6> kOthers = {"changelog", "license",      "licence",
                                                       "history",   "contributing", "code_of"};
  const std::string name = Lower(BaseName(path));
  const FileFormat& format = FormatOf(name);
  const bool is_page = format.front_matter || format.content == FileContent::kProse ||
                       format.content == FileContent::kNotebook || format.Is("latex") ||
                       format.Is("typst");
  if (!is_page) return false;
  return std::ranges::none_of(kOthers,
                              [&](std::string_view word) { return name.starts_with(word); });
}

// Whether the code of a directory begins there: `main.tf`, `index.ts`, `__init__.py`, `up.sql`, or
// what is called as the directory.
bool IsMainFile(std::string_view path) {
  constexpr std::array<std::string_view, 9> kMain = {"main", "index", "init", "__init__", "mod",
                                                     "lib",  "run",   "up",   "migration"};
  const std::string_view name = BaseName(path);
  const std::string stem = Lower(name.substr(0, name.find('.', 1)));
  return std::ranges::find(kMain, stem) != kMain.end() || stem == Lower(BaseName(ParentPath(path)));
}

// The only file of code or of a build right in `folder`; empty where there are several.
std::string OnlyCodeOf(const std::vector<std::string>& files, const std::string& folder) {
  std::string only;
  for (const std::string& path : files) {
    const FileContent content = FormatOf(path).content;
    const bool code = content == FileContent::kCode || content == FileContent::kBuild;
    if (!code || ParentPath(path) != folder) continue;
    if (!only.empty()) return {};
    only = path;
  }
  return only;
}

// `001`, "001, 002 (users)": all that stands behind a head in a file of a series, written with as
// many digits as its own number.
std::vector<ModuleMention> ReadPaddedNumbers(std::string_view text, std::size_t digits) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  std::string_view numbers = Trim(text);
  if (numbers.ends_with(')')) numbers = Trim(numbers.substr(0, numbers.rfind('(')));
  std::vector<ModuleMention> found = ReadBareNumbers(numbers);
  for (ModuleMention& mention : found) {
    const std::string_view written = numbers.substr(mention.span.offset, mention.span.length);
    const std::size_t width = std::min(written.find_first_not_of("0123456789"), written.size());
    if (width != digits || digits < 2) return {};
    mention.span.offset += begin;
  }
  return found;
}

// Digits of the number at the start of a file's name, behind at most one letter: `V001__x`.
std::size_t DigitsOf(std::string_view path) {
  std::string_view name = BaseName(path);
  if (!name.empty() && (name.front() == 'V' || name.front() == 'v')) name.remove_prefix(1);
  return std::min(name.find_first_not_of("0123456789"), name.size());
}

// Whether the line ends here, or a mark that ends a phrase follows; a link's text goes on.
bool EndsPhrase(std::string_view page, std::size_t at) {
  while (at < page.size() && (page[at] == ' ' || page[at] == '\t' || page[at] == '\r')) ++at;
  return at == page.size() ||
         std::string_view("\n,;.)|*_<").find(page[at]) != std::string_view::npos;
}

// One stretch about prerequisites and the modules that it names.
struct SaidStretch {
  Span span;
  bool goes_on = false;      // with the paragraph of the one before
  bool is_sentence = false;  // amid running text
  std::vector<ModuleMention> mentions;
};

std::vector<SaidStretch> ReadStretches(std::string_view page, bool is_code,
                                       const MentionLabels& labels) {
  std::vector<SaidStretch> stretches;
  const LinkTargets targets = ReadLinkTargets(page);
  std::size_t read = std::string_view::npos;  // the end of the stretch before
  for (const Span& stretch : PrerequisitePlaces(page, is_code)) {
    const std::string_view text = page.substr(stretch.offset, stretch.length);
    const bool goes_on = read < stretch.offset && !IsListItem(text) && !text.starts_with('|') &&
                         Lines(page.substr(read, stretch.offset - read)).size() == 1;
    read = stretch.end();
    stretches.push_back({stretch, goes_on, false, ReadMentions(text, labels, targets)});
  }
  if (is_code) return stretches;
  for (const Span& sentence : NeedsInText(page)) {
    const std::string_view text = page.substr(sentence.offset, sentence.length);
    stretches.push_back(
        {sentence, false, true, ObjectsOfVerb(text, ReadMentions(text, labels, targets))});
  }
  return stretches;
}

// "`01-a.md` through" and "`04-d.md`" on the next line.
void JoinNamesOverLines(std::string_view page, std::vector<SaidStretch>& stretches) {
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    SaidStretch &above = stretches[i - 1], &below = stretches[i];
    if (!below.goes_on || above.mentions.empty() || below.mentions.empty()) continue;
    ModuleMention last = below.mentions.front();
    last.span.offset += below.span.offset - above.span.offset;
    JoinNames(page.substr(above.span.offset, below.span.end() - above.span.offset),
              above.mentions.back(), last);
  }
}

// Takes away what stands in quotation marks to show how an entry is written.
void DropQuotedExamples(std::string_view page, std::vector<SaidStretch>& stretches) {
  for (auto first = stretches.begin(); first != stretches.end();) {
    const std::size_t begin = first->span.offset;
    std::size_t end = first->span.end();
    std::vector<Span> modules;
    auto behind = first;
    for (; behind == first || (behind != stretches.end() && behind->goes_on); ++behind) {
      end = behind->span.end();
      for (const ModuleMention& mention : behind->mentions) {
        modules.push_back({behind->span.offset + mention.span.offset - begin, mention.span.length});
      }
    }
    const std::vector<Span> examples = QuotedExamples(page.substr(begin, end - begin), modules);
    auto example = examples.begin();
    for (; first != behind; ++first) {
      std::erase_if(first->mentions, [&](const ModuleMention& mention) {
        const std::size_t at = first->span.offset + mention.span.offset - begin;
        while (example != examples.end() && example->end() <= at) ++example;
        return example != examples.end() && example->offset < at;
      });
    }
  }
}

// Adds what `page` says; `place` turns a span of it into one of the file.
template <class Place>
void AddSaid(const std::string& path, std::string_view page, const MentionLabels& labels,
             const LineIndex& lines, Place place, std::vector<SaidPrerequisite>& said) {
  EntryReader reader;
  const bool is_code = HasHeaderOfComments(FormatOf(path));
  std::vector<SaidStretch> stretches = ReadStretches(page, is_code, labels);
  JoinNamesOverLines(page, stretches);
  DropQuotedExamples(page, stretches);
  for (SaidStretch& stretch : stretches) {
    const std::string_view text = page.substr(stretch.span.offset, stretch.span.length);
    std::vector<ModuleMention> mentions =
        stretch.is_sentence ? std::move(stretch.mentions)
                            : reader.Entries(text, std::move(stretch.mentions), stretch.goes_on);
    if (mentions.empty() && is_code) mentions = ReadPaddedNumbers(text, DigitsOf(path));
    for (ModuleMention& mention : mentions) {
      const Span in_page{stretch.span.offset + mention.span.offset, mention.span.length};
      std::string written(text.substr(mention.span.offset, mention.span.length));
      const Span in_file = place(in_page);
      said.push_back({std::move(mention), std::move(written), lines.At(path, in_file.offset),
                      in_file.length == in_page.length ? in_file : Span{in_file.offset, 0},
                      !stretch.is_sentence && EndsPhrase(page, in_page.end())});
    }
  }
}

}  // namespace

std::vector<std::string> ProsePages(const std::vector<FileEntry>& files, const SeriesEntry& entry,
                                    const std::vector<std::string>& apart) {
  std::vector<std::string> pages;
  std::vector<std::string> all = FilesBelow(files, entry.path);
  const std::string only = OnlyCodeOf(all, entry.path);
  for (std::string& path : all) {
    if (pages.size() >= kMostPages) break;
    const std::string_view below =
        std::string_view(path).substr(std::min(path.size(), entry.path.size() + 1));
    // A file of code that is a module by itself, or the main or only one of a directory, says in
    // its header what it needs.
    const bool is_main = below.empty() || path == only ||
                         (below.find('/') == std::string_view::npos && IsMainFile(path));
    const bool is_own_code = is_main && HasHeaderOfComments(FormatOf(path));
    if (!IsProsePage(path) && !is_own_code) continue;
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
  const FileFormat& format = FormatOf(path);
  const bool has_header = HasHeaderOfComments(format);
  const std::string header = has_header ? PageText(format, *text) : std::string();
  if (!MaySayPrerequisites(has_header ? header : *text)) return said;
  const LineIndex lines(*text);
  if (format.content != FileContent::kNotebook) {
    AddSaid(
        path, has_header ? header : PageText(format, *text), labels, lines,
        [](Span span) { return span; }, said);
    return said;
  }
  const Result<Notebook> notebook = ReadNotebook(path, *text);
  if (!notebook) return said;  // the reader of its code says so
  for (const NotebookCell& cell : notebook->prose) {
    std::string page(cell.source());
    WriteMarkdown(page);
    AddSaid(
        path, page, labels, lines, [&](Span span) { return cell.InFile(span); }, said);
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
