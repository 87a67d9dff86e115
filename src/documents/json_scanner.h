// JSON read in place, so that every string keeps the way back to the bytes of the file.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace prereq {

/// A cursor over a JSON text, which must outlive it. Each function that reads returns false at the
/// first thing that is not JSON, or is nested deeper than 200 levels; `expected` then says what was
/// missing at the offset `at`. Linear.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text);  // a byte order mark is passed over

  std::size_t at = 0;
  std::string expected;

  /// The next byte that is not white space, which is not taken; 0 at the end.
  char Peek();
  /// Notes what was missing, and returns false.
  bool Fail(std::string what);
  bool Take(char c);

  /// Reads an object; `on_key` reads the value of each member, in the order they stand.
  using OnKey = std::function<bool(const std::string& key)>;
  bool Object(const OnKey& on_key);
  /// Reads a list; `on_item` reads each item.
  bool Array(const std::function<bool()>& on_item);
  /// Reads a string. Hands over its decoded text piece by piece, each with the offset and the
  /// number of the bytes that stand for it: an escape sequence is a piece of its own. Half of a
  /// surrogate pair becomes U+FFFD.
  using OnPiece = std::function<void(std::string_view, std::size_t, std::size_t)>;
  bool String(const OnPiece& on_piece);
  /// Reads a value of any kind and forgets it.
  bool Skip();

 private:
  bool Listed(char open, char close, const std::function<bool()>& item);
  bool Word();

  std::string_view text_;
  int depth_ = 0;
};

}  // namespace prereq
