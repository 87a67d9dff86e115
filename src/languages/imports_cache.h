// What parsing a file for imports told, kept for the next run: by far the slowest reading of all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "languages/imports.h"
#include "prereq/reading_cache.h"

namespace prereq {

/// A source file's imports and the name it exports itself under.
struct ParsedImports {
  std::vector<ImportStatement> statements;
  std::string exports;  // what `#| default_exp NAME` says
};

/// Results by language and bytes, whatever policy and tree they came from. Safe from several
/// threads.
class ImportsCache {
 public:
  explicit ImportsCache(ReadingCache& cache) : group_(cache.Open("imports", "")) {}

  /// What names the bytes of a file: its FileReader::Version, or its GitBlobId, which holds for any
  /// file of that kind, wherever it is moved.
  enum class By { kVersion, kBlob };

  [[nodiscard]] std::optional<ParsedImports> Find(std::string_view language,
                                                  const std::string& path, By by,
                                                  const std::string& name) const;
  void Keep(std::string_view language, const std::string& path, By by, const std::string& name,
            const ParsedImports& imports) const;

 private:
  CacheGroup& group_;
};

}  // namespace prereq
