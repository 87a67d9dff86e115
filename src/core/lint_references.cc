// References whose number and name disagree, or that name no module at all.
#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "core/check_parts.h"

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

std::string_view RuleFor(const CheckInput& input, const Reference& reference) {
  switch (reference.shape) {
    case ReferenceShape::kMapKey:
      return "PRQ304";
    case ReferenceShape::kPath:
    case ReferenceShape::kUrl:
      return "PRQ302";
    default:
      return SpeaksOfItself(input, reference) ? "PRQ204" : "PRQ301";
  }
}

// Who carries the number that the reference writes.
std::optional<ModuleId> OwnerOf(const CheckInput& input, Number number) {
  for (int i = 0; i < input.graph.module_count(); ++i) {
    if (input.order.number({i}) == number) return ModuleId{i};
  }
  return std::nullopt;
}

Finding Drifted(const CheckInput& input, const Reference& reference) {
  Finding finding;
  const ModuleId module = *reference.module;
  const std::string now = input.Shown(module);
  finding.headline =
      fmt::format("{} is out of date: {} is {}, not {}", Quoted(reference), input.slug(module), now,
                  ShowNumber(reference.written, input.width));
  finding.facts.push_back({"order", fmt::format("{} is number {}", input.slug(module), now),
                           input.facts.module(module).where});
  if (const auto owner = OwnerOf(input, reference.written)) {
    finding.facts.push_back(
        {"order",
         fmt::format("number {} is {}", ShowNumber(reference.written, input.width),
                     input.slug(*owner)),
         input.facts.module(*owner).where});
  }
  finding.modules = {input.slug(module)};
  finding.fix = fmt::format("write {} for {}", now, ShowNumber(reference.written, input.width));
  return finding;
}

Finding Unresolved(const CheckInput& input, const Reference& reference) {
  Finding finding;
  finding.headline = fmt::format("{} names no module of this series", Quoted(reference));
  if (const auto owner = OwnerOf(input, reference.written)) {
    finding.facts.push_back(
        {"order",
         fmt::format("number {} is {}", ShowNumber(reference.written, input.width),
                     input.slug(*owner)),
         input.facts.module(*owner).where});
  }
  finding.modules = {Printable(std::string(SplitNumberedName(reference.text).rest))};
  finding.fix = "name the module it means, or add the name to that module's `aliases:` in " +
                Printable(input.config.path);
  return finding;
}

}  // namespace

void LintReferences(const CheckInput& input, std::vector<Finding>& findings) {
  for (const Reference& reference : input.facts.references) {
    const bool drifted = reference.certainty == Certainty::kDrifted && reference.module;
    if (!drifted && reference.certainty != Certainty::kUnresolved) continue;
    Finding finding = drifted ? Drifted(input, reference) : Unresolved(input, reference);
    finding.rule = RuleFor(input, reference);
    finding.where = reference.where;
    finding.evidence_kind = ReferenceShapeName(reference.shape);
    findings.push_back(std::move(finding));
  }
}

void LintMirrors(const CheckInput& input, std::vector<Finding>& findings) {
  for (const MirrorEntry& entry : input.facts.mirrors) {
    const Mirror& mirror = input.config.mirrors[static_cast<std::size_t>(entry.mirror)];
    if (mirror.kind != Mirror::Kind::kSynchronised && mirror.kind != Mirror::Kind::kDerived) {
      continue;
    }
    Finding finding;
    finding.rule = "PRQ303";
    finding.where = {entry.path, 0, 0};
    finding.evidence_kind = "mirror";
    if (entry.speaks_for && entry.speaks_for != entry.module) {
      finding.headline = fmt::format(
          "{} stands under number {}, {}, but its content speaks for {}", Printable(entry.path),
          ShowNumber(entry.number, input.width),
          entry.module ? "which is " + input.slug(*entry.module) : "which no module has",
          input.slug(*entry.speaks_for));
      for (const Location& where : entry.evidence) {
        finding.facts.push_back({"text", "names " + input.slug(*entry.speaks_for), where});
      }
      finding.modules = {input.slug(*entry.speaks_for)};
    } else if (!entry.module) {
      finding.headline = fmt::format("{} mirrors number {}, which no module has",
                                     Printable(entry.path), ShowNumber(entry.number, input.width));
      finding.modules = {Printable(entry.slug)};
    } else {
      continue;
    }
    finding.fix = fmt::format(
        "rename it to its module's number, or declare the mirror `foreign` or `frozen` in {}",
        Printable(input.config.path));
    findings.push_back(std::move(finding));
  }
}

}  // namespace prereq
