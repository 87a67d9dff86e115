// Orders in every form that people write them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/numbered_name.h"
#include "base/text.h"
#include "prereq/facts.h"
#include "prereq/order.h"
#include "prereq/report.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// "6 optimizers" or "optimizers" for each entry; "error: …" for each error.
std::vector<std::string> Read(const std::string& text, const std::string& selector = "",
                              const std::string& path = "order.txt") {
  const auto order = ParseOrder(path, text, selector);
  std::vector<std::string> lines;
  if (!order) {
    for (const Error& error : order.error()) lines.push_back("error: " + error.message);
    return lines;
  }
  for (const OrderEntry& entry : order->entries) {
    lines.push_back(entry.number ? ShowNumber(*entry.number) + " " + entry.name : entry.name);
  }
  return lines;
}

TEST(ParseOrder, ReadsLinesAndIgnoresRemarks) {
  EXPECT_THAT(Read("# the new order\n"
                   "01_setup\r\n"
                   "\n"
                   "02-tensor  \n"
                   "06b_extra\t\xE2\x86\x90 was 08: later\n"
                   "losses (stays)\n"
                   "7. autograd\n"
                   "08 training\n"
                   "* 09_spatial/\n"
                   "\"Data Loading\" <- last"),
              ElementsAre("1 setup", "2 tensor", "6b extra", "losses", "7 autograd", "8 training",
                          "9 spatial", "Data Loading"));
}

TEST(ParseOrder, PlacesEveryEntry) {
  const auto order = ParseOrder("o",
                                "\xEF\xBB\xBF"
                                "a\n  02_b\n",
                                "");
  ASSERT_TRUE(order);
  EXPECT_EQ(Show(order->entries[1].where), "o:2:3");
}

TEST(ParseOrder, ReadsYamlListsAndMaps) {
  EXPECT_THAT(Read("- setup\n- 02_tensor\n- Loss Functions\n- training: 8\n"),
              ElementsAre("setup", "2 tensor", "Loss Functions", "8 training"));
  EXPECT_THAT(Read("setup: 1\ntensor: 02\n"), ElementsAre("1 setup", "2 tensor"));
  EXPECT_THAT(Read("order: [a, b]\n"), ElementsAre("a", "b"));
  EXPECT_THAT(Read("[a, b]"), ElementsAre("a", "b"));
  EXPECT_THAT(Read("a: x\n", "", "o.yaml"), ElementsAre(HasSubstr("error: expected a number")));
  EXPECT_THAT(Read("- 02_b <- was 03: later\n- 01_a\n"), ElementsAre("2 b", "1 a"));
}

constexpr const char* kPage =
    "# Plan\n"
    "## **Current Order (problems):**\n"
    "```\n"
    "01_setup\n"
    "02_tensor   \xE2\x86\x90 Problem: too late\n"
    "```\n"
    "## New order\n"
    "~~~text\n"
    "01_tensor\n"
    "02_setup    \xE2\x86\x90 Fixed\n"
    "~~~\n"
    "```sh\n"
    "git mv a b\n"
    "01_setup\n"
    "```\n"
    "```\n"
    "run the tests\n"
    "and wait\n"
    "```\n";

TEST(ParseOrder, ChoosesAMarkdownBlock) {
  EXPECT_THAT(Read(kPage, "1", "plan.md"), ElementsAre("1 setup", "2 tensor"));
  EXPECT_THAT(Read(kPage, "2", "plan.md"), ElementsAre("1 tensor", "2 setup"));
  EXPECT_THAT(Read(kPage, "new order", "plan.md"), ElementsAre("1 tensor", "2 setup"));
  EXPECT_THAT(Read(kPage, "Current", "-"), ElementsAre("1 setup", "2 tensor"));
}

TEST(ParseOrder, ListsTheBlocksWhenTheChoiceIsUnclear) {
  const std::string list = "1 `Current Order (problems)` (line 3), 2 `New order` (line 8)";
  EXPECT_THAT(
      Read(kPage, "", "plan.md"),
      ElementsAre("error: this file holds 2 orders; choose one with `FILE#N` or words of its "
                  "heading: " +
                  list));
  EXPECT_THAT(Read(kPage, "3", "plan.md"),
              ElementsAre("error: there is no order 3 in this file; it holds " + list));
  EXPECT_THAT(Read(kPage, "order", "plan.md"), ElementsAre(HasSubstr("more than one order")));
  EXPECT_THAT(Read(kPage, "old", "plan.md"), ElementsAre(HasSubstr("no order in this file")));
}

