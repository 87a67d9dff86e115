#include "passages/module_blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/format.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ModuleBlocksTest : public ::testing::Test {
 protected:
  // "kind first-last: slug slug" for each block.
  std::vector<std::string> Blocks(const std::string& path, const std::string& text) {
    text_ = text;
    const references::Lexicon lexicon(
        {course_.facts, 0, course_.mirrors, course_.metadata, course_.own_urls, {}, {}});
    const std::vector<Reference> references = references::ScanReferences(path, text, lexicon);
    blocks_ = FindOrderedBlocks(path, text, references, course_.facts.order);
    std::vector<std::string> lines;
    for (const OrderedBlock& block : blocks_) {
      constexpr const char* kKinds[] = {"list", "table", "map", "literal", "lines", "sections"};
      std::string line = fmt::format("{}{} {}-{}:", block.sortable ? "" : "fixed ",
                                     kKinds[static_cast<int>(block.kind)],
                                     block.entries.front().line, block.entries.back().last_line);
      for (const BlockEntry& entry : block.entries) {
        line += " " + course_.facts.module(entry.module).slug;
      }
      lines.push_back(line);
    }
    return lines;
  }
  std::string Body(std::size_t entry) {
    const Span span = blocks_.front().entries[entry].body;
    return text_.substr(span.offset, span.length);
  }

  Course course_;
  std::string text_;
  std::vector<OrderedBlock> blocks_;
};

TEST_F(ModuleBlocksTest, FindsListsOfTables) {
  EXPECT_THAT(Blocks("_toc.yml",
                     "parts:\n"
                     "- caption: One\n"
                     "  chapters:\n"
                     "  - file: intro\n"
                     "  - file: modules/05_losses/README\n"
                     "    title: Losses\n"
                     "  # why gradients\n"
                     "  - file: modules/06_autograd/README\n"
                     "  - file: modules/07_dataloader/README\n"
                     "  - file: appendix\n"),
              ElementsAre("list 5-9: losses autograd dataloader"));
  EXPECT_EQ(Body(0), "- file: modules/05_losses/README\n    title: Losses");
  EXPECT_EQ(Body(1), "# why gradients\n  - file: modules/06_autograd/README");
}

TEST_F(ModuleBlocksTest, FindsListsThatStandAsDeepAsTheirKey) {
  EXPECT_THAT(Blocks("mkdocs.yml",
                     "nav:\n- Home: index.md\n- '6': modules/06_autograd/a.md\n"
                     "- '7': modules/07_dataloader/a.md\ntheme: x\n"),
              ElementsAre("list 3-4: autograd dataloader"));
}

TEST_F(ModuleBlocksTest, PartsOfOneChapterAreNoEntries) {
  // Parts that hold chapters are told of and not put into order.
  EXPECT_THAT(Blocks("_toc.yml",
                     "- caption: A\n  chapters:\n  - file: 06_autograd\n"
                     "- caption: B\n  chapters:\n  - file: 07_dataloader\n"),
              ElementsAre("fixed list 1-6: autograd dataloader"));
  EXPECT_THAT(Blocks("mkdocs.yml",
                     "nav:\n  - A: 05_losses/a.md\n  - B:\n      - C: 06_autograd/c.md\n"
                     "      - D: 06_autograd/d.md\n  - E: 07_dataloader/e.md\n"),
              ElementsAre("list 2-6: losses autograd dataloader"));
}

TEST_F(ModuleBlocksTest, FindsRowsOfTables) {
  EXPECT_THAT(Blocks("README.md",
                     "| # | Name |\n|---|---|\n| 06 | Autograd |\n| 07 | DataLoader |\n\ntext\n"),
              ElementsAre("table 3-4: autograd dataloader"));
  EXPECT_THAT(Blocks("README.md",
                     "| 05 | Losses |\n| 06 | Autograd |\n|  | goes on |\n| 07 | DataLoader |\n"),
              ElementsAre("fixed table 1-2: losses autograd"));
}

TEST_F(ModuleBlocksTest, FindsListsInProse) {
  EXPECT_THAT(Blocks("a.md",
                     "- 05_losses: first\n  more\n- 06_autograd goes\non unindented\n"
                     "- 07_dataloader\n\nEnd.\n"),
              ElementsAre("list 1-5: losses autograd dataloader"));
  EXPECT_EQ(Body(1), "- 06_autograd goes\non unindented");
}

