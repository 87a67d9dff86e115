#include "references/references.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <random>

#include "base/format.h"
#include "references/scan_text.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

std::string Scan(const std::string& text, const std::string& path = "README.md") {
  return Listing(references::ScanReferences(path, text, Course().Lex()), text);
}

struct Sample {
  std::string text;
  std::string expected;
};

void ExpectAll(const std::vector<Sample>& samples, const std::string& path = "README.md") {
  for (const Sample& sample : samples)
    EXPECT_EQ(Scan(sample.text, path), sample.expected) << sample.text;
}

TEST(References, FindsNumberedSlugs) {
  ExpectAll({
      {"see 06_autograd.", "numbered-slug agreeing `06_autograd` 06|autograd\n"},
      {"see 06-autograd.", "numbered-slug agreeing `06-autograd` 06|autograd\n"},
      {"see 6_autograd, 006_autograd",
       "numbered-slug agreeing `6_autograd` 6|autograd\n"
       "numbered-slug agreeing `006_autograd` 006|autograd\n"},
      {"06_Autograd", "numbered-slug agreeing `06_Autograd` 06|Autograd\n"},
      {"05-loss-functions", "numbered-slug agreeing `05-loss-functions` 05|loss-functions\n"},
      {"_06_autograd_", "numbered-slug agreeing `06_autograd` 06|autograd\n"},
      {"08_autograd", "numbered-slug drifted `08_autograd` 08|autograd\n"},
      {"06_autogard", "numbered-slug unresolved `06_autogard` 06|autogard\n"},
      {"05_dense", "numbered-slug unresolved `05_dense` 05|dense\n"},
      // A letter beyond ASCII makes it another name, as any letter does.
      {"06_autograd\xC3\xA9",
       "numbered-slug unresolved `06_autograd\xC3\xA9` 06|autograd\xC3\xA9\n"},
      {"(06_autograd)", "numbered-slug agreeing `06_autograd` 06|autograd\n"},
      {"06_autograd→07_x",
       "arrow-chain agreeing `06_autograd` 06|autograd\n"
       "arrow-chain unresolved `07_x` 07|x\n"},
  });
}

TEST(References, KeepsIdentifierBoundaries) {
  for (const char* text :
       {"106_autograd", "2006-01-02", "x07_autograd", "07_autograd_v2", "06_autograd2",
        "v1.06_autograd", "2024-06-autograd", "0x06_tensor", "3-layer", "8-bit", "10_000", "16_u8",
        "1234567890_autograd", "checkpoint_04_losses", "06_autograd_*", "06_"}) {
    EXPECT_EQ(Scan(text), "") << text;
  }
}

TEST(References, AsksAboutNamesWithAWordInFront) {
  EXPECT_EQ(Scan("x06_autograd"), "identifier likely `06_autograd` 06|autograd\n");
  EXPECT_EQ(Scan("checkpoint_05_losses"), "identifier likely `05_losses` 05|losses\n");
  EXPECT_EQ(Scan("x6_autograd"), "");
}

TEST(References, AsksAboutNamesThatGoOn) {
  EXPECT_EQ(Scan("06_autograd_v2"), "identifier likely `06_autograd` 06|autograd\n");
  EXPECT_EQ(Scan("{r 06-autograd-12, echo}"), "identifier likely `06-autograd` 06|autograd\n");
  EXPECT_EQ(Scan("x_06-autograd-index2"), "identifier likely `06-autograd` 06|autograd\n");
  EXPECT_EQ(Scan("out/06_autograd_v2"), "") << "what a path leads to is not known";
  EXPECT_EQ(Scan("06_autograd_v2/x"), "");
}

TEST(References, ReadsUnpaddedHyphenNamesInProseAsLikely) {
  EXPECT_EQ(Scan("a 2-tensor product"), "numbered-slug likely `2-tensor` 2|tensor\n");
  EXPECT_EQ(Scan("a 3-tensor product"), "");
}

TEST(References, FindsPathsImportsAndUrls) {
  ExpectAll({
      {"modules/06_autograd/x.py", "path agreeing `06_autograd` 06|autograd\n"},
      {"../modules/05_dense/", "path unresolved `05_dense` 05|dense\n"},
      {"from modules.06_autograd import x", "import agreeing `06_autograd` 06|autograd\n"},
      {"https://github.com/own/course/tree/main/modules/06_autograd",
       "url agreeing `06_autograd` 06|autograd\n"},
      {"[x](https://github.com/own/course/blob/main/06_autograd)",
       "url agreeing `06_autograd` 06|autograd\n"},
      // The name of a branch, and of a page of the wiki.
      {"[x](https://github.com/own/course/blob/06_autograd)",
       "url foreign `06_autograd` 06|autograd\n"},
      {"https://github.com/own/course/wiki/06_autograd", "url foreign `06_autograd` 06|autograd\n"},
      {"https://github.com/other/course/tree/main/modules/06_autograd",
       "url likely `06_autograd` 06|autograd\n"},
      {"https://github.com/own/course/tree/v1.0/modules/06_autograd",
       "url foreign `06_autograd` 06|autograd\n"},
      {"https://github.com/own/course2/modules/06_autograd",
       "url foreign `06_autograd` 06|autograd\n"},
      {"github.com/other/x/06_autograd", "url foreign `06_autograd` 06|autograd\n"},
      {"(https://a.org) 06_autograd", "numbered-slug agreeing `06_autograd` 06|autograd\n"},
  });
}

