// ParseConfig: the whole of `prereq.yaml` or of a graph file, section by section.
#include "prereq/config.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "documents/yaml.h"
#include "policy/config_fields.h"
#include "policy/config_rules.h"
#include "policy/config_tree.h"
#include "prereq/facts.h"

namespace prereq {
namespace {

// Calls `read` for every item of a list; a wrong type is an error.
template <class Read>
void ForEachItem(const YamlNode& node, std::string_view what, Errors& errors, Read read) {
  if (!node.IsList()) {
    AddError(errors, node.where(),
             fmt::format("expected a list as {}, found {}", what, node.Describe()));
    return;
  }
  for (std::size_t i = 0; i < node.size(); ++i) read(node.item(i));
}

void CheckSlug(const Name& slug, Errors& errors) {
  if (slug.text.empty()) AddError(errors, slug.where, "expected a slug, found an empty text");
  const bool control = std::ranges::any_of(
      slug.text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (control || slug.text.find('/') != std::string::npos || slug.text == "." ||
      slug.text == "..") {
    AddError(errors, slug.where,
             fmt::format("expected a slug that can be part of a file name, found `{}`",
                         Printable(slug.text)));
  }
}

ModuleDecl ReadModule(const YamlNode& node, Errors& errors) {
  ModuleDecl decl;
  decl.where = node.where();
  if (node.IsScalar()) {  // a bare name, with or without its number
    const SplitName split = SplitNumberedName(node.text());
    decl.slug = {std::string(split.rest), node.where()};
    decl.number = split.number;
    CheckSlug(decl.slug, errors);
    return decl;
  }
  const Fields fields(node, "a module",
                      {"slug", "number", "title", "aliases", "requires", "weight"}, errors);
  if (!fields.ok()) return decl;
  if (fields.Has("number") && !fields.Has("slug")) {
    fields.Error(node.where(), "a module has a `number` but no `slug`");
  } else if (fields.Require("slug")) {
    decl.slug = fields.OneName("slug");
    if (fields.Node("slug")->IsScalar()) CheckSlug(decl.slug, errors);
  }
  if (const auto written = fields.Node("number")) {
    const Name number = fields.OneName("number");
    if (written->IsScalar()) {
      decl.number = ReadNumber(number, fields.Describe("number"), errors);
    }
  }
  decl.title = fields.Text("title");
  decl.aliases = fields.Texts("aliases");
  decl.needs = fields.Names("requires");
  decl.weight = fields.Integer("weight", 0, 1'000'000'000);
  return decl;
}

// False when an entry has no slug, so that names may mean modules we do not know.
bool ReadModules(const YamlNode& node, Config& config, Errors& errors) {
  bool complete = true;
  std::map<std::string, int> lines;  // of the first declaration of each slug
  ForEachItem(node, "`modules`", errors, [&](const YamlNode& item) {
    ModuleDecl decl = ReadModule(item, errors);
    if (decl.slug.text.empty()) {
      complete = false;
      return;
    }
    const auto [first, is_new] = lines.try_emplace(decl.slug.text, decl.slug.where.line);
    if (!is_new) {
      AddError(errors, decl.slug.where,
               fmt::format("the slug `{}` stands here for the second time; first in line {}",
                           Printable(decl.slug.text), first->second));
      return;
    }
    config.modules.push_back(std::move(decl));
  });
  return complete;
}

void ReadConstraints(const YamlNode& node, Config& config, Errors& errors) {
  ForEachItem(node, "`constraints`", errors, [&](const YamlNode& item) {
    std::optional<Rule> rule;
    if (item.IsScalar()) {
      rule = ParseRule(item, errors);
    } else if (item.IsMap()) {
      const Fields fields(item, "a constraint", {"rule", "because"}, errors);
      const std::string because = fields.Text("because");
      if (!fields.Require("rule")) return;
      const YamlNode text = *fields.Node("rule");
      if (text.IsScalar()) {
        rule = ParseRule(text, errors);
        if (rule) rule->because = because;
      } else {
        fields.Error(text.where(),
                     fmt::format("expected a text such as `A before B` as {}, found {}",
                                 fields.Describe("rule"), text.Describe()));
      }
    } else {
      AddError(errors, item.where(),
               fmt::format("expected a constraint such as `A before B`, or a map with `rule` and "
                           "`because`, found {}",
                           item.Describe()));
    }
    if (rule) config.rules.push_back(std::move(*rule));
  });
}

void ReadPhases(const YamlNode& node, Config& config, Errors& errors) {
  ForEachItem(node, "`phases`", errors, [&](const YamlNode& item) {
    const Fields fields(item, "a phase", {"name", "modules"}, errors);
    if (!fields.Require("modules")) return;
    Phase phase;
    phase.where = item.where();
    phase.name = fields.Text("name");
    if (phase.name.empty()) phase.name = fmt::format("phase {}", config.phases.size() + 1);
    phase.modules = fields.Names("modules");
    config.phases.push_back(std::move(phase));
  });
}

void ReadWaivers(const YamlNode& node, Config& config, Errors& errors) {
  ForEachItem(node, "`waive`", errors, [&](const YamlNode& item) {
    if (item.IsScalar()) {
      AddError(errors, item.where(),
               fmt::format("the waiver {} has no reason; write {{rule: …, because: \"…\"}}",
                           item.Describe()));
      return;
    }
    const Fields fields(item, "a waiver", {"rule", "because", "until"}, errors);
    if (!fields.ok()) return;
    const bool has_rule = fields.Require("rule");
    const std::string because = fields.Text("because");
    if (Trim(because).empty()) {
      fields.Error(item.where(), "a waiver needs a reason: add `because: \"…\"`");
    }
    const auto until = fields.Day("until");
    if (!has_rule) return;
    const YamlNode text = *fields.Node("rule");
    if (!text.IsScalar()) {
      fields.Error(text.where(),
                   fmt::format("expected a text such as `A requires B` as {}, found {}",
                               fields.Describe("rule"), text.Describe()));
      return;
    }
    std::optional<Waiver> waiver = ParseWaivedRule(text, errors);
    if (!waiver) return;
    waiver->because = because;
    waiver->until = until;
    waiver->where = item.where();
    config.waivers.push_back(std::move(*waiver));
  });
}

void ReadAliases(const YamlNode& node, Config& config, Errors& errors) {
  if (!node.IsMap()) {
    AddError(errors, node.where(),
             fmt::format("expected a map from slugs to other names as `aliases`, found {}",
                         node.Describe()));
    return;
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    const Name slug = ReadName(node.key(i), "a slug", errors);
    std::vector<std::string> others;
    const std::string what = fmt::format("the aliases of `{}`", Printable(slug.text));
    for (Name& name : ReadNames(node.value(i), what, errors)) {
      others.push_back(std::move(name.text));
    }
    config.aliases.emplace_back(slug, std::move(others));
  }
}

void CheckVersion(const Fields& top) {
  if (!top.Has("version")) {
    top.Error(top.node().where(), "missing key `version`; this format is `version: 1`");
    return;
  }
  const YamlNode version = *top.node().Find("version");
  if (version.IsScalar() && version.text() == "1") return;
  top.Error(version.where(), fmt::format("expected `version: 1`, found {}", version.Describe()));
}

// A graph file's names resolve within the file, so what is wrong with them belongs to the same run.
void AddNameErrors(const Config& config, Errors& errors) {
  const Result<Facts, Errors> facts = FactsFromGraphFile(config);
  if (facts) return;
  for (const Error& error : facts.error()) {
    const bool said =
        std::ranges::any_of(errors, [&](const Error& other) { return other.where == error.where; });
    if (!said) errors.push_back(error);
  }
}

}  // namespace

Result<Config, Errors> ParseConfig(const std::string& path, const std::string& text) {
  YamlReading yaml = ReadYaml(path, text);
  if (!yaml.document) return std::move(yaml.errors);
  const YamlNode root = yaml.document->root();
  if (root.IsNull()) {
    return Errors{{Error::Code::kInvalid,
                   "the file is empty; expected `version: 1`, and `series:` or `modules:`",
                   root.where(), text.empty() ? "prereq init" : "prereq init --force"}};
  }
  Errors errors = std::move(yaml.errors);
  const Fields top(
      root, "this file",
      {"version", "series", "modules", "metadata", "prose", "imports", "paths", "mirrors",
       "aliases", "constraints", "phases", "waive", "references", "verify", "rules", "suppress"},
      errors);
  if (!top.ok()) return errors;
  Config config;
  config.path = path;
  config.has_modules = top.Has("modules");
  CheckVersion(top);
  if (!config.has_modules && !top.Has("series")) {
    top.Error(root.where(),
              "expected `series:` (a numbered set of directories or files) or `modules:` (a graph "
              "file), found neither");
  }
  const auto section = [&](std::string_view key, auto read) {
    if (const auto node = top.Node(key)) read(*node, config, errors);
  };
  bool names_known = config.has_modules;
  if (const auto node = top.Node("modules")) names_known = ReadModules(*node, config, errors);
  section("series", ReadSeries);
  section("metadata", ReadMetadata);
  constexpr std::array<std::string_view, 2> kProse = {"read", "ignore"};
  config.read_prose = top.Choice("prose", kProse) != 1;
  section("imports", ReadImports);
  if (top.Has("paths")) ReadPaths(*top.node().Find("paths"), config, errors);
  section("mirrors", ReadMirrors);
  section("aliases", ReadAliases);
  section("constraints", ReadConstraints);
  section("phases", ReadPhases);
  section("waive", ReadWaivers);
  section("references", ReadReferences);
  section("rules", ReadSeverities);
  section("suppress", ReadSuppressions);
  config.verify = top.Texts("verify");
  if (errors.empty()) return config;
  if (names_known) AddNameErrors(config, errors);
  std::ranges::stable_sort(errors, {}, &Error::where);
  return errors;
}

}  // namespace prereq
