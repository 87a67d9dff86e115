#include "documents/json_parse.h"

#include <algorithm>
#include <optional>

#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr int kDeepestSaved = 32;  // what we save nests ten levels at most

// The offset at which brackets nest too deep.
std::optional<std::size_t> TooDeepAt(std::string_view text) {
  int depth = 0;
  bool inside_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside_string) {
      if (c == '\\') ++i;
      inside_string = c != '"';
    } else if (c == '"') {
      inside_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepestSaved) return i;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Json> ParseUntrustedJson(const std::string& path, const std::string& text,
                                std::string_view expected) {
  const auto invalid = [&](std::size_t offset, std::string_view found) {
    Error error;
    error.message = fmt::format("expected {}, found {}", expected, found);
    error.where = LineIndex(text).At(path, std::min(offset, text.size()));
    return error;
  };
  if (const auto deep = TooDeepAt(text)) {
    return invalid(*deep, fmt::format("more than {} levels of brackets", kDeepestSaved));
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return invalid(error.byte == 0 ? 0 : error.byte - 1, "something else than JSON here");
  } catch (const Json::exception&) {
    return invalid(0, "a number out of range");
  }
}

}  // namespace prereq
