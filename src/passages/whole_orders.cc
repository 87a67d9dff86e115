#include "passages/whole_orders.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "documents/notebook.h"

namespace prereq {
namespace {

// Places with nothing but places of the same module between them.
struct NamedPlace {
  ModuleId module;
  Span span;
};

class WholeOrders {
 public:
  WholeOrders(const std::string& path, std::string_view text, std::span<const Reference> references,
              const ModuleSequence& order, std::span<const Span> listed)
      : path_(path),
        text_(text),
        references_(references),
        order_(order),
        listed_(listed),
        content_(FormatOf(path).content) {}

  std::vector<OrderedBlock> Run() {
    // What code, data and builds list stands in lists and lines that are alike.
    const bool shown = content_ == FileContent::kProse || content_ == FileContent::kMarkup ||
                       content_ == FileContent::kNotebook || FormatOf(path_).Is("csv");
    if (!shown) return {};
    if (content_ == FileContent::kNotebook) stretches_ = StretchesOf(text_);
    std::map<std::string, std::vector<NamedPlace>, std::less<>> forms;
    for (const Reference& reference : references_) {
      if (!IsCertain(reference) || !order_.number(*reference.module)) continue;
      if (!NamesPath(reference) || IsPrinted(reference) || IsImport(reference)) continue;
      std::vector<NamedPlace>& places = forms[FormOf(reference.whole)];
      if (places.empty() || places.back().module != *reference.module) {
        places.push_back({*reference.module, reference.whole});
      }
    }
    std::vector<OrderedBlock> blocks;
    for (const auto& [form, places] : forms) {
      if (NamesAll(places) && !IsListed(places) && !AreSentences(places))
        blocks.push_back(BlockOf(places));
    }
    return blocks;
  }

 private:
  static bool NamesPath(const Reference& reference) {
    return reference.shape == ReferenceShape::kPath ||
           reference.shape == ReferenceShape::kNumberedSlug ||
           reference.shape == ReferenceShape::kUrl;
  }

  // What a cell of a notebook printed.
  [[nodiscard]] bool IsPrinted(const Reference& reference) const {
    if (!stretches_) return false;
    const auto after =
        std::ranges::upper_bound(stretches_->outputs, reference.whole.offset, {}, &Span::offset);
    return after != stretches_->outputs.begin() && reference.whole.offset < std::prev(after)->end();
  }

  // Imports are sorted by taste, not by what comes first.
  [[nodiscard]] bool IsImport(const Reference& reference) const {
    if (content_ != FileContent::kCode && content_ != FileContent::kNotebook) return false;
    constexpr std::array<std::string_view, 8> kWords = {"import", "#include", "require", "from ",
                                                        "using ", "use ",     "mod ",    "export"};
    constexpr std::size_t kLongestLine = 120;
    const std::size_t begin = reference.whole.offset;
    const std::string_view before =
        text_.substr(begin - std::min(begin, kLongestLine), std::min(begin, kLongestLine));
    const std::size_t line = before.rfind('\n');
    const std::string_view own = line == std::string_view::npos ? before : before.substr(line + 1);
    return std::ranges::any_of(
        kWords, [&](std::string_view word) { return own.find(word) != std::string_view::npos; });
  }

  // The path before the name and the mark before that, `"/lessons/`, and the byte behind it.
  [[nodiscard]] std::string FormOf(Span whole) const {
    constexpr std::size_t kLongest = 160;
    const auto is_path = [](char c) {
      return IsAlphanumeric(c) || std::string_view("/._-~%:@+").find(c) != std::string_view::npos;
    };
    std::size_t begin = whole.offset;
    while (begin > 0 && whole.offset - begin < kLongest && is_path(text_[begin - 1])) --begin;
    if (begin > 0) --begin;
    std::string form(text_.substr(begin, whole.offset - begin));
    std::ranges::replace_if(form, IsDigit, '0');
    const char next = whole.end() < text_.size() ? text_[whole.end()] : '\n';
    form += '\n';
    form += IsBlankOrEnd(next) ? ' ' : next;
    return form;
  }

