// Re-sorted blocks: what the planner decides, and that no byte of an entry is lost or made.
#include "plan/resort.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "plan/edit_bytes.h"
#include "plan/resort_bytes.h"
#include "prereq/edits.h"
#include "prereq/passages.h"
#include "support/memory_tree.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// autograd 6 and dataloader 7 change places in a course of five; one file is looked at.
class ResortTest : public ::testing::Test {
 protected:
  ResortTest() : after_(course_.facts.order) {
    Renumber("autograd", 7);
    Renumber("dataloader", 6);
  }
  void Renumber(const std::string& slug, int number) {
    after_.Set(*course_.facts.FindSlug(slug), Number{number, '\0'});
  }

  // The file after the change; "error: …" when there is none. Fills `tasks_`.
  std::string After(const std::string& path, const std::string& text) {
    std::map<std::string, std::string> files = {{path, text}};
    for (const Module& module : course_.facts.modules) files[module.path + "/x.py"] = "pass\n";
    const MemoryTree tree(files);
    Facts facts = course_.facts;
    for (const auto& [name, bytes] : files) {
      facts.files.push_back({name, ScannedFile::Kind::kText, {}});
      for (const Reference& reference : references::ScanReferences(name, bytes, course_.Lex())) {
        facts.references.push_back(reference);
      }
    }
    const Result<Passages> passages = ReadPassages(tree, Config(), facts);
    if (!passages) return "error: " + passages.error().message;
    options_.passages = *passages;
    const Result<Plan> plan = prereq::Renumber(facts, BuildGraph(facts), after_, options_);
    if (!plan) return "error: " + plan.error().message;
    const Result<EditSet> edits = MakeEdits(*plan, tree);
    if (!edits) return "error: " + edits.error().message;
    tasks_.clear();
    for (const auto* tasks : {&plan->tasks, &edits->tasks}) {
      for (const Task& task : *tasks)
        tasks_.push_back(std::string(TaskKindName(task.kind)) + " " + Show(task.where) + " " +
                         task.text);
    }
    for (const FileEdit& file : edits->files) {
      if (file.path != path) continue;
      const auto edited = EditBytes(path, text, file.spans);
      return edited ? *edited : "error: " + edited.error().message;
    }
    return text;
  }
  std::string Resorted(const std::string& path, const std::string& text) {
    options_.resort = BlockScope::kEverything;
    return After(path, text);
  }

  Course course_;
  Order after_;
  PlanOptions options_;
  std::vector<std::string> tasks_;
};

TEST_F(ResortTest, IsDoneUnlessItIsLeftToAPerson) {
  options_.resort = BlockScope::kNothing;
  const std::string text = "- 05_losses\n- 06_autograd\n- 07_dataloader\n";
  EXPECT_EQ(After("a.md", text), "- 05_losses\n- 07_autograd\n- 06_dataloader\n");
  EXPECT_THAT(tasks_,
              ElementsAre("block a.md:1:1 lines 1-3 stood in module order and no longer do: "
                          "put their 3 entries in order, as `--resort` does with the change"));
  EXPECT_EQ(Resorted("a.md", text), "- 05_losses\n- 06_dataloader\n- 07_autograd\n");
  EXPECT_THAT(tasks_, IsEmpty());
  options_.exclude = {"block"};
  EXPECT_EQ(After("a.md", text), "- 05_losses\n- 07_autograd\n- 06_dataloader\n");
  EXPECT_THAT(tasks_, IsEmpty());
  options_.exclude = {};
  options_.resort = BlockScope::kNothing;
  options_.chosen_blocks = {{"a.md", 0}};
  EXPECT_EQ(After("a.md", text), "- 05_losses\n- 06_dataloader\n- 07_autograd\n");
}

TEST_F(ResortTest, ListsInCodeAreLeftToAPersonByDefault) {
  const std::string page = "- 05_losses\n- 06_autograd\n- 07_dataloader\n";
  EXPECT_EQ(After("a.md", page), "- 05_losses\n- 06_dataloader\n- 07_autograd\n");
  EXPECT_THAT(tasks_, IsEmpty());
  const std::string code =
      "all = [\n    \"05_losses\",\n    \"06_autograd\",\n    \"07_dataloader\",\n]\n";
  EXPECT_EQ(After("a.py", code),
            "all = [\n    \"05_losses\",\n    \"07_autograd\",\n    \"06_dataloader\",\n]\n");
  EXPECT_EQ(tasks_.size(), 1);
}

