#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "files/plan_read.h"
#include "files/plan_write.h"
#include "plan/edit_bytes.h"
#include "plan/moves.h"
#include "prereq/edits.h"
#include "report/plan_text.h"
#include "support/memory_tree.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A small course in memory: autograd 6 and dataloader 7 change places unless a test says otherwise.
class EditsTest : public ::testing::Test {
 protected:
  EditsTest() {
    for (const Module& module : course_.facts.modules) {
      files_[module.path + "/x.py"] = "pass\n";
    }
    Renumber("autograd", 7);
    Renumber("dataloader", 6);
  }

  void Renumber(const std::string& slug, int number) {
    if (after_.module_count() == 0) after_ = course_.facts.order;
    after_.Set(*course_.facts.FindSlug(slug), Number{number, '\0'});
  }

  Facts Scan(const Facts& facts, const std::map<std::string, std::string>& files) {
    const MemoryTree tree(files);
    const std::vector<FileEntry> entries = *tree.ListTracked();
    std::vector<std::string> paths;
    for (const FileEntry& entry : entries) paths.push_back(entry.path);
    const references::Lexicon lexicon(
        {facts, 0, course_.mirrors, course_.metadata, course_.own_urls, {}, paths});
    Facts scanned = facts;
    for (const auto& [path, text] : files) {
      scanned.files.push_back({path, ScannedFile::Kind::kText, {}});
      for (const Reference& reference : references::ScanReferences(path, text, lexicon)) {
        scanned.references.push_back(reference);
      }
    }
    return scanned;
  }

  Result<EditSet> Make() {
    facts_ = Scan(course_.facts, files_);
    options_.mirrors = course_.mirrors;
    Target target = target_;
    target.order = after_;
    Result<Plan> plan = prereq::Renumber(facts_, BuildGraph(facts_), target, options_);
    if (!plan) return plan.error();
    plan_ = *plan;
    return MakeEdits(plan_, MemoryTree(files_));
  }

  // The tree after the edits; "error: …" at "" when there is none.
  std::map<std::string, std::string> Apply() {
    const Result<EditSet> edits = Make();
    if (!edits) return {{"", "error: " + edits.error().message}};
    edits_ = *edits;
    std::map<std::string, std::string> files = files_;
    for (const FileEdit& file : edits->files) {
      const auto bytes = EditBytes(file.path, files[file.path], file.spans);
      if (!bytes) return {{"", "error: " + bytes.error().message}};
      files[file.path] = *bytes;
    }
    std::map<std::string, std::string> moves;
    for (const PathMove& move : edits->moves) moves.emplace(move.from, move.to);
    std::map<std::string, std::string> moved;
    for (const auto& [path, text] : files) moved[PathAfter(moves, path)] = text;
    return moved;
  }

  // One file's text after the change.
  std::string After(const std::string& path, const std::string& text) {
    files_[path] = text;
    auto files = Apply();
    return files.contains("") ? files[""] : files[path];
  }

  std::vector<std::string> Tasks() {
    std::vector<std::string> lines;
    for (const auto* tasks : {&plan_.tasks, &edits_.tasks}) {
      for (const Task& task : *tasks)
        lines.push_back(std::string(TaskKindName(task.kind)) + " " + Show(task.where));
    }
    return lines;
  }

  Course course_;
  std::map<std::string, std::string> files_;
  Order after_;
  Target target_;
  PlanOptions options_;
  Facts facts_;
  Plan plan_;
  EditSet edits_;
};

TEST_F(EditsTest, RewritesEveryCertainShapeInOnePass) {
  EXPECT_EQ(After("README.md",
                  "modules/06_autograd then 07_dataloader\r\n"
                  "# Module 06: Autograd\n"
                  "Autograd (Module 6), DataLoader (Module 7)\n"
                  "| 06 | Autograd |\n| 07 | DataLoader |\n"
                  "[x](modules/06_autograd/x.py) https://github.com/own/course/tree/m/06_autograd\n"
                  "https://example.org/06_autograd 05_losses"),
            "modules/07_autograd then 06_dataloader\r\n"
            "# Module 07: Autograd\n"
            "Autograd (Module 7), DataLoader (Module 6)\n"
            "| 07 | Autograd |\n| 06 | DataLoader |\n"
            "[x](modules/07_autograd/x.py) https://github.com/own/course/tree/m/07_autograd\n"
            "https://example.org/06_autograd 05_losses");
}

