#include "rules/text_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/format.h"
#include "base/glob.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "rules/check_input.h"
#include "sites/migration_tools.h"
#include "sites/page_globs.h"

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
      for (std::string_view key : Split(keys, ' ')) {
        key.remove_prefix(key.rfind('.') + 1);  // of nested maps the last one
        if (key.empty() || !said.starts_with(key)) continue;
        const std::string_view behind = Trim(said.substr(key.size()));
        if (behind.starts_with(':') || behind.starts_with('=')) return true;
      }
    }
  }
  return false;
}

// A finding about a tool and one file of its.
Finding AboutTool(const FoundSiteTool& tool, const Location& where, std::string headline) {
  Finding finding;
  finding.rule = RuleId::kTextOrder;
  finding.evidence_kind = "order";
  finding.where = where;
  finding.headline = std::move(headline);
  finding.facts.push_back({"file",
                           fmt::format("`{}` tells of {}", Printable(tool.file), tool.tool->name),
                           {tool.file, 0, 0}});
  return finding;
}

// `high`, the module with the highest number, says how wide all would have to be.
Finding Turned(const FoundSiteTool& tool, const Location& where, ModuleId first, ModuleId second,
               ModuleId high, const Facts& facts) {
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const std::size_t digits = fmt::format("{}", facts.order.number(high)->value).size();
  Finding finding =
      AboutTool(tool, where,
                fmt::format("{} puts `{}` before `{}`: it sorts names as text", tool.tool->name,
                            Printable(NameOf(facts, first)), Printable(NameOf(facts, second))));
  finding.modules = {facts.module(first).slug, facts.module(second).slug};
  std::ranges::sort(finding.modules);
  const bool wide = pattern && static_cast<std::size_t>(pattern->width()) >= digits;
  // A tool that keeps the names of what it ran takes a renamed file for a new one.
  if (tool.migrations != nullptr) {
    finding.fix =
        FixByHand("if none of them ran anywhere yet, `prereq pad --force` pads all names");
  } else {
    finding.fix = FixByCommand(wide ? "prereq apply" : "prereq pad");
  }
  return finding;
}

std::optional<Finding> LookAt(const FoundSiteTool& tool, const std::vector<ModuleId>& modules,
                              const Facts& facts) {
  const auto turned = std::ranges::adjacent_find(
      modules, [&](ModuleId a, ModuleId b) { return NameOf(facts, b) < NameOf(facts, a); });
  if (turned == modules.end()) return std::nullopt;
  const ModuleId first = *std::next(turned);
  return Turned(tool, facts.module(first).where, first, *turned, modules.back(), facts);
}

bool EndsWithAny(std::string_view path, std::string_view endings) {
  return std::ranges::any_of(Split(endings, ' '),
                             [&](std::string_view one) { return path.ends_with(one); });
}

// The pages of numbered modules that a tool may list, by their paths without suffix.
std::map<std::string, ModuleId> PagesOfModules(const FoundSiteTool& tool, const Facts& facts) {
  std::map<std::string, ModuleId> by_path, pages;
  for (const ModuleId id : facts.order.Sequence()) by_path.emplace(facts.module(id).path, id);
  for (const ScannedFile& file : facts.files) {
    if (!tool.Shows(file.path)) continue;
    for (const std::string_view suffix : Split(tool.tool->page.suffixes, ' ')) {
      if (!file.path.ends_with(suffix)) continue;
      for (std::string above = file.path; !above.empty(); above = ParentPath(above)) {
        const auto known = by_path.find(above);
        if (known == by_path.end()) continue;
        pages.emplace(file.path.substr(0, file.path.size() - suffix.size()), known->second);
        break;
      }
    }
  }
  return pages;
}

// A list of pages in which a pattern stands for those of several modules.
void LookAtGlobs(const FoundSiteTool& tool, const FileReader& tree, const Facts& facts,
                 std::vector<Finding>& found) {
  const std::map<std::string, ModuleId> pages = PagesOfModules(tool, facts);
  for (const ScannedFile& file : facts.files) {
    const bool may_list = file.kind == ScannedFile::Kind::kText && tool.Shows(file.path) &&
                          EndsWithAny(file.path, tool.tool->glob_files);
    const Result<std::string> text = may_list ? tree.Read(file.path) : Result<std::string>("");
    if (!text || text->find("glob") == std::string::npos) continue;
    for (const PageGlob& one : ReadPageGlobs(*text)) {
      const bool from_root = one.pattern.starts_with('/');
      const std::string folder = from_root ? tool.Folder() : ParentPath(file.path);
      const auto path = [&](std::string_view entry) {
        return FollowPath(folder, entry.substr(entry.starts_with('/') ? 1 : 0)).value_or("");
      };
      const Result<Glob> glob = Glob::Parse(path(one.pattern), Glob::Braces::kLiteral);
      if (!glob) continue;
      std::set<std::string> listed;
      for (const std::string& entry : one.listed) listed.insert(path(entry));
      std::vector<ModuleId> shown;  // in the order of the pages' names
      for (const auto& [page, id] : pages) {
        if (glob->Matches(page) && !listed.contains(page)) shown.push_back(id);
      }
      const auto turned = std::ranges::adjacent_find(shown, [&](ModuleId a, ModuleId b) {
        return *facts.order.number(b) < *facts.order.number(a);
      });
      if (turned == shown.end()) continue;
      const ModuleId high = *std::ranges::max_element(
          shown, {}, [&](ModuleId id) { return *facts.order.number(id); });
      found.push_back(
          Turned(tool, {file.path, one.line, 1}, *turned, *std::next(turned), high, facts));
    }
  }
}

