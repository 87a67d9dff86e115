// Lists of pages in which a pattern stands for all pages whose names fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prereq {

/// A pattern in such a list.
struct PageGlob {
  std::string pattern;              // as written: `intro/*`, `/guide/*`
  int line = 0;                     // 1-based
  std::vector<std::string> listed;  // what stands without pattern in the list before it
};

/// The patterns in a text, in its order: of toctrees that say `:glob:`, in reStructuredText and in
/// MyST, and of a `_toc.yml`. Linear in the text.
std::vector<PageGlob> ReadPageGlobs(std::string_view text);

}  // namespace prereq
