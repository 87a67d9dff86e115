#include "passages/paged_chapters.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "passages/block_lines.h"

namespace prereq {
namespace {

constexpr std::size_t kFewestChapters = 3;

// Pages of one module with nothing of another between them.
struct Chapter {
  BlockEntry entry;
  int pages = 0;
};

class ChapterFinder {
 public:
  ChapterFinder(const std::string& path, std::string_view text,
                std::span<const Reference> references, const ModuleSequence& order,
                std::span<const Span> listed)
      : path_(path),
        text_(text),
        references_(references),
        order_(order),
        listed_(listed),
        lines_(ReadLines(text, KindOfText(path))) {}

  std::vector<OrderedBlock> Run() {
    auto next = references_.begin();
    bool titled = true;  // something other than a page stands between this line and the last page
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const TextLine& line = lines_[i];
      std::optional<ModuleId> module;
      bool several = false;
      for (; next != references_.end() && next->whole.offset < line.end; ++next) {
        if (!IsCertain(*next) || !order_.number(*next->module)) continue;
        several = several || (module && module != next->module);
        module = next->module;
      }
      if (line.kind == TextLine::Kind::kBlank) continue;
      if (!module || !IsPage(line)) {
        const bool other = module && !run_.empty() && run_.back().entry.module != *module;
        if (several || other) Settle();
        titled = true;
        continue;
      }
      if (several) {
        Settle();
        continue;
      }
      Add(i, *module, titled);
      titled = false;
    }
    Settle();
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] bool IsPage(const TextLine& line) const {
    if (line.kind == TextLine::Kind::kItem) return true;
    if (line.kind != TextLine::Kind::kOther) return false;
    const std::string_view shown = text_.substr(line.first, line.end - line.first);
    if (shown.front() == '#') return shown.starts_with("#+") || shown.starts_with("#include");
    if (shown.front() == '=') return false;
    return shown.find(' ') == std::string_view::npos || shown.starts_with(".. ");
  }

  void Add(std::size_t line, ModuleId module, bool titled) {
    const std::size_t begin = lines_[line].first, end = lines_[line].end;
    const int number = static_cast<int>(line) + 1;
    if (!run_.empty() && run_.back().entry.module == module) {
      BlockEntry& entry = run_.back().entry;
      entry.body.length = end - entry.body.offset;
      entry.mark = entry.tail = {end, 0};
      entry.last_line = number;
      ++run_.back().pages;
      return;
    }
    const bool rises =
        run_.empty() || *order_.number(run_.back().entry.module) < *order_.number(module);
    if (!titled || !rises) Settle();
    Chapter chapter;
    chapter.entry.body = {begin, end - begin};
    chapter.entry.mark = chapter.entry.tail = {end, 0};
    chapter.entry.module = module;
    chapter.entry.line = chapter.entry.last_line = number;
    chapter.pages = 1;
    run_.push_back(chapter);
  }

  void Settle() {
    const auto paged = static_cast<std::size_t>(
        std::ranges::count_if(run_, [](const Chapter& chapter) { return chapter.pages > 1; }));
    if (run_.size() >= kFewestChapters && 2 * paged >= run_.size() && !IsListed()) Keep();
    run_.clear();
  }

  [[nodiscard]] bool IsListed() const {
    const std::size_t begin = run_.front().entry.body.offset, end = run_.back().entry.tail.end();
    const auto after = std::ranges::lower_bound(listed_, end, {}, &Span::offset);
    return after != listed_.begin() && std::prev(after)->end() > begin;
  }

  void Keep() {
    OrderedBlock block;
    block.kind = OrderedBlock::Kind::kSections;
    block.sortable = false;
    for (const Chapter& chapter : run_) block.entries.push_back(chapter.entry);
    const BlockEntry& first = block.entries.front();
    const std::size_t begin = lines_[static_cast<std::size_t>(first.line) - 1].begin;
    block.where = {path_, first.line, static_cast<int>(first.body.offset - begin) + 1};
    blocks_.push_back(std::move(block));
  }

  const std::string& path_;
  std::string_view text_;
  std::span<const Reference> references_;
  const ModuleSequence& order_;
  std::span<const Span> listed_;
  std::vector<TextLine> lines_;
  std::vector<Chapter> run_;
  std::vector<OrderedBlock> blocks_;
};

}  // namespace

std::vector<OrderedBlock> FindPagedChapters(const std::string& path, std::string_view text,
                                            std::span<const Reference> references,
                                            const ModuleSequence& order,
                                            std::span<const Span> listed) {
  const FileFormat& format = FormatOf(path);
  const bool may_hold = format.content == FileContent::kProse || format.Is("latex") ||
                        format.Is("typst") || format.content == FileContent::kUnknown;
  if (!may_hold) return {};
  return ChapterFinder(path, text, references, order, listed).Run();
}

}  // namespace prereq
