// Columns of tables that stand beside modules and count something else: hours, points.
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/fold.h"
#include "base/text.h"
#include "model/certainty.h"
#include "references/entry_numbers.h"
#include "references/scan.h"
#include "references/scan_text.h"
#include "references/table_rows.h"

namespace prereq::references {
namespace {

constexpr std::size_t kFewestRows = 3;        // rows that show what a column means
constexpr std::size_t kMostBytes = 1U << 16;  // of a table, in either direction

struct Row {
  std::size_t begin = 0, end = 0;
  std::vector<TableCell> cells;
};

struct Column {
  std::size_t agreeing = 0, others = 0;
  bool sure = true;
  std::vector<EntryNumber> numbers;
};

class TableColumns {
 public:
  explicit TableColumns(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    std::size_t done = 0;
    for (std::size_t i = 0; i < scan_.found.size(); ++i) {
      const std::size_t at = scan_.found[i].reference.whole.offset;
      if (at < done || !(IsOfRow(scan_.found[i]) || IsTarget(scan_, scan_.found[i]))) continue;
      const std::vector<Row> rows = TableAround(at);
      if (rows.empty()) {  // no other place of this line stands in a row either
        done = std::min(text_.find('\n', at), text_.size());
        continue;
      }
      done = rows.back().end;
      Settle(rows);
    }
    AddFound(scan_, std::move(added_));
  }

 private:
  static bool IsOfRow(const Found& found) {
    const Reference& one = found.reference;
    const bool judged = IsSure(one) || one.certainty == Certainty::kDrifted;
    return judged &&
           (one.shape == ReferenceShape::kTableRow || one.shape == ReferenceShape::kListItem);
  }

  // The lines around `at` that are rows; empty where its own is none.
  std::vector<Row> TableAround(std::size_t at) const {
    const auto line_begin = [&](std::size_t inside) {
      const std::size_t before =
          inside == 0 ? std::string_view::npos : text_.rfind('\n', inside - 1);
      return before == std::string_view::npos ? 0 : before + 1;
    };
    const auto row_at = [&](std::size_t begin) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      return Row{begin, end, CellsOf(scan_, begin, end)};
    };
    std::vector<Row> rows;
    for (std::size_t begin = line_begin(at); at - begin < kMostBytes;
         begin = line_begin(begin - 1)) {
      Row row = row_at(begin);
      if (row.cells.empty()) break;
      rows.push_back(std::move(row));
      if (begin == 0) break;
    }
    std::ranges::reverse(rows);
    if (rows.empty()) return rows;
    for (std::size_t begin = rows.back().end + 1; begin < text_.size() && begin - at < kMostBytes;
         begin = rows.back().end + 1) {
      Row row = row_at(begin);
      if (row.cells.empty()) break;
      rows.push_back(std::move(row));
    }
    return rows;
  }

  // The module that a row leads to, or names in a cell.
  std::optional<ModuleId> ModuleOf(const Row& row) const {
    std::optional<ModuleId> module;
    for (auto at = FirstEndingBehind(scan_, row.begin);
         at != scan_.found.end() && at->reference.whole.offset < row.end; ++at) {
      if (at->reference.whole.offset < row.begin || !IsTarget(scan_, *at)) continue;
      if (module && module != at->reference.module) return std::nullopt;
      module = at->reference.module;
    }
    if (module) return module;
    for (const TableCell& cell : row.cells) {
      const std::size_t name = SkipOrnament(text_, cell.content);
      if (cell.number || name >= row.end) continue;
      const auto match = scan_.lexicon.NameAt(text_, name);
      if (match && match->modules.size() == 1 && PhraseEnds(text_, name + match->length)) {
        return match->modules.front();
      }
    }
    return std::nullopt;
  }

  // `|---|` below the first row makes that one the head.
  [[nodiscard]] bool HasHead(const std::vector<Row>& rows) const {
    if (rows.size() < 2) return false;
    const std::string_view line = text_.substr(rows[1].begin, rows[1].end - rows[1].begin);
    return line.find('-') != std::string_view::npos &&
           line.find_first_not_of("|-:+ \t\r") == std::string_view::npos;
  }

  // "#", "No.", "Lesson", "Lesson no.", nothing.
  [[nodiscard]] bool SaysNumber(const Row& head, std::size_t column) const {
    static constexpr std::array<std::string_view, 12> kWords = {
        "n",  "no",     "nr",     "num",    "number", "nummer",
        "id", "número", "numéro", "numero", "номер",  "index"};
    const std::size_t begin = head.cells[column].content;
    const std::size_t end = std::min({text_.find('|', begin), head.end});
    const std::string_view said = text_.substr(begin, end - std::min(begin, end));
    const std::string folded = FoldModuleName(said);
    if (folded.empty()) return true;
    return std::ranges::any_of(Split(folded, ' '), [&](std::string_view word) {
      const auto label = scan_.lexicon.LabelBefore(word, word.size());
      return (label && label->length == word.size()) ||
             std::ranges::find(kWords, word) != kWords.end();
    });
  }

