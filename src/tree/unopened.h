// Directories that a listing names and could not look into.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbered_name.h"
#include "prereq/facts.h"
#include "tree/classify.h"

namespace prereq {

/// The directories of `files` (as FileReader::ListTracked gives them) that cannot be opened, as
/// kUnreadable with the reason, in the order of `files`. Opens each once more to learn why.
std::vector<ScannedFile> UnopenedDirectories(const FileReader& tree,
                                             const std::vector<FileEntry>& files);

/// What `classifier` says of all that `directory` may hold, by its path; nullopt when nothing.
std::optional<ScannedFile> ByFolder(const FileClassifier& classifier, const std::string& directory);

/// Whether what fits `pattern` may be `directory`, hold it, or stand inside it.
bool MayHoldEntries(const NamePattern& pattern, std::string_view directory);

}  // namespace prereq
