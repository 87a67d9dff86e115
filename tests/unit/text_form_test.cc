#include "plan/text_form.h"

#include <gtest/gtest.h>

namespace prereq {
namespace {

ModuleWords Words(int number, const std::string& slug, const std::string& title) {
  return {{number, '\0'}, slug, {title}};
}

// What CommonForm makes of texts about modules 1, 2, … for number 3, `lists_of`, `Lists`; "-"
// without one.
std::string Filled(const std::vector<std::string>& texts, Number number = {3, '\0'}) {
  const std::vector<ModuleWords> words{Words(1, "intro", "Introduction"),
                                       Words(2, "data-types", "Data Types"),
                                       Words(3, "loops", "Loops"), Words(4, "index", "index")};
  std::vector<TextOfModule> all;
  for (std::size_t i = 0; i < texts.size(); ++i) all.push_back({texts[i], &words[i]});
  const std::optional<TextForm> form = CommonForm(all);
  if (!form) return "-";
  return form
      ->Fill(number, "lists_of", [](const auto&, const auto&) { return std::optional("Lists"); })
      .value_or("-");
}

TEST(TextForm, FindsNumberSlugAndTitle) {
  EXPECT_EQ(Filled({"Lesson 1: Introduction", "Lesson 2: Data Types", "Lesson 3: Loops"}),
            "Lesson 3: Lists");
  EXPECT_EQ(Filled({"a/01-intro.md", "a/02-data-types.md", "a/03-loops.md"}), "a/03-lists_of.md");
  EXPECT_EQ(Filled({"01_intro", "02_data_types", "03_loops"}), "03_lists_of");
  EXPECT_EQ(Filled({"[Introduction](01/)", "[Data Types](02/)", "[Loops](03/)", "[index](04/)"}),
            "[Lists](03/)");
  EXPECT_EQ(Filled({"index/4.md", "x"}), "-");
}

TEST(TextForm, WantsThreeOfFourAlike) {
  EXPECT_EQ(Filled({"Part 1", "Part 2", "Part 3", "other"}), "Part 3");
  EXPECT_EQ(Filled({"Part 1", "Part 2", "other", "others"}), "-");
  EXPECT_EQ(Filled({"Part 1"}), "-");
}

TEST(TextForm, TakesNoPartOfAWordForAName) {
  EXPECT_EQ(Filled({"introvert 11", "data-types2 22", "loopsy 33"}), "-");
}

TEST(TextForm, WritesAsManyDigitsAsTheOthers) {
  EXPECT_EQ(Filled({"001", "002", "003"}, {12, '\0'}), "012");
  EXPECT_EQ(Filled({"1.", "2.", "3."}, {12, '\0'}), "12.");
  const ModuleWords ten = Words(10, "ten", "Ten");
  const ModuleWords eleven = Words(11, "eleven", "Eleven");
  const auto form = CommonForm({{"L10", &ten}, {"L11", &eleven}});
  ASSERT_TRUE(form);
  const auto no_title = [](const auto&, const auto&) { return std::nullopt; };
  EXPECT_EQ(form->Fill({12, '\0'}, "x", no_title), "L12");
  EXPECT_EQ(form->Fill({9, '\0'}, "x", no_title), std::nullopt);  // L9 or L09?
}

TEST(TextForm, KeepsAConstantText) {
  const ModuleWords one = Words(1, "a", "A");
  const ModuleWords two = Words(2, "b", "B");
  const auto form = CommonForm({{"draft", &one}, {"draft", &two}});
  ASSERT_TRUE(form);
  EXPECT_FALSE(form->HasPlaces());
  EXPECT_EQ(form->Skeleton(), "draft");
}

}  // namespace
}  // namespace prereq