// Where the list of a journal runs migrations in another order than their numbers, passes one
// over because its time is older, or lacks one.
void LookAtJournal(const FoundSiteTool& tool, const Facts& facts, std::vector<Finding>& found) {
  const std::vector<RunListEntry> entries = ReadRunList(tool.text);
  std::map<std::string, ModuleId> by_name;
  for (const ModuleId id : facts.order.Sequence()) {
    const std::string& path = facts.module(id).path;
    if (path.empty() || ParentPath(path) != tool.Folder()) continue;
    const std::string_view name = NameOf(facts, id);
    by_name.emplace(name.substr(0, name.rfind('.')), id);
  }
  const auto add = [&](const Location& where, ModuleId one, std::optional<ModuleId> other,
                       std::string headline, std::string fix) {
    Finding finding = AboutTool(tool, where, std::move(headline));
    finding.modules = {facts.module(one).slug};
    if (other) finding.modules.push_back(facts.module(*other).slug);
    std::ranges::sort(finding.modules);
    finding.fix = FixByHand(std::move(fix));
    found.push_back(std::move(finding));
  };
  std::optional<ModuleId> last;
  long long newest = 0;
  for (const RunListEntry& entry : entries) {
    const auto known = by_name.find(entry.name);
    if (known == by_name.end()) continue;
    const ModuleId id = known->second;
    const Location where{tool.file, entry.line, 1};
    if (last && *facts.order.number(id) < *facts.order.number(*last)) {
      add(where, id, last,
          fmt::format("{} runs `{}` behind `{}`: the list decides, not the number", tool.tool->name,
                      Printable(NameOf(facts, id)), Printable(NameOf(facts, *last))),
          "if none of them ran anywhere yet, put the entries in the order of the numbers");
    } else if (last && entry.when < newest) {
      add(where, id, last,
          fmt::format("{} never runs `{}` where `{}` ran: its `when` is older", tool.tool->name,
                      Printable(NameOf(facts, id)), Printable(NameOf(facts, *last))),
          Rebase(*tool.migrations, {facts.module(id).path, facts.module(id).slug, ""}, ""));
    }
    newest = std::max(newest, entry.when);
    last = id;
    by_name.erase(known);
  }
  for (const auto& [name, id] : by_name) {
    if (entries.empty()) break;
    add({facts.module(id).path, 0, 0}, id, std::nullopt,
        fmt::format("{} never runs `{}`: `{}` does not name it", tool.tool->name,
                    Printable(NameOf(facts, id)), Printable(tool.file)),
        "delete it, or generate it again with the tool");
  }
}

// A page whose position is 0, which is none to the tool, where one with a higher number has one.
void LookAtZeros(const FoundSiteTool& tool, const FileReader& tree, const Facts& facts,
                 std::vector<Finding>& found) {
  if (tool.tool->not_zero.empty()) return;
  const Siblings all = ShownBy(tool, facts);
  for (const auto& one : all) {
    const std::vector<ModuleId>& siblings = one.second;  // clang captures no part of a binding
    const auto place = [&siblings](ModuleId id) { return std::ranges::find(siblings, id); };
    for (const Position& zero : facts.positions) {
      if (zero.value != 0 || !tool.TakesZeroForNone(tree, zero.key)) continue;
      const auto own = place(zero.module);
      const auto before = std::ranges::find_if(facts.positions, [&](const Position& other) {
        return other.key == zero.key && other.value != 0 && own != siblings.end() &&
               place(other.module) != siblings.end() && own < place(other.module);
      });
      if (before == facts.positions.end()) continue;
      Finding finding =
          AboutTool(tool, zero.where,
                    fmt::format("{} takes `{}` for none and puts `{}` behind `{}`", tool.tool->name,
                                Printable(zero.text), Printable(NameOf(facts, zero.module)),
                                Printable(NameOf(facts, before->module))));
      finding.modules = {facts.module(zero.module).slug, facts.module(before->module).slug};
      std::ranges::sort(finding.modules);
      finding.fix = FixByHand("give all of them numbers from 1 on");
      found.push_back(std::move(finding));
    }
  }
}