TEST_F(ModuleBlocksTest, ListNumbersStayUnlessTheyAreTheModules) {
  EXPECT_THAT(Blocks("a.md", "1. see 06_autograd\n2. see 07_dataloader\n"),
              ElementsAre("list 1-2: autograd dataloader"));
  EXPECT_EQ(Body(0), "see 06_autograd");
  EXPECT_THAT(Blocks("a.md", "6. Autograd\n7. DataLoader\n"),
              ElementsAre("list 1-2: autograd dataloader"));
  EXPECT_EQ(Body(0), "6. Autograd");
}

TEST_F(ModuleBlocksTest, FindsKeysAndElements) {
  EXPECT_THAT(Blocks("a.yaml", "m:\n  06_autograd:\n    x: 1\n  07_dataloader:\n    x: 2\n"),
              ElementsAre("map 2-5: autograd dataloader"));
  EXPECT_THAT(
      Blocks("a.py", "M = {\n  \"06\": \"autograd\",  # hard\n  \"07\": \"dataloader\"\n}\n"),
      ElementsAre("literal 2-3: autograd dataloader"));
  EXPECT_EQ(Body(0), "\"06\": \"autograd\"");
  const BlockEntry& entry = blocks_.front().entries.front();
  EXPECT_EQ(text_.substr(entry.mark.offset, entry.mark.length), ",");
  EXPECT_EQ(text_.substr(entry.tail.offset, entry.tail.length), "  # hard");
  EXPECT_THAT(Blocks("a.json", "[\n  \"06_autograd\",\n  \"07_dataloader\"\n]\n"),
              ElementsAre("literal 2-3: autograd dataloader"));
  EXPECT_THAT(Blocks("s.js",
                     "items: [\n  {\n    link: '/06_autograd/',\n  },\n  {\n"
                     "    link: '/07_dataloader/',\n  },\n]\n"),
              ElementsAre("literal 2-7: autograd dataloader"));
}

TEST_F(ModuleBlocksTest, KeysThatArePlacesAreNone) {
  EXPECT_THAT(Blocks("a.yaml", "week1: 06_autograd\nweek2: 07_dataloader\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.py", "M = {\n  'w1': '06_autograd',\n  'w2': '07_dataloader',\n}\n"),
              IsEmpty());
}

TEST_F(ModuleBlocksTest, SaysWhatResortingCouldBreak) {
  EXPECT_THAT(Blocks("a.yaml", "- &a 06_autograd\n- 07_dataloader\n"),
              ElementsAre("fixed list 1-2: autograd dataloader"));
  EXPECT_THAT(Blocks("a.yaml", "m: {\n  06_autograd: 1,\n  07_dataloader: 2\n}\n"),
              ElementsAre("fixed map 2-3: autograd dataloader"));
  EXPECT_THAT(Blocks("a.py", "M = [\n  '06_autograd'\n  '07_dataloader',\n]\n"),
              ElementsAre("fixed literal 2-3: autograd dataloader"));
  EXPECT_THAT(Blocks("a.py", "run('06_autograd')\nrun('07_dataloader')\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.py", "f(\n  '06_autograd',\n  '07_dataloader',\n)\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.py", "\"\"\"\n- 06_autograd\n- 07_dataloader\ngoes on\n\"\"\"\n"),
              ElementsAre("fixed list 2-3: autograd dataloader"));
  EXPECT_THAT(Blocks("a.md", "9. 06_autograd\n   more\n10. 07_dataloader\n    more\n"),
              ElementsAre("fixed list 1-4: autograd dataloader"));
  EXPECT_THAT(Blocks("a.md", "- 07_dataloader\n- 06_autograd\n"), IsEmpty());
}

TEST_F(ModuleBlocksTest, TitlesCutBlocks) {
  EXPECT_THAT(
      Blocks("a.yaml", "- 02_tensor\n- 05_losses\n\n# Part two\n- 06_autograd\n- 07_dataloader\n"),
      ElementsAre("list 1-2: tensor losses", "list 5-6: autograd dataloader"));
  EXPECT_THAT(Blocks("a.yaml", "- 02_tensor\n# lost\n\n- 05_losses\n- 06_autograd\n"),
              ElementsAre("list 4-5: losses autograd"));
}

TEST_F(ModuleBlocksTest, DeeperCommentsBelongToTheEntryAbove) {
  EXPECT_THAT(Blocks("a.yaml", "- 06_autograd:\n    x: 1\n    # of autograd\n- 07_dataloader\n"),
              ElementsAre("list 1-4: autograd dataloader"));
  EXPECT_EQ(Body(0), "- 06_autograd:\n    x: 1\n    # of autograd");
}

