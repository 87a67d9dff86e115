// What modules declare, in metadata, course files and prose, as facts of one series among others.
#pragma once

#include <cstddef>
#include <vector>

#include "metadata/metadata.h"
#include "metadata/prose.h"
#include "prereq/facts.h"
#include "series/levels.h"
#include "series/series.h"

namespace prereq {

/// Another series with what was found of it on disk.
struct FoundSeries {
  OtherSeries other;
  std::vector<SeriesEntry> entries;
};

/// What AddDeclared reads; all of it outlives the call.
struct DeclaredSources {
  const FileReader& tree;
  const Config& config;
  const std::vector<FileEntry>& files;
  const std::vector<SeriesEntry>& entries;      // of the series at hand
  const std::vector<DeclaredModule>& declared;  // index: as entries
  const std::vector<std::size_t>& entry_of;     // index: ModuleId
  const std::vector<FoundSeries>& others;
  int threads = 0;
  bool list_malformed = false;  // malformed files become facts, else errors
  bool guests = false;          // references in lessons of other phases are looked for
  // Prefixes of addresses that lead into the repository, as its remotes say.
  const std::vector<std::string>& own_urls;
  SaidPages* said = nullptr;  // what pages said to other series of the same run; may be null
};

/// How each other series of the policy stands to the one at `index`, whose modules `facts` holds
/// already; in the order of the policy.
std::vector<FoundSeries> FindOtherSeries(const Config& config, std::size_t index,
                                         const std::vector<FileEntry>& files, const Facts& facts);

/// Adds to `facts` the dependencies that metadata, course files and prose of the series' modules
/// and of the series inside them declare, and their name problems; to `references` the places of
/// metadata that carry a number. Appends to `errors` what could not be read.
void AddDeclared(const DeclaredSources& sources, Facts& facts, std::vector<Reference>& references,
                 Errors& errors);

}  // namespace prereq
