// Prerequisites in prose: where a page says them, and whom they name.
#include "metadata/prose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/format.h"
#include "base/numbered_name.h"
#include "metadata/prose_places.h"
#include "metadata/prose_words.h"
#include "support/memory_tree.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Places(const std::string& page) {
  std::vector<std::string> places;
  for (const Span& span : PrerequisitePlaces(page)) {
    places.push_back(page.substr(span.offset, span.length));
  }
  return places;
}

std::string Shown(std::optional<Number> first, std::optional<Number> last) {
  if (!first) return "";
  return ShowNumber(*first) + (last ? "-" + ShowNumber(*last) : "");
}

// "7/9", "/2-3", a path, "all before".
std::vector<std::string> Mentions(const std::string& text, const MentionLabels& labels) {
  std::vector<std::string> mentions;
  for (const ModuleMention& mention : ReadMentions(text, labels)) {
    if (mention.all_before || mention.all_before_outer) {
      mentions.push_back(mention.all_before ? "all" : "all outer");
    } else if (!mention.path.empty()) {
      mentions.push_back(mention.path);
    } else {
      mentions.push_back(fmt::format("{}/{}", Shown(mention.outer, mention.outer_last),
                                     Shown(mention.number, mention.last)));
    }
  }
  return mentions;
}

const MentionLabels kCourse{{"phase"}, {"lesson"}};
const MentionLabels kFlat{{}, {"lesson"}};

TEST(PrerequisitePlaces, EndWithTheirLineListOrSection) {
  EXPECT_THAT(Places("# A\n\n**Prerequisites:** Lesson 2\n**Time:** 3 hours\n"),
              ElementsAre("Lesson 2"));
  EXPECT_THAT(
      Places("**Prerequisites**: Lesson 2\n**Files touched (to be confirmed in phase one)**: "
             "`01_core`\n"),
      ElementsAre("Lesson 2"));
  EXPECT_THAT(Places("**Prerequisites**: Lesson 2,\nLesson 3\n\nLesson 4\n"),
              ElementsAre("Lesson 2,", "Lesson 3"));
  EXPECT_THAT(Places("Prerequisites:\n\n- Lesson 2\n- Lesson 3\n\nLesson 4\n"),
              ElementsAre("- Lesson 2", "- Lesson 3"));
  EXPECT_THAT(Places("Prerequisites: Lesson 2\n- Lesson 9 comes later\n"), ElementsAre("Lesson 2"));
  EXPECT_THAT(Places("| Prerequisites | Lesson 2 |\n| Time | 3 h |\n"), ElementsAre("Lesson 2 |"));
  EXPECT_THAT(Places("# A\n## 2. Prerequisites\ntext\n### More\nx\n## Next\nLesson 4\n"),
              ElementsAre("text", "### More", "x"));
  EXPECT_THAT(Places("Voraussetzungen\n---------------\n* Kapitel 2\n\nInhalt\n------\nx\n"),
              ElementsAre("* Kapitel 2"));
}

TEST(PrerequisitePlaces, LeaveOutCodeFrontMatterAndOtherHeadings) {
  EXPECT_THAT(Places("---\nprerequisites: Lesson 2\n---\n# A\n"), IsEmpty());
  EXPECT_THAT(Places("```\nPrerequisites: Lesson 2\n```\n"), IsEmpty());
  EXPECT_THAT(Places("<!--\nPrerequisites: Lesson 2\n-->\n"), IsEmpty());
  EXPECT_THAT(Places("## Prerequisites and next steps\nLesson 3\n"), IsEmpty());
}

