// What parsing a file for imports told, kept for the next run: by far the slowest reading of all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "languages/imports.h"
#include "prereq/reading_cache.h"

namespace prereq {

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
