// Edge lists: names to nodes, places, the four ways to write edges, and cycles against definitions.
#include "graph/edge_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "rules/check_edges.h"

namespace prereq {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The text in pieces of `piece` bytes.
Result<EdgeList> Read(EdgeFormat format, std::string_view text, std::size_t piece = 1U << 20U) {
  EdgeReader reader(format, "f", text.size(), 0);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const Status fed = reader.Feed(text.substr(at, piece));
    if (!fed) return fed.error();
  }
  return reader.Finish();
}

// "a<b@line:column" for each edge; the error's place and words when there is one.
std::vector<std::string> Shown(const Result<EdgeList>& edges) {
  if (!edges) {
    const Error& error = edges.error();
    return {std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + " " +
            error.message};
  }
  std::vector<std::string> shown;
  for (std::size_t e = 0; e < edges->size(); ++e) {
    const EdgePlace place = edges->PlaceOf(e);
    shown.push_back(std::string(edges->nodes.name(edges->before[e])) + "<" +
                    std::string(edges->nodes.name(edges->after[e])) + "@" +
                    std::to_string(place.line) + ":" + std::to_string(place.column));
  }
  return shown;
}

TEST(EdgeList, PairsAsTsortReadsThem) {
  const std::string text = "a b\n  b   c d\te\nx x\nf\n g\n\n01 1 1 007";
  const auto wanted =
      ElementsAre("a<b@1:1", "b<c@2:3", "d<e@2:9", "f<g@4:1", "01<1@7:1", "1<007@7:6");
  for (std::size_t piece = 1; piece < 12; ++piece) {
    const auto edges = Read(EdgeFormat::kPairs, text, piece);
    EXPECT_THAT(Shown(edges), wanted) << piece;
    EXPECT_EQ(edges->nodes.count(), 11);  // x too
  }
  EXPECT_THAT(Shown(Read(EdgeFormat::kPairs, "")), IsEmpty());
  EXPECT_THAT(Shown(Read(EdgeFormat::kPairs, "a b\n c")),
              ElementsAre(HasSubstr("2:2 expected two names for each edge")));
}

TEST(EdgeList, NamesAreKeptApart) {
  std::mt19937 random(5);
  NodeTable table;
  std::map<std::string, int> known;
  for (int i = 0; i < 200000; ++i) {
    std::string name = std::to_string(random() % (i % 3 == 0 ? 1000000000U : 70000U));
    if (i % 7 == 0) name = "0" + name;
    if (i % 11 == 0) name += "x";
    const auto [place, is_new] = known.try_emplace(name, table.count());
    ASSERT_EQ(table.Intern(name), place->second) << name;
  }
  for (const auto& [name, node] : known) EXPECT_EQ(table.name(node), name);
}

TEST(EdgeList, RowsOfATable) {
  EXPECT_THAT(
      Shown(Read(EdgeFormat::kCsv, "before,after,why\na,\"b, \"\"c\"\"\"\nd\n\n e , f \r\n")),
      ElementsAre("a<b, \"c\"@2:1", "e<f@5:1"));
  EXPECT_THAT(Shown(Read(EdgeFormat::kCsv, "module,requires\na,b\n")), ElementsAre("b<a@2:1"));
  EXPECT_THAT(Shown(Read(EdgeFormat::kTsv, "a b\t\"c\n")), ElementsAre("a b<\"c@1:1"));
  EXPECT_THAT(Shown(Read(EdgeFormat::kCsv, "a,b\n\"c,d\n")),
              ElementsAre(HasSubstr("2:1 the quote that opens here is never closed")));
  EXPECT_THAT(Shown(Read(EdgeFormat::kCsv, ",b\n")), ElementsAre(HasSubstr("1:1 expected a name")));
}

TEST(EdgeList, DotEdges) {
  EXPECT_THAT(
      Shown(Read(EdgeFormat::kDot,
                 "// remark\nstrict digraph \"g\" {\n  rankdir=LR; node [shape=box];\n"
                 "  a -> b -> { c; d } [color=\"x -> y\"];\n  subgraph s { e } -> a:port:n\n"
                 "  \"06_x\" + \"y\" -> <<b>html</b>>; \xC3\xA9 -> 12\n  lone\n}\n")),
      ElementsAre("a<b@4:3", "b<c@4:3", "b<d@4:3", "e<a@5:3", "06_xy<<<b>html</b>>@6:3",
                  "\xC3\xA9<12@6:34"));
  EXPECT_THAT(Shown(Read(EdgeFormat::kDot, "digraph { a -- b }")),
              ElementsAre(HasSubstr("1:13 an edge `--` has no direction")));
  EXPECT_THAT(Shown(Read(EdgeFormat::kDot, "graph { a -- b }")),
              ElementsAre(HasSubstr("`digraph`")));
  EXPECT_THAT(Shown(Read(EdgeFormat::kDot, "digraph { 06_a -> b }")),
              ElementsAre(HasSubstr("1:11 a name that begins with a digit")));
  for (const char* bad : {"", "digraph", "digraph {", "digraph { a -> }", "digraph { \"a }",
                          "digraph { a [x=}", "digraph { /* }", "digraph {} x", "digraph { $ }"}) {
    EXPECT_FALSE(Read(EdgeFormat::kDot, bad)) << bad;
  }
}