TEST_F(EditsTest, KeepsTheAuthorsPadding) {
  Renumber("autograd", 10);
  EXPECT_EQ(After("a.md", "Autograd (Module 6), 06_autograd, 6_autograd\n"),
            "Autograd (Module 10), 10_autograd, 10_autograd\n");
  course_.facts.order.Set(*course_.facts.FindSlug("autograd"), Number{10, '\0'});
  for (Module& module : course_.facts.modules) {
    if (module.slug == "autograd") module.path = "modules/10_autograd";
  }
  files_.erase("modules/06_autograd/x.py");
  files_["modules/10_autograd/x.py"] = "pass\n";
  Renumber("autograd", 8);
  EXPECT_EQ(After("a.md", "Module 10: Autograd, 10_autograd\n"),
            "Module 8: Autograd, 08_autograd\n");
  EXPECT_EQ(After("a.md", "Module 02: Tensor, Module 10: Autograd\n"),
            "Module 02: Tensor, Module 08: Autograd\n");
}

TEST_F(EditsTest, BytesOutsideStayWhateverTheyAre) {
  const std::string odd = std::string("\xef\xbb\xbf\xff\t", 5) + "06_autograd \r\r\n\xc3\x28 end";
  std::string expected = odd;
  expected.replace(expected.find("06"), 2, "07");
  EXPECT_EQ(After("odd.txt", odd), expected);
}

TEST_F(EditsTest, PlanningAgainFindsNothing) {
  files_["README.md"] = "# Module 6: Autograd\n06_autograd 07_dataloader\n| 6 | Autograd |\n";
  files_["modules/06_autograd/06_autograd.ipynb"] =
      R"({"cells": [{"source": ["# Module 6: Autograd\n", "06_autograd"], "outputs": []}]})";
  const auto files = Apply();
  ASSERT_FALSE(files.contains("")) << files.at("");
  EXPECT_TRUE(files.contains("modules/07_autograd/07_autograd.ipynb"));
  Facts renumbered = course_.facts;
  renumbered.order = after_;
  for (Module& module : renumbered.modules) {
    if (module.slug == "autograd") module.path = "modules/07_autograd";
    if (module.slug == "dataloader") module.path = "modules/06_dataloader";
  }
  const Facts again = Scan(renumbered, files);
  EXPECT_FALSE(again.references.empty());
  for (const Reference& reference : again.references) {
    EXPECT_NE(reference.certainty, Certainty::kDrifted) << Show(reference.where);
  }
  const auto plan = prereq::Renumber(again, BuildGraph(again), after_, options_);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->moves, IsEmpty());
  EXPECT_THAT(plan->rewrites, IsEmpty());
}

TEST_F(EditsTest, NumbersAloneInProseAreTasksUntilAskedFor) {
  EXPECT_EQ(After("a.md", "As Module 6 said.\n"), "As Module 6 said.\n");
  EXPECT_THAT(Tasks(), ElementsAre("number-only a.md:1:4"));
  options_.include_likely = true;
  EXPECT_EQ(After("a.md", "As Module 6 said.\n"), "As Module 7 said.\n");
  options_.exclude = {"*.md"};
  EXPECT_EQ(After("a.md", "As Module 6 said.\n"), "As Module 6 said.\n");
  options_.exclude = {"label"};
  EXPECT_EQ(After("a.md", "As Module 6 said.\n"), "As Module 6 said.\n");
}

TEST_F(EditsTest, DriftIsMendedOnlyWhenAskedFor) {
  EXPECT_EQ(After("a.md", "see 09_autograd\n"), "see 09_autograd\n");
  options_.fix_drift = true;
  EXPECT_EQ(After("a.md", "see 09_autograd\n"), "see 07_autograd\n");
}

TEST_F(EditsTest, RemovalLeavesTasksNeverBlanks) {
  after_.Set(*course_.facts.FindSlug("autograd"), std::nullopt);
  EXPECT_EQ(After("a.md", "see 06_autograd and 07_dataloader\n"),
            "see 06_autograd and 06_dataloader\n");
  EXPECT_THAT(Tasks(), ElementsAre("removed modules/06_autograd", "removed-reference a.md:1:5"));
}

TEST_F(EditsTest, RenamesSlugsAndLeavesTitlesToTheirAuthor) {
  target_.renamed = {{*course_.facts.FindSlug("autograd"), "gradients"}};
  EXPECT_EQ(After("a.md", "06_autograd, Module 6: Autograd\n"),
            "07_gradients, Module 7: Autograd\n");
  EXPECT_THAT(Tasks(), ElementsAre("title a.md:1:14"));
}

TEST_F(EditsTest, AFileThatStaysKeepsItsReferences) {
  files_["docs/06_autograd.md"] = "text\n";
  EXPECT_EQ(After("README.md", "[a](docs/06_autograd.md) 06_autograd\n"),
            "[a](docs/06_autograd.md) 07_autograd\n");
  files_["09_tensor/06_autograd"] = "text\n";
  EXPECT_EQ(After("09_tensor/README.md", "[a](06_autograd) modules/06_autograd\n"),
            "[a](06_autograd) modules/07_autograd\n");
}

