#include "rules/certain_fixes.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsSimple(ReferenceShape shape) {
  switch (shape) {
    case ReferenceShape::kNumberedSlug:
    case ReferenceShape::kPath:
    case ReferenceShape::kTitle:
    case ReferenceShape::kReversedTitle:
    case ReferenceShape::kNumberKey:
    case ReferenceShape::kSlugEntry:
    case ReferenceShape::kImport:
      return true;
    default:
      return false;
  }
}

bool IsDrifted(const Reference& reference) {
  return reference.certainty == Certainty::kDrifted && reference.module;
}

// Whether the reference beside it on its line, at `i` + `step`, is a sure path to another module:
// then either may be wrong, the name or the path.
bool LeadsElsewhere(const std::vector<Reference>& references, std::size_t i, std::ptrdiff_t step) {
  const std::size_t beside = i + static_cast<std::size_t>(step);
  if (beside >= references.size()) return false;
  const Reference& one = references[i];
  const Reference& other = references[beside];
  const bool path = other.shape == ReferenceShape::kPath || other.shape == ReferenceShape::kUrl ||
                    other.shape == ReferenceShape::kNumberedSlug;
  const bool words =
      one.shape == ReferenceShape::kTitle || one.shape == ReferenceShape::kReversedTitle;
  return words && path && other.certainty == Certainty::kAgreeing &&
         other.where.path == one.where.path && other.where.line == one.where.line &&
         other.module != one.module;
}

// The number that belongs there; nullopt for a module without one.
std::optional<Number> RightNumber(const Facts& facts, const Reference& reference) {
  return reference.module ? facts.order.number(*reference.module) : std::nullopt;
}

// Every part of every path, with and without what follows its first dot.
std::set<std::string_view> PathParts(const Facts& facts) {
  std::set<std::string_view> parts;
  for (const ScannedFile& file : facts.files) {
    for (const std::string_view part : Split(file.path, '/')) {
      parts.insert(part);
      parts.insert(part.substr(0, part.find('.')));
    }
  }
  return parts;
}

// The part of a path that holds the reference's number; empty where the text does not show it.
std::string_view NumberedPart(const Reference& reference) {
  const std::size_t at = reference.number.offset - reference.whole.offset;
  if (at >= reference.text.size()) return {};
  const std::size_t begin = reference.text.rfind('/', at) + 1;  // npos + 1 is 0
  const std::size_t end = reference.text.find('/', at);
  return std::string_view(reference.text).substr(begin, end - begin);
}

// Whether the name is one that no path has, an alias or a title: with another number it is none
// either.
bool IsOffDisk(const Facts& facts, const Reference& reference,
               const std::set<std::string_view>& parts) {
  const bool words = reference.shape == ReferenceShape::kTitle ||
                     reference.shape == ReferenceShape::kReversedTitle ||
                     reference.shape == ReferenceShape::kNumberKey;
  const std::string_view part = NumberedPart(reference);
  const auto number = RightNumber(facts, reference);
  if (words || part.empty() || !number || reference.name.length == 0) return false;
  const std::size_t name = reference.name.offset - reference.whole.offset;
  const std::string written =
      FoldModuleName(std::string_view(reference.text).substr(name, reference.name.length));
  if (written == FoldModuleName(facts.module(*reference.module).slug)) return false;
  const auto begin = static_cast<std::size_t>(part.data() - reference.text.data());
  std::string there(part);
  there.replace(reference.number.offset - reference.whole.offset - begin, reference.number.length,
                ShowNumber(*number, static_cast<int>(reference.number.length)));
  return !parts.contains(there);
}

// Whether two neighbours count up as they are written and would not once corrected.
bool CountsAnotherWay(const Facts& facts, const Reference& first, const Reference& second) {
  const auto a = RightNumber(facts, first), b = RightNumber(facts, second);
  return a && b && first.module != second.module && first.shape == second.shape &&
         first.written < second.written && !(*a < *b);
}

bool IsBeside(ReferenceShape shape) {
  return shape == ReferenceShape::kTableRow || shape == ReferenceShape::kListItem ||
         shape == ReferenceShape::kLabel || shape == ReferenceShape::kMapKey;
}

// Adds the numbers of entries and labels that say the same old number of the module on the line of
// a fix, so that no half of a pair is left behind: `| 02 | [Loops](02_loops/) |`.
std::vector<std::size_t> WithPairs(const std::vector<Reference>& references,
                                   const std::vector<std::size_t>& certain) {
  using Said = std::tuple<std::string_view, int, ModuleId, Number>;
  const auto said = [](const Reference& one) {
    return Said{one.where.path, one.where.line, *one.module, one.written};
  };
  std::set<Said> fixed;
  for (const std::size_t i : certain) fixed.insert(said(references[i]));
  std::vector<std::size_t> all = certain;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const bool open = IsDrifted(references[i]) && IsBeside(references[i].shape);
    if (open && fixed.contains(said(references[i]))) all.push_back(i);
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace

std::vector<std::size_t> CertainFixes(const Facts& facts) {
  const std::vector<Reference>& references = facts.references;
  std::set<std::string_view> doubtful_files;
  for (const ScannedFile& file : facts.files) {
    if (file.kind != ScannedFile::Kind::kText) doubtful_files.insert(file.path);
  }
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i].certainty == Certainty::kUnresolved) {
      doubtful_files.insert(references[i].where.path);
    }
    if (i > 0 && references[i].where.path == references[i - 1].where.path &&
        CountsAnotherWay(facts, references[i - 1], references[i])) {
      doubtful_files.insert(references[i].where.path);
    }
  }
  std::set<std::string_view> parts;
  std::vector<std::size_t> certain;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const Reference& reference = references[i];
    if (!IsDrifted(reference) || !IsSimple(reference.shape)) continue;
    if (reference.number.length == 0) continue;  // in a notation that no edit keeps
    if (!RightNumber(facts, reference) || doubtful_files.contains(reference.where.path)) continue;
    if (LeadsElsewhere(references, i, 1) || LeadsElsewhere(references, i, -1)) continue;
    if (parts.empty()) parts = PathParts(facts);
    if (parts.contains(reference.text) || parts.contains(NumberedPart(reference))) continue;
    if (IsOffDisk(facts, reference, parts)) continue;
    certain.push_back(i);
  }
  return WithPairs(references, certain);
}

}  // namespace prereq
