// Paths of which edits change a part.
#include "plan/edited_paths.h"

#include <gtest/gtest.h>

#include "plan/resort_bytes.h"

namespace prereq {
namespace {

const std::map<std::string, std::string> kMoves = {
    {"c/loops-02", "c/loops-03"},
    {"c/loops-02/loops-02_ex.py", "c/loops-03/loops-03_ex.py"},
    {"02_loops.tex", "03_loops.tex"},
};

// `text` of the file at `path` after an edit of the first "02" in it, and what follows from that.
std::string After(const std::string& text, const std::string& path = "list.txt") {
  WritablePaths known;
  for (const char* one : {"c/loops-02/loops-02_ex.py", "c/loops-02/02.png", "c/a.txt",
                          "c/02_loops.tex", "02_loops.tex", "d/c/loops-02/other"}) {
    known.Add(one);
  }
  FileEdit file;
  file.path = path;
  file.spans = {{{text.find("02"), 2}, "03"}};
  LeadOn(text, known, kMoves, file);
  return Edited(text, {0, text.size()}, file.spans);
}

TEST(EditedPaths, LeadToWhatTheyLedTo) {
  EXPECT_EQ(After("see c/loops-02/loops-02_ex.py."), "see c/loops-03/loops-03_ex.py.");
  EXPECT_EQ(After("(c/loops-02/loops-02_ex)"), "(c/loops-03/loops-03_ex)");
  EXPECT_EQ(After("../c/./loops-02/loops-02_ex.py", "c/a.txt"), "../c/./loops-03/loops-03_ex.py");
}

TEST(EditedPaths, KeepPartsThatKeepTheirNames) {
  EXPECT_EQ(After("c/loops-02/02.png"), "c/loops-03/02.png");
  EXPECT_EQ(After("c/loops-02/"), "c/loops-03/");
}

TEST(EditedPaths, AreLeftAsEditedWhereTheyLeadNowhereOrToTwoThings) {
  EXPECT_EQ(After("c/loops-02/gone-02"), "c/loops-03/gone-02");
  EXPECT_EQ(After("/c/loops-02/loops-02_ex.py"), "/c/loops-03/loops-02_ex.py");
  EXPECT_EQ(After("./02_loops"), "./03_loops");
  EXPECT_EQ(After("./02_loops", "c/a.txt"), "./03_loops") << "c/02_loops.tex or 02_loops.tex";
}

}  // namespace
}  // namespace prereq
