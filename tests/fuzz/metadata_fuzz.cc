// Any bytes as a module's metadata, in YAML and in front matter: facts or errors, and every
// reference's spans the bytes that it says.
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "prereq/facts.h"
#include "support/memory_tree.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

constexpr const char* kPolicy =
    "version: 1\n"
    "series: {path: 'm/{number:02}_{slug}', label: Module}\n"
    "metadata:\n"
    "  - {file: module.yaml, title: [title, a.b], number: [number, meta.number],\n"
    "     requires: [requires, a.b.c], enables: {keys: [enables], as: requires}}\n"
    "  - {file: README.md, title: title, requires: [requires]}\n"
    "mirrors: [{path: 't/{number:02}'}]\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const prereq::MemoryTree tree({{"m/01_setup/x", text},
                                 {"m/02_tensor/module.yaml", text},
                                 {"m/03_losses/README.md", "---\n" + text + "\n---\n"},
                                 {"t/01/x.py", text}});
  static const prereq::Config config = *prereq::ParseConfig("prereq.yaml", kPolicy);
  const auto facts = prereq::CollectFacts(
      tree, config, 0, {.imports = false, .references = true, .own_urls = {}, .threads = 1});
  if (!facts) {
    Check(!facts.error().empty());
    return 0;
  }
  for (const prereq::Reference& reference : facts->references) {
    const std::string content = *tree.Read(reference.where.path);
    Check(reference.whole.end() <= content.size());
    Check(reference.number.end() <= content.size() && reference.name.end() <= content.size());
    if (reference.number.length > 0) {
      const char digit = content[reference.number.offset];
      Check(digit >= '0' && digit <= '9');
    }
  }
  return 0;
}
