// PRQ006: conflicts of a merge that nobody resolved.
#include "rules/conflict_marker.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

// The lines of one conflict, from 1.
struct ConflictLines {
  int ours = 0, middle = 0, theirs = 0;
  std::string their_name;  // behind `>>>>>>>`
};

// Whether the line begins or ends what a page shows as it stands: "```", "----" of AsciiDoc.
bool IsFenceLine(std::string_view line, const FileFormat& format) {
  if (format.Is("asciidoc")) {
    constexpr std::size_t kFewest = 4;
    const std::string_view marks = Trim(line);
    return marks.size() >= kFewest && (marks.front() == '-' || marks.front() == '.') &&
           marks.find_first_not_of(marks.front()) == std::string_view::npos;
  }
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return format.Is("markdown") && (line.starts_with("```") || line.starts_with("~~~"));
}

// All three forms, each at the start of a line, in this order. A line of `=` alone underlines a
// heading, and a page on git shows markers in a fence.
std::vector<ConflictLines> ConflictsIn(std::string_view text, const FileFormat& format) {
  std::vector<ConflictLines> found;
  ConflictLines open;
  bool in_fence = false;
  int number = 0;
  for (const std::string_view line : Lines(text)) {
    ++number;
    if (open.ours == 0 && IsFenceLine(line, format)) in_fence = !in_fence;
    if (in_fence) continue;
    if (line.starts_with("<<<<<<< ")) {
      open = {number, 0, 0, {}};
    } else if (open.ours > 0 && line == "=======") {
      open.middle = number;
    } else if (open.middle > 0 && line.starts_with(">>>>>>> ")) {
      open.theirs = number;
      open.their_name = line.substr(std::string_view(">>>>>>> ").size());
      found.push_back(std::move(open));
      open = {};
    }
  }
  return found;
}

// Files that name a module, and those that declare something.
std::set<std::string_view> TellingFiles(const Facts& facts, const Config& config) {
  std::set<std::string_view> paths;
  for (const Reference& reference : facts.references) {
    if (reference.certainty != Certainty::kForeign) paths.insert(reference.where.path);
  }
  for (const Dependency& dependency : facts.dependencies) paths.insert(dependency.where.path);
  for (const NameProblem& problem : facts.name_problems) paths.insert(problem.name.where.path);
  for (const MalformedFile& file : facts.malformed) paths.insert(file.where.path);
  for (const MetadataShape& shape : config.metadata) {
    if (!shape.entries.empty()) paths.insert(shape.file);
  }
  return paths;
}

bool BelongsToModule(const Facts& facts, std::string_view path) {
  return std::ranges::any_of(facts.modules, [&](const Module& module) {
    return !module.path.empty() && IsWithin(path, module.path);
  });
}

}  // namespace

void FindConflictMarkers(const FileReader& tree, const Facts& facts, const Config& config,
                         std::vector<Finding>& findings) {
  if (std::ranges::none_of(facts.files, &ScannedFile::may_conflict)) return;
  const std::set<std::string_view> telling = TellingFiles(facts, config);
  std::vector<Finding> found;
  for (const ScannedFile& file : facts.files) {
    if (!file.may_conflict) continue;
    if (!telling.contains(file.path) && !BelongsToModule(facts, file.path)) continue;
    const Result<std::string> text = tree.Read(file.path);
    if (!text) continue;
    for (const ConflictLines& one : ConflictsIn(*text, FormatOf(file.path))) {
      Finding finding;
      finding.rule = RuleId::kConflictMarker;
      finding.where = {file.path, one.ours, 1};
      finding.evidence_kind = "text";
      finding.headline =
          fmt::format("a merge with `{}` left a conflict from here to line {}, so both sides count",
                      Printable(one.their_name), one.theirs);
      finding.fix = FixByHand("keep what is right of both sides, and take out the three markers");
      found.push_back(std::move(finding));
    }
  }
  AppendFindings(config, std::move(found), findings);
}

constinit const RuleEntry kConflictMarker = {
    {RuleId::kConflictMarker, "conflict-marker", Severity::kError, RuleSubject::kTree,
     "a file that says something about modules holds an unresolved conflict",
     "A file that names a module, belongs to one or declares something has a line that begins with "
     "`<<<<<<< `, below it one that is `=======`, and below that one that begins with `>>>>>>> `. "
     "Not reported: markers that a page shows in a fence or block of code.",
     "What both sides say is read as if it were meant: prerequisites of two versions, or half of a "
     "list.",
     "<<<<<<< HEAD\nprerequisites: [tensor]\n=======\nprerequisites: [layers]\n>>>>>>> main",
     "prerequisites: [tensor, layers]",
     "Keep what is right of both sides, and take out the three lines with the markers.", ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
