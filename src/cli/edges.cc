#include "cli/edges.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>

#include "base/format.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "documents/json.h"
#include "prereq/report.h"
#include "report/graph_view.h"
#include "rules/check_edges.h"
#include "series/named_module.h"
#include "tree/named_links.h"

namespace prereq {
namespace {

struct FormatName {
  std::string_view name;    // --input-format
  std::string_view ending;  // of a file
  EdgeFormat format;
};
constexpr std::array<FormatName, 5> kEdgeFormats = {{{"edges", ".edges", EdgeFormat::kPairs},
                                                     {"csv", ".csv", EdgeFormat::kCsv},
                                                     {"tsv", ".tsv", EdgeFormat::kTsv},
                                                     {"dot", ".dot", EdgeFormat::kDot},
                                                     {"dot", ".gv", EdgeFormat::kDot}}};

class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : number_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)),
        owned_(path != "-") {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (owned_ && number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
  bool owned_;
};

std::string ShownPath(const Options& options) {
  return options.input == "-" ? "<stdin>" : options.input;
}

// What of memory may be used: nearly all that is free or can be freed, within the limits of this
// process and of its container; 0 when the machine does not say.
std::size_t MemoryBytes() {
  constexpr std::size_t kKibi = 1024;
  std::size_t most = std::numeric_limits<std::size_t>::max();
  std::ifstream machine("/proc/meminfo");
  for (std::string line; std::getline(machine, line);) {
    constexpr std::string_view kAvailable = "MemAvailable:";
    if (!line.starts_with(kAvailable)) continue;
    most = std::strtoull(line.c_str() + kAvailable.size(), nullptr, 10) * kKibi;
  }
  for (const char* file : {"/sys/fs/cgroup/memory.max",  // "max" where there is none
                           "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::size_t limit = 0;
    if (std::ifstream(file) >> limit && limit > 0) most = std::min(most, limit);
  }
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit limit{};
    if (getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
      most = std::min(most, static_cast<std::size_t>(limit.rlim_cur));
    }
  }
  return most == std::numeric_limits<std::size_t>::max() ? 0 : most / 10 * 9;
}

Result<EdgeList> ReadEdges(const Options& options, EdgeFormat format) {
  const std::string shown = ShownPath(options);
  const auto unreadable = [&](int reason) {
    return Error{reason == ENOENT ? Error::Code::kNotFound : Error::Code::kUnreadable,
                 std::strerror(reason),
                 {shown, 0, 0},
                 {}};
  };
  struct stat status {};
  if (options.input != "-") {
    if (Status inside = CheckNamedFile(options.input, false); !inside) return inside.error();
    const bool known = ::stat(options.input.c_str(), &status) == 0;
    if (known && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) &&
        !IsShellsPipe(options.input)) {
      return Error{Error::Code::kUnreadable,
                   "expected a regular file, found a pipe or a device",
                   {shown, 0, 0},
                   "prereq check - <" + ShellQuote(options.input)};
    }
  }
  const OpenFile file(options.input);
  if (file.number() < 0 || fstat(file.number(), &status) != 0) return unreadable(errno);
  EdgeReader reader(format, shown,
                    S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0,
                    MemoryBytes());
  std::string block(std::size_t{1} << 18U, '\0');
  for (;;) {
    const ssize_t count = read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(errno);
    if (count == 0) return reader.Finish();
    const Status fed =
        reader.Feed(std::string_view(block).substr(0, static_cast<std::size_t>(count)));
    if (!fed) return fed.error();
  }
}

std::string EdgeCounts(const EdgeList& edges) {
  return fmt::format("{} node{}, {} edge{}", edges.nodes.count(),
                     edges.nodes.count() == 1 ? "" : "s", edges.size(),
                     edges.size() == 1 ? "" : "s");
}

// What a command does not know of an edge list is refused, never left out in silence.
std::optional<Error> RefuseOther(const Options& options, std::string_view command) {
  std::string_view asked;
  if (!options.order.empty()) asked = "--order";
  if (!options.series.empty()) asked = "--series";
  if (!options.keep.empty()) asked = "--keep";
  if (!options.before.empty()) asked = "--before";
  if (!options.explain_not.empty()) asked = "--explain-not";
  if (options.all) asked = "--all";
  if (options.freeze_unaffected) asked = "--freeze-unaffected";
  if (options.minimize != "renames") asked = "--minimize";
  if (asked.empty()) return std::nullopt;
  return Error{Error::Code::kInvalid,
               fmt::format("{} needs modules with numbers, and an edge list has none", asked),
               {ShownPath(options), 0, 0},
               fmt::format("prereq {} --help", command)};
}

