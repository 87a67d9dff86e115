#include "base/file_kinds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"

namespace prereq {
namespace {

TEST(FileKinds, TellsAFormatByItsLastEndingInEitherCase) {
  EXPECT_TRUE(FormatOf("R/02_beta.R").Is("r"));
  EXPECT_TRUE(FormatOf("docs/a.b.Rmd").Is("markdown"));
  EXPECT_TRUE(FormatOf("x.tar.gz").Is("media"));
  EXPECT_EQ(FormatOf("06_autograd/x.ipynb").content, FileContent::kNotebook);
  EXPECT_EQ(FormatOf("a.unheard-of").content, FileContent::kUnknown);
  EXPECT_EQ(FormatOf("md").content, FileContent::kUnknown);
  EXPECT_EQ(FormatOf("folder.md/plain").content, FileContent::kUnknown);
}

TEST(FileKinds, TellsAFormatByItsWholeNameBeforeItsEnding) {
  EXPECT_TRUE(FormatOf("src/CMakeLists.txt").Is("cmake"));
  EXPECT_TRUE(FormatOf("notes.txt").Is("text"));
  EXPECT_TRUE(FormatOf("a/Makefile").Is("make"));
  EXPECT_TRUE(FormatOf("a/Dockerfile.dev").Is("dockerfile"));
  EXPECT_TRUE(FormatOf("go.mod").Is("go.mod"));
}

TEST(FileKinds, NamesEveryEndingAndNameOnceInLowercase) {
  std::set<std::string_view> words, names;
  for (const FileFormat& format : FileFormats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_EQ(format.block_open.empty(), format.block_close.empty()) << format.name;
    for (const std::string_view word : Split(format.endings, ' ')) {
      if (word.empty()) continue;
      EXPECT_TRUE(words.insert(word).second) << word;
      EXPECT_EQ(word, Lower(word));
      EXPECT_TRUE(FormatOf("a" + std::string(word)).Is(format.name)) << word;
    }
    for (const std::string_view word : Split(format.names, ' ')) {
      if (word.empty()) continue;
      EXPECT_TRUE(words.insert(word).second) << word;
      EXPECT_TRUE(FormatOf(word).Is(format.name)) << word;
    }
  }
}

}  // namespace
}  // namespace prereq
