#include "rules/reference_faults.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "model/number_style.h"
#include "model/scalar_number.h"
#include "references/history.h"
#include "rules/certain_fixes.h"
#include "rules/heading_anchors.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestQuote = 60;

// The reference as it stands in the file, on one line and not too long.
std::string Quoted(const Reference& reference) {
  std::string text = reference.text;
  std::ranges::replace(text, '\n', ' ');
  if (text.size() > kLongestQuote) {
    text.resize(kLongestQuote);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
      text.pop_back();
    }
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) text.pop_back();
    text += "…";
  }
  return fmt::format("`{}`", Printable(text));
}

// A number inside the module's own files that speaks of the module itself.
bool SpeaksOfItself(const CheckInput& input, const Reference& reference) {
  if (!reference.module) return false;
  if (reference.shape == ReferenceShape::kNumberKey) return true;
  const std::string& path = input.facts.module(*reference.module).path;
  return reference.shape == ReferenceShape::kTitle && !path.empty() &&
         reference.where.path.starts_with(path + "/");
}

RuleId RuleFor(const CheckInput& input, const Reference& reference) {
  switch (reference.shape) {
    case ReferenceShape::kMapKey:
      return RuleId::kMappingDrift;
    case ReferenceShape::kPath:
    case ReferenceShape::kUrl:
      return RuleId::kBrokenPath;
    default:
      return SpeaksOfItself(input, reference) ? RuleId::kNumberMismatch : RuleId::kStaleReference;
  }
}

// Places that give a module its present number in this shape.
using Place = std::tuple<std::string_view, int, ModuleId, ReferenceShape>;

// A line that gives a module both its old number and its present one tells of a change, as
// `git mv 06_autograd 07_autograd` does.
std::set<Place> PresentNumbers(const Facts& facts) {
  std::set<Place> places;
  for (const Reference& reference : facts.references) {
    if (reference.certainty != Certainty::kAgreeing || !reference.module) continue;
    places.emplace(reference.where.path, reference.where.line, *reference.module, reference.shape);
  }
  return places;
}

// Lines that may tell of a change: a number without a name on them is a module's present one
// ("Chapter 3 (Trees): now Chapter 4").
using Line = std::tuple<std::string_view, int, ModuleId>;
std::set<Line> LinesWithPresentLabels(const Facts& facts) {
  std::set<Line> lines;
  for (const Reference& reference : facts.references) {
    if (reference.shape != ReferenceShape::kLabel || !reference.module) continue;
    if (facts.order.number(*reference.module) != reference.written) continue;
    lines.emplace(reference.where.path, reference.where.line, *reference.module);
  }
  return lines;
}

// Numbers of prerequisites that mean no module, as PRQ002 says: path, line, number.
using LostNumbers = std::set<std::tuple<std::string_view, int, int>>;

LostNumbers LostPrerequisites(const Facts& facts) {
  LostNumbers lost;
  for (const NameProblem& problem : facts.name_problems) {
    if (problem.kind != FactKind::kProse || !problem.candidates.empty()) continue;
    if (problem.may_be_skill) continue;
    const std::optional<int> number = FirstNumber(problem.name.text);
    if (number) lost.emplace(problem.name.where.path, problem.name.where.line, *number);
  }
  return lost;
}

// "number 06 is optimizers", where a module has that number.
void AddOwner(const CheckInput& input, Number number, Finding& finding) {
  const auto owner = input.OwnerOf(number);
  if (!owner) return;
  finding.facts.push_back(
      {"order", fmt::format("number {} is {}", ShowNumber(number, input.width), input.slug(*owner)),
       input.facts.module(*owner).where});
}

Finding Drifted(const CheckInput& input, const Reference& reference) {
  Finding finding;
  const ModuleId module = *reference.module;
  const std::string now = input.Shown(module);
  const std::string written = ShowNumber(reference.written, input.width);
  finding.headline = reference.shape == ReferenceShape::kNumberKey
                         ? fmt::format("the metadata of {} says number {}, but its path says {}",
                                       input.slug(module), written, now)
                         : fmt::format("{} is out of date: {} is number {}, not {}",
                                       Quoted(reference), input.slug(module), now, written);
  finding.facts.push_back(input.PlaceOf(module));
  AddOwner(input, reference.written, finding);
  finding.modules = {input.slug(module)};
  finding.fix = FixByHand(
      fmt::format("write {} instead of {}, if the text means the present order", now, written));
  return finding;
}

// The name in a reference, without label and number; empty when it has none.
std::string NameIn(const Reference& reference) {
  if (reference.name.length == 0 || reference.name.offset < reference.whole.offset) return {};
  const std::size_t begin = reference.name.offset - reference.whole.offset;
  return begin < reference.text.size() ? reference.text.substr(begin, reference.name.length)
                                       : std::string();
}

Finding Unresolved(const CheckInput& input, const Reference& reference) {
  Finding finding;
  const std::string name = NameIn(reference);
  if (name.empty()) {
    finding.headline =
        fmt::format("{} means no module: the series has no number {}", Quoted(reference),
                    ShowNumber(reference.written_last.value_or(reference.written), input.width));
    finding.fix = FixByHand("write the number of the module it means");
    return finding;
  }
  finding.headline = fmt::format("{} names no module of this series", Quoted(reference));
  AddOwner(input, reference.written, finding);
  finding.modules = {Printable(name)};
  finding.fix =
      FixByHand("name the module it means, or add the name to that module's `aliases:` in " +
                Printable(input.config.path));
  return finding;
}

