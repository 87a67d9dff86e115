// Any bytes as what an editor sends: the server ends, and all that it said are messages of the
// protocol. What begins with `=` is a stream as it is; all else are bodies, a line each, with `@`
// for the folder of the course.
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "base/text.h"
#include "cli/lsp_server.h"
#include "cli/output.h"
#include "documents/json.h"
#include "fuzz/fuzz_target.h"
#include "support/temporary_tree.h"

namespace {

void Demand(bool holds) {
  if (!holds) std::abort();
}

const std::string& Folder() {
  static const prereq::TemporaryTree tree;
  static const bool is_there = [] {
    prereq::SetQuiet(true);
    tree.Put("prereq.yaml",
             "version: 1\nseries: {path: 'm/{number:02}_{slug}', label: Module}\n"
             "metadata: {file: module.yaml, requires: requires}\n"
             "constraints: [b before a]\n");
    tree.Put("m/01_a/module.yaml", "title: A\n");
    tree.Put("m/02_b/module.yaml", "requires: [a]\n");
    tree.Put("m/02_b/README.md", "# B\n");
    tree.Put("notes.md",
             "\xF0\x9D\x91\xA5 \xE7\x9C\x8B Module 01: b, and m/02_b/README.md\n\xFF\n");
    return true;
  }();
  Demand(is_there);
  return tree.path();
}

// Whether the server reads the tree on this message: that takes longer than all else.
bool ReadsTree(std::string_view body) {
  return body.find("initialized\"") != std::string_view::npos ||
         body.find("/did") != std::string_view::npos;
}

std::string Framed(std::string_view bodies) {
  std::string stream;
  int readings = 0;
  for (const std::string_view line : prereq::Lines(bodies)) {
    if (ReadsTree(line) && ++readings > 2) continue;
    std::string body(line);
    for (std::size_t at = body.find('@'); at != std::string::npos;) {
      body.replace(at, 1, Folder());
      at = body.find('@', at + Folder().size());
    }
    stream += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  return stream;
}

void DemandMessages(std::string_view said) {
  constexpr std::string_view kLength = "Content-Length: ";
  while (!said.empty()) {
    Demand(said.starts_with(kLength));
    std::size_t length = 0;
    const auto [end, failed] =
        std::from_chars(said.data() + kLength.size(), said.data() + said.size(), length);
    Demand(failed == std::errc());
    said.remove_prefix(static_cast<std::size_t>(end - said.data()));
    Demand(said.starts_with("\r\n\r\n") && said.size() >= 4 + length);
    const prereq::Json message = prereq::Json::parse(said.substr(4, length));
    Demand(message.is_object() && message.contains("jsonrpc"));
    said.remove_prefix(4 + length);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::istringstream in(text.starts_with('=') ? std::string(text.substr(1)) : Framed(text));
  std::ostringstream out;
  prereq::Options options;
  options.input = Folder();
  options.no_cache = true;
  options.threads = 1;
  const int exit = prereq::ServeLsp(options, in, out);
  Demand(exit == 0 || exit == 2);
  DemandMessages(out.str());
  return 0;
}
