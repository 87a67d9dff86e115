#include "base/text.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/format.h"

namespace prereq {
namespace {

// A character of `length` bytes that would make a name read as another one, or as two lines: C1
// control, zero-width mark, bidirectional mark or override, separator of lines.
bool IsDeceptive(std::string_view text, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (length == 2)
    return (byte(0) == 0xC2 && byte(1) < 0xA0) || (byte(0) == 0xD8 && byte(1) == 0x9C);
  if (length != 3) return false;
  const unsigned code = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  return code == 0x180E || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned code = 0;
  if (lead >= 0xC2 && lead < 0xE0) {
    length = 2, code = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3, code = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    length = 4, code = lead & 0x07U;
  } else {
    return 0;
  }
  if (text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  if (length == 3 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) return 0;
  if (length == 4 && (code < 0x10000 || code > 0x10FFFF)) return 0;
  return length;
}

void AppendUtf8(std::string& text, char32_t code) {
  if ((code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) code = 0xFFFD;
  const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U)), tail(0);
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U)), tail(6), tail(0);
  } else {
    put(0xF0U | (code >> 18U)), tail(12), tail(6), tail(0);
  }
}

LineIndex::LineIndex(std::string_view text) : starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

Location LineIndex::At(const std::string& path, std::size_t offset) const {
  const auto line = std::upper_bound(starts_.begin(), starts_.end(), offset) - 1;
  return {path, static_cast<int>(line - starts_.begin()) + 1, static_cast<int>(offset - *line) + 1};
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines = Split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

std::string Lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    c = LowerChar(c);
  }
  return lowered;
}

std::string EscapeInvalidUtf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    if (length == 0) {
      valid += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
    } else {
      valid += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return valid;
}

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t length = Utf8Length(text);
    if (c == '\n') {
      shown += "\\n";
    } else if (length == 0 || IsDeceptive(text, length) || static_cast<unsigned char>(c) < 0x20 ||
               c == 0x7F) {
      shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      shown += text.substr(0, length);
      text.remove_prefix(length);
      continue;
    }
    text.remove_prefix(1);
  }
  return shown;
}

namespace {

// As the format of printf(1), inside of single quotes.
std::string PrintfFormat(std::string_view text) {
  std::string format;
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t length = std::max<std::size_t>(Utf8Length(text), 1);
    const std::string_view whole = text.substr(0, length);
    if (c == '\\') {
      format += "\\\\";
    } else if (c == '-' && format.empty()) {
      format += "\\055";  // no option
    } else if (c == '%') {
      format += "%%";
    } else if (c == '\'') {
      format += "\\047";
    } else if (Printable(whole) == whole) {
      format += whole;
    } else {
      for (const char byte : whole)
        format += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
    }
    text.remove_prefix(length);
  }
  return format;
}

}  // namespace

std::string ShellQuote(std::string_view text, std::string_view final_newline) {
  if (Printable(text) != text) {
    const std::size_t end = text.find_last_not_of('\n') + 1;  // 0: nothing else
    std::string quoted;
    if (end > 0) {
      const std::string_view body = text.substr(0, end);
      quoted = Printable(body) == body ? ShellQuote(body)
                                       : fmt::format("\"$(printf '{}')\"", PrintfFormat(body));
    }
    for (std::size_t i = end; i < text.size(); ++i) quoted += final_newline;
    return quoted;
  }
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+,:@%";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string Show(const Location& where) {
  if (where.line == 0) return Printable(where.path);
  return fmt::format("{}:{}:{}", Printable(where.path), where.line, where.column);
}

}  // namespace prereq
