// Any bytes as a baseline, which comes back equal or yields errors; and as a file with suppression
// comments, each of which stands where it says.
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "fuzz/fuzz_target.h"
#include "prereq/baseline.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  if (const auto read = prereq::ParseBaseline("baseline.yaml", text)) {
    const std::string written = prereq::RenderBaseline(*read);
    const auto again = prereq::ParseBaseline("baseline.yaml", written);
    Check(again.has_value() && prereq::RenderBaseline(*again) == written);
  } else {
    Check(!read.error().empty());
  }
  const auto lines = prereq::Lines(text);
  for (const char* path : {"a.md", "a.py"}) {
    for (const auto& one : prereq::ScanSuppressions(path, text)) {
      Check(one.where.line >= 1 && one.where.line <= static_cast<int>(lines.size()));
      Check(lines[static_cast<std::size_t>(one.where.line) - 1]
                .substr(static_cast<std::size_t>(one.where.column) - 1)
                .starts_with("prereq:"));
      Check(one.line >= one.where.line);
    }
  }
  return 0;
}
