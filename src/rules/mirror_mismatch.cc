// PRQ303: mirrored files whose number is another module's than their name or content.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "rules/check_input.h"

namespace prereq {
namespace {

// The path as it should be called; empty when the pattern does not say.
std::string RightPath(const Mirror& mirror, const MirrorEntry& entry, Number right) {
  const Result<NamePattern> pattern = NamePattern::Parse(mirror.pattern);
  return pattern ? pattern->FormatLike(entry.path, right, entry.slug) : std::string();
}

std::string ForeignOrFrozen(const CheckInput& input) {
  return fmt::format(", or declare the mirror `foreign` or `frozen` in {}",
                     Printable(input.config.path));
}

Fix RenameFix(const CheckInput& input, const std::string& path) {
  const std::string how = path.empty() ? "rename it to its module's number"
                                       : fmt::format("rename it to `{}`", Printable(path));
  return FixByHand(how + ForeignOrFrozen(input));
}

// Its content says one module, its number another.
void ContentAgainstNumber(const CheckInput& input, const MirrorEntry& entry, Finding& finding) {
  const std::string& slug = input.slug(*entry.speaks_for);
  finding.headline = fmt::format(
      "{} stands under number {}, {}, but its content speaks for {}", Printable(entry.path),
      ShowNumber(entry.number, input.width),
      entry.module ? "which is " + input.slug(*entry.module) : "which no module has", slug);
  for (const Location& where : entry.evidence) {
    finding.facts.push_back({"text", "names " + slug, where});
  }
  finding.modules = {slug};
  finding.fix = RenameFix(input, "");
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
  finding.facts.push_back(input.PlaceOf(*entry.module));
  finding.modules = {slug};
  finding.fix = RenameFix(input, RightPath(mirror, entry, right));
}

// It stands in a module's place under a name that is not a module's.
void NameOfNoModule(const CheckInput& input, const MirrorEntry& entry, ModuleId place,
                    Finding& finding) {
  finding.headline = fmt::format("{} stands in the place of {} ({}), but is called after no module",
                                 Printable(entry.path), input.slug(place), input.Shown(place));
  finding.facts.push_back(input.PlaceOf(place));
  finding.modules = {Printable(entry.slug)};
  finding.fix = FixByHand(
      fmt::format("add `{}` to the `aliases:` of {}", Printable(entry.slug), input.slug(place)) +
      ForeignOrFrozen(input));
}

void NumberOfNoModule(const CheckInput& input, const MirrorEntry& entry, Finding& finding) {
  finding.headline = fmt::format("{} mirrors number {}, which no module has", Printable(entry.path),
                                 ShowNumber(entry.number, input.width));
  finding.modules = {Printable(entry.slug)};
  finding.fix = RenameFix(input, "");
}

// What the entries of all mirrors tell of one of them.
class Mirrored {
 public:
  explicit Mirrored(const CheckInput& input) {
    std::map<int, std::set<int>> others;  // by mirror: numbers that no module has
    for (const MirrorEntry& entry : input.facts.mirrors) {
      const Mirror& mirror = input.config.mirrors[static_cast<std::size_t>(entry.mirror)];
      const Number number = {entry.number.value - mirror.offset, entry.number.suffix};
      if (entry.module) {
        modules_.emplace(entry.mirror, *entry.module);
        if (input.order.number(*entry.module) == number) in_place_.insert(entry.path);
      } else if (!input.OwnerOf(number)) {
        others[entry.mirror].insert(entry.number.value);
      }
    }
    // `ch{number:02}-*.md` goes by number and has in its place what `ch{number:02}-00-{slug}.md`
    // does not know by name.
    for (const MirrorEntry& entry : input.facts.mirrors) {
      const Mirror& mirror = input.config.mirrors[static_cast<std::size_t>(entry.mirror)];
      const auto owner = input.OwnerOf({entry.number.value - mirror.offset, entry.number.suffix});
      if (!entry.module && owner && in_place_.contains(entry.path)) {
        modules_.emplace(entry.mirror, *owner);
      }
    }
    for (const auto& [mirror, numbers] : others) {
      const auto modules = std::ranges::count_if(
          modules_, [mirror = mirror](const auto& one) { return one.first == mirror; });
      if (numbers.size() > 1 && std::size_t(modules) > numbers.size()) counting_on_.insert(mirror);
    }
  }

  [[nodiscard]] bool Has(int mirror, ModuleId module) const {
    return modules_.contains({mirror, module});
  }
  [[nodiscard]] const std::set<std::pair<int, ModuleId>>& modules() const { return modules_; }
  // Whether the mirror counts more than the modules: a book with listings for some of its chapters.
  [[nodiscard]] bool CountsMore(int mirror) const { return counting_on_.contains(mirror); }

