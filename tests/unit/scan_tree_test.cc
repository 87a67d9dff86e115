#include "references/scan_tree.h"

#include <gtest/gtest.h>

#include "prereq/report.h"
#include "support/memory_tree.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

TEST(ScanTree, DoesNotDependOnThreads) {
  MemoryTree tree({});
  for (int i = 0; i < 200; ++i) {
    tree.Put(fmt::format("d{}/f{}.md", i % 7, i), fmt::format("Module {}\n06_autograd\n", i % 9));
  }
  const auto files = tree.ListTracked();
  const Course course;
  const references::Lexicon lexicon = course.Lex();
  const TreeScan one = ScanTree(tree, *files, lexicon, FileClassifier({}, {}), 1);
  const TreeScan many = ScanTree(tree, *files, lexicon, FileClassifier({}, {}), 8);
  EXPECT_EQ(one.references, many.references);
  EXPECT_GE(one.references.size(), 200U);
  EXPECT_TRUE(std::is_sorted(
      one.references.begin(), one.references.end(), [](const Reference& a, const Reference& b) {
        return std::pair(a.where.path, a.whole.offset) < std::pair(b.where.path, b.whole.offset);
      }));
}

TEST(ScanTree, SaysWhyAFileWasLeftOut) {
  MemoryTree tree({{"a", std::string("06_autograd\0", 12)},
                   {"b",
                    "\xFF\xFE"
                    "0"},
                   {"c", "06_autograd"},
                   {"d", "06_autograd"}});
  tree.MakeUnreadable("d");
  const Course course;
  std::vector<FileEntry> files = *tree.ListTracked();
  files.push_back({"link", FileKind::kSymlink});
  const TreeScan scan = ScanTree(tree, files, course.Lex(), FileClassifier({}, {}), 2);
  std::vector<ScannedFile::Kind> kinds;
  for (const ScannedFile& file : scan.files) kinds.push_back(file.kind);
  using Kind = ScannedFile::Kind;
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::kBinary, Kind::kBinary, Kind::kText, Kind::kUnreadable,
                                      Kind::kSymlink}));
  // A text with a NUL is not edited, and what it names is known all the same.
  ASSERT_EQ(scan.references.size(), 2U);
  EXPECT_EQ(scan.references[0].where.path, "a");
  EXPECT_EQ(scan.references[1].where.path, "c");
}

TEST(RenderReferences, ShowsEachWithItsCertaintyAndCountsThem) {
  const Course course;
  const auto found =
      references::ScanReferences("a.md", "06_autograd, Modules 5-7, Module 9\n", course.Lex());
  EXPECT_EQ(RenderReferencesText(course.facts, found),
            "a.md:1:1: agreeing numbered-slug 6 06_autograd\n"
            "a.md:1:14: likely range 5-7 -\n"
            "a.md:1:27: unresolved label 9 -\n");
  const std::string counts = RenderReferenceCounts(found);
  EXPECT_NE(counts.find("\ntotal                    1          0          1          0          1"
                        "          0          3\n"),
            std::string::npos)
      << counts;
  EXPECT_NE(RenderReferencesJson({{&course.facts, found}}).find("\"last_number\": \"7\""),
            std::string::npos);
}

}  // namespace
}  // namespace prereq
