#include "rules/text_order.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/check_input.h"
#include "sites/site_tools.h"

namespace prereq {
namespace {

// By folder, in the order of the numbers.
using Siblings = std::map<std::string, std::vector<ModuleId>>;

std::string_view NameOf(const Facts& facts, ModuleId id) { return BaseName(facts.module(id).path); }

Siblings ShownBy(const FoundSiteTool& tool, const Facts& facts) {
  Siblings siblings;
  for (const ModuleId id : facts.order.Sequence()) {
    const std::string& path = facts.module(id).path;
    if (!path.empty() && tool.Shows(path)) siblings[ParentPath(path)].push_back(id);
  }
  return siblings;
}

// Whether the front matter of a module's page has one of the keys.
bool HasOrderKey(const FileReader& tree, const Module& module, std::string_view keys) {
  constexpr std::size_t kHead = 4096;
  for (const char* page : {"", "/_index.md", "/index.md", "/index.mdx", "/README.md"}) {
    const Result<std::string> text = tree.Read(module.path + page);
    if (!text) continue;
    for (const std::string_view line : Lines(std::string_view(*text).substr(0, kHead))) {
      const std::string_view said = Trim(line);
      for (const std::string_view key : Split(keys, ' ')) {
        if (!said.starts_with(key)) continue;
        const std::string_view behind = Trim(said.substr(key.size()));
        if (behind.starts_with(':') || behind.starts_with('=')) return true;
      }
    }
  }
  return false;
}

std::optional<Finding> LookAt(const FoundSiteTool& tool, const std::vector<ModuleId>& modules,
                              const Facts& facts, const Config& config) {
  const auto turned = std::ranges::adjacent_find(
      modules, [&](ModuleId a, ModuleId b) { return NameOf(facts, b) < NameOf(facts, a); });
  if (turned == modules.end()) return std::nullopt;
  const Module& before = facts.module(*turned);
  const Module& after = facts.module(*std::next(turned));
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const std::size_t digits = fmt::format("{}", facts.order.number(modules.back())->value).size();
  Finding finding;
  finding.rule = RuleId::kTextOrder;
  finding.evidence_kind = "order";
  finding.where = after.where;
  finding.modules = {after.slug, before.slug};
  std::ranges::sort(finding.modules);
  finding.headline =
      fmt::format("{} puts `{}` before `{}`: it sorts names as text", tool.tool->name,
                  Printable(NameOf(facts, *std::next(turned))), Printable(NameOf(facts, *turned)));
  finding.facts.push_back({"file",
                           fmt::format("`{}` tells of {}", Printable(tool.file), tool.tool->name),
                           {tool.file, 0, 0}});
  const bool wide = pattern && static_cast<std::size_t>(pattern->width()) >= digits;
  // A tool that keeps the names of what it ran takes a renamed file for a new one.
  const bool runs = tool.tool->address == NumberInAddress::kNoAddress;
  if (wide && !runs) {
    finding.fix = FixByCommand("prereq apply");
  } else {
    finding.fix = FixByHand(fmt::format(
        "{}{}`prereq apply` pads all names", runs ? "if none of them ran anywhere yet, " : "",
        wide ? ""
             : fmt::format("write `{{number:0{}}}` in `path:` under `series:` in {}; then ", digits,
                           Printable(config.path))));
  }
  return finding;
}

}  // namespace

void FindTextOrder(const FileReader& tree, const Facts& facts, const Config& config,
                   std::vector<Finding>& findings) {
  std::vector<std::string> paths, modules;
  for (const ScannedFile& file : facts.files) paths.push_back(file.path);
  for (const Module& module : facts.modules) {
    if (!module.path.empty()) modules.push_back(module.path);
  }
  std::vector<Finding> found;
  for (const FoundSiteTool& tool : FindSiteTools(tree, paths, modules)) {
    if (tool.order != NameOrder::kText) continue;
    for (const auto& [folder, siblings] : ShownBy(tool, facts)) {
      std::optional<Finding> finding = LookAt(tool, siblings, facts, config);
      if (!finding) continue;
      const bool keyed = std::ranges::any_of(siblings, [&](ModuleId id) {
        return HasOrderKey(tree, facts.module(id), tool.tool->order_keys);
      });
      if (!keyed) found.push_back(std::move(*finding));
    }
  }
  ApplySeverities(config, found);
  std::ranges::move(found, std::back_inserter(findings));
}

constinit const RuleEntry kTextOrder = {
    {RuleId::kTextOrder, "text-order", Severity::kWarn, RuleSubject::kTree,
     "the tool that shows or runs the modules puts them in another order than their numbers",
     "A site generator or a migration tool was found by its files, it sorts names as text, and as "
     "text the names stand in another order than their numbers: `10_x` before `2_x`. A tool whose "
     "configuration lists the pages, or whose pages have a key that decides, is not reported.",
     "Readers get the tenth chapter after the first, and the tenth migration runs before the "
     "second.",
     "mkdocs.yml\ndocs/2_layers\ndocs/10_losses", "mkdocs.yml\ndocs/02_layers\ndocs/10_losses",
     "Give the numbers one width: write it in `path:` under `series:` in `prereq.yaml` and run "
     "`prereq apply`, which pads all names and their references. A migration that ran already "
     "keeps "
     "its name: start the next series padded.",
     ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
