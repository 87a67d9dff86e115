// From groups of siblings to blocks: whom each entry stands for, which may move, which rise.
#include "passages/module_blocks.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "passages/block_lines.h"
#include "passages/grid_tables.h"
#include "passages/item_mentions.h"
#include "passages/loose_sequences.h"
#include "passages/markup_groups.h"
#include "passages/notebook_blocks.h"
#include "passages/outside_quotes.h"
#include "passages/paged_chapters.h"
#include "passages/sequences.h"
#include "passages/whole_orders.h"

namespace prereq {
namespace {

std::string_view TrimEnd(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

// `&name` or `*name`: moving the one past the other changes what a YAML file means.
bool HasAnchor(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if ((text[at] != '&' && text[at] != '*') || (at > 0 && text[at - 1] != ' ')) continue;
    const char next = text[at + 1];
    if (IsLetter(next) || next == '_') return true;
  }
  return false;
}

std::size_t Begin(const OrderedBlock& block) { return block.entries.front().body.offset; }
std::size_t End(const OrderedBlock& block) { return block.entries.back().tail.end(); }

void SortBlocks(std::vector<OrderedBlock>& blocks) {
  std::ranges::stable_sort(
      blocks, {}, [](const OrderedBlock& block) { return std::pair(Begin(block), ~End(block)); });
}

// What sorted blocks cover; disjoint.
std::vector<Span> SpansOf(const std::vector<OrderedBlock>& blocks) {
  std::vector<Span> spans;
  for (const OrderedBlock& block : blocks) {
    if (spans.empty() || spans.back().end() <= Begin(block)) {
      spans.push_back({Begin(block), End(block) - Begin(block)});
    } else {
      spans.back().length = std::max(spans.back().end(), End(block)) - spans.back().offset;
    }
  }
  return spans;
}

class BlockFinder {
 public:
  BlockFinder(const std::string& path, std::string_view text, std::span<const Reference> references,
              const ModuleSequence& order)
      : path_(path),
        text_(text),
        references_(references),
        order_(order),
        kind_(KindOfText(path)),
        lines_(ReadLines(text, kind_)) {}

  std::vector<OrderedBlock> Run() {
    for (const SiblingLines& group : GroupSiblings(text_, lines_, kind_)) Look(group);
    if (kind_.prose) {
      for (const SiblingLines& group : GroupMarkup(text_, lines_)) Look(group);
      std::ranges::stable_sort(blocks_, {}, [](const OrderedBlock& block) {
        const std::size_t begin = block.entries.front().body.offset;
        return std::pair(begin, ~block.entries.back().tail.end());
      });
    }
    return std::move(blocks_);
  }

 private:
  struct Candidate {
    BlockEntry entry;
    bool cut = false;  // begins another block
  };

  std::string_view Text(Span span) const { return text_.substr(span.offset, span.length); }
  std::string_view LineText(std::size_t line) const {
    return text_.substr(lines_[line].first, lines_[line].end - lines_[line].first);
  }
  std::span<const Reference> Inside(std::size_t begin, std::size_t end) const {
    return ReferencesIn(references_, begin, end);
  }

  void Look(const SiblingLines& group) {
    if (auto grid = GridOf(path_, lines_, group, references_, order_)) {
      return blocks_.push_back(*std::move(grid));
    }
    sortable_ = !group.open;
    paged_ = false;
    if (group.kind == SiblingLines::Kind::kKeys) {
      if (!kind_.yaml && (!kind_.literals || Opener(group) == 0)) return;
      sortable_ = sortable_ && (kind_.yaml ? Opener(group) == 0 : IsLiteral(group));
    }
    direct_ = std::ranges::any_of(
        group.entries, [&](const EntryLines& entry) { return FirstLineNames(entry).has_value(); });
    if (HoldsParts(group)) sortable_ = false;
    std::vector<Candidate> run;
    for (std::size_t i = 0; i < group.entries.size(); ++i) {
      const EntryLines& lines = group.entries[i];
      std::optional<BlockEntry> entry = ReadEntry(group, lines);
      if (entry && group.kind == SiblingLines::Kind::kRows && i + 1 < group.entries.size() &&
          GoesOn(group.entries[i + 1])) {
        sortable_ = false;
      }
      if (!entry) {
        Settle(run, group);
        run.clear();
        continue;
      }
      const bool title = lines.comment < lines.first && !Attached(group, lines, entry->module);
      const std::size_t from = title ? lines.first : lines.comment;
      // With a comment in front an entry's own list number cannot be told apart.
      if (IsOrdered(group, lines) && from < lines.first) sortable_ = false;
      entry->body = {lines_[from].first, entry->body.end() - lines_[from].first};
      if (IsOrdered(group, lines)) DropListNumber(lines, *entry);
      entry->line = static_cast<int>(from) + 1;
      entry->last_line = static_cast<int>(lines.last) + 1;
      run.push_back({*entry, lines.cut || title});
    }
    Settle(run, group);
  }

