#include "references/references.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/file_kinds.h"
#include "documents/notebook.h"
#include "references/notebook_lines.h"
#include "references/scan.h"

namespace prereq::references {
namespace {

std::vector<Found> FindIn(const std::string& path, const FileFormat& format, std::string_view text,
                          const Lexicon& lexicon) {
  Scan scan{.path = path,
            .format = format,
            .text = text,
            .lexicon = lexicon,
            .inside = lexicon.FolderOfFile(path),
            .metadata_of = lexicon.MetadataOf(path),
            .diagrams = {},
            .fences = {},
            .found = {}};
  FindAll(scan);
  SettleEscapedNames(scan);
  if (!scan.found.empty()) SettleWholePaths(scan);
  if (!scan.found.empty()) SettleEither(scan);
  if (!scan.found.empty()) SettleNeighbours(scan);
  if (!scan.found.empty()) SettleFixedLinks(scan);
  if (!scan.found.empty()) SettleTargets(scan);
  if (!scan.found.empty()) SettleTableColumns(scan);
  if (!scan.found.empty()) SettleWholeLists(scan);
  if (!scan.found.empty()) SettleDrawings(scan);
  SettleOwnFields(scan);
  SettleOwnPage(scan);
  SettleSectionsBelow(scan);
  SettleOwnContents(scan);
  SettleCountedParts(scan);
  SettleLooseLists(scan);
  SettleLooseNames(scan);
  SettleLooseRecords(scan);
  SettleAlikeLines(scan);
  SettleBlockKeys(scan);
  SettleEntryNeeds(scan);
  SettleCloseNumbers(scan);
  if (!scan.found.empty()) SettlePublishedPages(scan);
  SettleExamples(scan);
  SettleLines(scan);
  SettleKeptNames(scan);
  SettleAnchors(scan);
  AddFound(scan, std::move(scan.suspected));
  NoteSectionMentions(scan);
  return std::move(scan.found);
}

// Lines and columns for rising offsets: one walk over the line ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  Location At(const std::string& path, std::size_t offset) {
    while (true) {
      const void* end = std::memchr(text_.data() + seen_, '\n', offset - seen_);
      if (end == nullptr) break;
      start_ = static_cast<std::size_t>(static_cast<const char*>(end) - text_.data()) + 1;
      seen_ = start_;
      ++line_;
    }
    seen_ = offset;
    return {path, line_, static_cast<int>(std::min<std::size_t>(offset - start_, 0x7FFFFFFE)) + 1};
  }

 private:
  std::string_view text_;
  std::size_t seen_ = 0, start_ = 0;
  int line_ = 1;
};

Span RawSpan(const PlainText& plain, Span span) {
  const std::size_t begin = plain.Raw(span.offset);
  if (span.length == 0) return {plain.RawEnd(span.offset), 0};
  return {begin, plain.RawEnd(span.end()) - begin};
}

// What a cell of a notebook printed tells how things were called then.
void ForgiveOutputs(std::string_view text, std::vector<Reference>& references) {
  const auto is_wrong = [](const Reference& one) {
    return one.certainty == Certainty::kDrifted || one.certainty == Certainty::kUnresolved;
  };
  if (std::ranges::none_of(references, is_wrong)) return;
  const std::optional<NotebookStretches> stretches = StretchesOf(text);
  if (!stretches) return;
  for (Reference& one : references) {
    if (!is_wrong(one)) continue;
    const auto after =
        std::ranges::upper_bound(stretches->outputs, one.whole.offset, {}, &Span::offset);
    const bool printed =
        after != stretches->outputs.begin() && one.whole.offset < std::prev(after)->end();
    if (printed) one.certainty = Certainty::kForeign;
  }
}

// Whether `span` stands in a line such as `[submodule "modules/01_a"]`.
bool IsInHeader(std::string_view text, Span span) {
  const std::size_t line = span.offset == 0 ? 0 : text.rfind('\n', span.offset - 1) + 1;
  const std::size_t first = text.find_first_not_of(" \t", line);
  return first != std::string_view::npos && text[first] == '[';
}

}  // namespace

std::vector<Reference> ScanReferences(const std::string& path, std::string_view text,
                                      const Lexicon& lexicon) {
  if (IsLicence(path)) return {};
  std::optional<PlainText> plain;
  const FileFormat& format = FormatOf(path);
  if (format.content == FileContent::kNotebook) plain = UnescapeStrings(text);
  std::vector<Found> found =
      FindIn(path, format, plain ? std::string_view(plain->text) : text, lexicon);
  // A submodule's name is what git keeps its repository under: it stays when the path moves.
  if (path == ".gitmodules" || path.ends_with("/.gitmodules")) {
    std::erase_if(found,
                  [text](const Found& one) { return IsInHeader(text, one.reference.whole); });
  }
  std::vector<Reference> references;
  references.reserve(found.size());
  Lines lines(text);
  for (Found& one : found) {
    Reference& reference = one.reference;
    if (plain) {
      for (Span* span : {&reference.whole, &reference.number, &reference.name}) {
        *span = RawSpan(*plain, *span);
      }
      if (reference.written_last) reference.last_number = RawSpan(*plain, reference.last_number);
    }
    reference.where = lines.At(path, reference.whole.offset);
    references.push_back(std::move(reference));
  }
  if (plain) ForgiveOutputs(text, references);
  return references;
}

}  // namespace prereq::references