TEST(References, FindsLabels) {
  ExpectAll({
      {"in Module 6 we", "label likely `Module 6` 6|\n"},
      {"in module 06.", "label likely `module 06` 06|\n"},
      {"MODULE 6", "label likely `MODULE 6` 6|\n"},
      {"**Module** 6", "label likely `Module** 6` 6|\n"},
      {"Module #6", "label likely `Module #6` 6|\n"},
      {"Module 9", "label unresolved `Module 9` 9|\n"},
      {"Modules 1, 2 and 6",
       "label likely `Modules 1` 1|\n"
       "label likely `2` 2|\n"
       "label likely `6` 6|\n"},
      {"https://x.org/a#Module 6", ""},
      {"module_06", "identifier likely `module_06` 06|\n"},
      {"Module06", "identifier likely `Module06` 06|\n"},
  });
  for (const char* text : {"Submodule 6", "Module six", "modules: 14", "Module 6x", "module-6",
                           "Module 60%", "best_module[0]", "modules[1]", "05_alerting.py"}) {
    EXPECT_EQ(Scan(text), "") << text;
  }
}

TEST(References, FindsTitlesAfterTheNumber) {
  ExpectAll({
      {"# Module 06: Autograd", "title agreeing `Module 06: Autograd` 06|Autograd\n"},
      {"**Module 06**: Autograd", "title agreeing `Module 06**: Autograd` 06|Autograd\n"},
      {"Module 6 (Autograd)", "title agreeing `Module 6 (Autograd)` 6|Autograd\n"},
      {"Module 6 \xE2\x80\x93 *Autograd*",
       "title agreeing `Module 6 \xE2\x80\x93 *Autograd` 6|Autograd\n"},
      {"Module 5: Loss functions", "title agreeing `Module 5: Loss functions` 5|Loss functions\n"},
      {"Module 2: Tensors", "title agreeing `Module 2: Tensors` 2|Tensors\n"},
      {"Module 6: Gradients with Autograd",
       "title agreeing `Module 6: Gradients with Autograd` 6|Autograd\n"},
      {"Module 06: DataLoader", "title drifted `Module 06: DataLoader` 06|DataLoader\n"},
      {"Module 02_tensor", "numbered-slug agreeing `02_tensor` 02|tensor\n"},
      {"| Module 06 | Autograd |", "title agreeing `Module 06 | Autograd` 06|Autograd\n"},
      {"Module 1 Setup's", "title agreeing `Module 1 Setup` 1|Setup\n"},
      {"In Module 6 tensor shapes", "label likely `Module 6` 6|\n"},
      {"Module 6: tensor shapes are", "label likely `Module 6` 6|\n"},
      {"Module 6: Overview", "label likely `Module 6` 6|\n"},
      {"Ready for Module 06: DataLoader!", "title drifted `Module 06: DataLoader` 06|DataLoader\n"},
  });
}

TEST(References, FindsTitlesBeforeTheNumber) {
  ExpectAll({
      {"Autograd (Module 6)", "reversed-title agreeing `Autograd (Module 6)` 6|Autograd\n"},
      {"- **Autograd** (Module 06)",
       "reversed-title agreeing `Autograd** (Module 06)` 06|Autograd\n"},
      {"1. Tensor operations (Module 2)",
       "reversed-title agreeing `Tensor operations (Module 2)` 2|Tensor\n"},
      {"- Autograd (Module 9)", "reversed-title drifted `Autograd (Module 9)` 9|Autograd\n"},
      {"the weight tensor (Module 6)", "label likely `Module 6` 6|\n"},
      {"ready for tensor (Module 6)", "reversed-title drifted `tensor (Module 6)` 6|tensor\n"},
      {"From Tensors (Module 6)", "reversed-title drifted `Tensors (Module 6)` 6|Tensors\n"},
      {"therefor tensor (Module 6)", "label likely `Module 6` 6|\n"},
      {"06_autograd (Module 6)",
       "numbered-slug agreeing `06_autograd` 06|autograd\n"
       "label owned `Module 6` 6|\n"},
  });
}

