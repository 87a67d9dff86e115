#include "passages/link_arrows.h"

#include <array>

#include "base/direction_arrows.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr std::string_view kOrnament = " \t*_`";

std::string_view WithoutOrnament(std::string_view text) {
  while (true) {
    if (text.starts_with(kEmojiSelector)) {
      text.remove_prefix(kEmojiSelector.size());
    } else if (text.ends_with(kEmojiSelector)) {
      text.remove_suffix(kEmojiSelector.size());
    } else if (!text.empty() && kOrnament.find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (!text.empty() && kOrnament.find(text.back()) != std::string_view::npos) {
      text.remove_suffix(1);
    } else {
      return text;
    }
  }
}

// An arrow at the begin of a text, or at its end.
struct Arrow {
  bool onward = false;
  std::size_t length = 0;
};

std::optional<Arrow> ArrowAtEdge(std::string_view text, bool end) {
  std::optional<Arrow> found;
  const auto look = [&](std::string_view arrow, bool onward) {
    const bool is_there = end ? text.ends_with(arrow) : text.starts_with(arrow);
    if (is_there && (!found || arrow.size() > found->length)) found = Arrow{onward, arrow.size()};
  };
  for (const DirectionArrows& arrows : kDirectionArrows) {
    look(arrows.on, true);
    look(arrows.back, false);
  }
  return found;
}

// What ends a cell or an item of a bar of links.
bool IsEdge(std::string_view rest) {
  constexpr std::array<std::string_view, 5> kEdges = {"|", "·", "•", "</", "<br"};
  if (rest.empty()) return true;
  for (const std::string_view edge : kEdges) {
    if (rest.starts_with(edge)) return true;
  }
  return false;
}

std::optional<bool> ArrowInText(std::string_view text) {
  text = WithoutOrnament(text);
  const auto first = ArrowAtEdge(text, false), last = ArrowAtEdge(text, true);
  if (first && last && first->onward != last->onward) return std::nullopt;
  if (first) return first->onward;
  return last ? std::optional(last->onward) : std::nullopt;
}

// Whether the last link of `before` has an arrow back of its own.
bool LinkBeforeLeadsBack(std::string_view before) {
  const std::size_t middle = before.rfind("](");
  const std::size_t open =
      middle == std::string_view::npos ? middle : before.substr(0, middle).rfind('[');
  if (open == std::string_view::npos) return false;
  if (const auto inside = ArrowInText(before.substr(open + 1, middle - open - 1))) return !*inside;
  const auto outside = ArrowAtEdge(WithoutOrnament(before.substr(0, open)), true);
  return outside && !outside->onward;
}

}  // namespace

std::optional<bool> ArrowOfLink(std::string_view line, Span link) {
  const std::string_view whole = line.substr(link.offset, link.length);
  const std::size_t middle = whole.find("](");
  if (middle == std::string_view::npos || middle == 0) return std::nullopt;
  if (const auto inside = ArrowInText(whole.substr(1, middle - 1))) return inside;
  const std::string_view before = WithoutOrnament(line.substr(0, link.offset));
  if (const auto arrow = ArrowAtEdge(before, true)) {
    const std::string_view rest = WithoutOrnament(before.substr(0, before.size() - arrow->length));
    const bool between = rest.ends_with(')');
    if (!between || (arrow->onward && LinkBeforeLeadsBack(rest))) return arrow->onward;
  }
  const std::string_view behind = WithoutOrnament(line.substr(link.end()));
  const auto arrow = ArrowAtEdge(behind, false);
  if (!arrow || !IsEdge(WithoutOrnament(behind.substr(arrow->length)))) return std::nullopt;
  return arrow->onward;
}

}  // namespace prereq
