// Any bytes as source code: imports inside the file in the order of their places, or an error. The
// first byte picks the language.
#include <cstdlib>
#include <string>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "languages/imports.h"
#include "languages/language.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view language =
      prereq::Languages()[bytes[0] % prereq::Languages().size()]->name;
  const std::string text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto read = prereq::ParseImports(language, "f", text, {.seconds = 1});
  if (!read) {
    Check(!read.error().message.empty());
    return 0;
  }
  Check(read->first_error >= 0);
  std::size_t last = 0;
  for (const prereq::ImportStatement& import : read->statements) {
    Check(import.statement.offset >= last && import.statement.end() <= text.size());
    Check(import.module_span.end() <= text.size());
    Check(import.where.line >= 1 && import.where.column >= 1);
    last = import.statement.offset;
  }
  return 0;
}
