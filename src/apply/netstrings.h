// Fields that may hold any byte, as the journal and what lies beside it write them: netstrings,
// LENGTH:BYTES, each with a line feed behind it.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "base/format.h"
#include "prereq/file_system.h"

namespace prereq {

/// Appends one field.
void PutField(std::string& out, std::string_view field);

template <class T>
void PutNumber(std::string& out, T number) {
  PutField(out, fmt::format("{}", number));
}

/// Takes fields off the front; `ok` turns false for good at the first that is malformed, and what
/// is read from then on is empty or 0.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::string_view Text();

  template <class T>
  T Number() {
    const std::string_view field = Text();
    T number = 0;
    const auto [at, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (error != std::errc() || at != field.data() + field.size()) Fail();
    return number;
  }

  /// A count of things that take at least `least` bytes each: a lying count ends here.
  std::size_t Count(std::size_t least);
  /// A path inside the tree.
  std::string Path(bool may_be_empty);
  FileKind Kind();
  /// A SHA-256 in lower-case hex.
  std::string Digest();

  [[nodiscard]] bool AtEnd() const { return rest_.empty(); }
  std::string_view Fail();

  bool ok = true;

 private:
  std::string_view rest_;
};

}  // namespace prereq
