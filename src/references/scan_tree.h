// Goes through every tracked file of a tree and finds the references in it.
#pragma once

#include <vector>

#include "prereq/facts.h"
#include "references/references.h"
#include "references/scan_cache.h"
#include "tree/classify.h"

namespace prereq {

struct TreeScan {
  std::vector<ScannedFile> files;     // by path: every tracked file, with why it was left out
  std::vector<Reference> references;  // by path, then offset
};

/// Reads the files that `files` lists (as FileReader::ListTracked gives them), but for those that
/// their path excludes, and scans those that `classifier` calls text. Unreadable files and
/// directories are listed as such. `threads` as in ParallelFor; the result does not depend on it,
/// nor on `cache` (may be null), which must be of this lexicon and classifier. Symlinks and
/// submodules are not followed.
TreeScan ScanTree(const FileReader& tree, const std::vector<FileEntry>& files,
                  const references::Lexicon& lexicon, const FileClassifier& classifier, int threads,
                  const ScanCache* cache = nullptr);

}  // namespace prereq
