// Names, paths and titles of modules on a line, in whatever form.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "references/shapes.h"

namespace prereq::references {

/// A place that says a module.
struct Mention {
  std::size_t begin = 0, end = 0;  // of a path: of all of it
  ModuleId module;
  bool whole = false;  // no words stand right beside it
  bool path = false;
  bool read = false;  // it is, or is a part of, a reference that is sure
};

struct MentionLine {
  std::size_t begin = 0, end = 0;
  std::vector<Mention> mentions;  // by offset

  /// Whether there are some, and all mean the same module.
  [[nodiscard]] bool IsOfOne() const;
};

/// A line beside another: so many lines below it, above for less than 0.
struct LineBeside {
  int step = 0;
  MentionLine line;
};

/// Reads the lines of one text, the last few kept. `scan` must outlive it.
class MentionReader {
 public:
  /// Longer lines hold no mentions.
  static constexpr std::size_t kLongestLine = 1200;

  explicit MentionReader(Scan& scan) : scan_(scan), text_(scan.text) {}

  /// The mentions from `begin` to `end`, a line's; valid until the next call.
  const MentionLine& LineAt(std::size_t begin, std::size_t end);
  /// The nearest line above (`step` -1) or below (1) the one from `begin` to `end` that names a
  /// module, and only one: two lines away, lines of tags not counted. Blank lines and rules part.
  std::optional<LineBeside> Beside(std::size_t begin, std::size_t end, int step);

 private:
  // False where the bytes say that no name begins at `at` of the line that begins at `begin`.
  [[nodiscard]] bool MayBegin(std::size_t at, std::size_t begin) const;
  [[nodiscard]] MentionLine Read(std::size_t begin, std::size_t end) const;
  void Widen(Mention& mention, const MentionLine& line) const;
  [[nodiscard]] std::optional<NameMatch> NameIn(std::size_t at, std::size_t end, bool code) const;
  [[nodiscard]] std::optional<NameMatch> CamelWord(std::size_t at, std::size_t end) const;

  Scan& scan_;
  std::string_view text_;
  std::deque<MentionLine> lines_;
};

/// Whether nothing but marks, tags and entities stands in `gap`.
bool HoldsOnlyMarks(std::string_view gap);
/// Whether a phrase may begin at `at` of the line that begins at `line`: no word stands right
/// before it. A number may, `3` or `3b`.
bool PhraseBegins(std::string_view text, std::size_t line, std::size_t at);
/// Data, code and build files, where a name may be a part of an identifier.
bool IsRecordFormat(const Scan& scan);

}  // namespace prereq::references
