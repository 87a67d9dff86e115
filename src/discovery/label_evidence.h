// What the texts of a tree say for and against a word as the label of a series.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace prereq {

/// Numbers or modules that it takes before a word is believed to be a label.
inline constexpr std::size_t kFewestMentions = 3;
/// Of those behind which a whole name stands, or links that say no more and lead to their modules.
inline constexpr std::size_t kFewestNamed = 2;

/// Of one word; filled while texts are read.
struct LabelEvidence {
  bool known = false;  // one of CourseWords()
  std::size_t count = 0, titled = 0;
  std::size_t agreeing = 0;  // the title or the link beside it is that of the number's module
  std::size_t counting = 0;  // headings inside a module's page that number something else
  std::size_t strays = 0;    // beside numbers that no module has
  std::string example;       // a title that fits no module
  std::map<std::string, std::set<int>> inner;  // by page: the numbers of headings inside it
  std::set<int> confirmed;                     // the numbers of `agreeing`
  std::set<int> named;                         // those before the whole name of their module
  // Those that are the words of links to their modules; and whether links with others lead there.
  std::set<int> tied;
  bool is_tied_else = false;
  std::size_t all = 0, items = 0;  // mentions at all; `2.3`, which count inside modules
  std::set<int> cited;             // written as the names are behind a hyphen: `ADR-0003`
  std::size_t cited_strays = 0;    // such of no module
  std::set<int> headed;            // those with which pages of their own modules are headed
  std::map<std::pair<int, std::string>, std::size_t> titles;
  // By module: whether each of its pages that begins a line with the word begins the first one with
  // the module's own number.
  std::map<int, bool> leads;
  // The same of its files of code, wherever in a comment or text the word stands.
  std::map<int, bool> told;

  /// Where every module of `modules` says the word with its own number: that is as good as a name
  /// beside each number.
  void TakeUnanimous(std::size_t modules);

  /// A word that is not known is a label when most of its uses, beside several numbers, are
  /// confirmed, or pages of several modules are headed with it and their number.
  [[nodiscard]] bool MayBeLabel() const;

  /// Whether few mentions are enough: names or links tie them to several modules.
  [[nodiscard]] bool IsTied() const;

  /// Whether it numbers what stands in modules, `Exercise 2.3`, and no module's name is beside it.
  [[nodiscard]] bool CountsItems() const;
};

/// Whether the word counts something else: parts of each module's page, or titles that fit no
/// module.
bool CountsElse(const LabelEvidence& label, bool has_slug);

/// Whether pages of most modules are headed with the word and their own number, and none with
/// another one: `Laboratorio` in folders called `lab-01`.
bool HeadsMostPages(const LabelEvidence& label, std::size_t modules);

/// Whether a word beside the chosen one is a label, too: `Kapitel` in the pages of a translation;
/// one that pages may count their parts with, where it stands before the names of all modules.
bool IsLabelToo(const LabelEvidence& label, bool may_count, std::size_t modules);

}  // namespace prereq
