// Numbers of chapters in the texts of a book whose series has no label.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/file_kinds.h"
#include "prereq/facts.h"

namespace prereq {

/// `chapter 6`, `Kapitel 6`, `第6章`, `Chap. 6`, "chapters 4, 5 and 6" of one text; asked number by
/// number, in order. Says nothing where the series has a label, and in the text of a licence.
class ChapterNumbers {
 public:
  ChapterNumbers(std::string_view path, std::string_view text, const Facts& facts);

  /// The chapter as it is written: `words` with the number in `digits`, or a list from its first
  /// word on. nullopt for what is none and for those of other books. `around` are the words before
  /// and behind the number, in lower case, `own` is the path of its module.
  std::optional<Span> Read(Span words, Span digits,
                           const std::pair<std::string, std::string>& around, std::string_view own);

 private:
  [[nodiscard]] bool ContinuesList(Span digits) const;

  std::string_view text_;
  const FileFormat& format_;
  bool is_asked_;
  std::size_t list_begin_ = 0, list_end_ = 0;  // of a list of chapters; no end: none
};

}  // namespace prereq