TEST_F(ModuleBlocksTest, FindsLinesOfToctrees) {
  EXPECT_THAT(Blocks("index.rst",
                     ".. toctree::\n   :maxdepth: 2\n\n   intro\n   modules/05_losses/index\n"
                     "   Gradients <modules/06_autograd/index>\n\n   modules/07_dataloader/index\n"
                     "text\n"),
              ElementsAre("list 5-8: losses autograd dataloader"));
  EXPECT_EQ(Body(1), "Gradients <modules/06_autograd/index>");
  EXPECT_THAT(
      Blocks("index.md",
             "```{toctree}\n:caption: x\nmodules/06_autograd\nmodules/07_dataloader\n```\n"),
      ElementsAre("list 3-4: autograd dataloader"));
  EXPECT_THAT(Blocks("index.md", "```{toctree}\nmodules/06_autograd\nmodules/07_dataloader\n"),
              IsEmpty());
  EXPECT_THAT(Blocks("index.md", "```\nmodules/06_autograd\nmodules/07_dataloader\n```\n"),
              ElementsAre("lines 2-3: autograd dataloader"));
}

TEST_F(ModuleBlocksTest, FindsElementsOfHtml) {
  EXPECT_THAT(Blocks("a.html",
                     "<table>\n  <tr><th>#</th></tr>\n  <tr><td>06</td><td>Autograd</td></tr>\n"
                     "  <tr>\n    <td>07_dataloader</td>\n    <td>needs 06_autograd</td>\n  </tr>\n"
                     "</table>\n"),
              ElementsAre("list 3-7: autograd dataloader"));
  EXPECT_THAT(Blocks("a.md",
                     "<UL>\n<LI class=x>05_losses</LI>\n\n<li>06_autograd\n<ul>\n<li>x</li>\n</ul>"
                     "</li>\n<li>07_dataloader</li>\n"),
              ElementsAre("list 2-8: losses autograd dataloader"));
  EXPECT_THAT(Blocks("a.html", "<li>06_autograd\n<li>07_dataloader\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.html", "<li>06_autograd</li> and\n<li>07_dataloader</li> more\n"),
              IsEmpty());
}

TEST_F(ModuleBlocksTest, FindsBlocksWithinCellsOfNotebooks) {
  EXPECT_THAT(Blocks("a.ipynb", R"({"cells": [
 {"cell_type": "markdown", "source": [
  "- 05_losses\n",
  "  goes \"on\"\n",
  "- 06_autograd\n",
  "- 07_dataloader"
 ]},
 {"cell_type": "markdown", "source": "| 06 | Autograd |\n| 07 | DataLoader |\n"},
 {"cell_type": "code", "outputs": ["- 06_autograd\n", "- 07_dataloader\n"], "source": [
  "M = [\n",
  "  '06_autograd',  # hard\n",
  "  '07_dataloader'\n",
  "]"]}
], "metadata": {}})"),
              ElementsAre("list 3-6: losses autograd dataloader", "table 8-8: autograd dataloader",
                          "literal 11-12: autograd dataloader"));
  EXPECT_EQ(Body(0), "- 05_losses\\n\",\n  \"  goes \\\"on\\\"");
  EXPECT_EQ(Body(2), "- 07_dataloader");
  const BlockEntry& entry = blocks_.back().entries.front();
  EXPECT_EQ(text_.substr(entry.mark.offset, entry.mark.length), ",");
  EXPECT_EQ(text_.substr(entry.tail.offset, entry.tail.length), "  # hard");
  EXPECT_THAT(Blocks("a.ipynb", "{\"cells\": [{"), IsEmpty());
}

TEST_F(ModuleBlocksTest, FindsLinesThatDifferInTheModule) {
  const auto lines = [](const std::string& line) {
    std::string text;
    for (const std::string name : {"05_losses", "06_autograd", "07_dataloader"}) {
      text += line.substr(0, line.find('@')) + name + line.substr(line.find('@') + 1) + "\n";
    }
    return text;
  };
  const std::string three = "1-3: losses autograd dataloader";
  for (const auto& [path, line] : std::vector<std::pair<std::string, std::string>>{
           {"book.tex", "\\input{modules/@/text}"},
           {"run.R", "source(\"modules/@/run.R\")"},
           {"run.sh", "python modules/@/run.py"},
           {"all.sql", "\\i modules/@/a.sql"},
           {"book.adoc", "include::modules/@/a.adoc[]"},
           {"CMakeLists.txt", "add_subdirectory(modules/@)"},
           {"all.py", "run(\"modules/@\")"}}) {
    EXPECT_THAT(Blocks(path, lines(line)), ElementsAre("lines " + three)) << path;
    EXPECT_EQ(Body(1),
              line.substr(0, line.find('@')) + "06_autograd" + line.substr(line.find('@') + 1));
  }
  EXPECT_THAT(Blocks("a.py", lines("from modules.@ import x")), IsEmpty());
  EXPECT_THAT(Blocks("a.md", lines("See modules/@ first.")), IsEmpty());
  EXPECT_THAT(
      Blocks("run.sh", "sh 05_losses/x && \\\nsh 06_autograd/x && \\\nsh 07_dataloader/x\n"),
      ElementsAre("lines " + three));
}

