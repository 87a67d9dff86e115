#include "plan/resort_bytes.h"

#include <algorithm>
#include <span>

#include "base/format.h"

namespace prereq {

Span WholeOf(const OrderedBlock& block) {
  const std::size_t begin = block.entries.front().body.offset;
  return {begin, block.entries.back().tail.end() - begin};
}

std::string LinesOf(const OrderedBlock& block) {
  const int first = block.entries.front().line, last = block.entries.back().last_line;
  return first == last ? fmt::format("line {}", first) : fmt::format("lines {}-{}", first, last);
}

std::vector<const Resort*> ResortsMade(const Plan& plan, const EditSet& edits) {
  std::vector<const Resort*> made;
  for (const Resort& resort : plan.resorts) {
    const Span whole = WholeOf(resort.block);
    const auto file =
        std::ranges::lower_bound(edits.files, resort.block.where.path, {}, &FileEdit::path);
    if (file == edits.files.end() || file->path != resort.block.where.path) continue;
    if (std::ranges::any_of(file->spans, [&](const SpanEdit& edit) {
          return edit.cause == EditCause::kBlock && whole.offset <= edit.span.offset &&
                 edit.span.end() <= whole.end();
        })) {
      made.push_back(&resort);
    }
  }
  return made;
}

std::span<const SpanEdit> EditsIn(Span piece, const std::vector<SpanEdit>& spans) {
  const auto offset = [](const SpanEdit& edit) { return edit.span.offset; };
  const auto first = std::ranges::lower_bound(spans, piece.offset, {}, offset);
  const auto last = std::ranges::lower_bound(first, spans.end(), piece.end(), {}, offset);
  return {first, last};
}

std::string Edited(std::string_view bytes, Span piece, const std::vector<SpanEdit>& spans) {
  std::string text;
  std::size_t at = piece.offset;
  for (const SpanEdit& edit : EditsIn(piece, spans)) {
    text.append(bytes.substr(at, edit.span.offset - at)).append(edit.new_text);
    at = edit.span.end();
  }
  return text.append(bytes.substr(at, piece.end() - at));
}

bool IsApart(Span piece, const std::vector<SpanEdit>& spans) {
  const std::span<const SpanEdit> inside = EditsIn(piece, spans);
  if (!inside.empty() && inside.back().span.end() > piece.end()) return false;
  const auto offset = [](const SpanEdit& edit) { return edit.span.offset; };
  const auto first = std::ranges::lower_bound(spans, piece.offset, {}, offset);
  return first == spans.begin() || (first - 1)->span.end() <= piece.offset;
}

bool AddResort(std::string_view bytes, const Resort& resort, std::vector<SpanEdit>& spans) {
  const std::vector<BlockEntry>& entries = resort.block.entries;
  std::vector<Span> pieces;  // of entries that move, by offset
  for (std::size_t place = 0; place < entries.size(); ++place) {
    const BlockEntry& here = entries[place];
    if (resort.order[place] == place) continue;
    for (const Span piece : {here.body, here.tail}) {
      if (piece.end() > bytes.size() || !IsApart(piece, spans)) return false;
      pieces.push_back(piece);
    }
  }
  std::vector<SpanEdit> result;
  for (std::size_t place = 0; place < entries.size(); ++place) {
    if (resort.order[place] == place) continue;
    const BlockEntry& here = entries[place];
    const BlockEntry& comes = entries[resort.order[place]];
    for (const auto& [old_piece, new_piece] :
         {std::pair(here.body, comes.body), std::pair(here.tail, comes.tail)}) {
      std::string text = Edited(bytes, new_piece, spans);
      if (bytes.substr(old_piece.offset, old_piece.length) == text) continue;
      SpanEdit edit{old_piece, std::move(text), EditCause::kBlock};
      edit.source = new_piece;
      result.push_back(std::move(edit));
    }
  }
  for (SpanEdit& edit : spans) {
    const auto piece = std::ranges::upper_bound(pieces, edit.span.offset, {}, &Span::offset);
    const bool is_taken = piece != pieces.begin() && edit.span.end() <= (piece - 1)->end();
    if (!is_taken) result.push_back(std::move(edit));
  }
  std::ranges::sort(result, {}, &SpanEdit::span);
  spans.clear();
  for (SpanEdit& edit : result) {  // a comment that comes to an empty place, right before an edit
    if (!spans.empty() && spans.back().span == Span{edit.span.offset, 0}) {
      edit.new_text.insert(0, spans.back().new_text);
      spans.pop_back();
    }
    spans.push_back(std::move(edit));
  }
  return true;
}

}  // namespace prereq
