#include "documents/page_head.h"

#include <gtest/gtest.h>

#include "documents/notebook.h"

namespace prereq {
namespace {

std::string Heading(const std::string& path, const std::string& text) {
  const PageHead head = ReadPageHead(path, text);
  return head.style ? head.heading : "-";
}

TEST(PageHead, FindsTheFirstHeading) {
  EXPECT_EQ(Heading("a.md", "---\ntitle: x\n---\n\ntext\n# One ##\n# Two\n"), "One");
  EXPECT_EQ(Heading("a.qmd", "# One {#sec-one .x}\n"), "One");
  EXPECT_EQ(Heading("a.md", "<!-- # no\n# no -->\n```sh\n# no\n```\n## Yes\n"), "Yes");
  EXPECT_EQ(Heading("a.md", "# C#\n"), "C#");
  EXPECT_EQ(Heading("a.md", "text\n#no\n"), "-");
  EXPECT_EQ(Heading("a.rst", ".. _x:\n\n===\nOne\n===\n"), "One");
  EXPECT_EQ(Heading("a.adoc", "[[x]]\n== One\n"), "One");
  EXPECT_EQ(Heading("a.md", "**Chapter 3**\n\n# Setup\n"), "Chapter 3");
}

TEST(PageHead, WritesWhatItReads) {
  using Kind = HeadingStyle::Kind;
  for (const auto& [path, style] :
       {std::pair("a.md", HeadingStyle{Kind::kHashes, 2, '=', false}),
        std::pair("a.md", HeadingStyle{Kind::kBold, 1, '=', false}),
        std::pair("a.adoc", HeadingStyle{Kind::kEqualSigns, 1, '=', false}),
        std::pair("a.rst", HeadingStyle{Kind::kUnderline, 1, '~', false}),
        std::pair("a.rst", HeadingStyle{Kind::kUnderline, 1, '*', true})}) {
    const PageHead head = ReadPageHead(path, WriteHeading(style, "\xE4\xBD\xA0 One"));
    ASSERT_TRUE(head.style) << path;
    EXPECT_EQ(*head.style, style) << path;
    EXPECT_EQ(head.heading, "\xE4\xBD\xA0 One");
  }
}

TEST(PageHead, WritesANotebookWithOneCell) {
  const std::string text = WriteNotebook("# \"a\" \\ b");
  const auto notebook = ReadNotebook("a.ipynb", text);
  ASSERT_TRUE(notebook);
  ASSERT_EQ(notebook->prose.size(), 1U);
  EXPECT_EQ(notebook->prose.front().source(), "# \"a\" \\ b");
  EXPECT_EQ(Heading("a.ipynb", text), "\"a\" \\ b");
}

}  // namespace
}  // namespace prereq
