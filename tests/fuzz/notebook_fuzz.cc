// Any bytes as a notebook: its imports stand inside the file, as the bytes that they say. The first
// byte picks the language.
#include <cstdlib>
#include <string>

#include "documents/notebook.h"
#include "fuzz/fuzz_target.h"
#include "languages/imports.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(bytes), size);
  std::string language = "python";
  if (!text.empty()) {
    if (text[0] == 'j') language = "javascript";
    if (text[0] == 'r') language = "rust";
    text.erase(0, 1);
  }
  const auto notebook = prereq::ReadNotebook("a.ipynb", text);
  if (!notebook) {
    Check(!notebook.error().message.empty() && notebook.error().where.line > 0);
  } else {
    for (const prereq::NotebookCell& cell : notebook->cells) {
      const std::string& source = cell.source();
      Check(prereq::WithoutMagics(source).size() == source.size());
      if (source.empty()) continue;
      const prereq::Span all = cell.InFile({0, source.size()});
      Check(all.end() <= text.size());
    }
  }
  const auto imports = prereq::ParseImports(language, "a.ipynb", text);
  Check(imports.has_value() == notebook.has_value());
  if (!imports) return 0;
  for (const prereq::ImportStatement& import : imports->statements) {
    Check(import.statement.length > 0 && import.statement.end() <= text.size());
    Check(import.module_span.end() <= text.size());
    Check(import.where.line > 0 && import.where.column > 0);
  }
  return 0;
}
