// Any bytes as a file: references with spans inside it, sorted and disjoint. The first byte picks
// the kind of file.
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "support/reference_lexicon.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const prereq::references::Lexicon lexicon = prereq::Course().Lex();
  std::string text(reinterpret_cast<const char*>(bytes), size);
  std::string path = "a.md";
  if (!text.empty()) {
    if (text[0] == 'n') path = "a.ipynb";
    if (text[0] == 'y') path = "a.yaml";
    text.erase(0, 1);
  }
  std::size_t floor = 0;
  for (const auto& reference : prereq::references::ScanReferences(path, text, lexicon)) {
    Check(reference.whole.offset >= floor && reference.whole.end() <= text.size());
    Check(reference.number.length > 0 && reference.number.offset >= reference.whole.offset);
    Check(reference.number.end() <= reference.whole.end());
    floor = reference.whole.end();
  }
  return 0;
}
