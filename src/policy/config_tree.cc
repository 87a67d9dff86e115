#include "policy/config_tree.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/glob.h"
#include "base/nearest.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "languages/language.h"
#include "policy/config_fields.h"
#include "prereq/verdict.h"

namespace prereq {
namespace {

constexpr long kMostNumber = 999'999'999;

// One map, or a list of maps.
template <class Read>
void ForOneOrMore(const YamlNode& node, Read read) {
  if (!node.IsList()) return read(node);
  for (std::size_t i = 0; i < node.size(); ++i) read(node.item(i));
}

// A glob inside the repository.
void CheckGlob(const Name& glob, std::string_view what, Errors& errors) {
  const auto parsed = Glob::Parse(glob.text);
  if (parsed) return;
  AddError(errors, glob.where, fmt::format("{} as {}", parsed.error().message, what));
}

// A path inside the repository.
bool CheckRelative(const Name& path, std::string_view what, Errors& errors) {
  bool bad = path.text.empty() || path.text.front() == '/';
  for (const std::string_view part : Split(path.text, '/')) bad = bad || part == "..";
  if (bad) {
    AddError(errors, path.where,
             fmt::format("expected a path inside the repository as {}, found `{}`", what,
                         Printable(path.text)));
  }
  return !bad;
}

void CheckGlobs(const std::vector<Name>& globs, std::string_view what, Errors& errors) {
  for (const Name& glob : globs) CheckGlob(glob, what, errors);
}

// The pattern under `key`, checked; empty when it is missing or malformed.
std::string Pattern(const Fields& fields, std::string_view key, Errors& errors) {
  if (!fields.Require(key)) return {};
  const Name pattern = fields.OneName(key);
  if (pattern.text.empty()) return {};
  const auto parsed = NamePattern::Parse(pattern.text);
  if (parsed) return pattern.text;
  AddError(errors, pattern.where, parsed.error().message);
  return {};
}

// The patterns of a series as one.
void ReadPatterns(const Fields& fields, Series& series, Errors& errors) {
  if (!fields.Require("path")) return;
  const std::vector<Name> names = fields.Names("path");
  for (const Name& name : names) {
    const auto parsed = NamePattern::Parse(name.text);
    if (!parsed) return AddError(errors, name.where, parsed.error().message);
    series.written.push_back(name.text);
  }
  if (names.empty()) return;
  for (const Name& folder : names) {
    for (const Name& file : names) {
      if (!file.text.starts_with(folder.text + ".")) continue;
      return AddError(errors, folder.where,
                      fmt::format("`{}` fits folders and `{}` files: expected patterns of files "
                                  "alone; folders are a series of their own",
                                  Printable(folder.text), Printable(file.text)));
    }
  }
  if (const auto joined = JoinPatterns(series.written)) {
    series.pattern = *joined;
  } else {
    AddError(errors, names[1].where,
             "expected patterns of one series that differ in one word only, as their endings do");
  }
}

Series ReadOneSeries(const YamlNode& node, bool is_graph_file, Errors& errors) {
  Series series;
  series.where = node.where();
  const Fields fields(node, "a series", {"name", "path", "label", "start", "gaps"}, errors);
  if (!fields.ok()) return series;
  if (!is_graph_file || fields.Has("path")) ReadPatterns(fields, series, errors);
  series.name = fields.Has("name") ? fields.Text("name") : NameOfSeries(series.pattern);
  series.labels = fields.Texts("label");
  if (const auto start = fields.Integer("start", 0, kMostNumber)) {
    series.start = static_cast<int>(*start);
  }
  constexpr std::array<std::string_view, 2> kWords = {"keep", "close"};
  if (const auto gaps = fields.Choice("gaps", kWords)) {
    series.gaps = *gaps == 0 ? Series::Gaps::kKeep : Series::Gaps::kClose;
  }
  return series;
}

// `provides:` of an import rule: a pattern, or {key: …}, or {pattern: …}.
void ReadProvides(const YamlNode& node, ImportRule& rule, Errors& errors) {
  Name pattern;
  if (node.IsMap()) {
    const Fields fields(node, "`provides`", {"key", "pattern"}, errors);
    rule.provides_key = fields.Text("key");
    pattern = fields.OneName("pattern");
    if (!fields.Has("key") && !fields.Has("pattern")) {
      fields.Error(node.where(), "expected `key` or `pattern` in `provides`, found neither");
    }
  } else {
    pattern = ReadName(node, "`provides`", errors);
  }
  rule.provides_pattern = pattern.text;
  if (pattern.text.empty()) return;
  if (pattern.text.find("{slug}") == std::string::npos &&
      pattern.text.find("{number") == std::string::npos) {
    AddError(errors, pattern.where,
             fmt::format("expected a pattern with {{slug}} or {{number}}, such as "
                         "package.{{slug}}, as `provides`, found `{}`",
                         Printable(pattern.text)));
  }
}

void CheckRuleName(const Name& rule, Errors& errors) {
  if (FindRule(rule.text) != nullptr) return;
  const std::string nearest = NearestRule(rule.text);
  AddError(errors, rule.where,
           fmt::format("unknown rule `{}`{}", Printable(rule.text),
                       nearest.empty() ? "; expected one such as `PRQ202` or `number-gap`"
                                       : fmt::format("; did you mean `{}`?", nearest)));
}

}  // namespace

std::string NameOfSeries(const std::string& pattern) {
  const std::size_t slash = pattern.find('/');
  // Numbers that begin anew in each folder: the whole of it, which may have a sister `phases`.
  const std::size_t number = pattern.find("{number");
  std::string folder = pattern.substr(0, std::min(pattern.rfind('/', number), number));
  if (folder.find('*') != std::string::npos) return folder;
  const std::string first = slash == std::string::npos ? std::string() : pattern.substr(0, slash);
  return first.empty() || first.find('{') != std::string::npos ? "series" : first;
}

void ReadSeries(const YamlNode& node, Config& config, Errors& errors) {
  std::map<std::string, int> lines;
  ForOneOrMore(node, [&](const YamlNode& item) {
    Series series = ReadOneSeries(item, config.has_modules, errors);
    const auto [first, is_new] = lines.try_emplace(series.name, series.where.line);
    if (!is_new) {
      AddError(errors, series.where,
               fmt::format("two series are called `{}`, the first in line {}; give each a `name`",
                           Printable(series.name), first->second));
    }
    config.series.push_back(std::move(series));
  });
  if (config.series.empty())
    AddError(errors, node.where(), "expected a series, found an empty list");
}

void ReadMetadata(const YamlNode& node, Config& config, Errors& errors) {
  ForOneOrMore(node, [&](const YamlNode& item) {
    const Fields fields(
        item, "a metadata shape",
        {"file", "entries", "slug", "title", "number", "requires", "enables", "provides"}, errors);
    if (!fields.Require("file")) return;
    MetadataShape shape;
    shape.where = item.where();
    const Name file = fields.OneName("file");
    CheckRelative(file, fields.Describe("file"), errors);
    shape.file = file.text;
    shape.entries = fields.Texts("entries");
    shape.slug = fields.Texts("slug");
    shape.title = fields.Texts("title");
    shape.number = fields.Texts("number");
    shape.needs = fields.Texts("requires");
    shape.provides = fields.Texts("provides");
    const auto enables = fields.Node("enables");
    if (enables && enables->IsMap()) {
      const Fields inner(*enables, "`enables`", {"keys", "as"}, errors);
      inner.Require("keys");
      shape.enables = inner.Texts("keys");
      constexpr std::array<std::string_view, 2> kWords = {"hint", "requires"};
      shape.enables_is_requires = inner.Choice("as", kWords) == 1;
    } else if (enables && enables->IsScalar() && enables->text() == "requires") {
      shape.enables = {"dependencies.enables", "enables"};
      shape.enables_is_requires = true;
    } else {
      shape.enables = fields.Texts("enables");
    }
    config.metadata.push_back(std::move(shape));
  });
}

void ReadImports(const YamlNode& node, Config& config, Errors& errors) {
  ForOneOrMore(node, [&](const YamlNode& item) {
    const Fields fields(item, "an import rule", {"language", "files", "provides"}, errors);
    if (!fields.ok()) return;
    ImportRule rule;
    rule.where = item.where();
    std::vector<std::string_view> languages;
    for (const Language* language : Languages()) languages.push_back(language->name);
    if (fields.Require("language")) {
      const auto language = fields.Choice("language", languages);
      if (language) rule.language = languages[*language];
    }
    if (fields.Require("files")) {
      const Name files = fields.OneName("files");
      CheckGlob(files, fields.Describe("files"), errors);
      rule.files = files.text;
    }
    if (const auto provides = fields.Node("provides")) ReadProvides(*provides, rule, errors);
    config.imports.push_back(std::move(rule));
  });
}

void ReadPaths(const YamlNode& node, Config& config, Errors& errors) {
  PathPolicy paths;
  paths.where = node.where();
  if (!node.IsNull()) {  // `paths:` alone: every code and build file
    const Fields fields(node, "`paths`", {"files", "exclude", "kinds", "helpers"}, errors);
    if (!fields.ok()) return;
    paths.files = fields.Names("files");
    paths.exclude = fields.Names("exclude");
    paths.helpers = fields.Names("helpers");
    CheckGlobs(paths.files, fields.Describe("files"), errors);
    CheckGlobs(paths.exclude, fields.Describe("exclude"), errors);
    for (const Name& kind : fields.Names("kinds")) {
      std::vector<std::string> known;
      for (const FileFormat& format : FileFormats()) known.emplace_back(format.name);
      paths.kinds.push_back(kind.text);
      if (std::ranges::find(known, kind.text) != known.end()) continue;
      const std::string nearest = Nearest(kind.text, known);
      AddError(errors, kind.where,
               fmt::format("unknown kind of file `{}`{}", Printable(kind.text),
                           nearest.empty() ? "; expected one such as `r`, `shell` or `cmake`"
                                           : fmt::format("; did you mean `{}`?", nearest)));
    }
  }
  config.paths = std::move(paths);
}

void ReadMirrors(const YamlNode& node, Config& config, Errors& errors) {
  ForOneOrMore(node, [&](const YamlNode& item) {
    const Fields fields(item, "a mirror", {"path", "kind", "offset"}, errors);
    if (!fields.ok()) return;
    Mirror mirror;
    mirror.where = item.where();
    mirror.pattern = Pattern(fields, "path", errors);
    constexpr std::array<std::string_view, 5> kKinds = {"synchronised", "frozen", "foreign",
                                                        "derived", "synchronized"};
    constexpr std::array<Mirror::Kind, 5> kMeanings = {
        Mirror::Kind::kSynchronised, Mirror::Kind::kFrozen, Mirror::Kind::kForeign,
        Mirror::Kind::kDerived, Mirror::Kind::kSynchronised};
    if (const auto kind = fields.Choice("kind", kKinds)) mirror.kind = kMeanings[*kind];
    if (const auto offset = fields.Integer("offset", -kMostNumber, kMostNumber)) {
      mirror.offset = static_cast<int>(*offset);
    }
    const bool derived = mirror.kind == Mirror::Kind::kDerived;
    if (derived && !fields.Has("offset")) {
      fields.Error(item.where(),
                   "a derived mirror needs its `offset`: the mirror's number minus "
                   "the module's");
    } else if (!derived && fields.Has("offset")) {
      fields.Error(fields.node().where(), "only a mirror of `kind: derived` has an `offset`");
    }
    config.mirrors.push_back(std::move(mirror));
  });
}

// A glob, a list of globs, or a list with maps `{path, regenerate}` in it.
std::vector<GeneratedFiles> ReadGenerated(const Fields& references, Errors& errors) {
  const auto node = references.Node("generated");
  if (!node) return {};
  const std::string what = "an entry of " + references.Describe("generated");
  std::vector<GeneratedFiles> all;
  const auto add = [&](const YamlNode& entry) {
    GeneratedFiles files;
    if (entry.IsMap()) {
      const Fields fields(entry, what, {"path", "regenerate"}, errors);
      if (!fields.Require("path")) return;
      files = {fields.OneName("path"), fields.Text("regenerate")};
    } else {
      files.path = ReadName(entry, what, errors);
    }
    if (files.path.text.empty()) return;
    CheckGlob(files.path, what, errors);
    all.push_back(std::move(files));
  };
  if (node->IsScalar() || node->IsMap()) {
    add(*node);
  } else {
    for (std::size_t i = 0; i < node->size(); ++i) add(node->item(i));
  }
  return all;
}

void ReadReferences(const YamlNode& node, Config& config, Errors& errors) {
  const Fields fields(node, "`references`",
                      {"exclude", "generated", "history", "urls", "number_only"}, errors);
  if (!fields.ok()) return;
  ReferencePolicy& policy = config.references;
  policy.exclude = fields.Names("exclude");
  policy.generated = ReadGenerated(fields, errors);
  policy.history = fields.Names("history");
  policy.urls = fields.Names("urls");
  CheckGlobs(policy.exclude, fields.Describe("exclude"), errors);
  CheckGlobs(policy.history, fields.Describe("history"), errors);
  constexpr std::array<std::string_view, 3> kWords = {"review", "edit", "ignore"};
  constexpr std::array<ReferencePolicy::NumberOnly, 3> kMeanings = {
      ReferencePolicy::NumberOnly::kReview, ReferencePolicy::NumberOnly::kEdit,
      ReferencePolicy::NumberOnly::kIgnore};
  if (const auto choice = fields.Choice("number_only", kWords)) {
    policy.number_only = kMeanings[*choice];
  }
}

void ReadSeverities(const YamlNode& node, Config& config, Errors& errors) {
  if (!node.IsMap()) {
    AddError(errors, node.where(),
             fmt::format("expected a map from rules to severities as `rules`, found {}",
                         node.Describe()));
    return;
  }
  constexpr std::array<std::string_view, 3> kWords = {"off", "warn", "error"};
  for (std::size_t i = 0; i < node.size(); ++i) {
    SeverityOverride change;
    change.rule = ReadName(node.key(i), "a rule", errors);
    CheckRuleName(change.rule, errors);
    const YamlNode value = node.value(i);
    if (!value.IsScalar() || std::ranges::find(kWords, value.text()) == kWords.end()) {
      AddError(errors, value.where(),
               fmt::format("expected {} as the severity of `{}`, found {}", Alternatives(kWords),
                           Printable(change.rule.text), value.Describe()));
      continue;
    }
    change.severity = value.text();
    config.severities.push_back(std::move(change));
  }
}

void ReadSuppressions(const YamlNode& node, Config& config, Errors& errors) {
  ForOneOrMore(node, [&](const YamlNode& item) {
    const Fields fields(item, "a suppression", {"rule", "path", "modules", "because", "until"},
                        errors);
    if (!fields.Require("rule")) return;
    Suppression suppression;
    suppression.where = item.where();
    suppression.rule = fields.OneName("rule");
    CheckRuleName(suppression.rule, errors);
    if (fields.Has("path")) {
      const Name path = fields.OneName("path");
      CheckGlob(path, fields.Describe("path"), errors);
      suppression.path = path.text;
    }
    suppression.modules = fields.Names("modules");
    suppression.because = fields.Text("because");
    suppression.until = fields.Day("until");
    config.suppressions.push_back(std::move(suppression));
  });
}

}  // namespace prereq
