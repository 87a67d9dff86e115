// Which words of a code or build file are paths, and how much each is to be believed.
#pragma once

#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "paths/path_targets.h"
#include "paths/source_words.h"

namespace prereq {

/// The words of one text of a file. Borrows all it is given.
class PathWords {
 public:
  using Trust = PathTargets::Trust;

  /// `skips_imports`: what the reader of imports of a language reads does not count.
  PathWords(const FileFormat& format, const std::string& path, std::string_view text,
            bool skips_imports)
      : format_(format), path_(path), text_(text), skips_imports_(skips_imports) {}

  /// Whether what reads or runs the file may take the word for a path. False for what it prints,
  /// compares or writes, for keys, and for paths that say nothing of an order.
  [[nodiscard]] bool MayBePath(const SourceWord& word) const;
  /// How a word that may be one is looked for.
  [[nodiscard]] Trust TrustOf(const SourceWord& word) const;

 private:
  [[nodiscard]] bool IsForTests(const SourceWord& word) const;
  [[nodiscard]] bool IsScriptOfMatlab(const SourceWord& word) const;
  [[nodiscard]] bool IsCallOfMatlab(const SourceWord& word) const;
  [[nodiscard]] bool IsNamedWithoutEnding(const SourceWord& word) const;
  [[nodiscard]] bool ReadsInSql(const SourceWord& word) const;
  [[nodiscard]] bool IsKey(const SourceWord& word) const;
  [[nodiscard]] bool LoadsStyle(const SourceWord& word) const;
  [[nodiscard]] bool IsWhole(const SourceWord& word) const;

  const FileFormat& format_;
  const std::string& path_;
  const std::string_view text_;
  const bool skips_imports_;
};

/// Whether `python -m` of `text` stands before the word; `git commit -m x` has another option of
/// that name.
bool IsModuleOfPython(std::string_view text, const SourceWord& word);

}  // namespace prereq