// One name a line. On a terminal nothing in a name may act as an escape sequence.
std::string OrderList(const EdgeList& edges, const std::vector<int>& order, bool terminal) {
  std::string text;
  for (const int node : order) {
    terminal ? text += Printable(edges.nodes.name(node)) : text += edges.nodes.name(node);
    text += '\n';
  }
  return text;
}

std::string OrderJson(const EdgeList& edges, const std::vector<int>& order) {
  Json json = {{"version", 1}, {"kind", "order"}, {"order", Json::array()}};
  for (const int node : order) json["order"].push_back(EscapeInvalidUtf8(edges.nodes.name(node)));
  return json.dump(2) + "\n";
}

}  // namespace

std::optional<EdgeFormat> EdgeFormatOf(const Options& options) {
  const auto by_name = std::ranges::find(kEdgeFormats, options.input_format, &FormatName::name);
  if (by_name != kEdgeFormats.end()) return by_name->format;
  if (options.input_format == "policy") return std::nullopt;
  if (options.input == "-") return EdgeFormat::kPairs;
  const auto by_ending = std::ranges::find_if(
      kEdgeFormats, [&](const FormatName& one) { return options.input.ends_with(one.ending); });
  return by_ending == kEdgeFormats.end() ? std::nullopt : std::optional(by_ending->format);
}

int CheckEdgeList(const Options& options, EdgeFormat format) {
  if (const auto refused = RefuseOther(options, "check"))
    return SayErrors({*refused}), kExitNoAnswer;
  const Result<EdgeList> edges = ReadEdges(options, format);
  if (!edges) return SayErrors({edges.error()}), kExitNoAnswer;
  const EdgeVerdict answer = CheckEdges(*edges, ShownPath(options));
  return Report(options, answer.verdict, EdgeCounts(*edges), Surroundings());
}

int SuggestEdgeList(const Options& options, EdgeFormat format) {
  if (const auto refused = RefuseOther(options, "suggest"))
    return SayErrors({*refused}), kExitNoAnswer;
  const Result<EdgeList> edges = ReadEdges(options, format);
  if (!edges) return SayErrors({edges.error()}), kExitNoAnswer;
  const EdgeVerdict answer = CheckEdges(*edges, ShownPath(options));
  if (answer.verdict.HasErrors()) {
    SayLines(RenderVerdictText(answer.verdict, {}));
    SayNote(fmt::format("{}: no order exists", EdgeCounts(*edges)));
    return kExitFindings;
  }
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"list", ""});
  for (const FormatChoice& choice : formats) {
    const bool terminal = choice.file.empty() && isatty(STDOUT_FILENO) == 1;
    const std::string text = choice.format == "json" ? OrderJson(*edges, answer.order)
                                                     : OrderList(*edges, answer.order, terminal);
    if (!WriteOut(text, choice.file)) return kExitNoAnswer;
  }
  return kExitClean;
}

int ShowEdgeList(const Options& options, EdgeFormat format) {
  if (const auto refused = RefuseOther(options, "graph"))
    return SayErrors({*refused}), kExitNoAnswer;
  const Result<EdgeList> edges = ReadEdges(options, format);
  if (!edges) return SayErrors({edges.error()}), kExitNoAnswer;
  std::vector<std::size_t> all(edges->size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const Facts facts = FactsOfEdges(*edges, all, true, ShownPath(options));
  const Graph graph = BuildGraph(facts);
  GraphChoice choice{.reduce = options.reduce, .focus = {}, .kinds = {}};
  if (!options.focus.empty()) {
    choice.focus = facts.FindSlug(options.focus);
    if (!choice.focus) {
      return SayErrors({{Error::Code::kNotFound,
                         fmt::format("there is no node `{}`", Printable(options.focus)),
                         {ShownPath(options), 0, 0},
                         {}}}),
             kExitNoAnswer;
    }
  }
  const GraphView view = ChooseGraph(facts, graph, choice);
  std::vector<FormatChoice> formats = options.formats;
  if (formats.empty()) formats.push_back({"text", ""});
  for (const FormatChoice& wanted : formats) {
    if (!WriteOut(RenderGraph(wanted.format, {view}), wanted.file)) return kExitNoAnswer;
  }
  SayNote(EdgeCounts(*edges));
  return kExitClean;
}

}  // namespace prereq