TEST(EdgeList, SaysInTimeThatMemoryWillNotSuffice) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += std::to_string(i) + " " + std::to_string(i + 1) + "\n";
  EdgeReader reader(EdgeFormat::kPairs, "f", 1000 * text.size(), std::size_t{64} << 20U);
  const Status fed = reader.Feed(text);
  ASSERT_FALSE(fed);
  EXPECT_THAT(fed.error().message, HasSubstr("MiB of memory"));
}

TEST(EdgeList, LooksAgainAndAgainHowMuchMemoryAPipeTakes) {
  constexpr std::size_t kMebi = std::size_t{1} << 20U;
  for (const std::string_view line : {"a b\n", "a b c d\n", "a,b\n", "x", "a\n"}) {
    std::string piece;
    while (piece.size() < kMebi / 4) piece += line;
    const bool is_row = line.find(',') != std::string_view::npos;
    EdgeReader reader(is_row ? EdgeFormat::kCsv : EdgeFormat::kPairs, "f", 0, 32 * kMebi);
    std::size_t fed = 0;
    Status status = Done{};
    for (; status && fed < 128 * kMebi; fed += piece.size()) status = reader.Feed(piece);
    if (line == "a\n") {  // one node, however often it is said
      EXPECT_TRUE(status);
      continue;
    }
    ASSERT_FALSE(status) << line;
    EXPECT_LE(fed, 32 * kMebi) << line;
    EXPECT_THAT(status.error().message, HasSubstr("what was read so far needs about"));
  }
}

TEST(CheckEdges, OrderOrCycle) {
  const auto edges = Read(EdgeFormat::kPairs, "c b\na b\nb d\n");
  const EdgeVerdict verdict = CheckEdges(*edges, "f");
  std::vector<std::string_view> names;
  for (const int node : verdict.order) names.push_back(edges->nodes.name(node));
  EXPECT_THAT(names, ElementsAre("c", "a", "b", "d"));
  EXPECT_FALSE(verdict.verdict.HasErrors());

  const EdgeVerdict cyclic = CheckEdges(*Read(EdgeFormat::kPairs, "a b\nx y\nb c\nc a\n"), "f");
  ASSERT_EQ(cyclic.verdict.findings.size(), 1U);
  EXPECT_THAT(cyclic.order, IsEmpty());
  EXPECT_THAT(cyclic.verdict.findings[0].headline, HasSubstr("a → b → c → a"));
  EXPECT_EQ(cyclic.verdict.findings[0].facts.size(), 3U);
  EXPECT_EQ(cyclic.verdict.findings[0].facts[1].where.line, 3);
}

// A knot too large for proofs still shows a cycle that is one, with the lines that say so.
TEST(CheckEdges, CycleOfALargeKnot) {
  std::mt19937 random(9);
  std::string text;
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t i = 0; i < 2 * kMostExplained; ++i) {
    std::string before = "n" + std::to_string(random() % 5000),
                after = "n" + std::to_string(random() % 5000);
    if (before == after) after += "x";
    text += before + " " + after + "\n";
    lines.emplace_back(before, after);
  }
  const EdgeVerdict verdict = CheckEdges(*Read(EdgeFormat::kPairs, text), "f");
  ASSERT_FALSE(verdict.verdict.findings.empty());
  const Finding& finding = verdict.verdict.findings[0];
  EXPECT_THAT(finding.headline, HasSubstr("one cycle of"));
  ASSERT_GE(finding.facts.size(), 2U);
  for (std::size_t i = 0; i < finding.facts.size(); ++i) {
    const auto& [before, after] = lines[static_cast<std::size_t>(finding.facts[i].where.line) - 1];
    EXPECT_EQ(finding.facts[i].text, after + " needs " + before);
    const auto& next =
        lines[static_cast<std::size_t>(finding.facts[(i + 1) % finding.facts.size()].where.line) -
              1];
    EXPECT_EQ(after, next.first);
  }
}

}  // namespace
}  // namespace prereq