TEST_F(ResortTest, CommentsGoAlongAndMarksStay) {
  EXPECT_EQ(Resorted("_toc.yml",
                     "chapters:\r\n  - file: modules/06_autograd/a  # hard\r\n    title: A\r\n"
                     "  # for 07_dataloader\r\n  - file: modules/07_dataloader/a\r\n\r\nend: x"),
            "chapters:\r\n  # for 06_dataloader\r\n  - file: modules/06_dataloader/a\r\n"
            "  - file: modules/07_autograd/a  # hard\r\n    title: A\r\n\r\nend: x");
  EXPECT_EQ(Resorted("m.py", "M = {\n  '06': 'autograd',  # hard\n  '07': 'dataloader'\n}\n"),
            "M = {\n  '06': 'dataloader',\n  '07': 'autograd'  # hard\n}\n");
  EXPECT_EQ(Resorted("m.json", "[\n  \"06_autograd\",\n  \"07_dataloader\"\n]"),
            "[\n  \"06_dataloader\",\n  \"07_autograd\"\n]");
}

TEST_F(ResortTest, ListNumbersStayInPlace) {
  EXPECT_EQ(Resorted("a.md",
                     "1. [Losses](modules/05_losses/)\n2. [Autograd](modules/06_autograd/) a\n"
                     "3. [DataLoader](modules/07_dataloader/)"),
            "1. [Losses](modules/05_losses/)\n2. [DataLoader](modules/06_dataloader/)\n"
            "3. [Autograd](modules/07_autograd/) a");
  EXPECT_EQ(Resorted("a.md", "6. Autograd\n7. DataLoader\n"), "6. DataLoader\n7. Autograd\n");
}

TEST_F(ResortTest, TablesKeepTheirHeads) {
  EXPECT_EQ(Resorted("a.md",
                     "| # | Name |\n|--:|---|\n| 06 | Autograd | x |\n| 07 | DataLoader |\nend\n"),
            "| # | Name |\n|--:|---|\n| 06 | DataLoader |\n| 07 | Autograd | x |\nend\n");
}

TEST_F(ResortTest, OfNestedBlocksTheOuterMoves) {
  EXPECT_EQ(
      Resorted("a.md", "- 06_autograd\n  - 06_autograd/a\n  - 07_dataloader/b\n- 07_dataloader\n"),
      "- 06_dataloader\n- 07_autograd\n  - 07_autograd/a\n  - 06_dataloader/b\n");
}

TEST_F(ResortTest, WhatLeavesStaysBehindItsForerunner) {
  after_ = course_.facts.order;
  after_.Set(*course_.facts.FindSlug("losses"), std::nullopt);
  Renumber("tensor", 6);
  Renumber("autograd", 2);
  EXPECT_EQ(Resorted("a.md", "- 01_setup\n- 02_tensor\n- 05_losses\n- 06_autograd\n"),
            "- 01_setup\n- 02_autograd\n- 06_tensor\n- 05_losses\n");
}

TEST_F(ResortTest, ListsThatWentOnWithEachOtherAreATask) {
  after_ = course_.facts.order;
  Renumber("dataloader", 2);
  Renumber("tensor", 7);
  Resorted("_toc.yml",
           "- caption: A\n  chapters:\n  - file: 01_setup\n  - file: 02_tensor\n"
           "- caption: B\n  chapters:\n  - file: 05_losses\n  - file: 06_autograd\n");
  EXPECT_THAT(tasks_,
              ElementsAre(HasSubstr("block _toc.yml:3:3 lines 7-8 went on with lines 3-4")));
}