TEST_F(ModuleBlocksTest, FindsDrawingsOfTrees) {
  EXPECT_THAT(Blocks("a.md",
                     "```\nmodules/\n├── 05_losses/  # a\n├── 06_autograd/  # b\n"
                     "└── 07_dataloader/  # c\n```\n"),
              ElementsAre("lines 3-5: losses autograd dataloader"));
  EXPECT_EQ(Body(2), "07_dataloader/  # c");
  EXPECT_THAT(Blocks("a.md",
                     "```\n├── 05_losses/\n│   └── x.py\n├── 06_autograd/\n"
                     "└── 07_dataloader/\n```\n"),
              ElementsAre("fixed lines 2-5: losses autograd dataloader"));
}

TEST_F(ModuleBlocksTest, FindsListsOnOneLine) {
  EXPECT_THAT(
      Blocks("_bookdown.yml", "files: [\"index.Rmd\", \"05_losses.Rmd\", \"06_autograd.Rmd\"]\n"),
      ElementsAre("literal 1-1: losses autograd"));
  EXPECT_EQ(Body(1), "\"06_autograd.Rmd\"");
  EXPECT_THAT(Blocks("run.sh", "for m in 05_losses 06_autograd 07_dataloader; do x; done\n"),
              ElementsAre("literal 1-1: losses autograd dataloader"));
  EXPECT_THAT(Blocks("a.py", "f('06_autograd', '07_dataloader')\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.py", "M = {'a': '05_losses', 'b': '06_autograd', 'c': '07_dataloader'}\n"),
              IsEmpty());
}

TEST_F(ModuleBlocksTest, FindsHeadingsAndTables) {
  EXPECT_THAT(Blocks("a.md", "# Course\n\n## Module 6: Autograd\n\nx\n\n## Module 7: DataLoader\n"),
              ElementsAre("fixed sections 3-7: autograd dataloader"));
  EXPECT_THAT(Blocks("info.toml",
                     "[[exercises]]\ndir = \"06_autograd\"\n\n[[exercises]]\n"
                     "dir = \"07_dataloader\"\nhint = 1\n\n[end]\nx = 1\n"),
              ElementsAre("sections 1-6: autograd dataloader"));
  EXPECT_EQ(Body(1), "[[exercises]]\ndir = \"07_dataloader\"\nhint = 1");
}

TEST_F(ModuleBlocksTest, NumbersThatCountTheRowsStay) {
  EXPECT_THAT(Blocks("a.md",
                     "| # | x |\n|---|---|\n| 1. | [a](modules/06_autograd/) |\n"
                     "| 2. | [b](modules/07_dataloader/) |\n"),
              ElementsAre("table 3-4: autograd dataloader"));
  EXPECT_EQ(Body(0), "| [a](modules/06_autograd/) |");
}

TEST_F(ModuleBlocksTest, TwoEntriesMustFollowEachOther) {
  EXPECT_THAT(Blocks("a.md", "- 02_tensor\n- 06_autograd\n"), IsEmpty());
  EXPECT_THAT(Blocks("a.md", "- 02_tensor\n- 06_autograd\n- 07_dataloader\n"),
              ElementsAre("list 1-3: tensor autograd dataloader"));
}

TEST_F(ModuleBlocksTest, EntriesOfAnyBytesStandInOrderWithinTheText) {
  std::string text;
  std::size_t found = 0;
  for (int i = 0; i < 3000; ++i) {
    text += std::string(static_cast<std::size_t>(i * 7 % 13), ' ');
    text += i % 3 == 0   ? "- 06_autograd\r\n- 07_dataloader\r\n"
            : i % 3 == 1 ? "]\xff{,\n"
                         : "|07_dataloader|\n# x\n";
    if (i % 97 != 0) continue;
    for (const char* path : {"a.md", "a.yml", "a.py", "a.json", "a", "a.ipynb", "a.html"}) {
      (void)Blocks(path, text);
      for (const OrderedBlock& block : blocks_) {
        std::size_t end = 0;
        for (const BlockEntry& entry : block.entries) {
          EXPECT_GE(entry.body.offset, end) << path;
          EXPECT_GT(entry.body.length, 0U) << path;
          end = entry.body.end();
          ++found;
        }
        EXPECT_LE(end, text.size()) << path;
      }
    }
  }
  EXPECT_GT(found, 0U);
}

}  // namespace
}  // namespace prereq