TEST(References, FindsRanges) {
  ExpectAll({
      {"Modules 5-7", "range likely `Modules 5-7` 5|\n"},
      {"modules 01\xE2\x80\x93"
       "07",
       "range likely `modules 01\xE2\x80\x93"
       "07` 01|\n"},
      {"Modules 5 to 7", "range likely `Modules 5 to 7` 5|\n"},
      {"Modules 5 - 7", "range likely `Modules 5 - 7` 5|\n"},
      {"modules 01→06", "range likely `modules 01→06` 01|\n"},
      {"Module 5-7", "range likely `Module 5-7` 5|\n"},
      {"Modules 5-17", "range unresolved `Modules 5-17` 5|\n"},
      {"Modules 1, 5-7",
       "label likely `Modules 1` 1|\n"
       "range likely `5-7` 5|\n"},
      {"Module 6 - 7 hours", "label likely `Module 6` 6|\n"},
      {"[Part 2: Module 5 - 7](x)", "range likely `Module 5 - 7` 5|\n"},
      {"Modules 7-5", "label likely `Modules 7` 7|\n"},
  });
  const auto range = references::ScanReferences("a", "Modules 05-07", Course().Lex());
  ASSERT_EQ(range.size(), 1U);
  EXPECT_EQ(range[0].last_number, (Span{11, 2}));
  EXPECT_EQ(range[0].written_last, (Number{7, '\0'}));
}

TEST(References, FindsTableRows) {
  ExpectAll({
      {"| 06 | Autograd | x |", "table-row agreeing `06 | Autograd` 06|Autograd\n"},
      {"| [06](modules/06_autograd/) | Autograd |",
       "table-row agreeing `06` 06|\n"
       "path agreeing `06_autograd` 06|autograd\n"},
      {"| **[06](#autograd)** | Autograd |", "table-row agreeing `06` 06|\n"},
      {"| [06](x) | Losses |", ""},
      {"| **6** | **[Autograd](x)** |", "table-row agreeing `6** | **[Autograd` 6|Autograd\n"},
      {"| 08 | Autograd |", "table-row drifted `08 | Autograd` 08|Autograd\n"},
      {"| 3 | Tensor |", ""},
      {"| 6 | Autograd engines run |", "label likely `6` 6|\n"},
  });
}

TEST(References, UnpaddedRowsUnderALabelMayDisagree) {
  const std::string rows = "|---|---|\n| **5** | **Autograd** | x |\n| 6 | Losses |\n";
  EXPECT_EQ(Scan("| Module | Name |\n" + rows),
            "table-row drifted `5** | **Autograd` 5|Autograd\n"
            "table-row drifted `6 | Losses` 6|Losses\n");
  EXPECT_EQ(Scan("text\n\n| **Modules** | Name |\n" + rows),
            "table-row drifted `5** | **Autograd` 5|Autograd\n"
            "table-row drifted `6 | Losses` 6|Losses\n");
  EXPECT_EQ(Scan("| Rank | Name |\n" + rows), "");
  EXPECT_EQ(Scan("| Rank | Module |\n" + rows), "");
  EXPECT_EQ(Scan("| Module | Rank |\n\n" + rows), "") << "another table";
  EXPECT_EQ(Scan("| Module | Hours | |\n|---|---|---|\n| setup | 3 | tensor |\n"), "");
}

TEST(References, FilesThatAreOnlyNumberedHaveNoNames) {
  Course days;
  days.facts = {};
  days.facts.series.pattern = "2023/day{number:02}.md";
  days.facts.series.labels = {"Day"};
  days.facts.order = Order(2);
  for (const int number : {5, 6}) {
    Module module;
    module.slug = fmt::format("day{:02}.md", number);
    module.path = "2023/" + module.slug;
    days.facts.order.Set({static_cast<int>(days.facts.modules.size())}, Number{number, '\0'});
    days.facts.modules.push_back(module);
  }
  const std::string text = "[Day 6](day06.md)";
  EXPECT_EQ(Listing(references::ScanReferences("2023/day05.md", text, days.Lex()), text),
            "label owned `Day 6` 6|\nidentifier owned `day06` 06|\n")
      << "the link is the file's own name, and no title beside the label";
}

TEST(References, FindsListItems) {
  ExpectAll({
      {"06. [Autograd](x)", "list-item agreeing `06. [Autograd` 06|Autograd\n"},
      {"- 06: Autograd", "list-item agreeing `06: Autograd` 06|Autograd\n"},
      {"5. Loss Functions\n6. Autograd\n",
       "list-item agreeing `5. Loss Functions` 5|Loss Functions\n"
       "list-item agreeing `6. Autograd` 6|Autograd\n"},
      {"1. Setup\n2. Run\n", "list-item likely `1. Setup` 1|Setup\n"},
      {"1. Setup the machine\n", ""},
      {"3. Tensor\n", ""},
      {"## 06 Autograd\n", "title agreeing `06 Autograd` 06|Autograd\n"},
  });
}

TEST(References, AsksWhereANumberStandsBesideItsModulesName) {
  ExpectAll({
      {"After Unit 6 (Autograd) go on", "title likely `6 (Autograd` 6|Autograd\n"},
      {"**Unit 06 - Autograd**", "title likely `06 - Autograd` 06|Autograd\n"},
      {"Unit 6: autograd", "title likely `6: autograd` 6|autograd\n"},
      {"run Autograd (Unit 6) first", "reversed-title likely `Autograd (Unit 6` 6|Autograd\n"},
      {"run Autograd (06) first", "reversed-title likely `Autograd (06` 06|Autograd\n"},
      {"**5. Loss Functions** \xE2\x80\xA2 **6. Autograd Basics**",
       "list-item likely `5. Loss Functions` 5|Loss Functions\n"
       "title likely `6. Autograd` 6|Autograd\n"},
      {"see 06 Autograd for that", "title likely `06 Autograd` 06|Autograd\n"},
      // Another module's number, a count, an aside, a time, part of another word.
      {"Unit 3 (Autograd)", ""},
      {"Autograd (Unit 3)", ""},
      {"6 autograd calls", ""},
      {"there were 6 - autograd was one", ""},
      {"10.6: autograd", ""},
      {"Unit 6 (Autogradient)", ""},
  });
}