TEST_F(ResortTest, ChainsAreATask) {
  EXPECT_EQ(After("a.md", "05_losses → 06_autograd → 07_dataloader\n"),
            "05_losses → 07_autograd → 06_dataloader\n");
  EXPECT_THAT(tasks_,
              ElementsAre(HasSubstr("chain a.md:1:1 this chain rose with the order and now reads "
                                    "`05_losses → 07_autograd → 06_dataloader`")));
  After("a.md", "02_tensor → 06_autograd\n");
  EXPECT_THAT(tasks_, IsEmpty());
}

TEST_F(ResortTest, NeighboursThatChangeAreTasks) {
  After("modules/05_losses/README.md",
        "Next: 06_autograd\nIn the next module, and\nthe next module.\n");
  EXPECT_THAT(
      tasks_,
      ElementsAre(HasSubstr("neighbour modules/05_losses/README.md:1:1 \"Next\" names "
                            "`07_autograd`; `06_dataloader` comes after `05_losses` now"),
                  HasSubstr("2:8 \"next module\" meant `07_autograd`; `06_dataloader` comes after "
                            "`05_losses` now (also on line 3)")));
  After("modules/02_tensor/README.md", "the next module\n");
  EXPECT_THAT(tasks_, IsEmpty());
}

TEST_F(ResortTest, ExcludeRefusesWhatFitsNothing) {
  options_.exclude = {"lable"};
  EXPECT_THAT(After("a.md", "06_autograd\n"), HasSubstr("did you mean `label`?"));
  options_.exclude = {"docs/"};
  EXPECT_EQ(After("docs/a.md", "06_autograd\n"), "06_autograd\n");
}

// Entries of random bytes, permuted at random with random edits inside: the pieces that come out
// are the pieces that went in, edited; all else stands where it stood.
TEST(Resort, PermutesEntriesAndNothingElse) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    std::string bytes;
    const auto grow = [&](std::size_t most) {
      const std::size_t begin = bytes.size();
      for (std::size_t i = below(most + 1); i > 0; --i) bytes += static_cast<char>(below(256));
      return Span{begin, bytes.size() - begin};
    };
    Resort resort;
    std::vector<SpanEdit> edits;
    std::vector<std::string> bodies, tails, between;
    const auto edited = [&](Span piece) {  // puts up to one edit into the piece
      std::string text = bytes.substr(piece.offset, piece.length);
      if (piece.length == 0 || below(2) == 0) return text;
      const std::size_t at = below(piece.length);
      const std::size_t length = 1 + below(piece.length - at);
      const std::string put = fmt::format("<{}>", edits.size());
      edits.push_back({{piece.offset + at, length}, put});
      return text.replace(at, length, put);
    };
    between.push_back(edited(grow(4)));
    const std::size_t count = 2 + below(6);
    for (std::size_t i = 0; i < count; ++i) {
      BlockEntry entry;
      entry.body = grow(8);
      bytes += static_cast<char>(below(256));
      ++entry.body.length;
      bodies.push_back(edited(entry.body));
      entry.mark = grow(2);
      between.push_back(edited(entry.mark));
      entry.tail = grow(3);
      tails.push_back(edited(entry.tail));
      between.push_back(edited(grow(3)));
      resort.block.entries.push_back(entry);
      resort.order.push_back(i);
    }
    std::ranges::shuffle(resort.order, random);
    std::string expected = between[0];
    for (std::size_t i = 0; i < count; ++i) {
      expected += bodies[resort.order[i]] + between[1 + 2 * i] + tails[resort.order[i]] +
                  between[2 + 2 * i];
    }
    ASSERT_TRUE(AddResort(bytes, resort, edits));
    const auto result = EditBytes("x", bytes, edits);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(*result, expected);
  }
}

TEST(Resort, RefusesEditsAcrossAnEdge) {
  Resort resort;
  for (const std::size_t at : {std::size_t{0}, std::size_t{4}}) {
    BlockEntry entry;
    entry.body = {at, 3};
    entry.mark = entry.tail = {at + 3, 0};
    resort.block.entries.push_back(entry);
  }
  resort.order = {1, 0};
  std::vector<SpanEdit> edits = {{{2, 2}, "x"}};
  EXPECT_FALSE(AddResort("abc\ndef\n", resort, edits));
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].new_text, "x");
}

}  // namespace
}  // namespace prereq
