#include "metadata/course_table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "metadata/needs_keys.h"
#include "metadata/prose_words.h"

namespace prereq {
namespace {

bool IsTableRow(std::string_view line) { return Trim(line).starts_with('|'); }

std::vector<std::string_view> RowCells(std::string_view row) {
  row = Trim(row);
  row.remove_prefix(1);
  if (row.ends_with('|')) row.remove_suffix(1);
  return Split(row, '|');
}

bool IsRule(std::string_view line) {
  return IsTableRow(line) && line.find("--") != std::string_view::npos &&
         Trim(line).find_first_not_of("|:- ") == std::string_view::npos;
}

// What a cell names; a number alone too.
std::vector<ModuleMention> Named(std::string_view cell, const MentionLabels& labels) {
  std::vector<ModuleMention> mentions = ReadMentions(cell, labels);
  if (!mentions.empty()) return mentions;
  mentions = ReadBareNumbers(cell);
  const std::size_t blanks = std::min(cell.find_first_not_of(" \t"), cell.size());
  for (ModuleMention& mention : mentions) mention.span.offset += blanks;
  return mentions;
}

// Whether a column so headed says what the modules of its rows need. As a key of metadata, too; but
// what is to be read "after" a lesson may come next.
bool IsHeadOfNeeds(std::string_view head) {
  const std::string word = Lower(Trim(head));
  return IsPrerequisiteHead(head) || (RequiresRank(word) && !word.starts_with("after"));
}

// The only column whose head is about prerequisites.
std::optional<std::size_t> ColumnOfNeeds(std::string_view head) {
  std::optional<std::size_t> column;
  const std::vector<std::string_view> cells = RowCells(head);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!IsHeadOfNeeds(cells[i])) continue;
    if (column) return std::nullopt;
    column = i;
  }
  return cells.size() > 1 ? column : std::nullopt;
}

}  // namespace

std::vector<std::vector<CourseRow>> ReadCourseTables(const std::string& path, std::string_view page,
                                                     const MentionLabels& labels) {
  std::vector<std::vector<CourseRow>> tables;
  const LineIndex places(page);
  const std::vector<std::string_view> lines = Lines(page);
  bool fenced = false;
  for (std::size_t i = 0; i + 3 < lines.size(); ++i) {
    if (Trim(lines[i]).starts_with("```")) fenced = !fenced;
    if (fenced || !IsTableRow(lines[i]) || !IsRule(lines[i + 1])) continue;
    const auto column = ColumnOfNeeds(lines[i]);
    std::vector<CourseRow> rows;
    for (i += 2; i < lines.size() && IsTableRow(lines[i]); ++i) {
      if (!column) continue;
      CourseRow row;
      const std::vector<std::string_view> cells = RowCells(lines[i]);
      for (std::size_t c = 0; c < cells.size(); ++c) {
        std::vector<ModuleMention> mentions = Named(cells[c], labels);
        if (c != *column) {
          std::ranges::move(mentions, std::back_inserter(row.named));
          continue;
        }
        if (SaysNone(cells[c])) continue;
        const auto cell = static_cast<std::size_t>(cells[c].data() - page.data());
        for (ModuleMention& mention : mentions) {
          const Span span{cell + mention.span.offset, mention.span.length};
          std::string text(page.substr(span.offset, span.length));
          row.needs.push_back(
              {std::move(mention), std::move(text), places.At(path, span.offset), span});
        }
      }
      rows.push_back(std::move(row));
    }
    if (rows.size() > 1) tables.push_back(std::move(rows));
    --i;
  }
  return tables;
}

}  // namespace prereq
