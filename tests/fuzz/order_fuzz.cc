// Any bytes as an order: entries with names and places, or errors. The first byte picks the kind of
// file, the first line after it the selector.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "fuzz/fuzz_target.h"
#include "prereq/order.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(bytes), size);
  std::string path = "order";
  std::string selector;
  if (!text.empty()) {
    if (text[0] == 'y') path = "order.yaml";
    if (text[0] == 'm') path = "order.md";
    const std::size_t line = std::min(text.find('\n'), text.size());
    selector = text.substr(1, line - 1);
    text = text.substr(std::min(line + 1, text.size()));
  }
  for (const std::string& choice : {std::string(), selector}) {
    const auto order = prereq::ParseOrder(path, text, choice);
    if (!order) {
      Check(!order.error().empty());
      continue;
    }
    Check(!order->entries.empty());
    for (const prereq::OrderEntry& entry : order->entries) {
      Check(!entry.name.empty() && entry.where.line >= 1 && entry.where.column >= 1);
    }
  }
  return 0;
}
