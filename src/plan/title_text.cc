#include "plan/title_text.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/text.h"
#include "documents/json.h"

namespace prereq {
namespace {

constexpr std::string_view kLineSeparators[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};

bool IsBare(char c) { return IsDigit(c) || IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

// Whether it holds nothing but letters, digits and these marks.
bool HoldsOnly(std::string_view title, std::string_view marks) {
  return std::ranges::all_of(
      title, [&](char c) { return IsBare(c) || marks.find(c) != std::string_view::npos; });
}

// What YAML takes for something else than text.
bool IsYamlWord(std::string_view text) {
  constexpr std::array kWords{"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  const std::string lower = Lower(text);
  return std::ranges::find(kWords, lower) != kWords.end();
}

// The quote that is open at the end of `before`; '\0' when none is. An apostrophe within a word
// opens nothing.
char OpenQuote(std::string_view before) {
  char open = '\0';
  for (std::size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    if (open != '\0') {
      if (c == '\\' && open == '"') {
        ++i;
      } else if (c == open) {
        open = '\0';
      }
    } else if (c == '"' || c == '`' || (c == '\'' && (i == 0 || !IsBare(before[i - 1])))) {
      open = c;
    }
  }
  return open;
}

std::string Doubled(std::string_view title, char quote) {
  std::string text;
  for (const char c : title) text.append(c == quote ? 2 : 1, c);
  return text;
}

std::string BackslashedQuote(std::string_view title, char quote) {
  std::string text;
  for (const char c : title) {
    if (c == '\\' || c == quote) text += '\\';
    text += c;
  }
  return text;
}

std::string WithoutQuotes(const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); }

std::optional<std::string> InYaml(const TitlePlace& place, std::string_view title) {
  switch (OpenQuote(place.before)) {
    case '"':
      return WithoutQuotes(QuotedTitle(title));
    case '\'':
      return Doubled(title, '\'');
    case '`':
      return std::nullopt;
    default:
      break;
  }
  if (IsPlainInYaml(title)) return std::string(title);
  // Quotes have to hold the whole value or key.
  const std::string_view before = Trim(place.before);
  const bool begins = before.empty() || (place.before.ends_with(' ') &&
                                         (before.ends_with('-') || before.ends_with(':')));
  const bool ends = Trim(place.after).empty() || place.after.starts_with(":");
  if (begins && ends) return QuotedTitle(title);
  return std::nullopt;
}

std::optional<std::string> InQuotes(const TitlePlace& place, std::string_view title,
                                    bool knows_single) {
  switch (OpenQuote(place.before)) {
    case '"':
      return WithoutQuotes(QuotedTitle(title));
    case '\'':
      if (knows_single) return BackslashedQuote(title, '\'');
      break;
    default:
      break;
  }
  return std::nullopt;
}

std::string InHtml(std::string_view title) {
  std::string text;
  for (const char c : title) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':
        text += "&gt;";
        break;
      case '"':
        text += "&quot;";
        break;
      case '\'':
        text += "&#39;";
        break;
      default:
        text += c;
    }
  }
  return text;
}

// Whether a backslash is needed before title[i], outside of backticks.
bool IsMarkup(std::string_view title, std::size_t i, const MarkdownPlace& place) {
  const char c = title[i];
  const char next = i + 1 < title.size() ? title[i + 1] : '\0';
  switch (c) {
    case '*':
      return true;
    case '_':
      return i == 0 || next == '\0' || !IsBare(title[i - 1]) || !IsBare(next);
    case '<':
      return IsLetter(next) || next == '/' || next == '!' || next == '?' || place.in_mdx;
    case '[':
    case ']':
      return place.in_link || title.find(c == '[' ? ']' : '[') != std::string_view::npos;
    case '{':
    case '}':
      return place.in_mdx;
    case '|':
      return place.in_table;
    case '&':
      return IsLetter(next) || next == '#';
    case '\\':
      return !IsBare(next) && next != ' ';  // at the end, what follows is not known
    case '~':
      return next == '~' || (i > 0 && title[i - 1] == '~');
    case '$':
      return std::ranges::count(title, '$') > 1;
    case '#':
      return i + 1 == title.size();  // closing marks of a heading are not part of it
    default:
      return false;
  }
}

}  // namespace

Status CheckTitle(std::string_view title) {
  const auto refuse = [](std::string message) {
    return Error{Error::Code::kInvalid, std::move(message), {}, {}};
  };
  if (Trim(title).empty()) return refuse("expected a title that is not blank");
  for (std::size_t i = 0; i < title.size();) {
    const std::size_t length = Utf8Length(title.substr(i));
    if (length == 0) return refuse("expected a title in UTF-8");
    const auto byte = static_cast<unsigned char>(title[i]);
    const bool separates = std::ranges::any_of(
        kLineSeparators, [&](std::string_view end) { return title.substr(i).starts_with(end); });
    if (byte < 0x20 || byte == 0x7f || separates) {
      return refuse("expected a title of one line without control characters");
    }
    i += length;
  }
  return Done{};
}

std::string MarkdownTitle(std::string_view title, const MarkdownPlace& place) {
  std::string text;
  for (std::size_t i = 0; i < title.size(); ++i) {
    if (title[i] == '`') {
      const std::size_t end = title.find('`', i + 1);
      if (end == std::string_view::npos) {
        text += "\\`";
        continue;
      }
      for (; i <= end; ++i) {
        if (place.in_table && title[i] == '|') text += '\\';
        text += title[i];
      }
      --i;
      continue;
    }
    if (IsMarkup(title, i, place)) text += '\\';
    text += title[i];
  }
  return text;
}

std::string QuotedTitle(std::string_view title) {
  return Json(std::string(title)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool IsInQuotes(std::string_view before) { return OpenQuote(before) != '\0'; }

bool IsPlainInYaml(std::string_view title) {
  if (title.empty() || title.back() == ' ' || IsYamlWord(title)) return false;
  if (!IsLetter(title.front()) && static_cast<unsigned char>(title.front()) < 0x80) return false;
  return std::ranges::all_of(title, [](char c) {
    return IsBare(c) || std::string_view(" -_().+/'").find(c) != std::string_view::npos;
  });
}

std::string YamlTitle(std::string_view title) {
  return IsPlainInYaml(title) ? std::string(title) : QuotedTitle(title);
}

std::optional<std::string> TitleAt(const TitlePlace& place, std::string_view title) {
  const FileFormat& format = FormatOf(place.path);
  const std::string_view behind = Trim(place.after);
  if (format.Is("markdown")) {
    const std::size_t open = place.before.rfind('[');
    const bool in_link =
        open != std::string::npos && place.before.find(']', open) == std::string::npos;
    if (OpenQuote(place.before) == '`' && behind.find('`') != std::string_view::npos) {
      return std::nullopt;
    }
    return MarkdownTitle(title, {place.in_table, in_link, place.path.ends_with(".mdx")});
  }
  if (format.Is("yaml")) return InYaml(place, title);
  if (format.Is("json") || format.Is("toml")) return InQuotes(place, title, false);
  const bool known_code = format.Is("jsonc") || format.Is("python") || format.Is("javascript") ||
                          format.Is("typescript");
  if (known_code) return InQuotes(place, title, true);
  if (format.Is("html")) return InHtml(title);
  // What no other format takes for more than text; where prose is marked up, a sentence's marks
  // too.
  const bool is_prose = format.Is("restructuredtext") || format.Is("asciidoc");
  if (HoldsOnly(title, is_prose ? " -().+,:;?!'\"&/%" : " -().+")) return std::string(title);
  return std::nullopt;
}

}  // namespace prereq
