// Any bytes as a policy or graph file: a config or sorted errors, and the same answer twice.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "prereq/facts.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto config = prereq::ParseConfig("f", text);
  if (!config) {
    Check(!config.error().empty());
    Check(std::ranges::is_sorted(config.error(), {}, &prereq::Error::where));
    return 0;
  }
  const auto facts = prereq::FactsFromGraphFile(*config);
  const auto again = prereq::FactsFromGraphFile(*config);
  Check(facts.has_value() == again.has_value());
  if (facts) {
    Check(std::ranges::is_sorted(facts->modules, {}, &prereq::Module::slug));
    Check(facts->modules.size() == config->modules.size());
  } else {
    Check(!facts.error().empty());
  }
  return 0;
}
