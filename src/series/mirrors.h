// The mirrors of a series: which of their files stand for which module, and whether what they say
// agrees with their number.
#pragma once

#include <string>
#include <vector>

#include "prereq/facts.h"
#include "series/resolve.h"
#include "series/series.h"

namespace prereq {

/// The entries of every mirror of `config`, by (mirror, number, path). A mirror with a slug finds
/// its module by name; one without by number (less the offset of a derived mirror); a foreign one,
/// and a number that several modules carry, by nothing. The content of number-only synchronised
/// mirrors is read: `speaks_for` is set when it clearly speaks for another module than the number
/// says.
///
/// Clearly: the name of a file or a numbered slug names it, and its score is at least twice every
/// other's. Names of files score most, then numbered slugs, then words, each the less the more
/// entries of the mirror name that module (inverse document frequency, Sparck Jones 1972).
/// Deterministic; reads at most 256 KiB a file. Errors: a file that cannot be read.
Result<std::vector<MirrorEntry>, Errors> ReadMirrors(const FileReader& tree, const Config& config,
                                                     const std::vector<FileEntry>& files,
                                                     const std::vector<Module>& modules,
                                                     const Order& order, int threads);

/// Takes out of `entries` what goes with one of `others`, the entries of the policy's other series:
/// a mirror goes with the series that has most of its names, then of its names with their numbers,
/// then of its numbers, and with each where these are equal; but a single entry with the series
/// that alone knows its name (its number, where the mirror has no names). Returns the mirrors of
/// which nothing is left here, by index. O(entries · log).
std::vector<int> LeaveToOtherSeries(const std::vector<std::vector<SeriesEntry>>& others,
                                    const Config& config, const std::vector<Module>& modules,
                                    const Order& order, std::vector<MirrorEntry>& entries);

/// How many of `paths` (files or folders) call any of `modules` by a file's name or a numbered
/// slug; what cannot be read names no module.
std::size_t CountNaming(const FileReader& tree, const std::vector<FileEntry>& files,
                        const std::vector<std::string>& paths, const std::vector<Module>& modules);

}  // namespace prereq
