// A patch as people read it: file by file, every line fit to be shown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prereq {

/// What changes in one file; a rename alone has no changed lines.
struct ShownFile {
  std::string path;                // its new name, printable
  std::vector<std::string> lines;  // printable; what begins with + or - is added or taken away
};
struct ShownDiff {
  std::vector<ShownFile> files;  // in the order of the patch
  bool is_cut = false;           // there was more than `most_lines`
};

/// The first `most_lines` lines of what RenderPatch gave. Pure; linear.
ShownDiff ShowDiff(const std::string& patch, std::size_t most_lines);

}  // namespace prereq
