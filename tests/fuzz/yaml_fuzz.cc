// Any bytes as YAML: no crash, every place inside the file, every span the bytes that it says.
#include <cstdlib>
#include <string>

#include "documents/yaml.h"
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
    Check(node.content().offset >= node.span().offset && node.content().end() <= node.span().end());
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node.IsList()) Walk(node.item(i), text);
    if (node.IsMap()) {
      Check(node.key(i).IsScalar());
      Walk(node.key(i), text);
      Walk(node.value(i), text);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto document = prereq::ParseYaml("f", text);
  if (document) {
    Walk(document->root(), text);
  } else {
    Check(!document.error().empty());
    for (const prereq::Error& error : document.error()) Check(!error.message.empty());
  }
  return 0;
}