TEST(References, TakesATitleForWhatItNamesFirst) {
  ExpectAll({
      {"**Module 5: Autograd** - for loss functions",
       "title drifted `Module 5: Autograd` 5|Autograd\n"},
      {"Module 5: Autograd Loss Functions",
       "title agreeing `Module 5: Autograd Loss Functions` 5|Loss Functions\n"},
  });
}

TEST(References, ReadsCellsThatHoldNumberAndName) {
  ExpectAll({
      {"| 7 | 06 Autograd | why |", "title agreeing `06 Autograd` 06|Autograd\n"},
      {"| `x.py` | 06 (Autograd) | why |", "title agreeing `06 (Autograd` 06|Autograd\n"},
      {"| 06 autograd calls | why |", "title likely `06 autograd` 06|autograd\n"},
      {"| 6 (Autograd) | why |", "title likely `6 (Autograd` 6|Autograd\n"},
  });
}

TEST(References, FindsItemsAndCellsOfMarkup) {
  ExpectAll({
      {"<tr><td>06</td><td>Autograd</td></tr>",
       "table-row agreeing `06</td><td>Autograd` 06|Autograd\n"},
      {"<td align=\"left\"><b>6</b></td>\n  <td><a href=\"x\">Autograd</a></td>",
       "table-row agreeing `6</b></td>\n  <td><a href=\"x\">Autograd` 6|Autograd\n"},
      {"<td>3</td><td>Autograd</td>", ""},
      {"<td>Module 6</td><td>Autograd</td>",
       "title agreeing `Module 6</td><td>Autograd` 6|Autograd\n"},
      {"<li>5. Loss Functions</li><li>6. Autograd</li>",
       "list-item agreeing `5. Loss Functions` 5|Loss Functions\n"
       "list-item agreeing `6. Autograd` 6|Autograd\n"},
      {"<li>6. Autograd engines run</li>", ""},
      {"[5. Losses](x) [6. Autograd](y)",
       "list-item agreeing `5. Losses` 5|Losses\n"
       "list-item agreeing `6. Autograd` 6|Autograd\n"},
  });
  ExpectAll({{"- 5. Losses: a.md\n- \"6. Autograd\": b.md\n",
              "list-item agreeing `5. Losses` 5|Losses\n"
              "list-item agreeing `6. Autograd` 6|Autograd\n"},
             {"- 5. Losses: modules/05_losses/a.md\n- 6. Autograd: modules/06_autograd/a.md\n",
              "list-item agreeing `5. Losses` 5|Losses\n"
              "path agreeing `05_losses` 05|losses\n"
              "list-item agreeing `6. Autograd` 6|Autograd\n"
              "path agreeing `06_autograd` 06|autograd\n"},
             {"- 6. Autograd: modules/06_autograd/a.md\n",
              "list-item agreeing `6. Autograd` 6|Autograd\n"
              "path agreeing `06_autograd` 06|autograd\n"},
             {"- 6. Autograd: a.md\n", "list-item likely `6. Autograd` 6|Autograd\n"}},
            "mkdocs.yml");
}

TEST(References, FindsLabelsSplitOverMarkup) {
  ExpectAll({
      {"<b>Module</b> 6", "label likely `Module</b> 6` 6|\n"},
      {"Module <b>6</b> is", "label likely `Module <b>6` 6|\n"},
      {"Module&nbsp;6", "label likely `Module&nbsp;6` 6|\n"},
      {"Module~6", "label likely `Module~6` 6|\n"},
      {"<h2>Module <em>6</em>: <i>Autograd</i></h2>",
       "title agreeing `Module <em>6</em>: <i>Autograd` 6|Autograd\n"},
      {"the end of Module\n6, then", "label likely `Module\n6` 6|\n"},
      {"the end of Module\r\n  6.\n", ""},
      {"each module\n6 more\n", ""},
      {"## Module\n\n6 more\n", ""},
      {"## Module\n* 6 more\n", ""},
      {"a <Module> 6", "label likely `6` 6|\n"},
  });
}

TEST(References, NumbersAndNamesThatMayBeOneAreAskedAbout) {
  EXPECT_EQ(Scan("6-autograd-v2"), "label likely `6` 6|\n");
}

