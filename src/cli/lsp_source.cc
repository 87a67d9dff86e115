#include "cli/lsp_source.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/ascii.h"
#include "base/percent.h"
#include "base/text.h"
#include "files/json_text.h"
#include "report/markdown_text.h"

namespace prereq {
namespace {

std::vector<std::size_t> FirstBytesOfLines(const std::string& text) {
  std::vector<std::size_t> lines{0};
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    lines.push_back(at + 1);
  }
  return lines;
}

constexpr std::string_view kScheme = "file://";

bool IsOfName(char byte) { return IsWordByte(byte) || byte == '_' || byte == '-'; }

}  // namespace

std::string UriOf(const std::string& path) { return std::string(kScheme) + PathUri(path); }

std::string PathOf(const std::string& uri) {
  if (!uri.starts_with(kScheme)) return {};
  return DecodePercent(std::string_view(uri).substr(kScheme.size()));
}

SourceFile::SourceFile(std::string text)
    : text_(std::move(text)), lines_(FirstBytesOfLines(text_)) {}

Json SourceFile::At(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(lines_, offset);
  const std::size_t begin = *std::prev(after);
  const std::size_t end = std::min(std::max(offset, begin), text_.size());
  return Json{{"line", std::prev(after) - lines_.begin()},
              {"character", Utf16Length(std::string_view(text_).substr(begin, end - begin))}};
}

std::optional<std::size_t> SourceFile::OffsetOf(const Location& where) const {
  const auto line = static_cast<std::size_t>(where.line) - 1;
  if (where.line <= 0 || line >= lines_.size()) return std::nullopt;
  return std::min(text_.size(),
                  lines_[line] + static_cast<std::size_t>(std::max(where.column, 1) - 1));
}

std::optional<std::size_t> SourceFile::OffsetAt(int line, int character) const {
  if (line < 0 || static_cast<std::size_t>(line) >= lines_.size()) return std::nullopt;
  std::size_t at = lines_[static_cast<std::size_t>(line)];
  for (int units = 0; units < character && at < text_.size() && text_[at] != '\n';) {
    const std::size_t length =
        std::max<std::size_t>(1, Utf8Length({text_.data() + at, text_.size() - at}));
    units += length == 4 ? 2 : 1;
    at += length;
  }
  return at;
}

std::size_t SourceFile::WordEnd(std::size_t offset) const {
  const std::size_t end = std::min(text_.find_first_of(" \t\r\n)]}\"'`|,", offset), text_.size());
  return std::max(end, std::min(offset + 1, text_.size()));
}

int SourceFile::LineOf(std::size_t offset) const {
  return static_cast<int>(std::ranges::upper_bound(lines_, offset) - lines_.begin());
}

std::string SourceFile::WordAt(std::size_t offset) const {
  std::size_t begin = std::min(offset, text_.size());
  std::size_t end = begin;
  while (begin > 0 && IsOfName(text_[begin - 1])) --begin;
  while (end < text_.size() && IsOfName(text_[end])) ++end;
  return text_.substr(begin, end - begin);
}

}  // namespace prereq
