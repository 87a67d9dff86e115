// Any bytes as a list of edges: the same edges however the file comes in pieces, or an error with
// its place. The first byte picks the format, the second where the file is cut.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "graph/edge_list.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

prereq::Result<prereq::EdgeList> Read(prereq::EdgeFormat format, std::string_view text,
                                      std::size_t cut) {
  prereq::EdgeReader reader(format, "edges", 0, std::size_t{64} << 20U);
  cut = std::min(cut, text.size());
  for (const std::string_view piece : {text.substr(0, cut), text.substr(cut)}) {
    if (const prereq::Status fed = reader.Feed(piece); !fed) return fed.error();
  }
  return reader.Finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (text.size() < 2) return 0;
  auto format = prereq::EdgeFormat::kPairs;
  if (text[0] == 'c') format = prereq::EdgeFormat::kCsv;
  if (text[0] == 't') format = prereq::EdgeFormat::kTsv;
  if (text[0] == 'd') format = prereq::EdgeFormat::kDot;
  const auto cut = static_cast<std::size_t>(static_cast<unsigned char>(text[1]));
  text.remove_prefix(2);
  const auto whole = Read(format, text, text.size());
  const auto parts = Read(format, text, cut);
  Check(whole.has_value() == parts.has_value());
  if (!whole) {
    Check(!whole.error().message.empty() && whole.error().where == parts.error().where);
    return 0;
  }
  Check(whole->before == parts->before && whole->after == parts->after);
  Check(whole->nodes.count() == parts->nodes.count());
  for (std::size_t i = 0; i < whole->size(); ++i) {
    for (const int node : {whole->before[i], whole->after[i]}) {
      Check(node >= 0 && node < whole->nodes.count());
      Check(whole->nodes.name(node) == parts->nodes.name(node));
    }
    Check(whole->PlaceOf(i).line >= 1 && whole->PlaceOf(i).column >= 1);
    Check(whole->PlaceOf(i).line == parts->PlaceOf(i).line);
  }
  return 0;
}
