// https://graphviz.org/docs/outputs/plain/; seen with Graphviz 2.43
#include "report/dot_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
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
  for (const std::string& node : question.nodes) text += fmt::format("n{};\n", node);
  for (const DotQuestion::Arc& arc : question.arcs) {
    text += fmt::format("n{} -> n{}{};\n", arc.from, arc.to, arc.kept ? "" : " [constraint=false]");
  }
  return text + "}\n";
}

double InPicture(std::string_view inches) {
  return std::strtod(std::string(inches).c_str(), nullptr) * kPerInch;
}

// Lines of words: "graph 1 WIDTH HEIGHT", "node NAME X Y …", "edge TAIL HEAD COUNT X Y …".
Result<DotLayout> ReadPlain(std::string_view text) {
  DotLayout layout;
  double height = 0;
  const auto point = [&](std::string_view x, std::string_view y) {
    return DotLayout::Point{kEdge + static_cast<int>(std::lround(InPicture(x))),
                            kEdge + static_cast<int>(std::lround(height - InPicture(y)))};
  };
  for (const std::string_view line : Lines(text)) {
    const std::vector<std::string_view> words = Split(line, ' ');
    const auto id = [&](std::size_t word) {
      return std::string(words[word].empty() ? words[word] : words[word].substr(1));
    };
    if (words[0] == "graph" && words.size() >= 4) {
      height = InPicture(words[3]);
      layout.width = 2 * kEdge + static_cast<int>(std::lround(InPicture(words[2])));
      layout.height = 2 * kEdge + static_cast<int>(std::lround(height));
    } else if (words[0] == "node" && words.size() >= 4) {
      layout.nodes.emplace(id(1), point(words[2], words[3]));
    } else if (words[0] == "edge" && words.size() >= 4) {
      std::vector<DotLayout::Point> points;
      const std::size_t count = std::strtoul(std::string(words[3]).c_str(), nullptr, 10);
      for (std::size_t i = 0; i < count && 5 + 2 * i < words.size(); ++i) {
        points.push_back(point(words[4 + 2 * i], words[5 + 2 * i]));
      }
      if (points.size() < 4 || points.size() != count || count % 3 != 1) break;
      layout.arcs.emplace(std::pair(id(1), id(2)), std::move(points));
    } else if (words[0] == "stop") {
      return layout;
    }
  }
  return Refusal("the answer of Graphviz's `dot` is not understood", "dot -V");
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
  Result<DotLayout> layout = ReadPlain(ran->out);
  if (!layout) return layout;
  const bool has_all =
      std::ranges::all_of(question.nodes,
                          [&](const std::string& node) { return layout->nodes.contains(node); }) &&
      std::ranges::all_of(question.arcs, [&](const DotQuestion::Arc& arc) {
        return layout->arcs.contains({arc.from, arc.to});
      });
  if (!has_all) return ReadPlain({});
  return layout;
}

}  // namespace prereq
