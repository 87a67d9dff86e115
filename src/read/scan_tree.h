// Goes through every tracked file of a tree and finds the references in it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/facts.h"
#include "read/references.h"

namespace prereq {

/// Says what a file is from its path and bytes; must be safe to call from several threads.
using Classifier = std::function<ScannedFile(const std::string& path, std::string_view text)>;

/// Text or not, by the bytes alone: UTF-16 and files with a NUL near their start are binary.
ScannedFile ClassifyBytes(const std::string& path, std::string_view text);

struct TreeScan {
  std::vector<ScannedFile> files;     // by path: every tracked file, with why it was left out
  std::vector<Reference> references;  // by path, then offset
};

/// Reads all files that `files` lists (as FileReader::ListTracked gives them) and scans those that
/// `classify` calls text. Unreadable files are listed as such. `threads` as in ParallelFor; the
/// result does not depend on it. Symlinks and submodules are not followed.
TreeScan ScanTree(const FileReader& tree, const std::vector<FileEntry>& files,
                  const references::Lexicon& lexicon, const Classifier& classify, int threads);

}  // namespace prereq
