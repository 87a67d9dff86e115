// Laws of ScanReferences over random texts, and a slow search for numbered slugs as its oracle.
#include "references/references.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>

#include "references/scan.h"
#include "support/reference_lexicon.h"

namespace prereq {
namespace {

constexpr unsigned kSeed = 20261122;

// Texts glued from what references are made of, so that near misses are as common as hits.
std::string RandomText(std::mt19937& random, std::size_t pieces) {
  static const std::vector<std::string> kPieces = {"06",      "6",           "_",
                                                   "-",       "autograd",    "tensor",
                                                   "02",      "Module",      " ",
                                                   " ",       "\n",          "(",
                                                   ")",       ":",           "|",
                                                   "setup",   "1",           "/",
                                                   ".",       "\"",          "*",
                                                   "Modules", "to",          "\\n",
                                                   "\r\n",    "→",           "\xFF",
                                                   "é",       "[",           "losses",
                                                   "05",      "https://",    "x",
                                                   "modules", "\\u2192",     "Autograd",
                                                   "v2",      "106",         "mermaid",
                                                   "```",     "06_autograd", "`",
                                                   ", ",      " and ",       "{",
                                                   "<td>",    "</td>",       "&nbsp;",
                                                   "~",       "'",           "+",
                                                   "-",       ">",           "#",
                                                   "=",       "number",      "\xE2\x94\x82",
                                                   "M",       "module_",     "check_",
                                                   "Week",    "模块",        "06b",
                                                   "\\n06",   "a",           "Day ",
                                                   "1.5",     "10:30",       "\n\n",
                                                   ";"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

void ExpectLaws(const std::vector<Reference>& references, const std::string& text) {
  std::size_t floor = 0;
  for (const Reference& reference : references) {
    const Span whole = reference.whole;
    ASSERT_GE(whole.offset, floor) << text;  // sorted and disjoint
    ASSERT_GT(whole.length, 0U) << text;
    ASSERT_LE(whole.end(), text.size()) << text;
    std::vector<Span> inside = {reference.number};
    if (reference.name.length > 0) inside.push_back(reference.name);
    if (reference.written_last) inside.push_back(reference.last_number);
    for (const Span& span : inside) {
      ASSERT_GT(span.length, 0U) << text;
      ASSERT_GE(span.offset, whole.offset) << text;
      ASSERT_LE(span.end(), whole.end()) << text;
    }
    floor = whole.end();
  }
}

TEST(ReferencesProperty, SpansStayInsideSortedAndDisjoint) {
  std::cout << "seed " << kSeed << '\n';
  std::mt19937 random(kSeed);
  const references::Lexicon lexicon = Course().Lex();
  for (int round = 0; round < 20000; ++round) {
    const std::string text = RandomText(random, 1 + random() % 40);
    for (const char* path : {"a.md", "a.py", "a.ipynb"}) {
      ExpectLaws(references::ScanReferences(path, text, lexicon), text);
    }
  }
}

TEST(ReferencesProperty, TextAfterABlankLineChangesNothingBefore) {
  std::mt19937 random(kSeed + 1);
  const references::Lexicon lexicon = Course().Lex();
  for (int round = 0; round < 5000; ++round) {
    const std::string text = RandomText(random, 1 + random() % 30) + "\n\n";
    const auto alone = references::ScanReferences("a.md", text, lexicon);
    auto longer = references::ScanReferences("a.md", text + "Nothing to see here.\n", lexicon);
    ASSERT_EQ(alone, longer) << text;
  }
}

std::string Shown(const references::Scan& scan) {
  std::vector<Reference> references;
  for (const references::Found& found : scan.found) references.push_back(found.reference);
  return Listing(references, std::string(scan.text));
}

TEST(ReferencesProperty, GateAndWidePassLoseNothing) {
  std::mt19937 random(kSeed + 3);
  std::vector<Course> courses(4);
  courses[1].facts.series.labels = {"Week", "模块", "X"};
  courses[1].facts.order.Set({0}, Number{6, 'b'});
  courses[2].mirrors = {{"tests/module_{number:02}", Mirror::Kind::kSynchronised, 0, {}},
                        {"checks/check_{number:02}_{slug}.py", Mirror::Kind::kDerived, -1, {}},
                        {"old/Day {number}", Mirror::Kind::kFrozen, 0, {}}};
  MetadataShape shape;
  shape.file = "module.yaml";
  shape.number = {"number"};
  courses[2].metadata = {shape};
  courses[3].facts.series.pattern = "{number:02} {slug}";
  std::vector<references::Lexicon> lexicons;
  for (const Course& course : courses) lexicons.push_back(course.Lex());
  std::size_t seen = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = RandomText(random, 1 + random() % 60);
    const references::Lexicon& lexicon = lexicons[random() % lexicons.size()];
    for (const std::string path : {"a.md", "a.yaml", "modules/06_autograd/module.yaml"}) {
      references::Scan fast{.path = path,
                            .format = FormatOf(path),
                            .text = text,
                            .lexicon = lexicon,
                            .inside = lexicon.FolderOfFile(path),
                            .metadata_of = lexicon.MetadataOf(path),
                            .diagrams = {},
                            .fences = {},
                            .found = {}};
      references::Scan slow = fast;
      references::FindAll(fast);
      references::FindAllSlowly(slow);
      ASSERT_EQ(Shown(fast), Shown(slow)) << path << "\n" << text;
      for (std::size_t i = 0; i < fast.found.size(); ++i) {
        ASSERT_EQ(fast.found[i].reference, slow.found[i].reference) << path << "\n" << text;
        ASSERT_EQ(fast.found[i].weak, slow.found[i].weak) << path << "\n" << text;
      }
      seen += slow.found.size();
    }
  }
  EXPECT_GT(seen, 10000U);
}

// The pass goes through a text in blocks: where they begin must not show.
TEST(ReferencesProperty, LinesInFrontShiftEverythingAlike) {
  std::mt19937 random(kSeed + 4);
  const references::Lexicon lexicon = Course().Lex();
  for (int round = 0; round < 3000; ++round) {
    const std::string text = RandomText(random, 1 + random() % 60);
    const auto alone = references::ScanReferences("a.md", text, lexicon);
    const std::size_t lines = 1 + random() % 130;
    auto shifted = references::ScanReferences("a.md", std::string(lines, '\n') + text, lexicon);
    ASSERT_EQ(alone.size(), shifted.size()) << lines << text;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      Reference& reference = shifted[i];
      reference.where.line -= static_cast<int>(lines);
      for (Span* span : {&reference.whole, &reference.number, &reference.name}) {
        span->offset -= lines;
      }
      if (reference.written_last) reference.last_number.offset -= lines;
      ASSERT_EQ(alone[i], reference) << lines << text;
    }
  }
}

// Every `NUMBER_SLUG` whose neighbours on both sides are blanks, by comparing at each offset.
std::vector<std::size_t> SlowSlugs(const std::string& text, const Facts& facts) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n') continue;
    for (std::size_t i = 0; i < facts.modules.size(); ++i) {
      const int number = facts.order.number({static_cast<int>(i)})->value;
      for (int width = 1; width <= 3; ++width) {
        const std::string name = fmt::format("{:0{}}_{}", number, width, facts.modules[i].slug);
        const std::size_t end = at + name.size();
        if (text.compare(at, name.size(), name) != 0) continue;
        if (end == text.size() || text[end] == ' ' || text[end] == '\n') found.push_back(at);
        break;
      }
    }
  }
  return found;
}

TEST(ReferencesProperty, FindsEveryNumberedSlugThatASlowSearchFinds) {
  std::mt19937 random(kSeed + 2);
  const Course course;
  const references::Lexicon lexicon = course.Lex();
  std::size_t seen = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = RandomText(random, random() % 20);
    text += fmt::format(" {:0{}}_{} ", 1 + random() % 7, 1 + random() % 3,
                        course.facts.modules[random() % course.facts.modules.size()].slug);
    text += RandomText(random, random() % 20);
    const auto references = references::ScanReferences("a.md", text, lexicon);
    for (const std::size_t at : SlowSlugs(text, course.facts)) {
      ++seen;
      const bool covered = std::ranges::any_of(references, [&](const Reference& reference) {
        return reference.number.offset == at && reference.certainty == Certainty::kAgreeing;
      });
      EXPECT_TRUE(covered) << at << " in " << text;
    }
  }
  EXPECT_GT(seen, 300U);
}

}  // namespace
}  // namespace prereq
