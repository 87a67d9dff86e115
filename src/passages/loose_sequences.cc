#include "passages/loose_sequences.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::size_t kFewest = 3, kLongestGap = 200;

// References to one module with nothing of another between them.
struct Mention {
  ModuleId module;
  std::size_t begin = 0, end = 0;
};

class LooseFinder {
 public:
  LooseFinder(const std::string& path, std::string_view text, std::span<const Reference> references,
              const ModuleSequence& order, std::span<const Span> listed)
      : path_(path), text_(text), order_(order), listed_(listed) {
    for (const Reference& reference : references) {
      if (!IsCertain(reference) || !order.number(*reference.module)) continue;
      if (reference.shape == ReferenceShape::kArrowChain) continue;  // said of chains
      const std::size_t begin = reference.whole.offset;
      if (!mentions_.empty() && mentions_.back().module == *reference.module &&
          begin - mentions_.back().end <= kLongestGap) {
        mentions_.back().end = reference.whole.end();
      } else {
        mentions_.push_back({*reference.module, begin, reference.whole.end()});
      }
    }
  }

  std::vector<OrderedBlock> Run() {
    std::vector<OrderedBlock> blocks;
    for (std::size_t first = 0; first + 1 < mentions_.size();) {
      std::size_t last = first + 1;
      const std::string gap = GapBefore(last);
      while (!gap.empty() && last + 1 < mentions_.size() && GapBefore(last + 1) == gap) ++last;
      const std::span<const Mention> run(mentions_.data() + first, last - first + 1);
      if (!gap.empty() && run.size() >= kFewest && Rises(run) && !IsListed(run) &&
          !IsImports(run, gap) && !IsProse(gap)) {
        blocks.push_back(BlockOf(run));
      }
      first = last;
    }
    return blocks;
  }

 private:
  // What stands between a mention and the one before, digits evened out; of one that begins its
  // line behind marks, `[**3. Trees**](03-trees/)`, these alone, whatever its entry holds above.
  // Empty: too much.
  [[nodiscard]] std::string GapBefore(std::size_t i) const {
    const std::size_t begin = mentions_[i - 1].end;
    if (mentions_[i].begin - begin > kLongestGap) return {};
    std::string gap(text_.substr(begin, mentions_[i].begin - begin));
    std::ranges::replace_if(gap, IsDigit, '0');
    const std::size_t line = gap.rfind('\n');
    const bool opens = line != std::string::npos && gap.find('[', line) != std::string::npos &&
                       std::ranges::none_of(gap.substr(line), IsLetter);
    return opens ? gap.substr(line) : gap;
  }

  [[nodiscard]] bool Rises(std::span<const Mention> run) const {
    for (std::size_t i = 1; i < run.size(); ++i) {
      if (*order_.number(run[i].module) <= *order_.number(run[i - 1].module)) return false;
    }
    return true;
  }

  [[nodiscard]] bool IsListed(std::span<const Mention> run) const {
    const auto after = std::ranges::lower_bound(listed_, run.back().end, {}, &Span::offset);
    return after != listed_.begin() && std::prev(after)->end() > run.front().begin;
  }

  // Sentences of a page that are alike.
  [[nodiscard]] bool IsProse(std::string gap) const {
    if (FormatOf(path_).content != FileContent::kProse) return false;
    // One sentence: "First 01_a, then 02_b, then 03_c".
    if (gap.find_first_of(".\n") == std::string::npos) return false;
    std::ranges::replace(gap, '\n', ' ');
    return std::ranges::any_of(Split(gap, ' '), [](std::string_view word) {
      word = Trim(word);
      while (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
      return word.size() > 1 && std::ranges::all_of(word, IsLetter);
    });
  }

  // Imports are sorted by taste, not by what comes first.
  [[nodiscard]] bool IsImports(std::span<const Mention> run, std::string_view gap) const {
    const FileContent content = FormatOf(path_).content;
    if (content != FileContent::kCode && content != FileContent::kNotebook) return false;
    constexpr std::array<std::string_view, 8> kWords = {"import", "include", "require", "from ",
                                                        "using ", "use ",    "mod ",    "export"};
    const std::size_t line = text_.rfind('\n', run.front().begin);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    const std::string_view before = text_.substr(begin, run.front().begin - begin);
    return std::ranges::any_of(kWords, [&](std::string_view word) {
      return gap.find(word) != std::string_view::npos || Trim(before).starts_with(Trim(word));
    });
  }

  [[nodiscard]] int LineAt(std::size_t offset) const {
    return static_cast<int>(std::ranges::count(text_.substr(0, offset), '\n')) + 1;
  }

  [[nodiscard]] OrderedBlock BlockOf(std::span<const Mention> run) const {
    OrderedBlock block;
    block.kind = OrderedBlock::Kind::kLines;
    block.sortable = false;
    for (const Mention& mention : run) {
      BlockEntry entry;
      entry.body = {mention.begin, mention.end - mention.begin};
      entry.mark = entry.tail = {mention.end, 0};
      entry.module = mention.module;
      entry.line = LineAt(mention.begin);
      entry.last_line = LineAt(mention.end);
      block.entries.push_back(entry);
    }
    const std::size_t begin = run.front().begin;
    const std::size_t line = begin == 0 ? std::string_view::npos : text_.rfind('\n', begin - 1);
    const std::size_t start = line == std::string_view::npos ? 0 : line + 1;
    block.where = {path_, block.entries.front().line, static_cast<int>(begin - start) + 1};
    return block;
  }

  const std::string& path_;
  std::string_view text_;
  const ModuleSequence& order_;
  std::span<const Span> listed_;
  std::vector<Mention> mentions_;
};

}  // namespace

std::vector<OrderedBlock> FindLooseSequences(const std::string& path, std::string_view text,
                                             std::span<const Reference> references,
                                             const ModuleSequence& order,
                                             std::span<const Span> listed) {
  return LooseFinder(path, text, references, order, listed).Run();
}

}  // namespace prereq
