// What scanning a file for references told, kept for the next run.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "prereq/facts.h"
#include "prereq/reading_cache.h"
#include "references/lexicon.h"

namespace prereq {

/// A file with the references in it.
struct ScannedText {
  ScannedFile file;
  std::vector<Reference> references;
};

/// Everything besides its own path and bytes that decides what scanning a file tells: the sources
/// of its lexicon and what the classifier was made from. Equal texts mean equal results. Of the
/// tree's paths only what `lexicon` (made from `source`) took from them counts: a file that comes
/// or goes changes nothing unless its path holds a number and a name.
std::string ScanIdentity(const references::LexiconSource& source,
                         const references::Lexicon& lexicon, const ReferencePolicy& policy,
                         const std::vector<std::pair<std::string, std::string>>& attributes);

/// The results of one ScanIdentity. Safe from several threads.
class ScanCache {
 public:
  ScanCache(ReadingCache& cache, const std::string& identity)
      : group_(cache.Open("scan", identity)) {}

  /// `version`: FileReader::Version of the path, not empty.
  [[nodiscard]] std::optional<ScannedText> Find(const std::string& path,
                                                const std::string& version) const;
  void Keep(const std::string& version, const ScannedText& scanned) const;

 private:
  CacheGroup& group_;
};

}  // namespace prereq
