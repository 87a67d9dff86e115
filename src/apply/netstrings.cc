#include "apply/netstrings.h"

#include "base/digest.h"
#include "base/path.h"

namespace prereq {

void PutField(std::string& out, std::string_view field) {
  out += fmt::format("{}:", field.size());
  out += field;
  out += '\n';
}

std::string_view FieldReader::Text() {
  std::size_t length = 0;
  const char* end = rest_.data() + rest_.size();
  const auto [at, error] = std::from_chars(rest_.data(), end, length);
  // The number must be as PutField writes it: no leading zeros, and all of it inside the text.
  const auto digits = static_cast<std::size_t>(at - rest_.data());
  if (!ok || error != std::errc() || (digits > 1 && rest_[0] == '0') || at == end || *at != ':') {
    return Fail();
  }
  const std::size_t start = digits + 1;
  if (length >= rest_.size() - start || rest_[start + length] != '\n') return Fail();
  const std::string_view field = rest_.substr(start, length);
  rest_.remove_prefix(start + length + 1);
  return field;
}

std::size_t FieldReader::Count(std::size_t least) {
  const auto count = Number<std::size_t>();
  if (count > rest_.size() / least) Fail();
  return ok ? count : 0;
}

std::string FieldReader::Path(bool may_be_empty) {
  const std::string_view field = Text();
  if (!(field.empty() && may_be_empty) && !IsTreePath(field)) Fail();
  return std::string(field);
}

FileKind FieldReader::Kind() {
  const auto number = Number<unsigned>();
  if (number > static_cast<unsigned>(FileKind::kSymlink)) Fail();
  return ok ? static_cast<FileKind>(number) : FileKind::kOther;
}

std::string FieldReader::Digest() {
  const std::string_view field = Text();
  if (!IsSha256(field)) Fail();
  return std::string(field);
}

std::string_view FieldReader::Fail() {
  ok = false;
  rest_ = {};
  return {};
}

}  // namespace prereq