TEST(References, CountsAreNoReferences) {
  Course course;
  for (std::size_t i = 0; i < course.facts.modules.size(); ++i) {
    if (course.facts.modules[i].slug == "tensor") {
      course.facts.order.Set({static_cast<int>(i)}, Number{12, '\0'});
    }
  }
  const references::Lexicon lexicon = course.Lex();
  const auto scan = [&](const char* text) {
    return Listing(references::ScanReferences("README.md", text, lexicon), text);
  };
  for (const char* text : {"GPT-3 (96 tensors, 2048 tokens)", "deep (>10 tensors)", "`14 tensor`",
                           "## 10 Tensors\n"}) {
    EXPECT_EQ(scan(text), "") << text;
  }
  EXPECT_EQ(scan("(12 tensors)"), "label likely `12` 12|\n") << "the module's own number";
  const std::string title = "`12 Tensor`";
  EXPECT_EQ(Listing(references::ScanReferences("README.md", title, lexicon), title),
            "title agreeing `12 Tensor` 12|Tensor\n");
}

TEST(References, AHeadingInTheModulesOwnFileIsSure) {
  const std::string text = "# 6. Autograd\n\n6. Autograd\n";
  EXPECT_EQ(Scan(text, "modules/06_autograd/README.md"),
            "list-item agreeing `6. Autograd` 6|Autograd\n"
            "list-item likely `6. Autograd` 6|Autograd\n");
  EXPECT_EQ(Scan("# 6. Autograd", "modules/05_losses/README.md"),
            "list-item likely `6. Autograd` 6|Autograd\n");
}

TEST(References, ListsThatCountForThemselvesAreLeftAlone) {
  ExpectAll({
      {"08: Foundation - x\n09: Autograd - can it learn?\n10: Release - y\n", ""},
      {"09. Autograd (Module 06)\n",
       "reversed-title agreeing `Autograd (Module 06)` 06|Autograd\n"},
      {"08: Autograd\n09: Dataloader\n",
       "list-item drifted `08: Autograd` 08|Autograd\n"
       "list-item drifted `09: Dataloader` 09|Dataloader\n"},
  });
}

TEST(References, NumbersOfOtherFoldersAreLeftAlone) {
  EXPECT_EQ(Scan("milestones/03_revival/run.sh"), "");
  EXPECT_EQ(Scan("milestones/03_autograd/run.sh"), "path foreign `03_autograd` 03|autograd\n");
  EXPECT_EQ(Scan("milestones/06_autograd/run.sh"), "path likely `06_autograd` 06|autograd\n");
  EXPECT_EQ(Scan("modules/03_revival/run.sh"), "path unresolved `03_revival` 03|revival\n");
  EXPECT_EQ(Scan("old/modules/source/03_revival/run.sh"),
            "path unresolved `03_revival` 03|revival\n");
  Course course;
  course.paths = {"talks/09_autograd.py"};
  const std::string text = "python 09_autograd.py, then 08_autograd and 06_autograd";
  EXPECT_EQ(Listing(references::ScanReferences("README.md", text, course.Lex()), text),
            "numbered-slug foreign `09_autograd` 09|autograd\n"
            "numbered-slug drifted `08_autograd` 08|autograd\n"
            "numbered-slug agreeing `06_autograd` 06|autograd\n");
}

TEST(References, ACommentMayFollowAName) {
  EXPECT_EQ(Scan("Module 09: Autograd <!-- prereq: ignore PRQ301 -- a quote -->"),
            "title drifted `Module 09: Autograd` 09|Autograd\n");
}

TEST(References, FindsMapKeys) {
  ExpectAll(
      {
          {R"({"06_autograd": 1})", "map-key agreeing `06_autograd` 06|autograd\n"},
          {R"({"06": "Autograd"})", "map-key agreeing `06\": \"Autograd` 06|Autograd\n"},
          {R"({"06": "06_autograd"})",
           "map-key owned `06` 06|\n"
           "numbered-slug agreeing `06_autograd` 06|autograd\n"},
          {R"({5: "losses", 6: "autograd"})",
           "map-key agreeing `5: \"losses` 5|losses\n"
           "map-key agreeing `6: \"autograd` 6|autograd\n"},
          {R"({6: "autograd", 9: "x"})", "label likely `6` 6|\n"},
      },
      "a.py");
  EXPECT_EQ(Scan("if name == '06_autograd':", "a.py"),
            "numbered-slug agreeing `06_autograd` 06|autograd\n")
      << "a comparison";
  EXPECT_EQ(Scan("{'a': 1, '06_autograd': 2}", "a.py"),
            "map-key agreeing `06_autograd` 06|autograd\n");
}

TEST(References, FindsDiagramNodes) {
  const std::string text =
      "```mermaid\nM06[Autograd] --> B[05_losses<br/>x]\nM01 --> M06\n```\nM06\n";
  EXPECT_EQ(Scan(text),
            "node agreeing `M06[Autograd` 06|Autograd\n"
            "node agreeing `05_losses` 05|losses\n"
            "node owned `M06` 06|\n");
  EXPECT_EQ(Scan("M06[Autograd]"), "");
}

TEST(References, FindsArrowChains) {
  EXPECT_EQ(Scan("`01_setup` -> `02_tensor`"),
            "arrow-chain agreeing `01_setup` 01|setup\n"
            "arrow-chain agreeing `02_tensor` 02|tensor\n");
}