  static bool IsBlankOrEnd(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  // Whether they name all modules but perhaps one, each once, in rising order and near each other.
  [[nodiscard]] bool NamesAll(const std::vector<NamedPlace>& places) const {
    constexpr std::size_t kLeast = 3, kNear = 400, kNearInPage = 4000;
    if (places.size() < kLeast) return false;
    const bool page = content_ == FileContent::kProse || content_ == FileContent::kNotebook;
    std::size_t left_out = order_.Previous(places.front().module) ? 1U : 0U;
    if (left_out > 0 && order_.Previous(*order_.Previous(places.front().module))) return false;
    for (std::size_t i = 1; i < places.size(); ++i) {
      const std::optional<ModuleId> next = order_.Next(places[i - 1].module);
      const bool skips = next && next != places[i].module;
      if (!next || (skips && order_.Next(*next) != places[i].module)) return false;
      left_out += skips ? 1U : 0U;
      const std::size_t gap = places[i].span.offset - places[i - 1].span.end();
      if (gap > (page ? kNearInPage : kNear)) return false;
    }
    if (const auto next = order_.Next(places.back().module)) {
      if (order_.Next(*next)) return false;
      ++left_out;
    }
    return left_out < 2;
  }

  // Whether places of a page stand in sentences of their own: on different lines, with words beside
  // links, tags and what these enclose.
  [[nodiscard]] bool AreSentences(const std::vector<NamedPlace>& places) const {
    if (content_ != FileContent::kProse) return false;
    const std::size_t first = places.front().span.offset;
    const std::size_t last = places.back().span.end();
    if (text_.substr(first, last - first).find('\n') == std::string_view::npos) return false;
    return std::ranges::any_of(places, [&](const NamedPlace& place) {
      const std::size_t at = place.span.offset;
      const std::size_t begin = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;  // npos + 1 is 0
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      return HoldsWordsOfItsOwn(text_.substr(begin, end - begin));
    });
  }

  // Whether letters stand in the line outside of links, tags and elements.
  static bool HoldsWordsOfItsOwn(std::string_view line) {
    constexpr std::size_t kLongest = 400;
    if (line.size() > kLongest) return true;
    for (std::size_t at = 0; at < line.size(); ++at) {
      const char c = line[at];
      const char closer = c == '[' ? ']' : c == '(' ? ')' : c == '<' ? '>' : '\0';
      const std::size_t close = closer == 0 ? line.npos : line.find(closer, at);
      if (close != line.npos) {
        at = close;
        const std::size_t next = c == '<' ? line.find('<', close) : line.npos;
        if (next != line.npos) at = next - 1;  // the words of the element
      } else if (IsLetter(c) || static_cast<unsigned char>(c) >= 0xC3U) {
        const bool mark = static_cast<unsigned char>(c) == 0xE2U;  // an arrow, a dash, a bullet
        if (!mark) return true;
        at += 2;
      }
    }
    return false;
  }

  // Whether blocks that are known cover three of them, or hold them all.
  [[nodiscard]] bool IsListed(const std::vector<NamedPlace>& places) const {
    std::size_t covered = 0;
    for (const NamedPlace& place : places) {
      const auto after = std::ranges::upper_bound(listed_, place.span.offset, {}, &Span::offset);
      if (after != listed_.begin() && place.span.offset < std::prev(after)->end()) ++covered;
    }
    return covered * 2 > places.size();
  }

  [[nodiscard]] OrderedBlock BlockOf(const std::vector<NamedPlace>& places) const {
    const LineIndex lines(text_);
    OrderedBlock block;
    block.kind = OrderedBlock::Kind::kLines;
    block.sortable = false;
    for (const NamedPlace& place : places) {
      BlockEntry entry;
      entry.body = place.span;
      entry.mark = entry.tail = {place.span.end(), 0};
      entry.module = place.module;
      entry.line = entry.last_line = lines.At(path_, place.span.offset).line;
      block.entries.push_back(entry);
    }
    block.where = lines.At(path_, places.front().span.offset);
    return block;
  }

  const std::string& path_;
  std::string_view text_;
  std::span<const Reference> references_;
  const ModuleSequence& order_;
  std::span<const Span> listed_;
  const FileContent content_;
  std::optional<NotebookStretches> stretches_;
};

}  // namespace

std::vector<OrderedBlock> FindWholeOrders(const std::string& path, std::string_view text,
                                          std::span<const Reference> references,
                                          const ModuleSequence& order,
                                          std::span<const Span> listed) {
  return WholeOrders(path, text, references, order, listed).Run();
}

}  // namespace prereq