// The number alone as it should read: the safe or likely edit of a drifted reference.
void AddEdit(const CheckInput& input, const NumberStyle& style, const Reference& reference,
             bool certain, Finding& finding) {
  const auto now = input.order.number(*reference.module);
  // How a mirror counts, and whether its file stays, is the plan's to know.
  if (!now || reference.number.length == 0 || reference.mirror >= 0) return;
  std::string was = NumberStyle::Read(reference, reference.number, reference.written);
  std::string becomes = style.Written(reference, reference.number, reference.written, *now);
  if (reference.shape == ReferenceShape::kNumberKey &&
      !KeepsMeaning(ScalarNotationOf(reference.where.path), was, becomes, *now,
                    IsQuotedNumber(reference))) {
    becomes = ShowNumber(*now);
  }
  finding.fix.safety = certain ? FixSafety::kSafe : FixSafety::kLikely;
  finding.fix.edits = {
      {reference.where.path, reference.number, std::move(was), std::move(becomes)}};
  if (certain) finding.fix.command = kFixCommand;
}

// The digits of a section's number that its anchor begins with, where that leaves out the dot: "3"
// of `#31-first` for `3.1 First`; empty where it is written otherwise.
std::string_view SectionOfAnchor(const Reference& said, const Reference& anchor) {
  const std::string_view text = said.text;
  const std::size_t dot = text.find_first_not_of("0123456789");
  if (dot == 0 || dot >= text.size() || text[dot] != '.') return {};
  const std::size_t end = text.find_first_not_of("0123456789", dot + 1);
  const std::string digits =
      std::string(text.substr(0, dot)) +
      std::string(text.substr(dot + 1, std::min(end, text.size()) - dot - 1));
  constexpr std::size_t kMostDigits = 9;
  const bool same = digits.size() == anchor.number.length && digits.size() <= kMostDigits &&
                    ValueOfDigits(digits) == anchor.written.value;
  return same ? text.substr(0, dot) : std::string_view();
}

// Links to a heading change with it: a fix that leaves one behind is none. An anchor that shows the
// number otherwise than the heading does makes it a person's.
void AddAnchors(const CheckInput& input, const NumberStyle& style, const Reference& reference,
                const HeadingAnchors& anchors, Finding& finding) {
  const Number now = *input.order.number(*reference.module);
  for (const Reference* anchor : anchors.Of(reference)) {
    const std::string_view section = SectionOfAnchor(reference, *anchor);
    if (!section.empty()) {
      finding.fix.edits.push_back({anchor->where.path,
                                   {anchor->number.offset, section.size()},
                                   std::string(section),
                                   ShowNumber(now)});
      continue;
    }
    if (anchor->written != reference.written) {
      finding.fix.safety = FixSafety::kLikely;
      finding.fix.command.clear();
      continue;
    }
    finding.fix.edits.push_back({anchor->where.path, anchor->number,
                                 NumberStyle::Read(*anchor, anchor->number, anchor->written),
                                 style.Written(*anchor, anchor->number, anchor->written, now)});
  }
  std::ranges::sort(finding.fix.edits, {},
                    [](const FixEdit& edit) { return std::tie(edit.path, edit.span.offset); });
}

}  // namespace

ReferenceFaults FindReferenceFaults(const CheckInput& input) {
  const std::set<Place> present = PresentNumbers(input.facts);
  const std::set<Line> told = LinesWithPresentLabels(input.facts);
  const auto lost = LostPrerequisites(input.facts);
  const std::vector<std::size_t> certain = CertainFixes(input.facts);
  const HistoryFiles history(input.config.references.history);
  const std::vector<Reference>& references = input.facts.references;
  ReferenceFaults faults;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const Reference& reference = references[i];
    const bool drifted = reference.certainty == Certainty::kDrifted && reference.module;
    if (!drifted && reference.certainty != Certainty::kUnresolved) continue;
    if (history.Has(reference.where.path)) continue;
    const bool is_lost =
        !drifted && reference.name.length == 0 &&
        lost.contains({reference.where.path, reference.where.line, reference.written.value});
    if (is_lost) continue;
    if (drifted && present.contains({reference.where.path, reference.where.line, *reference.module,
                                     reference.shape})) {
      continue;
    }
    const bool doubtful =
        drifted && reference.shape == ReferenceShape::kTitle &&
        told.contains({reference.where.path, reference.where.line, *reference.module});
    faults.faults.push_back(
        {i, RuleFor(input, reference), !doubtful && std::ranges::binary_search(certain, i)});
  }
  return faults;
}

void ReportReferenceFaults(const CheckInput& input, RuleId rule, std::vector<Finding>& findings) {
  std::optional<NumberStyle> style;
  std::optional<HeadingAnchors> anchors;
  for (const ReferenceFault& fault : input.reference_faults().faults) {
    if (fault.rule != rule) continue;
    const Reference& reference = input.facts.references[fault.reference];
    const bool drifted = reference.certainty == Certainty::kDrifted && reference.module;
    Finding finding = drifted ? Drifted(input, reference) : Unresolved(input, reference);
    if (drifted) {
      if (!style) style.emplace(input.facts.references, input.width);
      if (!anchors) anchors.emplace(input.facts);
      AddEdit(input, *style, reference, fault.certain, finding);
      if (!finding.fix.edits.empty()) AddAnchors(input, *style, reference, *anchors, finding);
    }
    finding.where = reference.where;
    finding.evidence_kind = ReferenceShapeName(reference.shape);
    findings.push_back(std::move(finding));
  }
}

}  // namespace prereq
