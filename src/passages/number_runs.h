// Numbers side by side that one word or one counter belongs to: `chapitres 5 à 8`, `第1、3、5章`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "passages/numbered_places.h"

namespace prereq {

/// Walks over the numbers of a text, which it is asked about one by one, in order.
class NumberRuns {
 public:
  /// `labels` are those of the series: "Chapters: 1, 3" has its numbers behind a colon. Both must
  /// outlive this.
  NumberRuns(std::string_view text, const std::vector<std::string>& labels)
      : text_(text), labels_(labels) {}

  struct Place {
    std::size_t begin = 0;   // of the words that belong to the number: those of the run's first
    bool is_listed = false;  // in a run of two numbers and more
  };

  /// `one`, with what stands around it, as a number of a run: words before the first number and a
  /// counter behind the last are said of each.
  Place Continue(Numbered& one, WordsAround& around);

  /// The numeral behind `one`; in a run that may be a Chinese one without a sign before it.
  [[nodiscard]] std::optional<Numeral> After(const Numeral& one) const;

  /// Whether the number at `digits` goes on with the run of the one before: 3 of `第1-3章`.
  [[nodiscard]] bool Expects(std::size_t digits) const;

 private:
  [[nodiscard]] bool GoesOn(std::size_t end, const std::string& words, std::size_t digits,
                            std::size_t digits_end) const;
  std::string CounterAhead(const Numbered& one);

  std::string_view text_;
  const std::vector<std::string>& labels_;
  std::size_t begin_ = 0, end_ = 0;  // of the number before, with its words; no end: none
  std::string words_;
  std::size_t counted_until_ = 0;  // the end of the run whose counter is known
  std::string counter_;
};

/// Whether `word`, in lower case, is one of `labels`, a form of it or a short one: "chapters",
/// "ch".
bool SaysAnyLabel(std::string_view word, const std::vector<std::string>& labels);

}  // namespace prereq
