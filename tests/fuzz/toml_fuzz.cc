// Any bytes as TOML, whole and as the front matter of a page: places inside the file, and the bytes
// that the spans say.
#include <cstdlib>
#include <string>

#include "documents/front_matter.h"
#include "documents/toml.h"
#include "fuzz/fuzz_target.h"

namespace {

using prereq::YamlNode;

void Check(bool holds) {
  if (!holds) std::abort();
}

void Walk(const YamlNode& node, const std::string& text) {
  Check(node.offset() <= text.size());
  Check(node.where().line >= 1 && node.where().column >= 1);
  Check(node.span().end() <= text.size() && node.content().end() <= text.size());
  if (node.content().length > 0) {
    Check(text.substr(node.content().offset, node.content().length) == node.text());
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node.IsList()) Walk(node.item(i), text);
    if (node.IsMap()) Walk(node.value(i), text);
  }
}

void Parse(const std::string& text, std::optional<prereq::Span> part) {
  const auto document = prereq::ParseToml("f", text, part);
  if (document) {
    Check(document->root().IsMap());
    Walk(document->root(), text);
  } else {
    Check(document.error().size() == 1 && !document.error().front().message.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  Parse(text, std::nullopt);
  const std::string page = "+++\n" + text + "\n+++\n";
  if (const auto part = prereq::FindFrontMatter(page)) Parse(page, part->span);
  return 0;
}
