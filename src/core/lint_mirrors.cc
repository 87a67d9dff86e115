// Mirrored files whose number and name, or number and content, mean different modules (PRQ303).
#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "core/check_parts.h"

namespace prereq {
namespace {

// The path as it should be called; empty when the pattern does not say.
std::string RightPath(const Mirror& mirror, const MirrorEntry& entry, Number right) {
  const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
  return pattern ? pattern->Format(right, entry.slug) : std::string();
}

// Its name says one module, its number another.
void NameAgainstNumber(const CheckInput& input, const Mirror& mirror, const MirrorEntry& entry,
                       Finding& finding) {
  Number right = *input.order.number(*entry.module);
  right.value += mirror.offset;
  const std::string& slug = input.slug(*entry.module);
  finding.headline = fmt::format(
      "{} carries number {}, but {} is {}{}", Printable(entry.path),
      ShowNumber(entry.number, input.width), slug, input.Shown(*entry.module),
      mirror.offset == 0 ? ""
                         : fmt::format(", so its mirror is {}", ShowNumber(right, input.width)));
  finding.facts.push_back({"order",
                           fmt::format("{} is number {}", slug, input.Shown(*entry.module)),
                           input.facts.module(*entry.module).where});
  finding.modules = {slug};
  const std::string path = RightPath(mirror, entry, right);
  if (!path.empty()) finding.fix = fmt::format("rename it to `{}`", Printable(path));
}

}  // namespace

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
    } else if (const auto number = input.order.number(*entry.module);
               !entry.slug.empty() && number &&
               Number{number->value + mirror.offset, number->suffix} != entry.number) {
      NameAgainstNumber(input, mirror, entry, finding);
    } else {
      continue;
    }
    if (!finding.fix.empty()) {
      finding.fix += fmt::format(", or declare the mirror `foreign` or `frozen` in {}",
                                 Printable(input.config.path));
      findings.push_back(std::move(finding));
      continue;
    }
    finding.fix = fmt::format(
        "rename it to its module's number, or declare the mirror `foreign` or `frozen` in {}",
        Printable(input.config.path));
    findings.push_back(std::move(finding));
  }
}

}  // namespace prereq