// A file without a number that the tool takes, beside numbered migrations, where that does
// something to the tool.
void LookAtUnnumbered(const FoundSiteTool& tool, const Facts& facts, std::vector<Finding>& found) {
  for (const auto& [folder, siblings] : ShownBy(tool, facts)) {
    const std::string_view example = NameOf(facts, siblings.back());
    const std::string ending(example.substr(std::min(example.size(), example.rfind('.'))));
    // None: the tool was told of names of another form.
    const bool is_usual = std::ranges::any_of(siblings, [&](ModuleId id) {
      return ReadMigrationName(*tool.migrations, NameOf(facts, id)) == MigrationName::kNumbered;
    });
    for (const ScannedFile& file : facts.files) {
      const std::string_view name = BaseName(file.path);
      const bool beside = ParentPath(file.path) == folder && name.ends_with(ending);
      if (!beside || !tool.Shows(file.path) || name.starts_with('_') || name.starts_with('.')) {
        continue;
      }
      const MigrationName read = ReadMigrationName(*tool.migrations, name);
      if (read == MigrationName::kNumbered || !is_usual) continue;
      // Flyway has other files, which begin with another letter.
      const bool without = read == MigrationName::kWithout;
      if (without && !tool.migrations->pattern.starts_with('{')) continue;
      // Django counts from the name that sorts last.
      if (tool.order == NameOrder::kLinks && name < example) continue;
      Finding finding = AboutTool(
          tool, {file.path, 0, 0},
          without ? fmt::format("`{}` has no number among the migrations of {}: {}",
                                Printable(name), tool.tool->name, tool.migrations->unnumbered)
                  : fmt::format("{} does not take the number of `{}`: {}", tool.tool->name,
                                Printable(name), tool.migrations->unnumbered));
      finding.fix =
          FixByHand(without ? "give it a number, or move it out of the folder, if it ran nowhere"
                            : "give it a number and a name as the others have");
      found.push_back(std::move(finding));
    }
  }
}

}  // namespace

void FindTextOrder(const FileReader& tree, const std::vector<FoundSiteTool>& tools,
                   const Facts& facts, const Config& config, std::vector<Finding>& findings) {
  std::vector<Finding> found;
  for (const FoundSiteTool& tool : tools) {
    if (tool.migrations != nullptr && !tool.migrations->journal.empty()) {
      LookAtJournal(tool, facts, found);
    }
    if (tool.migrations != nullptr && !tool.migrations->unnumbered.empty()) {
      LookAtUnnumbered(tool, facts, found);
    }
    LookAtZeros(tool, tree, facts, found);
    if (!tool.tool->glob_files.empty()) LookAtGlobs(tool, tree, facts, found);
    if (tool.order != NameOrder::kText) continue;
    for (const auto& [folder, siblings] : ShownBy(tool, facts)) {
      std::optional<Finding> finding = LookAt(tool, siblings, facts);
      if (!finding) continue;
      const bool keyed = std::ranges::any_of(siblings, [&](ModuleId id) {
        return HasOrderKey(tree, facts.module(id), tool.tool->order_keys);
      });
      if (!keyed) found.push_back(std::move(*finding));
    }
  }
  AppendFindings(config, std::move(found), findings);
}

constinit const RuleEntry kTextOrder = {
    {RuleId::kTextOrder, "text-order", Severity::kWarn, RuleSubject::kTree,
     "the tool that shows or runs the modules puts them in another order than their numbers",
     "A site generator or a migration tool was found by its files, it sorts names as text, and as "
     "text the names stand in another order than their numbers: `10_x` before `2_x`. A tool whose "
     "configuration lists the pages, or whose pages have a key that decides, is not reported; a "
     "pattern in such a list, as in a toctree with `:glob:`, stands for names as text again. Also "
     "where the journal of a migration tool runs them in another order, passes one over or lacks "
     "it, and for a file without a number, or with one that the tool does not take (`4b_x.sql`), "
     "that stops the tool, never runs, or makes it count anew; and for a page whose `weight` is 0, "
     "which Hugo takes for none, as vuepress-theme-hope does `order`.",
     "Readers get the tenth chapter after the first, and the tenth migration runs before the "
     "second.",
     "mkdocs.yml\ndocs/2_layers\ndocs/10_losses", "mkdocs.yml\ndocs/02_layers\ndocs/10_losses",
     "Give the numbers one width: `prereq pad` writes it into the policy and pads all names and "
     "their references. A migration that ran already keeps its name: start the next series padded.",
     ""},
    RuleStage::kElsewhere,
    nullptr};

}  // namespace prereq
