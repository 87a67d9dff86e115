// What the rest of its line says about a reference: that the line tells of a change, or that it
// leaves open what is wrong.
#include <algorithm>

#include "base/text.h"
#include "references/doubtful.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq {
namespace references {
namespace {

constexpr std::size_t kNear = 400;  // bytes on either side: a line may be a whole file

std::string_view LineAt(std::string_view text, std::size_t offset) {
  const std::size_t low = offset - std::min(offset, kNear);
  const std::string_view near = text.substr(low, offset - low + kNear);
  const std::size_t before = near.substr(0, offset - low).rfind('\n');
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return near.substr(begin, std::min(near.find('\n', offset - low), near.size()) - begin);
}

// `| 06 | Autograd | → | 07 | Autograd |`: a row of what was and what is.
bool HasArrowCell(std::string_view line) {
  if (!Trim(line).starts_with('|')) return false;
  const std::vector<std::string_view> cells = Split(line, '|');
  return std::ranges::any_of(cells, [](std::string_view cell) {
    cell = Trim(cell);
    const std::size_t arrow = ArrowAt(cell, 0);
    return arrow != 0 && arrow == cell.size();
  });
}

bool HasWord(std::string_view line, std::string_view word) {
  const std::string lowered = Lower(line);
  for (std::size_t at = lowered.find(word); at != std::string::npos;
       at = lowered.find(word, at + 1)) {
    if (!IdentifierBefore(lowered, at) && !IdentifierAt(lowered, at + word.size())) return true;
  }
  return false;
}

bool IsByName(Certainty certainty) {
  return certainty == Certainty::kAgreeing || certainty == Certainty::kDrifted;
}

// `%\include{ch4/text}`, `# - ch07.md`: an entry that was taken out or is yet to come.
bool IsCommentedOut(const Scan& scan, std::string_view line) {
  static constexpr ByteSet kEntry("\\-\"'{[");
  line = Trim(line);
  for (const std::string_view leader : Split(scan.format.line_comments, ' ')) {
    if (leader.empty() || !line.starts_with(leader)) continue;
    line = Trim(line.substr(leader.size()));
    return !line.empty() && kEntry.Has(line.front());
  }
  return false;
}

// `git switch 02_loops` where git knows a branch or a tag of that name: that keeps its name.
bool IsRevisionOfGit(const Scan& scan, const Found& found) {
  const RevisionNames& known = scan.lexicon.revisions();
  const Span whole = found.reference.whole;
  const std::string_view text = scan.text;
  const std::string_view name = text.substr(whole.offset, whole.length);
  const bool path =
      (whole.end() < text.size() && text[whole.end()] == '/') ||
      (whole.offset > 1 && text[whole.offset - 1] == '/' && text[whole.offset - 2] == '.');
  const bool is_known = std::ranges::find(known.branches, name) != known.branches.end() ||
                        std::ranges::find(known.tags, name) != known.tags.end();
  if (path || !is_known) return false;
  const std::string_view line = LineAt(text, whole.offset);
  const auto begin = static_cast<std::size_t>(line.data() - text.data());
  return HasWord(line.substr(0, whole.offset - begin), "git");
}

// `"topic0" + i`, `paste0("topic0", i)`, `topic0{i}`: the zeros of a number that a program writes.
bool BeginsMadeName(std::string_view text, const Reference& reference) {
  static constexpr ByteSet kEnds("\"'`{$%<");
  const Span number = reference.number;
  const bool glued = number.offset > 0 && IsLetter(text[number.offset - 1]);
  return glued && reference.written.value == 0 && number.end() < text.size() &&
         kEnds.Has(text[number.end()]);
}

}  // namespace

void SettleLines(Scan& scan) {
  const RevisionNames& known = scan.lexicon.revisions();
  const bool has_revisions = !known.branches.empty() || !known.tags.empty();
  for (Found& found : scan.found) {
    Reference& reference = found.reference;
    const bool open = IsByName(reference.certainty) || reference.certainty == Certainty::kLikely;
    if (has_revisions && open && IsRevisionOfGit(scan, found)) {
      reference.certainty = Certainty::kForeign;
    }
    if (reference.certainty == Certainty::kUnresolved && BeginsMadeName(scan.text, reference)) {
      reference.certainty = Certainty::kForeign;
    }
    if (reference.certainty == Certainty::kUnresolved &&
        IsCommentedOut(scan, LineAt(scan.text, reference.whole.offset))) {
      reference.certainty = Certainty::kForeign;
    }
    const bool cell =
        reference.shape == ReferenceShape::kTableRow || reference.shape == ReferenceShape::kTitle;
    if (!cell || !IsByName(reference.certainty)) continue;
    if (HasArrowCell(LineAt(scan.text, reference.whole.offset))) {
      reference.certainty = Certainty::kForeign;
    }
  }
}

}  // namespace references

bool IsDoubtful(std::string_view text, const Reference& reference) {
  if (reference.whole.length == 0 || reference.whole.end() > text.size()) return true;
  const std::string_view line = references::LineAt(text, reference.whole.offset);
  for (const std::string_view word : {"next", "previous", "instead"}) {
    if (references::HasWord(line, word)) return true;
  }
  const char last = text[reference.whole.end() - 1];
  return reference.shape == ReferenceShape::kTitle && last != ')' && last != ']' &&
         !references::PhraseEnds(text, reference.whole.end());
}

}  // namespace prereq