TEST(ReadMentions, NamesByLabelAndNumber) {
  EXPECT_THAT(Mentions("Lesson 3, Phase 7 · 09", kCourse), ElementsAre("/3", "7/9"));
  EXPECT_THAT(Mentions("Phase 7 · 02 (Self-Attention), Phase 7 · 05 (Full)", kCourse),
              ElementsAre("7/2", "7/5"));
  EXPECT_THAT(Mentions("Phase 1, Lessons 01-02 (Linear Algebra)", kCourse), ElementsAre("1/1-2"));
  EXPECT_THAT(Mentions("Phase 4 Lesson 14 (ViT)", kCourse), ElementsAre("4/14"));
  EXPECT_THAT(Mentions("Lesson 03.10 (Build)", kCourse), ElementsAre("3/10"));
  EXPECT_THAT(Mentions("Phase 11 lessons 04 (embeddings), 06 (RAG)", kCourse),
              ElementsAre("11/4", "11/6"));
  EXPECT_THAT(Mentions("Phase 14 (Agents), Phases 2 and 3", kCourse),
              ElementsAre("14/", "2/", "3/"));
  EXPECT_THAT(
      Mentions("Phase 19 Track B foundations (lessons 20-29); Phase 1 (Lessons 04)", kCourse),
      ElementsAre("19/20-29", "1/4"));
  EXPECT_THAT(Mentions("Phase 04 lessons, Phase 07 transformer lessons, Lesson 3", kCourse),
              ElementsAre("4/", "7/", "/3"));
  EXPECT_THAT(Mentions("Lessons 30 and 31 of this phase", kCourse), ElementsAre("/30", "/31"));
  EXPECT_THAT(Mentions("Lesson 3 of Phase 2", kCourse), ElementsAre("2/3"));
  EXPECT_THAT(Mentions("Lessons 2\u20133", kFlat), ElementsAre("/2-3"));
}

TEST(ReadMentions, TakesNoWordsAndNoOtherNumbers) {
  EXPECT_THAT(Mentions("Lesson 2, 3 hours of time", kFlat), ElementsAre("/2"));
  EXPECT_THAT(Mentions("Python 3.10, arrays, section 3", kFlat), IsEmpty());
  EXPECT_THAT(Mentions("the 3rd lesson; lesson 4th", kFlat), IsEmpty());
  EXPECT_THAT(Mentions("see https://example.org/03-x/y and [x](https://a.org/02-b)", kFlat),
              IsEmpty());
}

TEST(ReadMentions, TakesPathsLinksAndAllThatCameBefore) {
  EXPECT_THAT(Mentions("1. [Beta](../02-beta/README.md) and `03-x`, 04-y.", kFlat),
              ElementsAre("../02-beta/README.md", "03-x", "04-y"));
  EXPECT_THAT(Mentions("All previous lessons", kFlat), ElementsAre("all"));
  EXPECT_THAT(Mentions("All the prior phases", kCourse), ElementsAre("all outer"));
}

TEST(ReadBareNumbers, TakesNothingElse) {
  EXPECT_EQ(ReadBareNumbers("1, 2 and 4-6").size(), 3U);
  EXPECT_TRUE(ReadBareNumbers("2 hours").empty());
  EXPECT_TRUE(ReadBareNumbers("3.10").empty());
}

TEST(SaysNone, KnowsTheWaysToSayIt) {
  for (const char* none : {"None", "none.", "N/A", "-", "\u2014", "No prerequisites",
                           "None (start)", "keine", "无", ""}) {
    EXPECT_TRUE(SaysNone(none)) << none;
  }
  for (const char* some : {"none_of_these", "Lesson 2", "nonlinear systems", "nothing new here"}) {
    EXPECT_FALSE(SaysNone(some)) << some;
  }
}

TEST(ReadSaid, FindsThePlaceInsideANotebook) {
  const std::string notebook =
      "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\n"
      "  \"# A\\n\",\n  \"Prerequisites: Lesson 2\\n\"]}],\n \"nbformat\": 4}";
  const MemoryTree tree({{"02.ipynb", notebook}});
  const auto said = ReadSaid(tree, "02.ipynb", kFlat, nullptr);
  ASSERT_TRUE(said);
  ASSERT_EQ(said->size(), 1U);
  EXPECT_EQ(said->front().where.line, 3);
  EXPECT_EQ(said->front().where.column, 19);
}

}  // namespace
}  // namespace prereq
