#include "metadata/navigation_lines.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/direction_arrows.h"
#include "base/fold.h"
#include "base/text.h"
#include "metadata/prose_words.h"

namespace prereq {
namespace {

// A stretch of what a reader sees, of one link or between links.
struct Piece {
  std::string text;
  bool is_link = false;
};
using Part = std::vector<Piece>;  // of a line: what stands between two bars

// A line as its reader sees it.
class Seen {
 public:
  explicit Seen(std::string_view line) : line_(line) {
    while (at_ < line_.size()) Step();
    EndPiece(false);
  }
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

 private:
  void Step() {
    const std::string_view rest = line_.substr(at_);
    for (const std::string_view bar : {"|", "·", "•"}) {
      if (depth_ > 0 || !rest.starts_with(bar)) continue;
      EndPiece(false);
      parts_.emplace_back();
      at_ += bar.size();
      return;
    }
    if (rest.starts_with("<!--")) {  // seen by no reader
      const std::size_t end = line_.find("-->", at_);
      at_ = end == std::string_view::npos ? line_.size() : end + 3;
    } else if (rest.starts_with("](")) {  // the target of a link or picture
      const std::size_t close = line_.find(')', at_);
      at_ = close == std::string_view::npos ? line_.size() : close + 1;
      if (depth_ > 0 && --depth_ == 0) EndPiece(true);
    } else if (rest.front() == '[') {
      if (depth_++ == 0) EndPiece(false);
      ++at_;
    } else if (rest.front() == '<' && rest.size() > 1 && (IsLetter(rest[1]) || rest[1] == '/')) {
      const bool ends = rest.starts_with("</a>");
      const bool begins = rest.starts_with("<a ");
      if (ends || begins) EndPiece(ends);
      const std::size_t close = line_.find('>', at_);
      at_ = close == std::string_view::npos ? line_.size() : close + 1;
    } else {
      if (rest.front() != '!' || !rest.starts_with("![")) text_ += rest.front();
      ++at_;
    }
  }

  void EndPiece(bool is_link) {
    if (!text_.empty()) parts_.back().push_back({std::move(text_), is_link});
    text_.clear();
  }

  std::string_view line_;
  std::size_t at_ = 0;
  int depth_ = 0;  // of open brackets
  std::string text_;
  std::vector<Part> parts_ = {{}};
};

std::string_view WithoutMarks(std::string_view text) {
  constexpr std::string_view kMarks = " \t\r*_`";
  text.remove_prefix(std::min(text.find_first_not_of(kMarks), text.size()));
  if (text.ends_with(kEmojiSelector)) text.remove_suffix(kEmojiSelector.size());
  return text.substr(0, text.find_last_not_of(kMarks) + 1);
}

bool HoldsWordsIn(std::string_view text) { return !FoldModuleName(text).empty(); }

bool PointsBack(const Part& part) {
  if (part.empty()) return false;
  const std::string_view first = WithoutMarks(part.front().text);
  return std::ranges::any_of(kDirectionArrows, [&](const DirectionArrows& arrows) {
    return first.starts_with(arrows.back) &&
           (!arrows.quotes || first.find(arrows.on) == std::string_view::npos);
  });
}

bool PointsOn(const Part& part) {
  if (std::ranges::none_of(part, &Piece::is_link)) return false;
  const std::string_view last = WithoutMarks(part.back().text);
  return std::ranges::any_of(kDirectionArrows, [&](const DirectionArrows& arrows) {
    return last.ends_with(arrows.on) &&
           (!arrows.quotes || last.find(arrows.back) == std::string_view::npos);
  });
}

// "Next: Lists", `**Next** [Lists](…)`: the part begins with a head of what comes after.
bool BeginsWithNext(const Part& part) {
  if (part.empty()) return false;
  const std::string_view first = part.front().text;
  return IsNextHead(first.substr(0, std::min(first.find(':'), first.size())));
}

bool HasLinkBack(const Part& part) {
  return std::ranges::any_of(
      part, [](const Piece& piece) { return piece.is_link && IsPreviousHead(piece.text); });
}

// Several links with bars between them, and no words beside them.
bool IsLinksAlone(const std::vector<Part>& parts) {
  std::size_t links = 0;
  for (const Part& part : parts) {
    for (const Piece& piece : part) {
      if (piece.is_link) ++links;
      if (!piece.is_link && HoldsWordsIn(piece.text)) return false;
    }
  }
  return links > 1 && parts.size() > 1;
}

}  // namespace

bool IsNavigation(std::string_view line, bool is_last) {
  line = Trim(line);
  const bool is_item = line.starts_with("- ") || line.starts_with("* ");
  if (is_item || line.starts_with("> ")) line.remove_prefix(2);
  const Seen seen(line);
  const auto leads = [&](const Part& part) {
    if (BeginsWithNext(part) || HasLinkBack(part)) return true;
    // An item of a list may be a prerequisite with an arrow for ornament.
    return !(is_item && seen.parts().size() == 1) && (PointsBack(part) || PointsOn(part));
  };
  return std::ranges::any_of(seen.parts(), leads) || (is_last && IsLinksAlone(seen.parts()));
}

}  // namespace prereq
