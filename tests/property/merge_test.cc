// Random texts of few different lines, where repeated lines make many ways to see a change.
#include <gtest/gtest.h>

#include <random>

#include "base/line_diff.h"

namespace prereq {
namespace {

class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t bound) { return random_() % bound; }
  std::string Line() { return std::string(1, static_cast<char>('a' + Below(4))) + "\n"; }
  std::string Text() {
    std::string text;
    for (std::size_t lines = Below(12); lines > 0; --lines) text += Line();
    if (Below(4) == 0) text += "tail";
    return text;
  }
  // `text` with some of its lines changed, removed or followed by new ones.
  std::string Edited(const std::string& text) {
    std::string edited;
    for (const std::string_view line : LinesWithEnds(text)) {
      const std::size_t what = Below(8);
      if (what != 0) edited += what == 1 ? Line() : std::string(line);
      if (what == 2) edited += Line();
    }
    return edited;
  }

 private:
  std::mt19937 random_;
};

std::string Patched(const std::string& before, const std::string& after) {
  const std::vector<std::string_view> old_lines = LinesWithEnds(before);
  const std::vector<std::string_view> new_lines = LinesWithEnds(after);
  std::string patched;
  std::size_t at = 0;
  for (const LineHunk& hunk : DiffLines(old_lines, new_lines)) {
    for (; at < hunk.old_begin; ++at) patched += old_lines[at];
    for (std::size_t i = hunk.new_begin; i < hunk.new_end; ++i) patched += new_lines[i];
    at = hunk.old_end;
  }
  for (; at < old_lines.size(); ++at) patched += old_lines[at];
  return patched;
}

// The fewest lines to take away and put in, by the textbook's table.
std::size_t Distance(const std::string& before, const std::string& after) {
  const std::vector<std::string_view> a = LinesWithEnds(before);
  const std::vector<std::string_view> b = LinesWithEnds(after);
  std::vector<std::vector<std::size_t>> shared(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      shared[i][j] = a[i - 1] == b[j - 1] ? shared[i - 1][j - 1] + 1
                                          : std::max(shared[i - 1][j], shared[i][j - 1]);
    }
  }
  return a.size() + b.size() - 2 * shared[a.size()][b.size()];
}

TEST(DiffLines, LeadsToTheOtherTextByTheFewestLines) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Texts texts(seed);
    const std::string before = texts.Text();
    const std::string after = texts.Below(2) == 0 ? texts.Text() : texts.Edited(before);
    ASSERT_EQ(Patched(before, after), after) << seed;
    std::size_t changed = 0;
    for (const LineHunk& hunk : DiffLines(LinesWithEnds(before), LinesWithEnds(after))) {
      changed += hunk.old_end - hunk.old_begin + hunk.new_end - hunk.new_begin;
    }
    ASSERT_EQ(changed, Distance(before, after)) << seed;
  }
}

TEST(MergeLines, IsBlindToWhoIsWhoAndToWhoChangedNothing) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Texts texts(seed);
    const std::string base = texts.Text();
    const std::string ours = texts.Edited(base);
    const std::string theirs = texts.Edited(base);
    ASSERT_EQ(MergeLines(base, ours, base).text, ours) << seed;
    ASSERT_EQ(MergeLines(base, base, theirs).text, theirs) << seed;
    ASSERT_EQ(MergeLines(base, ours, ours).text, ours) << seed;
    const MergedLines one = MergeLines(base, ours, theirs);
    const MergedLines other = MergeLines(base, theirs, ours);
    ASSERT_EQ(one.conflicts.empty(), other.conflicts.empty()) << seed;
    if (one.conflicts.empty()) {
      ASSERT_EQ(one.text, other.text) << seed;
    }
  }
}

// Each line has a name of its own, so what the merge must be is plain: line by line.
TEST(MergeLines, DoesWhatEachSideDidLineByLine) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Texts texts(seed);
    std::string base;
    std::string ours;
    std::string theirs;
    std::string both;
    bool clash = false;
    for (std::size_t i = 0; i < 1 + texts.Below(12); ++i) {
      const std::string line = "line " + std::to_string(i) + "\n";
      const std::string mine = texts.Below(4) == 0 ? "mine " + line : line;
      const std::string yours = texts.Below(4) == 0 ? "yours " + line : line;
      clash = clash || (mine != line && yours != line);
      base += line;
      ours += mine;
      theirs += yours;
      both += mine != line ? mine : yours;
    }
    const MergedLines merged = MergeLines(base, ours, theirs);
    ASSERT_EQ(merged.conflicts.empty(), !clash) << seed;
    if (!clash) {
      ASSERT_EQ(merged.text, both) << seed;
    }
  }
}

}  // namespace
}  // namespace prereq