TEST_F(EditsTest, NotebookOutputsStay) {
  const std::string notebook =
      R"({"cells": [{"source": ["06_autograd"], "outputs": ["06_autograd"]}]})";
  EXPECT_EQ(After("n.ipynb", notebook),
            R"({"cells": [{"source": ["07_autograd"], "outputs": ["06_autograd"]}]})");
}

TEST_F(EditsTest, NotebooksChangeInTheirTextsAlone) {
  const auto notebook = [](const std::string& number, const std::string& other) {
    return R"({"06_autograd": 1, "cells": [{"id": "06_autograd", "attachments": {"a": "06_autograd"},)"
           R"("metadata": {"06_autograd": true, "title": ")" +
           number +
           R"(_autograd"},)"
           R"("source": ["\ud83d\ude00 )" +
           number + R"(_autograd\n", "modules\/)" + number + R"(_autograd", "\t\"Module )" + other +
           R"(: Autograd\""], )"
           R"("outputs": [{"text": "06_autograd", "metadata": {"x": "06_autograd"}}]}]})";
  };
  EXPECT_EQ(After("n.ipynb", notebook("06", "6")), notebook("07", "7"));
  EXPECT_THAT(Tasks(), ElementsAre("outputs n.ipynb:1:262", "notebook n.ipynb:1:3"));
  EXPECT_EQ(After("n.ipynb", R"({"cells": [{"source": "\u0030\u0036_autograd"}]})"),
            R"({"cells": [{"source": "07_autograd"}]})");
  EXPECT_EQ(After("n.ipynb", "{\"source\": \"06_autograd"), "{\"source\": \"06_autograd");
}

TEST_F(EditsTest, RefusesFilesThatChangedSinceTheSearch) {
  files_["a.md"] = "06_autograd\n";
  ASSERT_TRUE(Make().has_value());
  files_["a.md"] = "x6_autograd\n";
  EXPECT_EQ(MakeEdits(plan_, MemoryTree(files_)).error().code, Error::Code::kStale);
  files_["a.md"] = "";
  EXPECT_EQ(MakeEdits(plan_, MemoryTree(files_)).error().code, Error::Code::kStale);
}

TEST_F(EditsTest, JsonComesBackWhole) {
  files_["a\xff.md"] = "06_autograd 07_dataloader\n";
  ASSERT_FALSE(Apply().contains(""));
  const std::string json = RenderPlanJson(facts_, plan_, edits_, R"({"version":1})");
  const auto saved = ReadPlanJson("plan.json", json);
  ASSERT_TRUE(saved.has_value()) << saved.error().message;
  EXPECT_EQ(saved->edits.moves.size(), 2U);
  ASSERT_EQ(saved->edits.files.size(), 1U);
  EXPECT_EQ(saved->edits.files[0].path, "a\xff.md");
  EXPECT_EQ(saved->edits.files[0].sha256, edits_.files[0].sha256);
  EXPECT_EQ(saved->edits.files[0].spans[1].new_text, "06");
  std::string tampered = json;
  tampered.replace(tampered.find("\"new\":\"07\""), 10, "\"new\":\"08\"");
  EXPECT_THAT(ReadPlanJson("plan.json", tampered).error().message, HasSubstr("was changed"));
  for (std::size_t length = 0; length < json.size() - 1; length += 7) {
    EXPECT_FALSE(ReadPlanJson("plan.json", json.substr(0, length)).has_value());
  }
}

TEST_F(EditsTest, DocumentsReadBackAsOrders) {
  files_["a.md"] = "06_autograd\n";
  ASSERT_FALSE(Apply().contains(""));
  const std::string page = RenderPlanMarkdown(facts_, plan_, edits_);
  for (const auto& [block, order] :
       {std::pair("1", course_.facts.order), std::pair("new order", after_)}) {
    const auto text = ParseOrder("plan.md", page, block);
    ASSERT_TRUE(text.has_value()) << page;
    const auto resolved = ResolveOrder(*text, course_.facts, {});
    ASSERT_TRUE(resolved.has_value()) << page;
    EXPECT_EQ(*resolved, order);
  }
  EXPECT_THAT(page, HasSubstr("- `06_autograd` → `07_autograd`: makes room for dataloader"));
  EXPECT_THAT(page, HasSubstr("### Documentation\n\n- `a.md`: 1 place\n"));
  EXPECT_THAT(RenderPlanText(facts_, plan_, edits_, {}),
              HasSubstr("2 modules change, 2 paths move, 1 place in 1 file follows, 0 tasks"));
  EXPECT_THAT(RenderPlanText(facts_, plan_, edits_, {}),
              HasSubstr("  a.md: 1 place\n    1:1: 06 -> 07 (numbered-slug)\n"));
  EXPECT_EQ(RenderPlanText(facts_, Plan{}, EditSet{}, {}),
            "nothing to do: the order is as it should be\n");
}

}  // namespace
}  // namespace prereq
