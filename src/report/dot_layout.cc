// https://graphviz.org/docs/outputs/plain/; seen with Graphviz 2.43
#include "report/dot_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "base/format.h"
#include "base/text.h"
#include "tree/run_program.h"

namespace prereq {
namespace {

constexpr int kSeconds = 30;
constexpr int kPerInch = 72;
constexpr int kEdge = 16;  // around all

Error Refusal(std::string message, std::string fix) {
  return {Error::Code::kUnsupported, std::move(message), {}, std::move(fix)};
}

std::string Inches(int units) {
  return fmt::format("{}.{:03}", units / kPerInch, units % kPerInch * 1000 / kPerInch);
}

std::string InDot(const DotQuestion& question) {
  std::string text = fmt::format(
      "digraph {{\nnode [shape=box, fixedsize=true, width={}, height={}, label=\"\"];\n",
      Inches(question.width), Inches(question.height));
  for (std::size_t i = 0; i < question.nodes; ++i) text += fmt::format("n{};\n", i);
  for (const DotQuestion::Arc& arc : question.arcs) {
    text += fmt::format("n{} -> n{}{};\n", arc.from, arc.to, arc.kept ? "" : " [constraint=false]");
  }
  return text + "}\n";
}

double InPicture(std::string_view inches) {
  return std::strtod(std::string(inches).c_str(), nullptr) * kPerInch;
}

std::size_t NumberIn(std::string_view word) {
  return std::strtoul(std::string(word).c_str(), nullptr, 10);
}

// The node `n7`; one that there is not where the word is no such name.
std::size_t NodeOf(std::string_view word, const DotQuestion& question) {
  return word.size() > 1 && word[0] == 'n' ? NumberIn(word.substr(1)) : question.nodes;
}

// Lines of words: "graph 1 WIDTH HEIGHT", "node NAME X Y …", "edge TAIL HEAD COUNT X Y …".
std::optional<DotLayout> ReadPlain(std::string_view text, const DotQuestion& question) {
  DotLayout layout;
  layout.nodes.resize(question.nodes);
  layout.arcs.resize(question.arcs.size());
  std::size_t missing = question.nodes + question.arcs.size();
  double height = 0;
  const auto point = [&](std::string_view x, std::string_view y) {
    return DotLayout::Point{kEdge + static_cast<int>(std::lround(InPicture(x))),
                            kEdge + static_cast<int>(std::lround(height - InPicture(y)))};
  };
  for (const std::string_view line : Lines(text)) {
    const std::vector<std::string_view> words = Split(line, ' ');
    if (words.size() < 4) continue;
    const std::size_t node = NodeOf(words[1], question);
    if (words[0] == "graph") {
      height = InPicture(words[3]);
      layout.width = 2 * kEdge + static_cast<int>(std::lround(InPicture(words[2])));
      layout.height = 2 * kEdge + static_cast<int>(std::lround(height));
    } else if (words[0] == "node" && node < question.nodes) {
      layout.nodes[node] = point(words[2], words[3]);
      --missing;
    } else if (words[0] == "edge") {
      const std::size_t to = NodeOf(words[2], question), count = NumberIn(words[3]);
      const auto arc = std::ranges::find_if(question.arcs, [&](const DotQuestion::Arc& one) {
        return one.from == node && one.to == to;
      });
      if (arc == question.arcs.end() || count % 3 != 1 || count < 4) return std::nullopt;
      if (words.size() / 2 < count + 2) return std::nullopt;
      auto& points = layout.arcs[static_cast<std::size_t>(arc - question.arcs.begin())];
      if (points.empty()) --missing;
      for (std::size_t i = 0; i < count; ++i) {
        points.push_back(point(words[4 + 2 * i], words[5 + 2 * i]));
      }
    }
  }
  return missing == 0 ? std::optional(std::move(layout)) : std::nullopt;
}

}  // namespace

Result<DotLayout> AskDot(const DotQuestion& question) {
  const Result<RanProgram> ran =
      RunProgram({"dot", "-Tplain"}, PlainEnvironment(), InDot(question), kSeconds);
  if (!ran && ran.error().code == Error::Code::kNotFound) {
    return Refusal("`--layout dot` wants the `dot` program of Graphviz, and there is none here",
                   "apt-get install graphviz");
  }
  if (!ran) return Refusal(ran.error().message, "leave out --layout, or say --reduce or --focus");
  if (ran->status != 0) {
    const std::vector<std::string_view> said = Lines(ran->complaints);
    return Refusal(fmt::format("Graphviz's `dot` failed: {}",
                               said.empty() ? "it said nothing" : Printable(said.front())),
                   "dot -V");
  }
  std::optional<DotLayout> layout = ReadPlain(ran->out, question);
  if (!layout) return Refusal("the answer of Graphviz's `dot` is not understood", "dot -V");
  return *std::move(layout);
}

}  // namespace prereq
