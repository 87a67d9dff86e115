// Places that stand or fall with the order as a whole: blocks whose entries stand in module order,
// words that mean a neighbouring module, links to what moves, and generated files.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "prereq/facts.h"

namespace prereq {

/// One entry of a block. `body` and `tail` (a comment behind the separator) move with the module;
/// `mark` between them (a comma) belongs to the place and stays. A list number that counts places,
/// blank lines and line ends are part of none.
struct BlockEntry {
  Span body;
  Span mark;
  Span tail;
  ModuleId module;
  int line = 0, last_line = 0;  // comments that belong to it included
};

/// Entries side by side that name modules in rising order, at least two of them different.
struct OrderedBlock {
  // kLiteral: between brackets of code; kLines: lines that differ in the module that they name;
  // kSections: headings with all below them
  enum class Kind { kList, kTable, kMap, kLiteral, kLines, kSections };
  Location where;  // of the first entry's first byte
  Kind kind = Kind::kList;
  bool falling = false;             // the last module comes first, as where all is taken down
  bool sortable = true;             // false: moving its entries could break the file
  std::vector<BlockEntry> entries;  // by offset, disjoint
  std::vector<int> ranks;           // by entry: times or counts of their own, rising; may be empty
  std::vector<Span> counts;         // digits of such counts
};

/// "the next module", or "Next: 04_ranking", in a file that belongs to `module`.
struct NeighbourWord {
  Location where;
  ModuleId module;
  bool next = true;               // else: the previous one
  std::optional<ModuleId> named;  // the neighbour, when the same line names it
  std::string text;               // the words as written: "next module"
  std::string form;  // of a link: what its text says beside the module's names and number, folded
  bool sure = true;  // else its line may mean the named module itself: "See also"
  int distance = 1;  // 2: the module before the previous one, "two weeks ago"; names none then
};

/// A page outside of the modules that leads on to the first one, or back to the last one, as the
/// modules' own pages do to their neighbours: the exercise before chapter 3.
struct EndLink {
  Location where;
  ModuleId module;
  bool first = true;  // else the last
  std::string text;   // the words as written
};

/// A link of a Markdown file to a path of the tree, or a path to a mirrored file elsewhere.
struct RelativeLink {
  Location where;
  Span span;           // the path as written, without anchor
  std::string text;    // the same bytes
  std::string target;  // relative to the root
  bool sure = true;    // else it only ends like that path: `$ROOT/img/02-plan.svg`
};

/// A generated file that names modules by number, or for which the policy has a command.
struct GeneratedFile {
  std::string path;
  std::string maker;      // the policy's command, else what the file's head names; may be empty
  bool declared = false;  // `maker` is the policy's
  std::vector<ModuleId> names;  // sorted
};

/// A glob that means modules by their numbers: `R/02_*.R`, `0[1-3]_*`.
struct NumberGlob {
  Location where;
  std::string text;               // as written
  std::vector<ModuleId> modules;  // that it means, sorted
};

/// A number without a name that pages of the modules explain: `Figure 2-1`, where those of module 2
/// count their figures so; `第9章`, as the modules' pages are headed; `SchemaVersion: 3` beside a
/// name, as entries of code say it.
struct ExplainedNumber {
  Location where;  // of the first on its page
  ModuleId module;
  std::string text;          // as written
  std::set<int> more_lines;  // of the same page
};

struct Passages {
  std::vector<OrderedBlock> blocks;        // by path, offset; one may stand inside another's entry
  std::vector<NeighbourWord> neighbours;   // by path, offset
  std::vector<EndLink> ends;               // by path, offset
  std::vector<RelativeLink> links;         // by path, offset; to modules, mirrors, what is in them
  std::vector<GeneratedFile> generated;    // by path
  std::vector<NumberGlob> globs;           // by path, offset
  std::vector<ExplainedNumber> explained;  // by path
};

/// Reads again those files of `facts` that name several modules, belong to one, are Markdown, code
/// or data, or are generated. `facts` needs its references. Error kUnreadable.
Result<Passages> ReadPassages(const FileReader& tree, const Config& config, const Facts& facts);

}  // namespace prereq
