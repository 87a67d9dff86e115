#include "documents/json_scanner.h"

#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "documents/json_string.h"

namespace prereq {
namespace {

constexpr int kDeepest = 200;

}  // namespace

JsonScanner::JsonScanner(std::string_view text) : text_(text) {
  if (text.starts_with("\xef\xbb\xbf")) at = 3;
}

char JsonScanner::Peek() {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (at < text_.size() && is_blank(text_[at])) ++at;
  return at < text_.size() ? text_[at] : '\0';
}

bool JsonScanner::Fail(std::string what) {
  expected = std::move(what);
  return false;
}

bool JsonScanner::Take(char c) {
  if (Peek() != c || at >= text_.size()) return Fail(fmt::format("`{}`", c));
  ++at;
  return true;
}

bool JsonScanner::Object(const OnKey& on_key) {
  return Listed('{', '}', [&] {
    std::string key;
    if (Peek() != '"') return Fail("a key in quotes");
    return String([&key](std::string_view piece, auto, auto) { key += piece; }) && Take(':') &&
           on_key(key);
  });
}

bool JsonScanner::Array(const std::function<bool()>& on_item) { return Listed('[', ']', on_item); }

bool JsonScanner::String(const OnPiece& on_piece) {
  if (!Take('"')) return false;
  while (at < text_.size() && text_[at] != '"') {
    const std::size_t start = at;
    if (text_[at] == '\\') {
      std::string decoded;
      const std::size_t length = AppendJsonEscape(decoded, text_, at);
      if (length == 0) {
        ++at;
        return Fail("an escape sequence");
      }
      at += length;
      on_piece(decoded, start, length);
    } else {
      while (at < text_.size() && text_[at] != '"' && text_[at] != '\\') ++at;
      on_piece(text_.substr(start, at - start), start, at - start);
    }
  }
  if (at >= text_.size()) return Fail("the end of a string");
  ++at;
  return true;
}

bool JsonScanner::Skip() {
  switch (Peek()) {
    case '{':
      return Object([this](const std::string&) { return Skip(); });
    case '[':
      return Array([this] { return Skip(); });
    case '"':
      return String([](auto, auto, auto) {});
    default:
      return Word();
  }
}

bool JsonScanner::Listed(char open, char close, const std::function<bool()>& item) {
  if (!Take(open)) return false;
  if (++depth_ > kDeepest) return Fail(fmt::format("at most {} levels", kDeepest));
  if (Peek() != close) {
    do {
      if (!item()) return false;
    } while (Peek() == ',' && ++at > 0);
  }
  --depth_;
  return Take(close);
}

bool JsonScanner::Word() {
  const std::size_t start = at;
  while (at < text_.size() &&
         (std::string_view("+-.").find(text_[at]) != text_.npos || IsAlphanumeric(text_[at]))) {
    ++at;
  }
  return at > start || Fail("a JSON value");
}

}  // namespace prereq
