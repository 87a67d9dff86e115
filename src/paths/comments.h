// Where the comments of code end that have a mark at their end: what the table of file kinds
// (base/file_kinds.h) says of each kind, more forms of some, and whether they hold one another.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/file_kinds.h"

namespace prereq {

/// Reads one text from its begin to its end. Linear for calls with rising places.
class CommentBlocks {
 public:
  explicit CommentBlocks(const FileFormat& format);

  /// Behind the comment that begins at `at`: `/* … */`, `{{!-- … --}}`, `#_(…)` of Clojure; `at`
  /// itself where none does. One that never ends goes to the end of the text.
  [[nodiscard]] std::size_t PastComment(std::string_view text, std::size_t at);

  /// Whether files of this kind have such comments at all.
  [[nodiscard]] bool Any() const { return !blocks_.empty(); }

 private:
  struct Block {
    std::string_view open, close;
    bool nests = false;
    char unless_next = '\0';    // behind `open`: no comment
    char unless_before = '\0';  // before it: likewise
  };
  [[nodiscard]] std::size_t PastBlock(std::string_view text, std::size_t at, const Block& block);

  const FileFormat& format_;
  std::vector<Block> blocks_;
  bool may_nest_ = true;  // until one does not end that way
};

}  // namespace prereq
