// Edges as the rows of a table.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "graph/edge_list.h"

namespace prereq {
namespace {

class RowReader {
 public:
  RowReader(const std::string& path, std::string_view text, char separator, bool quotes)
      : path_(path), text_(text), lines_(text), separator_(separator), quotes_(quotes) {}

  [[nodiscard]] bool AtEnd() const { return at_ >= text_.size(); }

  // The next row's cells; an empty line is a row of one empty cell.
  Result<std::vector<std::string>> Row() {
    row_start_ = at_;
    std::vector<std::string> cells;
    for (;;) {
      Result<std::string> cell = Cell();
      if (!cell) return std::move(cell).error();
      cells.push_back(std::move(*cell));
      if (AtEnd()) return cells;
      const char behind = text_[at_++];
      if (behind == separator_) continue;
      if (behind == '\r' && !AtEnd() && text_[at_] == '\n') ++at_;
      return cells;
    }
  }
  [[nodiscard]] EdgePlace RowPlace() const {
    const Location where = lines_.At(path_, row_start_);
    return {where.line, where.column};
  }
  [[nodiscard]] Error Wrong(std::string message, std::size_t at) const {
    return {Error::Code::kInvalid, std::move(message), lines_.At(path_, at), {}};
  }
  [[nodiscard]] std::size_t row_start() const { return row_start_; }

 private:
  [[nodiscard]] bool EndsCell() const {
    return AtEnd() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
  }

  Result<std::string> Cell() {
    std::string cell;
    if (!quotes_ || AtEnd() || text_[at_] != '"') {
      const std::size_t begin = at_;
      while (!EndsCell()) ++at_;
      return std::string(Trim(text_.substr(begin, at_ - begin)));
    }
    const std::size_t opened = at_++;
    for (;; ++at_) {
      if (AtEnd()) return Wrong("the quote that opens here is never closed", opened);
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      cell += text_[at_];
    }
    ++at_;
    if (!EndsCell()) return Wrong("expected the end of the cell behind its closing quote", at_);
    return cell;
  }

  const std::string& path_;
  std::string_view text_;
  LineIndex lines_;
  char separator_;
  bool quotes_;
  std::size_t at_ = 0, row_start_ = 0;
};

// Whether a first row names the columns, and if so whether the later module stands first.
std::optional<bool> HeaderTurns(const std::vector<std::string>& cells) {
  struct Header {
    std::string_view first, second;
    bool turns;
  };
  constexpr std::array<Header, 5> kHeaders = {{{"before", "after", false},
                                               {"from", "to", false},
                                               {"source", "target", false},
                                               {"after", "before", true},
                                               {"module", "requires", true}}};
  if (cells.size() < 2) return std::nullopt;
  const auto found = std::ranges::find_if(kHeaders, [&](const Header& header) {
    return header.first == Lower(cells[0]) && header.second == Lower(cells[1]);
  });
  return found == kHeaders.end() ? std::nullopt : std::optional(found->turns);
}

}  // namespace

Status ReadEdgeRows(const std::string& path, std::string_view text, char separator, bool quotes,
                    EdgeList& edges) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  RowReader rows(path, text, separator, quotes);
  bool turns = false;
  for (bool first = true; !rows.AtEnd(); first = false) {
    Result<std::vector<std::string>> row = rows.Row();
    if (!row) return std::move(row).error();
    if (row->size() == 1 && row->front().empty()) continue;
    if (const auto header = first ? HeaderTurns(*row) : std::nullopt) {
      turns = *header;
      continue;
    }
    const bool alone = row->size() == 1 || (*row)[1].empty();
    if (row->front().empty()) {
      return rows.Wrong("expected a name in the first cell of the row, found nothing",
                        rows.row_start());
    }
    const int one = edges.nodes.Intern(row->front());
    if (alone) continue;
    const int other = edges.nodes.Intern((*row)[1]);
    turns ? edges.Add(other, one, rows.RowPlace()) : edges.Add(one, other, rows.RowPlace());
  }
  return Done{};
}

}  // namespace prereq
