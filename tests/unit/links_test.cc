#include "plan/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "passages/relative_links.h"
#include "support/course.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;

std::vector<RelativeLink> Links(const std::string& path, const std::string& text) {
  const std::set<std::string> known = {"m/01 - a", "m/01 - a/x.md", "m/02 - b/y.md", "README.md"};
  return FindRelativeLinks(path, text,
                           [&](const std::string& target) { return known.contains(target); });
}

TEST(RelativeLinks, AreFoundAndResolved) {
  const std::string text =
      "[a](<m/01 - a/x.md>) ![b](m/01%20-%20a/x.md#part \"t\") [c](./m/01%20-%20a/)\n"
      "[d]: m/02%20-%20b/y.md\n<a href=\"m/02 - b/y.md?q\"> [e](https://x/m) [f](/README.md)\n"
      "[g](none.md) [h](m/01%2) [i](";
  std::vector<std::string> lines;
  for (const RelativeLink& link : Links("a.md", text)) {
    EXPECT_EQ(text.substr(link.span.offset, link.span.length), link.text);
    lines.push_back(link.text + " = " + link.target);
  }
  EXPECT_THAT(lines,
              ElementsAre("m/01 - a/x.md = m/01 - a/x.md", "m/01%20-%20a/x.md = m/01 - a/x.md",
                          "./m/01%20-%20a/ = m/01 - a", "m/02%20-%20b/y.md = m/02 - b/y.md",
                          "m/02 - b/y.md = m/02 - b/y.md"));
  EXPECT_EQ(Links("m/01 - a/x.md", "[up](../../README.md) [o](../../../README.md)").size(), 1U);
}

TEST(PlanLinks, WritesWhereBothEndsStandAfterwards) {
  const Facts facts = CourseFacts("a b");
  const Target target{CourseOrder(facts, "b a"), {}, {}};
  const auto renaming = Renaming::Make(facts, target);
  ASSERT_TRUE(renaming);
  PlanOptions options;
  for (const auto& [path, text, to] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"a.md", "m/01%20-%20a/x.md", "m/01 - a/x.md"},
           {"a.md", "m//./01 - a/x.md", "m/01 - a/x.md"},
           {"m/01 - a/z.md", "x.md", "m/01 - a/x.md"},
           {"m/01 - a/z.md", "../02 - b/y.md", "m/02 - b/y.md"},
           {"m/01 - a/z.md", "../01 - a/x.md", "m/01 - a/x.md"}}) {
    RelativeLink& link = options.passages.links.emplace_back();
    link.where = {path, 1, 1};
    link.span = {0, text.size()};
    link.text = text;
    link.target = to;
  }
  const auto planned =
      PlanLinks(*renaming, options, {{"m/01 - a", "m/02 - a"}, {"m/02 - b", "m/01 - b"}});
  ASSERT_TRUE(planned);
  std::vector<std::string> texts;
  for (const LinkChange& change : planned->links) texts.push_back(change.new_text);
  EXPECT_THAT(texts, ElementsAre("m/02%20-%20a/x.md", "m//./02 - a/x.md", "../01 - b/y.md",
                                 "../02 - a/x.md"));
  options.exclude = {"*.md"};
  EXPECT_EQ(PlanLinks(*renaming, options, {{"m/01 - a", "m/02 - a"}})->links.size(), 1U);
}

}  // namespace
}  // namespace prereq