TEST(References, FindsIdentifiersThatNameTheModule) {
  ExpectAll({
      {"def test_module_06_autograd():", "identifier agreeing `module_06_autograd` 06|autograd\n"},
      {"class TestModule06AutogradCore:", "identifier agreeing `Module06Autograd` 06|Autograd\n"},
      {"feature/x-module-06-autograd", "identifier agreeing `module-06-autograd` 06|autograd\n"},
      {"run_module_06_autograd_tests()", "identifier agreeing `module_06_autograd` 06|autograd\n"},
      {"run_module_08_autograd_tests()", ""},
      {"run_module_06_autograd2_tests()", ""},
  });
}

TEST(References, TellsTheSeriesFromACopyOfIt) {
  Course course;
  course.paths = {"copies/old/modules/06_autograd/x.py", "modules/06_autograd/x.py"};
  const auto scan = [&](const std::string& path, const std::string& text) {
    return Listing(references::ScanReferences(path, text, course.Lex()), text);
  };
  EXPECT_EQ(scan("a.py", "\"modules/06_autograd/x.py\""),
            "path agreeing `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("docs/a.py", "../modules/06_autograd/x.py"),
            "path agreeing `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("a.py", "copies/old/modules/06_autograd/x.py"),
            "path foreign `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("copies/old/a.py", "modules/06_autograd/x.py"),
            "path foreign `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("copies/old/a.py", "./modules/06_autograd/x.py"),
            "path foreign `06_autograd` 06|autograd\n");
}

TEST(References, FindsEachDigitThatStandsNext) {
  constexpr unsigned kSeed = 11;
  std::mt19937 dice(kSeed);
  for (int round = 0; round < 2000; ++round) {
    std::string text(dice() % 40, 'x');
    for (char& c : text) {
      const auto drawn = dice();
      c = static_cast<char>(drawn % 3 == 0 ? '*' + drawn % 20 : drawn % 256);  // around the digits
    }
    for (std::size_t at = 0; at <= text.size(); ++at) {
      std::size_t expected = at;
      while (expected < text.size() && (text[expected] < '0' || text[expected] > '9')) ++expected;
      ASSERT_EQ(references::NextDigit(text, at), expected) << text << " seed " << kSeed;
    }
  }
}

TEST(References, FollowsALongerNameInTheModulesOwnFolder) {
  ExpectAll({
      {"modules/06_autograd/06_autograd_dev.py",
       "path agreeing `06_autograd` 06|autograd\n"
       "path agreeing `06_autograd` 06|autograd\n"},
      {"modules/06_autograd/05_losses_dev.py", "path agreeing `06_autograd` 06|autograd\n"},
      {"notes/06_autograd_dev.py", ""},
      {"see 06_autograd_dev.py", "numbered-slug likely `06_autograd` 06|autograd\n"},
      {"see 08_autograd_dev.py", ""},
  });
}

TEST(References, OwnsIdentifiersOfSynchronisedMirrors) {
  Course course;
  course.mirrors = {{"tests/module_{number:02}", Mirror::Kind::kSynchronised, 0, {}}};
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.py", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("tests/module_06/x.py"), "path owned `module_06` 06|\n");
  EXPECT_EQ(scan("run module_06 now"), "identifier owned `module_06` 06|\n");
  EXPECT_EQ(scan("def test_module_06():"), "identifier owned `test_module_06` 06|\n");
  EXPECT_EQ(scan("module_09"), "identifier unresolved `module_09` 09|\n");
  EXPECT_EQ(scan("module_06_results"), "");
  EXPECT_EQ(scan("module_0?/x.py module_0*/"), "");
  course.paths = {"tests/module_06/deep/module_06.py", "tests/module_06/x.py"};
  EXPECT_EQ(scan("[a](module_06.py), deep/module_06.py."), "");
  EXPECT_EQ(scan("tests/module_06/ and module_06."),
            "path owned `module_06` 06|\n"
            "identifier owned `module_06` 06|\n");
  EXPECT_EQ(scan("mymodule_06"), "");
  course.mirrors[0].kind = Mirror::Kind::kForeign;
  EXPECT_EQ(scan("tests/module_06/x.py"), "path foreign `module_06` 06|\n");
}

TEST(References, TellsAFolderFromAFileOfTheSameName) {
  Course chapters;
  chapters.facts.series.pattern = "ch{number:02}";
  chapters.mirrors = {{.pattern = "pkg/ch{number:02}.py",
                       .kind = Mirror::Kind::kForeign,
                       .offset = 0,
                       .where = {}}};
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("ci/tests.yml", text, chapters.Lex()), text);
  };
  EXPECT_EQ(scan("pytest ch06/tests.py"), "identifier owned `ch06` 06|\n");
  EXPECT_EQ(scan("pytest ch06.py"), "identifier foreign `ch06` 06|\n");
  chapters.paths = {"ch06/a.py", "pkg/ch06.py"};
  EXPECT_EQ(scan("as ch06 says"), "identifier likely `ch06` 06|\n") << "either could be meant";
  EXPECT_EQ(scan("pytest pkg/ch06.py"), "path foreign `ch06` 06|\n");
  EXPECT_EQ(scan("https://github.com/own/course/blob/main/ch06/a.py"), "url owned `ch06` 06|\n");
}

