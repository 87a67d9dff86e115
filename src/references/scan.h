// One pass over a text: every isolated number, then the shapes.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "model/certainty.h"
#include "references/shapes.h"

namespace prereq::references {

/// Fills `scan.found` by offset, disjoint. Weak ones still need SettleNeighbours.
void FindAll(Scan& scan);
/// The same byte by byte and with every shape at every number: what the tests hold FindAll against.
void FindAllSlowly(Scan& scan);
/// The shapes that the two bytes beside the digits `begin` to `end` leave possible, as
/// Lexicon::ShapesBetween gives them. Begin and end of the text count as line ends.
std::uint32_t ShapesAt(const Scan& scan, std::size_t begin, std::size_t end);
/// Drops or lowers what only a neighbour could have confirmed, and marks links of arrow chains and
/// further uses of diagram nodes.
void SettleNeighbours(Scan& scan);
/// Makes names that another folder holds as well ours where the file names several of ours so, and
/// none of the other's: a list of them is one.
void SettleEither(Scan& scan);
/// Adds names of modules that stand with escapes in them where FindAll did not read them:
/// `02-schleifen-f%C3%BCr`, `%5B02%5D%20loops`, `Week\ 2/`. O(text).
void SettleEscapedNames(Scan& scan);
/// Whether a reference is sure and is, or stands in, a path: what it leads to is what a reader
/// opens.
bool IsTarget(const Scan& scan, const Found& found);
/// The second half of SettleTargets: what else of a target's line, or elsewhere in the file, the
/// target explains. Numbers behind a label near it, words that lists use as a label, identifiers
/// (likely only), ids and words of links that are defined elsewhere in the page.
void SettleBesideTargets(Scan& scan);
/// Leaves alone what the words of a link say as the name of what they lead to, where that stays.
void SettleFixedLinks(Scan& scan);
/// Adds numbers that a link or path on their line ties to a module: `[02](lessons/02_loops/)`,
/// `- **02** – [Loops](02_loops.md)`, `- 08. Papers: '08_papers.md'`.
void SettleTargets(Scan& scan);
/// Adds the entries in other words of a list whose other entries say the modules' names and
/// numbers.
void SettleWholeLists(Scan& scan);
/// Leaves numbers to a person that stand alone in a column whose head says something else than a
/// number of modules ("Hours"), or whose other rows do.
void SettleTableColumns(Scan& scan);
/// Makes names in the drawing of a tree likely where as many numbered entries beside them
/// belong to no module.
void SettleDrawings(Scan& scan);
/// Adds what the fields of a module's page, or of its folder, say of its number: a title that
/// begins with it, and its place in a menu. The same in a mirror that moves along.
void SettleOwnFields(Scan& scan);
/// Adds what the file itself decides: its own first heading, and headings numbered after its
/// module.
void SettleOwnPage(Scan& scan);
/// Adds sections below headings that name a module, `### 2.1` below `## Module 2`: at most likely.
void SettleSectionsBelow(Scan& scan);
/// Adds what the words of a page of module `id` say of its sections, `as 2.1 shows`, where the page
/// has those `parts`: at most likely.
void SettleSectionsInText(Scan& scan, ModuleId id, const std::set<int>& parts);
/// Makes entries of a list of the page's own sections no surer than the headings that they lead to.
void SettleOwnContents(Scan& scan);
/// Adds numbers of ordered lists that speak of the modules of their numbers, and those that maps of
/// data and code give to slugs: at most likely.
void SettleLooseLists(Scan& scan);
/// Adds zero-padded numbers of pages with a word of their module's slug behind them, where three
/// modules are called so, or two and nothing else: at most likely.
void SettleLooseNames(Scan& scan);
/// Adds numbers of records in data and code that hold a module's name beside its number: at most
/// likely, but in a table of CSV whose head says what the column counts.
void SettleLooseRecords(Scan& scan);
/// Adds numbers of lines that are the same but for a number and the name of its module, `#define
/// LESSON_LOOPS 2`, in code and data: at most likely. O(text).
void SettleAlikeLines(Scan& scan);
/// Adds numbers by which entries of data that lists modules name each other, `requires: [2]`: at
/// most likely.
void SettleEntryNeeds(Scan& scan);
/// Adds numbers that stand with their module's name, path or label in any other form: at most
/// likely.
void SettleCloseNumbers(Scan& scan);
/// Adds names of a data file's blocks made of a label and the number of the module whose path
/// stands in the block, `module-03:` of a job, and what else names these blocks: at most likely.
void SettleBlockKeys(Scan& scan);
/// Drops likely identifiers made of one of `words` (`lesson_`) and a number: beside paths they
/// count something else in this file.
void DropCoined(Scan& scan, const std::set<std::string, std::less<>>& words);
/// Adds what a module's own page counts after the module, `Figure 3-1`: at most likely.
void SettleCountedParts(Scan& scan);
/// Takes names for examples where a test names more modules that are not there than some that are:
/// the former are not references, the latter at most likely.
void SettleExamples(Scan& scan);
/// Makes what stands in a row "old | → | new" foreign: it tells what was.
void SettleLines(Scan& scan);
/// Makes foreign what is called as a module's folder or file where the path that holds it, however
/// it is written, leads to another one of that name and to none of ours. Linear.
void SettleWholePaths(Scan& scan);
/// Leaves names that stay when a module gets another number: addresses that redirects lead on from
/// are foreign, names in a store or service outside of the tree at most likely.
void SettleKeptNames(Scan& scan);
/// Asks about addresses on hosts that nothing names where the words of the link say the number of
/// the module, too, whose name of two words or more the address holds: `[RFC
/// 4](https://…/04-a-b/)`.
void SettlePublishedPages(Scan& scan);
/// Settles anchors: `#exercise-3-facts` is a reference only where the heading it leads to is one.
void SettleAnchors(Scan& scan);

/// Notes sections of modules that a text elsewhere speaks of, "section 4.2": foreign until the plan
/// finds a heading of that number in a page of the module.
void NoteSectionMentions(Scan& scan);

/// What is known of a number.
struct Told {
  ModuleId module;
  ReferenceShape shape;
  Certainty certainty;
};
/// Makes the reference whose number stands at `token` mean the module, where it is open to that, or
/// puts a new one into `added`; nothing where another reference holds the number.
void TellNumber(Scan& scan, const Token& token, const Told& told, std::vector<Found>& added);
/// Adds `more` to `scan.found`, by offset; what overlaps a reference that was there is left out.
void AddFound(Scan& scan, std::vector<Found> more);

}  // namespace prereq::references
