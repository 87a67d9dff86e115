#include "references/notebook_lines.h"

#include <algorithm>

#include "documents/json_string.h"

namespace prereq::references {

std::size_t PlainText::Raw(std::size_t offset) const {
  if (pieces.empty()) return 0;
  auto next = std::ranges::upper_bound(pieces, offset, {}, &Piece::plain);
  if (next == pieces.begin()) return pieces.front().raw;
  const Piece& piece = *(next - 1);
  return piece.escape ? piece.raw : piece.raw + (offset - piece.plain);
}

std::size_t PlainText::RawEnd(std::size_t end) const {
  if (end == 0 || pieces.empty()) return Raw(end);
  auto next = std::ranges::upper_bound(pieces, end - 1, {}, &Piece::plain);
  if (next == pieces.begin()) return pieces.front().raw;
  const Piece& piece = *(next - 1);
  if (!piece.escape) return piece.raw + (end - piece.plain);
  return next == pieces.end() ? piece.raw : next->raw;  // an escape is always followed by a piece
}

std::optional<PlainText> UnescapeStrings(std::string_view json) {
  PlainText plain;
  plain.text.reserve(json.size());
  std::size_t at = json.find('"');
  while (at != std::string_view::npos) {
    ++at;
    for (;;) {
      std::size_t stop = at;
      while (stop < json.size() && json[stop] != '"' && json[stop] != '\\') ++stop;
      if (stop == json.size()) return std::nullopt;
      if (stop > at) {
        plain.pieces.push_back({plain.text.size(), at, false});
        plain.text += json.substr(at, stop - at);
      }
      at = stop;
      if (json[at] == '"') break;
      plain.pieces.push_back({plain.text.size(), at, true});
      const std::size_t length = AppendJsonEscape(plain.text, json, at);
      if (length == 0) return std::nullopt;
      at += length;
    }
    plain.pieces.push_back({plain.text.size(), at, true});  // the closing quote
    if (plain.text.empty() || plain.text.back() != '\n') plain.text += '\n';
    at = json.find('"', at + 1);
  }
  return plain;
}

}  // namespace prereq::references