 private:
  std::set<std::pair<int, ModuleId>> modules_;
  std::set<std::string> in_place_;
  std::set<int> counting_on_;
};

// Whether its number may be one that no module has: where the names say which is whose.
bool MayCountMore(const CheckInput& input, const MirrorEntry& entry, const Mirrored& mirrored) {
  const Mirror& mirror = input.config.mirrors[static_cast<std::size_t>(entry.mirror)];
  const bool named = !entry.slug.empty() || mirror.pattern.find('*') != std::string::npos;
  return named && mirrored.CountsMore(entry.mirror);
}

// Whether one entry stands wrong; fills in the finding.
bool StandsWrong(const CheckInput& input, const MirrorEntry& entry, const Mirrored& mirrored,
                 Finding& finding) {
  const Mirror& mirror = input.config.mirrors[static_cast<std::size_t>(entry.mirror)];
  if (mirror.kind != Mirror::Kind::kSynchronised && mirror.kind != Mirror::Kind::kDerived) {
    return false;
  }
  if (entry.speaks_for && entry.speaks_for != entry.module) {
    ContentAgainstNumber(input, entry, finding);
    return true;
  }
  if (!entry.module) {
    const auto place = input.OwnerOf({entry.number.value - mirror.offset, entry.number.suffix});
    if (!place && MayCountMore(input, entry, mirrored)) return false;
    if (!place) {
      NumberOfNoModule(input, entry, finding);
      return true;
    }
    // Without a name, two modules carry the number: PRQ201 says so. Where the mirror has an entry
    // for the module, this one is only a guest.
    if (entry.slug.empty() || mirrored.Has(entry.mirror, *place)) return false;
    NameOfNoModule(input, entry, *place, finding);
    return true;
  }
  const auto number = input.order.number(*entry.module);
  if (entry.slug.empty() || !number ||
      Number{number->value + mirror.offset, number->suffix} == entry.number) {
    return false;
  }
  NameAgainstNumber(input, mirror, entry, finding);
  return true;
}

// Modules without a mirror, but for those from which on, or up to which, none has one: they were
// often never meant to have one. Empty unless nearly all modules have theirs.
std::vector<ModuleId> ModulesWithout(const CheckInput& input, int mirror,
                                     const std::set<std::pair<int, ModuleId>>& mirrored) {
  constexpr std::size_t kOneIn = 6;  // may lack it where more than one does
  const std::vector<ModuleId>& all = input.sequence();
  const auto has = [&](ModuleId id) { return mirrored.contains({mirror, id}); };
  const auto missing = all.size() - static_cast<std::size_t>(std::ranges::count_if(all, has));
  if (missing > 1 && missing * kOneIn > all.size()) return {};
  const auto begin = std::ranges::find_if(all, has);
  const auto end = std::find_if(all.rbegin(), std::make_reverse_iterator(begin), has).base();
  std::vector<ModuleId> gone;
  std::copy_if(begin, end, std::back_inserter(gone), [&](ModuleId id) { return !has(id); });
  return gone;
}

// Of a mirror that has an entry for nearly every module: those that are gone.
void FindGoneMirrors(const CheckInput& input, const std::set<std::pair<int, ModuleId>>& mirrored,
                     std::vector<Finding>& findings) {
  constexpr std::size_t kFewest = 5;  // modules, so that all but one is more than chance
  if (input.sequence().size() < kFewest) return;
  for (std::size_t i = 0; i < input.config.mirrors.size(); ++i) {
    const Mirror& mirror = input.config.mirrors[i];
    if (mirror.kind != Mirror::Kind::kSynchronised) continue;
    const int index = static_cast<int>(i);
    const auto has =
        static_cast<std::size_t>(std::ranges::count_if(input.sequence(), [&](ModuleId id) {
          return mirrored.contains({index, id});
        }));
    for (const ModuleId id : ModulesWithout(input, index, mirrored)) {
      Finding finding;
      finding.where = mirror.where;
      finding.evidence_kind = "mirror";
      finding.modules = {input.slug(id)};
      finding.headline =
          has + 1 == input.sequence().size()
              ? fmt::format("every module but {} has its mirror `{}`", input.Named(id),
                            Printable(mirror.pattern))
              : fmt::format("{} of {} modules have their mirror `{}`, and {} has none", has,
                            input.sequence().size(), Printable(mirror.pattern), input.Named(id));
      finding.facts.push_back(input.PlaceOf(id));
      finding.fix =
          FixByHand(fmt::format("add the mirror of {}, or suppress this finding with the "
                                "reason why it has none",
                                input.slug(id)));
      findings.push_back(std::move(finding));
    }
  }
}

void FindMirrorMismatches(const CheckInput& input, std::vector<Finding>& findings) {
  const Mirrored mirrored(input);
  for (const MirrorEntry& entry : input.facts.mirrors) {
    Finding finding;
    finding.where = {entry.path, 0, 0};
    finding.evidence_kind = "mirror";
    if (StandsWrong(input, entry, mirrored, finding)) findings.push_back(std::move(finding));
  }
  FindGoneMirrors(input, mirrored.modules(), findings);
}

}  // namespace

constinit const RuleEntry kMirrorMismatch = {
    {RuleId::kMirrorMismatch, "mirror-mismatch", Severity::kWarn, RuleSubject::kTree,
     "a mirrored file stands under another module's number",
     "A file of a synchronised mirror carries the number of one module, while its name or content "
     "speaks for another; or its number is not a module's; or it stands in a module's place under "
     "a name that is not a module's; or every module but one, of five or more, has its file there, "
     "or five of six have, and neither the first modules nor the last are those that have none.",
     "Moving it along by number would bind it to the wrong module for good.",
     "tests/module_06 tests autograd, but 06 is optimizers", "tests/module_07 tests autograd",
     "Rename the file to its module's number, or declare the mirror `foreign` or `frozen`.", ""},
    RuleStage::kTree,
    &FindMirrorMismatches};

}  // namespace prereq
