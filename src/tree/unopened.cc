#include "tree/unopened.h"

#include <algorithm>

#include "base/path.h"

namespace prereq {

std::vector<ScannedFile> UnopenedDirectories(const FileReader& tree,
                                             const std::vector<FileEntry>& files) {
  std::vector<ScannedFile> unopened;
  for (const FileEntry& file : files) {
    if (file.kind != FileKind::kDirectory) continue;
    const auto entries = tree.List(file.path);
    // What can be opened now, or is gone, was changed by somebody else meanwhile.
    if (entries || entries.error().code == Error::Code::kNotFound) continue;
    unopened.push_back({file.path, ScannedFile::Kind::kUnreadable, entries.error().message});
  }
  return unopened;
}

std::optional<ScannedFile> ByFolder(const FileClassifier& classifier,
                                    const std::string& directory) {
  for (const std::string& path : {directory, directory + "/x"}) {
    std::optional<ScannedFile> said = classifier.ByPath(path);
    if (!said) continue;
    said->path = directory;
    return said;
  }
  return std::nullopt;
}

bool MayHoldEntries(const NamePattern& pattern, std::string_view directory) {
  const auto slashes = std::ranges::count(pattern.text(), '/');
  std::size_t end = 0;  // of the part at the pattern's depth
  for (auto i = std::ptrdiff_t{0}; i <= slashes && end != std::string_view::npos; ++i) {
    end = directory.find('/', i == 0 ? 0 : end + 1);
    if (end == std::string_view::npos && i < slashes) {
      const std::string folder = pattern.LiteralFolder();
      return IsWithin(folder, directory) || IsWithin(directory, folder);
    }
  }
  return pattern.MatchPath(directory.substr(0, end)).has_value();
}

}  // namespace prereq
