// Mirrored files whose number and name, or number and content, mean different modules (PRQ303).
#include <algorithm>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_parts.h"

namespace prereq {
namespace {

// The path as it should be called; empty when the pattern does not say.
std::string RightPath(const Mirror& mirror, const MirrorEntry& entry, Number right) {
  const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
  return pattern ? pattern->FormatLike(entry.path, right, entry.slug) : std::string();
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

// The module whose number an entry carries.
std::optional<ModuleId> ByNumber(const CheckInput& input, const Mirror& mirror,
                                 const MirrorEntry& entry) {
  const Number number{entry.number.value - mirror.offset, entry.number.suffix};
  for (int i = 0; i < input.graph.module_count(); ++i) {
    if (input.order.number({i}) == number) return ModuleId{i};
  }
  return std::nullopt;
}

// Whether the mirror has another entry for the module: then this one is only a guest among them.
bool HasAnother(const CheckInput& input, const MirrorEntry& entry, ModuleId module) {
  return std::ranges::any_of(input.facts.mirrors, [&](const MirrorEntry& other) {
    return other.mirror == entry.mirror && other.module == module;
  });
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
    } else if (const auto place = ByNumber(input, mirror, entry); !entry.module && place) {
      // Without a name, two modules carry the number: PRQ201 says so.
      if (entry.slug.empty() || HasAnother(input, entry, *place)) continue;
      finding.headline =
          fmt::format("{} stands in the place of {} ({}), but is called after no module",
                      Printable(entry.path), input.slug(*place), input.Shown(*place));
      finding.facts.push_back(
          {"order", fmt::format("{} is number {}", input.slug(*place), input.Shown(*place)),
           input.facts.module(*place).where});
      finding.modules = {Printable(entry.slug)};
      finding.fix = fmt::format("add `{}` to the `aliases:` of {}", Printable(entry.slug),
                                input.slug(*place));
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
