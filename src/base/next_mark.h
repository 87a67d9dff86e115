// Where a mark stands next, asked from many places of one text without looking through it anew.
#pragma once

#include <cstddef>
#include <string_view>

namespace prereq {

/// Answers text.find(mark, from). For rising `from` the text is looked through once in all. Keeps
/// views of both texts.
class NextMark {
 public:
  NextMark(std::string_view text, std::string_view mark) : text_(text), mark_(mark) {}

  std::size_t From(std::size_t from) {
    if (!is_known_ || from < from_ || from > at_) {
      from_ = from;
      at_ = text_.find(mark_, from);
      is_known_ = true;
    }
    return at_;
  }

 private:
  std::string_view text_, mark_;
  std::size_t from_ = 0, at_ = 0;
  bool is_known_ = false;
};

}  // namespace prereq