TEST(References, ShiftsNumbersOfDerivedMirrors) {
  Course course;
  course.mirrors = {{"checks/check_{number:02}_{slug}.py", Mirror::Kind::kDerived, -1, {}}};
  const std::string text = "checks/check_05_gradient.py";
  const auto found = references::ScanReferences("a.md", text, course.Lex());
  ASSERT_EQ(Listing(found, text), "path owned `check_05` 05|\n");
  EXPECT_EQ(course.facts.module(*found[0].module).slug, "autograd");
  EXPECT_EQ(found[0].mirror, 0);
}

TEST(References, NeverClaimsFrozenMirrorsOrFilesThatStay) {
  Course course;
  course.mirrors = {{"chapters/{number:02}-{slug}.md", Mirror::Kind::kFrozen, 0, {}}};
  course.paths = {"2023/module_6_autograd/x.md", "book/old/06-autograd.md",
                  "modules/06_autograd/x.py"};
  const auto scan = [&](const std::string& path, const std::string& text) {
    return Listing(references::ScanReferences(path, text, course.Lex()), text);
  };
  EXPECT_EQ(scan("a.md", "chapters/06-autograd"), "path foreign `06-autograd` 06|autograd\n");
  EXPECT_EQ(scan("chapters/06-autograd.md", "06_autograd"),
            "numbered-slug foreign `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("book/index.md", "(old/06-autograd.md)"),
            "path foreign `06-autograd` 06|autograd\n");
  EXPECT_EQ(scan("a.md", "../2023/module_6_autograd#notes"),
            "path foreign `module_6_autograd` 6|autograd\n");
  EXPECT_EQ(scan("a.md", "06-autograd"), "numbered-slug agreeing `06-autograd` 06|autograd\n");
}

TEST(References, NumberedFilesOfAnotherKindAreNotBroken) {
  Course course;
  course.mirrors = {{"chapters/{number:02}-{slug}.md", Mirror::Kind::kSynchronised, 0, {}}};
  course.paths = {
      "de/05_schleifen.md",   "de/07_set-up/x",           "modules/06_autograd/01_first.py",
      "chapters/03-dense.md", "modules/06_autograd/x.py", "modules/06_autograd/1-tensor.md"};
  const auto scan = [&](const std::string& path, const std::string& text) {
    return Listing(references::ScanReferences(path, text, course.Lex()), text);
  };
  EXPECT_EQ(scan("de/a.md", "(./05_schleifen.md)"), "");
  EXPECT_EQ(scan("a.md", "(de/05_schleifen.md)"), "");
  EXPECT_EQ(scan("a.md", "(de/05_bedingungen.md)"), "");
  EXPECT_EQ(scan("de/deep/a.md", "(../05_schleifen.md)"), "");
  EXPECT_EQ(scan("a.md", "(de/07_set-up/x)"), "");
  EXPECT_EQ(scan("a.md", "chapters/03-dense.md"), "");
  EXPECT_EQ(scan("a.md", "chapters/04-dense.md"), "path unresolved `04-dense` 04|dense\n");
  EXPECT_EQ(scan("modules/06_autograd/deep/a.md", "run 01_first.py and 1-tensor.md"),
            "numbered-slug foreign `1-tensor` 1|tensor\n");
  EXPECT_EQ(scan("a.md", "modules/06_autograd/1-tensor.md modules/06_autograd/3-losses.md"),
            "path agreeing `06_autograd` 06|autograd\n"
            "path agreeing `06_autograd` 06|autograd\n");
  EXPECT_EQ(scan("a.md", "modules/06_autograd/01_first.py"),
            "path agreeing `06_autograd` 06|autograd\n");
}

TEST(References, NamesWrittenAsAFileThatStaysMeanThatFile) {
  Course course;
  course.mirrors = {{"chapters/{number:02}-{slug}.md", Mirror::Kind::kForeign, 0, {}}};
  course.paths = {"chapters/09-autograd.md"};
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.md", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("file: 09-autograd"), "numbered-slug foreign `09-autograd` 09|autograd\n");
  EXPECT_EQ(scan("file: 09_autograd"), "numbered-slug drifted `09_autograd` 09|autograd\n");
  EXPECT_EQ(scan("file: 08-autograd"), "numbered-slug drifted `08-autograd` 08|autograd\n");
}

TEST(References, TakesALongerNameOnlyFromTheModulesOwnFiles) {
  Course course;
  course.paths = {"modules/06_autograd/06_autograd_dev.py", "modules/02_tensor/06_autograd_old.py"};
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.md", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("06_autograd_dev.py"), "numbered-slug agreeing `06_autograd_dev` 06|autograd\n");
  EXPECT_EQ(scan("06_autograd_old.py"), "");
}

