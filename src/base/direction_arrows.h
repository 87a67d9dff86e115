// Signs that say which way a link of a page leads, back or on: `← Intro`, `Loops →`.
#pragma once

#include <array>
#include <string_view>

namespace prereq {

/// A sign that points back, and the one that points on.
struct DirectionArrows {
  std::string_view back, on;
  bool quotes = false;  // in some languages the two put words in quotation marks
};

inline constexpr std::array<DirectionArrows, 24> kDirectionArrows = {{
    {"←", "→"},
    {"⬅", "➡"},
    {"⟵", "⟶"},
    {"⇐", "⇒"},
    {"🠔", "➜"},
    {"🠐", "➔"},
    {"◀", "▶"},
    {"◁", "▷"},
    {"◄", "►"},
    {"⏴", "⏵"},
    {"⏪", "⏩"},
    {"⏮", "⏭"},
    {"👈", "👉"},
    {"<-", "->"},
    {"<--", "-->"},
    {"<=", "=>"},
    {"<<", ">>"},
    {"&lt;-", "-&gt;"},
    {"&larr;", "&rarr;"},
    {"&lArr;", "&rArr;"},
    {"&laquo;", "&raquo;", true},
    {"&lsaquo;", "&rsaquo;", true},
    {"«", "»", true},
    {"‹", "›", true},
}};

/// Behind such a sign: it is drawn as an emoji.
inline constexpr std::string_view kEmojiSelector = "\xEF\xB8\x8F";

}  // namespace prereq