  // "#", "Lesson", "Lesson no.": nothing else than a number of modules.
  [[nodiscard]] bool SaysModule(const Row& head, std::size_t column) const {
    static constexpr std::array<std::string_view, 5> kWords = {"no", "nr", "num", "number",
                                                               "nummer"};
    const std::size_t begin = head.cells[column].content;
    const std::size_t end = std::min({text_.find('|', begin), head.end});
    const std::string_view said = Trim(text_.substr(begin, end - std::min(begin, end)));
    if (said == "#" || said == "№") return true;
    const std::string folded = FoldModuleName(said);
    return !folded.empty() && std::ranges::all_of(Split(folded, ' '), [&](std::string_view word) {
      const auto label = scan_.lexicon.LabelBefore(word, word.size());
      return (label && label->length == word.size()) ||
             std::ranges::find(kWords, word) != kWords.end();
    });
  }

  // Numbers of a column that are other modules' than those their rows lead to. False: none are.
  bool TellContradictions(const Column& column, bool said) {
    const bool contradicts =
        column.agreeing > 0 && column.others > 0 &&
        AreModuleNumbers(scan_.lexicon, column.numbers, said ? SaidBy::kHead : SaidBy::kNothing);
    for (const EntryNumber& entry : column.numbers) {
      if (contradicts && !entry.agrees()) Tell(entry);
    }
    return contradicts;
  }

  // The only row of a table, `<tr><td>3</td><td><a href="02_loops/">Loops</a></td></tr>`.
  void TellOnly(const Row& row, const Column& column) {
    constexpr std::string_view kRow = "<tr";
    const std::string_view line = text_.substr(row.begin, row.end - row.begin);
    if (column.numbers.size() != 1 || line.find(kRow) == line.npos || row.cells.size() < 2) return;
    const EntryNumber& entry = column.numbers.front();
    const bool another = !entry.agrees() && entry.token.number.value > 1 &&
                         !scan_.lexicon.Owners(entry.token.number).empty();
    const std::size_t name = SkipTags(text_, row.cells[1].content).at;
    const auto match = name < row.end ? scan_.lexicon.NameAt(text_, name) : std::nullopt;
    const bool named = match && PhraseEnds(text_, name + match->length) &&
                       std::ranges::find(match->modules, entry.module) != match->modules.end();
    if (another && named && !HasRowBeside(row)) Tell(entry);
  }

  // Whether what stands next to the row, above or below, has a row or a cell as well.
  [[nodiscard]] bool HasRowBeside(const Row& row) const {
    constexpr std::size_t kBeside = 200;
    const std::string_view above =
        text_.substr(row.begin - std::min(row.begin, kBeside), std::min(row.begin, kBeside));
    const std::string_view below = text_.substr(row.end, kBeside);
    const auto has_cell = [](std::string_view near) {
      return near.find("<t") != near.npos || near.find("</t") != near.npos;
    };
    return has_cell(above) || has_cell(below);
  }

  void Tell(const EntryNumber& entry) {
    TellNumber(scan_, entry.token, {entry.module, ReferenceShape::kTableRow, Certainty::kDrifted},
               added_);
  }

  void Settle(const std::vector<Row>& rows) {
    const bool head = HasHead(rows);
    std::vector<Column> columns;
    for (std::size_t r = head ? 2 : 0; r < rows.size(); ++r) {
      const Row& row = rows[r];
      if (columns.size() < row.cells.size()) columns.resize(row.cells.size());
      const auto module = ModuleOf(row);
      const auto number = module ? scan_.lexicon.NumberOf(*module) : std::nullopt;
      for (std::size_t c = 0; number && c < row.cells.size(); ++c) {
        if (!row.cells[c].number) continue;
        ++(row.cells[c].number->number == *number ? columns[c].agreeing : columns[c].others);
        columns[c].numbers.push_back({*row.cells[c].number, *module, *number});
      }
    }
    std::set<std::size_t> told;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      Column& column = columns[c];
      const bool said = head && c < rows.front().cells.size() && SaysModule(rows.front(), c);
      if (TellContradictions(column, said)) told.insert(c);
      if (c == 0 && rows.size() == 1) TellOnly(rows.front(), column);
      const bool usual = column.others * kFewestRows <= column.agreeing;
      if (head && c < rows.front().cells.size()) {
        column.sure =
            SaysNumber(rows.front(), c) || (column.others == 0 && column.agreeing >= kFewestRows);
      } else {
        column.sure = usual || column.agreeing == 0;
      }
    }
    for (const Row& row : rows) {
      for (std::size_t c = 0; c < row.cells.size() && c < columns.size(); ++c) {
        const auto& number = row.cells[c].number;
        if (number && !columns[c].sure && !told.contains(c) && text_[number->begin] != '0') {
          Ask(*number);
        }
      }
    }
  }

  void Ask(const Token& number) {
    const auto at = FirstEndingBehind(scan_, number.begin);
    if (at == scan_.found.end() || at->reference.number != number.span() || !IsOfRow(*at)) return;
    // One that disagrees is that other count's, no number that became stale.
    const bool drifted = at->reference.certainty == Certainty::kDrifted;
    at->reference.certainty = drifted ? Certainty::kForeign : Certainty::kLikely;
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<Found> added_;
};

}  // namespace

void SettleTableColumns(Scan& scan) { TableColumns(scan).Run(); }

}  // namespace prereq::references