TEST(References, ReadsEntriesOfMetadata) {
  Course course;
  MetadataShape shape;
  shape.file = "module.yaml";
  shape.number = {"number"};
  course.metadata = {shape};
  const auto scan = [&](const std::string& text) {
    return Listing(
        references::ScanReferences("modules/06_autograd/module.yaml", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("parts:\n  - number: 6\n"), "");  // only the place of the key tells
  EXPECT_EQ(scan("- \"02_tensor\"\n"), "slug-entry agreeing `02_tensor` 02|tensor\n");
  EXPECT_EQ(Scan("number: 6\n"), "");
}

TEST(References, ReadsNotebookStrings) {
  const std::string text =
      R"({"cells": [{"source": ["# Module 06: Autograd\n", "x\n06_autograd \"02_tensor\"",)"
      R"( "Modules 5\u20137"]}]})";
  EXPECT_EQ(Scan(text, "a.ipynb"),
            "title agreeing `Module 06: Autograd` 06|Autograd\n"
            "numbered-slug agreeing `06_autograd` 06|autograd\n"
            "numbered-slug agreeing `02_tensor` 02|tensor\n"
            "range likely `Modules 5\\u20137` 5|\n");
  EXPECT_EQ(Scan("\"06_autograd", "a.ipynb"), "numbered-slug agreeing `06_autograd` 06|autograd\n");
}

TEST(References, KnowsEscapesInLiterals) {
  EXPECT_EQ(Scan(R"("a\n06_autograd")"), "numbered-slug agreeing `06_autograd` 06|autograd\n");
  EXPECT_EQ(Scan(R"("\u219206_autograd")"), "numbered-slug agreeing `06_autograd` 06|autograd\n");
}

TEST(References, CountsLinesAndBytes) {
  const auto found =
      references::ScanReferences("a", "\xEF\xBB\xBFx\r\n\r\n  06_autograd\r\n", Course().Lex());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].where, (Location{"a", 3, 3}));
}

TEST(References, TellsHyphenatedProseFromUnknownNames) {
  Course course;
  course.facts.series.pattern = "{number:02}-{slug}";
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.md", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("a 10-second window, #24-pipelines"), "");
  EXPECT_EQ(scan("05-dense"), "numbered-slug unresolved `05-dense` 05|dense\n");
}

TEST(References, ReadsLetterSuffixes) {
  Course course;
  course.facts.order.Set({0}, Number{6, 'b'});
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.md", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("06b_autograd"), "numbered-slug agreeing `06b_autograd` 06b|autograd\n");
  EXPECT_EQ(scan("Module 6b"), "label likely `Module 6b` 6b|\n");
  EXPECT_EQ(scan("06_autograd"), "numbered-slug drifted `06_autograd` 06|autograd\n");
}

TEST(References, KnowsSeveralLabels) {
  Course course;
  course.facts.series.labels = {"Week", "Kapitel", "模块"};
  const auto scan = [&](const std::string& text) {
    return Listing(references::ScanReferences("a.md", text, course.Lex()), text);
  };
  EXPECT_EQ(scan("Week 6, Kapitel 5 bis 7"),
            "label likely `Week 6` 6|\n"
            "range likely `Kapitel 5 bis 7` 5|\n");
  EXPECT_EQ(scan("见模块6。"), "label likely `模块6` 6|\n");
  EXPECT_EQ(scan("Module 6"), "");
}

TEST(References, OwnUrlPrefixesOfARemote) {
  const auto prefixes = references::OwnUrlPrefixes("git@github.com:own/course.git");
  ASSERT_FALSE(prefixes.empty());
  EXPECT_EQ(prefixes[0], "https://github.com/own/course");
  EXPECT_EQ(references::OwnUrlPrefixes("https://u:p@gitlab.com/a/b.git/"),
            std::vector<std::string>{"https://gitlab.com/a/b"});
  EXPECT_TRUE(references::OwnUrlPrefixes("/srv/git/course").empty());
}

// Processor seconds of this thread that one scan of `text` takes; the best of three.
double SecondsToScan(const std::string& path, const std::string& text,
                     const references::Lexicon& lexicon) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  double best = std::numeric_limits<double>::max();
  for (int i = 0; i < 3; ++i) {
    const double before = now();
    (void)references::ScanReferences(path, text, lexicon);
    best = std::min(best, now() - before);
  }
  return best;
}

TEST(References, StaysLinearOnHostileText) {
  for (const std::string& piece :
       {std::string("06_autograd_"), std::string("Module 6 ("), std::string("|06|"),
        std::string("\\u00e9"), std::string("_6"), std::string("1, "), std::string("/06-a"),
        std::string("\xFF"
                    "6_"),
        std::string("`6"), std::string("autograd (Module "), std::string("| 6 | Losses |\n"),
        std::string("| 6 | Losses | 6 ")}) {
    for (const char* path : {"a.ipynb", "a.md"}) {
      std::string text = "mermaid ";
      while (text.size() < 200'000) text += piece;
      const double small = SecondsToScan(path, text, Course().Lex());
      while (text.size() < 800'000) text += piece;
      const double large = SecondsToScan(path, text, Course().Lex());
      // Four times the text: 4 where the cost is linear, 16 where it is quadratic.
      EXPECT_LT(large, 8 * small + 0.02) << path << ": " << piece;
    }
  }
}

}  // namespace
}  // namespace prereq