  // A row with an empty first cell goes on with the row above.
  bool GoesOn(const EntryLines& lines) const {
    const std::string_view row = LineText(lines.first);
    return Trim(row.substr(1, row.find('|', 1) - 1)).empty();
  }

  static bool IsOrdered(const SiblingLines& group, const TextLine& line) {
    return group.kind == SiblingLines::Kind::kItems && (line.family == '.' || line.family == ')');
  }
  bool IsOrdered(const SiblingLines& group, const EntryLines& lines) const {
    return IsOrdered(group, lines_[lines.first]);
  }

  // A list number that counts places stays; one that is the module's own number moves along.
  void DropListNumber(const EntryLines& lines, BlockEntry& entry) const {
    const TextLine& line = lines_[lines.first];
    const std::size_t digits = line.first + line.mark - 1;
    for (const Reference& reference : Inside(line.first, digits)) {
      if (IsCertain(reference) && reference.number.offset == line.first) return;
    }
    std::size_t begin = line.first + line.mark;
    while (begin < line.end && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
    entry.body = {begin, entry.body.end() - begin};
  }

  // Whether the comment above an entry speaks of it, rather than of all that follows.
  bool Attached(const SiblingLines& group, const EntryLines& lines, ModuleId module) const {
    if (!lines.apart) return true;
    for (const Reference& reference :
         Inside(lines_[lines.comment].begin, lines_[lines.first].begin)) {
      if (reference.module == module) return true;
    }
    return std::ranges::all_of(group.entries,
                               [](const EntryLines& other) { return other.comment < other.first; });
  }

  // The bracket at the end of the line above the group; 0 when there is none.
  char Opener(const SiblingLines& group) const {
    if (!group.parent) return 0;
    const std::string_view parent = LineText(*group.parent);
    const std::string_view code =
        TrimEnd(parent.substr(0, LookOutside(parent, kind_.comment).comment));
    if (code.empty() || (code.back() != '[' && code.back() != '{')) return 0;
    return code.back();
  }

  // Between brackets of code, each entry whole and followed by a comma, the last perhaps not.
  bool IsLiteral(const SiblingLines& group) const {
    const char opener = Opener(group);
    if (opener == 0) return false;
    std::size_t next = group.entries.back().last + 1;
    while (next < lines_.size() && (lines_[next].kind == TextLine::Kind::kBlank ||
                                    lines_[next].kind == TextLine::Kind::kComment)) {
      ++next;
    }
    if (next == lines_.size()) return false;
    const char closer = LineText(next).front();
    if (closer != (opener == '[' ? ']' : '}')) return false;
    for (const EntryLines& entry : group.entries) {
      int depth = 0;
      for (std::size_t line = entry.first; line <= entry.last; ++line) {
        const OutsideQuotes outside = LookOutside(LineText(line), kind_.comment);
        if (!outside.plain || depth + outside.lowest < 0) return false;
        depth += outside.depth;
      }
      const bool is_last = &entry == &group.entries.back();
      if (depth != 0 || (!is_last && Comma(entry).length == 0)) return false;
    }
    return true;
  }

  // The comma that ends an entry; where it would stand, with length 0, when there is none.
  Span Comma(const EntryLines& entry) const {
    const std::string_view line = LineText(entry.last);
    const std::string_view code = TrimEnd(line.substr(0, LookOutside(line, kind_.comment).comment));
    const std::size_t end = lines_[entry.last].first + code.size();
    if (code.ends_with(',')) return {end - 1, 1};
    return {end, 0};
  }

  std::optional<BlockEntry> ReadEntry(const SiblingLines& group, const EntryLines& lines) {
    const std::size_t begin = lines_[lines.first].first;
    const std::size_t end = lines_[lines.last].end;
    if (kind_.yaml && HasAnchor(text_.substr(begin, end - begin))) sortable_ = false;
    BlockEntry entry;
    entry.body = {begin, end - begin};
    entry.mark = entry.tail = {end, 0};
    if (group.kind == SiblingLines::Kind::kKeys && !kind_.yaml) {
      entry.mark = Comma(lines);
      entry.body.length = entry.mark.offset - begin;
      entry.tail = {entry.mark.end(), end - entry.mark.end()};
    }
    const std::optional<ModuleId> module = group.kind == SiblingLines::Kind::kKeys ? KeyOf(lines)
                                           : group.kind == SiblingLines::Kind::kElements
                                               ? FirstNamed(lines)
                                               : Subject(lines);
    if (!module || !order_.number(*module)) return std::nullopt;
    entry.module = *module;
    return entry;
  }

  std::optional<ModuleId> FirstNamed(std::size_t begin, std::size_t end) const {
    for (const Reference& reference : Inside(begin, end)) {
      if (IsCertain(reference)) return reference.module;
    }
    return std::nullopt;
  }
  std::optional<ModuleId> FirstNamed(const EntryLines& lines) const {
    return FirstNamed(lines_[lines.first].begin, lines_[lines.last].end);
  }
  std::optional<ModuleId> FirstLineNames(const EntryLines& lines) const {
    return FirstNamed(lines_[lines.first].begin, lines_[lines.first].end);
  }

  // Whom the first line names first; else the only one that is named at all.
  std::optional<ModuleId> Subject(const EntryLines& lines) const {
    if (const auto named = FirstLineNames(lines)) return named;
    return OnlyOne(lines_[lines.first].begin, lines_[lines.last].end);
  }

  // How many items stand directly below an entry's first line.
  std::size_t ItemsInside(const EntryLines& lines) const {
    std::size_t count = 0, indent = 0;
    for (std::size_t line = lines.first + 1; line <= lines.last; ++line) {
      if (lines_[line].kind != TextLine::Kind::kItem) continue;
      if (count == 0 || lines_[line].indent() < indent) {
        count = 0;
        indent = lines_[line].indent();
      }
      if (lines_[line].indent() == indent) ++count;
    }
    return count;
  }

  // Where a list inside holds one item, or one names several modules, the entries may be parts.
  bool HoldsParts(const SiblingLines& group) const {
    return !direct_ && std::ranges::any_of(group.entries, [&](const EntryLines& entry) {
      const std::size_t items = ItemsInside(entry);
      if (items < 2) return items == 1;
      std::optional<ModuleId> first;
      for (const Reference& one : Inside(lines_[entry.first].begin, lines_[entry.last].end)) {
        if (!IsCertain(one)) continue;
        if (first && first != one.module) return true;
        first = one.module;
      }
      return false;
    });
  }

  std::optional<ModuleId> OnlyOne(std::size_t begin, std::size_t end) const {
    std::optional<ModuleId> only;
    for (const Reference& reference : Inside(begin, end)) {
      if (!IsCertain(reference)) continue;
      if (only && only != reference.module) return std::nullopt;
      only = reference.module;
    }
    return only;
  }

  // A key that names the module; an element without a key; an object that names only one.
  std::optional<ModuleId> KeyOf(const EntryLines& lines) {
    const TextLine& first = lines_[lines.first];
    const std::string_view line = LineText(lines.first);
    const std::size_t colon = KeyEnd(line);
    if (colon == std::string_view::npos) {
      if (kind_.yaml) return std::nullopt;
      return OnlyOne(first.begin, lines_[lines.last].end);
    }
    for (const Reference& reference : Inside(first.begin, first.first + colon)) {
      if (IsCertain(reference) && reference.number.end() <= first.first + colon) {
        return reference.module;
      }
    }
    return ModuleOfPages(lines);
  }

  // Whose pages stand below a key that names nothing, one a line: `Loops: [`.
  std::optional<ModuleId> ModuleOfPages(const EntryLines& lines) {
    if (lines.last < lines.first + 2) return std::nullopt;
    const std::size_t begin = lines_[lines.first + 1].begin, end = lines_[lines.last].end;
    const auto only = OnlyOne(begin, end);
    std::size_t pages = 0;
    for (std::size_t line = lines.first + 1; only && line <= lines.last; ++line) {
      const std::string_view shown = LineText(line);
      const bool keyed = lines_[line].kind != TextLine::Kind::kItem && !shown.starts_with('"') &&
                         !shown.starts_with('\'');
      if (!keyed && FirstNamed(lines_[line].begin, lines_[line].end)) ++pages;
    }
    if (pages < 2) return std::nullopt;
    paged_ = true;
    return only;
  }

  // Where the `:` or `=>` stands that ends a key; npos when the line begins with no key.
  static std::size_t KeyEnd(std::string_view line) {
    if (line.empty() || line.front() == '{' || line.front() == '[' || line.front() == '(') {
      return std::string_view::npos;
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
      const char c = line[at];
      if (c == '"' || c == '\'') {
        at = QuoteEnd(line, at);
        continue;
      }
      if (c == ':' && (at + 1 == line.size() || line[at + 1] == ' ' || line[at + 1] == '\t')) {
        return at;
      }
      if (line.substr(at).starts_with("=>")) return at;
      if (c == '(' || c == '[' || c == '{' || c == ',') break;
    }
    return std::string_view::npos;
  }

  // Cuts a run at titles and keeps the pieces that rise.
  void Settle(const std::vector<Candidate>& run, const SiblingLines& group) {
    for (std::size_t begin = 0; begin < run.size();) {
      std::size_t end = begin + 1;
      while (end < run.size() && !run[end].cut) ++end;
      Keep({run.data() + begin, end - begin}, group);
      begin = end;
    }
  }

  void Keep(std::span<const Candidate> piece, const SiblingLines& group) {
    std::size_t distinct = piece.empty() ? 0 : 1;
    for (std::size_t i = 1; i < piece.size(); ++i) {
      const Number before = *order_.number(piece[i - 1].entry.module);
      const Number here = *order_.number(piece[i].entry.module);
      if (here < before) return;
      if (piece[i].entry.module != piece[i - 1].entry.module) ++distinct;
    }
    if (distinct < (paged_ ? 3 : 2)) return;
    if (distinct == 2 && !Follow(piece.front().entry.module, piece.back().entry.module)) return;
    OrderedBlock block;
    for (const Candidate& one : piece) block.entries.push_back(one.entry);
    const Mentions mentions = group.kind == SiblingLines::Kind::kItems && kind_.prose
                                  ? MentionsOfItems(text_, block.entries, references_)
                                  : Mentions::kSubjects;
    if (mentions == Mentions::kInPassing && distinct == 2) return;
    block.kind = KindOf(group);
    block.sortable = sortable_ && !paged_ && mentions == Mentions::kSubjects &&
                     !ListNumbersDiffer(piece, group) &&
                     !(group.kind == SiblingLines::Kind::kRows && SpeakOfOthers(piece, distinct));
    if (group.kind == SiblingLines::Kind::kRows) KeepRowNumbers(block);
    const Span first = block.entries.front().body;
    const std::size_t line = static_cast<std::size_t>(block.entries.front().line) - 1;
    block.where = {path_, block.entries.front().line,
                   static_cast<int>(first.offset - lines_[line].begin) + 1};
    blocks_.push_back(std::move(block));
  }

  // Rows of which several name one module, and none does in its first cell: what they are about is
  // something else, and their order too.
  bool SpeakOfOthers(std::span<const Candidate> piece, std::size_t distinct) const {
    if (distinct == piece.size()) return false;
    return std::ranges::none_of(piece, [&](const Candidate& one) {
      const std::string_view row = Text(one.entry.body);
      const std::size_t bar = row.find('|', 1);
      const std::size_t begin = one.entry.body.offset;
      return FirstNamed(begin, begin + std::min(bar, row.size())).has_value();
    });
  }

  // `| 3. | [Loops](02_loops) |`: numbers that count the rows stay, those of modules move along.
  void KeepRowNumbers(OrderedBlock& block) const {
    std::vector<std::size_t> cells;  // where the second cell begins, by entry
    long last = 0;
    for (const BlockEntry& entry : block.entries) {
      const std::string_view row = Text(entry.body);
      const std::size_t end = row.find('|', 1);
      if (!row.starts_with('|') || end == std::string_view::npos) return;
      std::string_view cell = Trim(row.substr(1, end - 1));
      while (!cell.empty() &&
             std::string_view("*#.) ").find(cell.back()) != std::string_view::npos) {
        cell.remove_suffix(1);
      }
      while (!cell.empty() &&
             std::string_view("*# ").find(cell.front()) != std::string_view::npos) {
        cell.remove_prefix(1);
      }
      const bool counts = !cell.empty() && cell.size() < 5 && std::ranges::all_of(cell, IsDigit);
      if (!counts) return;
      const long number = std::stol(std::string(cell));
      if (!cells.empty() && number != last + 1) return;
      last = number;
      const std::size_t begin = entry.body.offset;
      for (const Reference& reference : Inside(begin, begin + end)) {
        if (IsCertain(reference)) return;
      }
      cells.push_back(begin + end);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      BlockEntry& entry = block.entries[i];
      entry.body = {cells[i], entry.body.end() - cells[i]};
    }
  }

  OrderedBlock::Kind KindOf(const SiblingLines& group) const {
    switch (group.kind) {
      case SiblingLines::Kind::kItems:
      case SiblingLines::Kind::kElements:
        return OrderedBlock::Kind::kList;
      case SiblingLines::Kind::kRows:
        return OrderedBlock::Kind::kTable;
      case SiblingLines::Kind::kKeys:
        break;
    }
    return kind_.yaml ? OrderedBlock::Kind::kMap : OrderedBlock::Kind::kLiteral;
  }

  // Text of several lines is indented for its own list number: `9. ` and `10. ` do not mix.
  bool ListNumbersDiffer(std::span<const Candidate> piece, const SiblingLines& group) const {
    const auto mark = [&](const Candidate& one) {
      return lines_[static_cast<std::size_t>(one.entry.line) - 1].mark;
    };
    const bool long_entry = std::ranges::any_of(
        piece, [](const Candidate& one) { return one.entry.last_line > one.entry.line; });
    return long_entry && IsOrdered(group, group.entries.front()) &&
           std::ranges::any_of(
               piece, [&](const Candidate& one) { return mark(one) != mark(piece.front()); });
  }

  bool Follow(ModuleId a, ModuleId b) const { return order_.Next(a) == b; }

  const std::string& path_;
  std::string_view text_;
  std::span<const Reference> references_;
  const ModuleSequence& order_;
  TextKind kind_;
  std::vector<TextLine> lines_;
  bool sortable_ = true;  // whether the entries of the group at hand may be moved
  bool paged_ = false;    // a key of the group at hand stands for the module of the pages below it
  bool direct_ = false;   // an entry of the group at hand names its module in its first line
  std::vector<OrderedBlock> blocks_;
};

}  // namespace

std::vector<OrderedBlock> FindOrderedBlocks(const std::string& path, std::string_view text,
                                            std::span<const Reference> references,
                                            const ModuleSequence& order) {
  if (FormatOf(path).content == FileContent::kNotebook)
    return FindNotebookBlocks(path, text, references, order);
  std::vector<OrderedBlock> blocks = BlockFinder(path, text, references, order).Run();
  // Lines that are entries of a list are found as such.
  const std::vector<Span> listed = SpansOf(blocks);
  for (OrderedBlock& sequence : FindSequences(path, text, references, order)) {
    const auto after = std::ranges::lower_bound(listed, End(sequence), {}, &Span::offset);
    const bool known = after != listed.begin() && std::prev(after)->end() > Begin(sequence);
    const bool outer = sequence.kind == OrderedBlock::Kind::kSections;
    if (outer || !known) blocks.push_back(std::move(sequence));
  }
  for (const auto find : {FindLooseSequences, FindPagedChapters, FindWholeOrders}) {
    SortBlocks(blocks);
    const std::vector<Span> known = SpansOf(blocks);
    std::ranges::move(find(path, text, references, order, known), std::back_inserter(blocks));
  }
  SortBlocks(blocks);
  return blocks;
}

}  // namespace prereq
