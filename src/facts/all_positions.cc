#include "facts/all_positions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "metadata/positions.h"

namespace prereq {

std::vector<Position> AllPositions(const FileReader& tree, const std::vector<FileEntry>& files,
                                   const std::vector<SeriesEntry>& modules, const Config& config,
                                   const std::vector<MirrorEntry>& mirrors, int threads) {
  struct Place {
    ModuleId module;
    std::string of;  // the mirror; empty: the series itself
    SeriesEntry entry;
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    places.push_back({ModuleId{static_cast<int>(i)}, "", modules[i]});
  }
  for (const MirrorEntry& mirror : mirrors) {
    const Mirror& declared = config.mirrors[static_cast<std::size_t>(mirror.mirror)];
    if (!mirror.module || declared.kind != Mirror::Kind::kSynchronised) continue;
    const bool is_file = std::ranges::binary_search(files, mirror.path, {}, &FileEntry::path);
    places.push_back({*mirror.module,
                      declared.pattern + " ",
                      {mirror.number, mirror.slug, mirror.path, !is_file}});
  }
  std::vector<std::vector<DeclaredPosition>> read(places.size());
  ParallelFor(read.size(), threads,
              [&](std::size_t i) { read[i] = ReadPositions(tree, files, places[i].entry); });
  std::vector<Position> positions;
  for (std::size_t i = 0; i < read.size(); ++i) {
    for (DeclaredPosition& one : read[i]) {
      positions.push_back({.module = places[i].module,
                           .key = places[i].of + one.key,
                           .value = one.value,
                           .text = std::move(one.text.text),
                           .where = std::move(one.text.where)});
    }
  }
  return positions;
}

}  // namespace prereq