TEST(ParseOrder, TakesTheOnlyBlockAndTheOpenEnd) {
  EXPECT_THAT(Read("```\na\nb\n```\n"), ElementsAre("a", "b"));
  EXPECT_THAT(Read("```yaml\na: 1\nb: 2\n```\n", "", "x.md"), ElementsAre("1 a", "2 b"));
  EXPECT_THAT(Read("```\n01_a\n02_b", "", "x.md"), ElementsAre("1 a", "2 b"));
  EXPECT_THAT(Read("no fence\n", "", "x.md"), ElementsAre(HasSubstr("found none")));
  EXPECT_THAT(Read("a\nb\n", "2"), ElementsAre(HasSubstr("this file is one list")));
}

TEST(ParseOrder, RefusesWhatIsNoOrder) {
  EXPECT_THAT(Read(""), ElementsAre(HasSubstr("found none")));
  EXPECT_THAT(Read("# nothing\n"), ElementsAre(HasSubstr("found none")));
  EXPECT_THAT(Read("a\n\xFF\n"), ElementsAre(HasSubstr("expected UTF-8")));
  EXPECT_THAT(Read("\"\" x\n"), ElementsAre(HasSubstr("expected the name of a module")));
}

TEST(ParseOrder, FindsHeadingsBehindAByteOrderMarkAndAboveALine) {
  const std::string page =
      "\xEF\xBB\xBF"
      "# Old one\n```\na\nb\n```\nNew one\n-------\n```\nb\na\n```\n";
  EXPECT_THAT(Read(page, "old one", "x.md"), ElementsAre("a", "b"));
  EXPECT_THAT(Read(page, "new one", "x.md"), ElementsAre("b", "a"));
  EXPECT_THAT(Read("\xEF\xBB\xBF```\na\nb\n```\n", "", "x.md"), ElementsAre("a", "b"));
}

TEST(ParseOrder, ReadsEscapesInDoubleQuotes) {
  EXPECT_THAT(Read("1 \"two words\" rest\n2 \"_a\\\"b\"\n\"03_new\\nline\"\n'x,'\n"),
              ElementsAre("1 two words", "2 _a\"b", "3 new\nline", "x,"));
  EXPECT_THAT(Read("a\"\n"), ElementsAre("a\""));
}

TEST(OrderList, ComesBackWhateverTheNames) {
  const std::vector<std::string> slugs = {
      "plain",  "two words", "new\nline", "q'uote", "dq\"x",   "back\\slash", "-rf",
      "#hash",  " pad ",     "pad",       "_x",     "x",       "02_tensor",   "tensor",
      "c++",    "v1.2",      "comma,",    "a:",     "bad\xFF", "\t",          "café",
      "`tick`", "3d",        "A",         "a"};
  Facts facts;
  facts.series.pattern = "modules/{number:02}_{slug}";
  std::vector<std::string> sorted = slugs;
  std::ranges::sort(sorted);
  facts.order = Order(sorted.size());
  std::vector<Number> slots;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    Module module;
    module.slug = sorted[i];
    facts.modules.push_back(std::move(module));
    const auto place = std::ranges::find(slugs, sorted[i]) - slugs.begin();
    facts.order.Set({static_cast<int>(i)}, Number{static_cast<int>(place) + 1, '\0'});
    slots.push_back({static_cast<int>(i) + 1, '\0'});
  }
  const std::string list = RenderOrderList(facts, facts.order);
  EXPECT_TRUE(list.starts_with("01_plain\n02 \"two words\"\n03 \"new\\nline\"\n")) << list;
  const auto text = ParseOrder("<stdin>", list, "");
  ASSERT_TRUE(text) << text.error().front().message;
  const auto order = ResolveOrder(*text, facts, slots);
  ASSERT_TRUE(order) << order.error().front().message;
  EXPECT_EQ(*order, facts.order);
  const auto block = ParseOrder("x.md", "# New\n```\n" + list + "```\n", "");
  ASSERT_TRUE(block) << block.error().front().message;
  EXPECT_EQ(*ResolveOrder(*block, facts, slots), facts.order);
}

TEST(ResolveOrder, CountsNoPlaceForWhatStandsTwice) {
  Facts facts;
  for (const char* slug : {"a", "b", "c"}) {
    Module module;
    module.slug = slug;
    facts.modules.push_back(std::move(module));
  }
  facts.order = Order(3);
  const auto text = ParseOrder("o", "a\nb\nb\nc\n", "");
  const auto order = ResolveOrder(*text, facts, {{1, '\0'}, {2, '\0'}, {3, '\0'}});
  ASSERT_FALSE(order);
  EXPECT_EQ(order.error().size(), 1U);
  EXPECT_THAT(order.error().front().message, HasSubstr("`b` stands here for the second time"));
}

}  // namespace
}  // namespace prereq
