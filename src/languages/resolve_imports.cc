// ResolveImports: reads the files that the import rules name and finds whom each import means.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/glob.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/notebook.h"
#include "languages/aggregates.h"
#include "languages/codebase.h"
#include "languages/imports.h"
#include "languages/imports_cache.h"
#include "languages/language.h"
#include "languages/manifests.h"
#include "languages/python_paths.h"
#include "languages/search_words.h"

namespace prereq {
namespace {

constexpr std::uint64_t kMostImporterBytes = std::uint64_t{16} << 20U;
// One file to parse for one rule, and what came of it.
struct Job {
  std::size_t rule = 0;
  std::string path;
  ModuleId owner;
  ParsedImports parsed;
  std::optional<SkippedSource> skipped;
};

// The name in nbdev's `#| default_exp NAME`; empty when the text has none.
std::string DefaultExport(std::string_view text) {
  constexpr std::string_view kWord = "default_exp";
  for (std::size_t at = text.find(kWord); at != std::string_view::npos;
       at = text.find(kWord, at + 1)) {
    const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    std::string_view before = Trim(text.substr(start, at - start));
    if (!before.starts_with('#')) continue;
    before.remove_prefix(1);
    if (!before.empty() && Trim(before) != "|") continue;
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view name =
        Trim(text.substr(at + kWord.size(), line_end - at - kWord.size()));
    if (!name.empty() && name.find(' ') == std::string_view::npos) return std::string(name);
  }
  return {};
}

std::string DefaultExportOf(const std::string& path, const std::string& text) {
  if (FormatOf(path).content != FileContent::kNotebook) return DefaultExport(text);
  const auto notebook = ReadNotebook(path, text);
  if (!notebook) return {};
  for (const NotebookCell& cell : notebook->cells) {
    if (std::string name = DefaultExport(cell.source()); !name.empty()) return name;
  }
  return {};
}

void Skip(Job& job, std::string reason, Location where = {}) {
  if (where.path.empty()) where.path = job.path;
  job.skipped = {std::move(where), std::move(reason), job.owner, false};
}

void Parse(const FileReader& tree, std::string_view language, const ImportsCache* cache, Job& job) {
  using By = ImportsCache::By;
  const std::string version = cache == nullptr ? std::string() : tree.Version(job.path);
  const auto known = [&](By by, const std::string& name) {
    auto found = cache->Find(language, job.path, by, name);
    if (!found) return false;
    job.parsed = *std::move(found);
    return true;
  };
  if (!version.empty() && known(By::kVersion, version)) return;
  const auto status = tree.Status(job.path);
  if (status && *status && (*status)->size > kMostImporterBytes) {
    return Skip(job, "more than 16 MiB of source");
  }
  const auto text = tree.Read(job.path);
  if (!text) {
    Skip(job, text.error().message);
    job.skipped->unreadable = text.error().code == Error::Code::kUnreadable;
    return;
  }
  if (text->substr(0, 8192).find('\0') != std::string::npos) {
    return Skip(job, "expected source text, found a NUL byte");
  }
  // Hashing costs a hundredth of parsing, and the hash still holds when the file was moved, touched
  // or checked out anew.
  const std::string blob = cache == nullptr ? std::string() : GitBlobId(*text);
  if (blob.empty() || !known(By::kBlob, blob)) {
    auto parsed = ParseImports(language, job.path, *text);
    if (!parsed) return Skip(job, parsed.error().message, parsed.error().where);
    job.parsed = *std::move(parsed);
    if (language == "python") job.parsed.exports = DefaultExportOf(job.path, *text);
    if (!blob.empty()) cache->Keep(language, job.path, By::kBlob, blob, job.parsed);
  }
  if (!version.empty()) cache->Keep(language, job.path, By::kVersion, version, job.parsed);
}

// What the repository's own Python library may be called.
std::vector<std::string> Libraries(const FileReader& tree, const std::vector<FileEntry>& files) {
  std::vector<std::string> names;
  const auto add = [&names](std::string name) {
    name = AsIdentifier(name);
    if (!name.empty() && std::ranges::count(names, name) == 0) names.push_back(std::move(name));
  };
  if (const auto text = tree.Read("settings.ini")) add(IniValue(*text, "", "lib_name"));
  if (const auto text = tree.Read("pyproject.toml")) add(IniValue(*text, "", "name"));
  for (const FileEntry& file : files) {
    auto parts = Split(file.path, '/');
    if (parts.size() == 3 && parts[0] == "src") parts.erase(parts.begin());
    if (parts.size() == 2 && parts[1] == "__init__.py") add(std::string(parts[0]));
  }
  return names;
}

// The rule's pattern for one module: `{slug}` and `{number}` filled in.
std::string FillPattern(const ImportRule& rule, const Module& module) {
  const Language* language = FindLanguage(rule.language);
  const bool identifier = language != nullptr && language->hyphens_are_underscores;
  const std::string slug = identifier ? AsIdentifier(module.slug) : module.slug;
  const auto number =
      SplitNumberedName(std::string_view(module.path).substr(module.path.rfind('/') + 1)).number;
  std::string name;
  for (std::string_view rest = rule.provides_pattern; !rest.empty();) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    name += rest.substr(0, open);
    rest.remove_prefix(open);
    const std::size_t close = rest.find('}');
    if (close == std::string_view::npos) return name + std::string(rest);
    const std::string_view key = rest.substr(1, close - 1);
    if (key == "slug") name += slug;
    if (key.starts_with("number") && number) {
      const bool wide = key.size() == 9 && key.substr(6, 2) == ":0";
      name += ShowNumber(*number, wide ? key[8] - '0' : 1);
    }
    rest.remove_prefix(close + 1);
  }
  return name;
}

// What importers of one rule call the modules.
class ProvidedNames {
 public:
  explicit ProvidedNames(const Language& language) : language_(language) {}

  // Importers may write `name` for `module`: `tinytorch.core.autograd`.
  void Provide(std::string_view name, ModuleId module) {
    if (NameParts parts = PartsOfName(language_, name); !parts.empty()) {
      names_.emplace(std::move(parts), module);
    }
  }
  // Like Provide, but below a library: `core.autograd` out of `LIBRARY.core.autograd`. Without
  // known libraries a name of several parts may follow any first part.
  void ProvideInLibrary(std::string_view name, const std::vector<std::string>& libraries,
                        ModuleId module) {
    const NameParts parts = PartsOfName(language_, name);
    for (const std::string& library : libraries) {
      Provide(library + std::string(language_.separator) + std::string(name), module);
    }
    if (libraries.empty() && parts.size() > 1) in_any_library_.emplace(parts, module);
  }

  [[nodiscard]] std::optional<ModuleId> Find(const NameParts& parts) const {
    if (const auto found = LongestStart(names_, parts)) return found;
    if (parts.size() < 2) return std::nullopt;
    return LongestStart(in_any_library_, NameParts(parts.begin() + 1, parts.end()));
  }

 private:
  using Names = std::map<NameParts, ModuleId>;

  // The value of the longest key that `parts` starts with.
  static std::optional<ModuleId> LongestStart(const Names& names, NameParts parts) {
    for (; !parts.empty(); parts.pop_back()) {
      if (const auto found = names.find(parts); found != names.end()) return found->second;
    }
    return std::nullopt;
  }

  const Language& language_;
  Names names_;
  Names in_any_library_;
};

// The one module that `parts` mean, which may be the importer's own.
std::optional<ModuleId> FindModule(const Codebase& code, const ProvidedNames& provided,
                                   const Language& language, const ImportQuestion& question) {
  const bool is_name = question.import.level == 0 && !question.import.is_path;
  if (is_name) {
    if (const auto found = provided.Find(question.parts)) return found;
  }
  const ImportTarget target = language.resolve(code, language, question);
  if (target.is_known) return target.module;
  return is_name ? code.NumberedPart(question.parts) : std::nullopt;
}

// Whom an import of `path` means, without the own module; by id, each once.
std::set<ModuleId> FindModules(const Codebase& code, const ProvidedNames& provided,
                               const Language& language, const ImportStatement& import,
                               const std::string& path, ModuleId importer) {
  const NameParts parts = PartsOfName(language, import.module);
  std::set<ModuleId> found;
  bool whole = import.names.empty();  // whether the imported module itself is still to be found
  for (const std::string& name : import.names) {
    NameParts longer = parts;
    longer.push_back(name);
    const auto module = FindModule(code, provided, language, {import, longer, path, importer});
    if (module) found.insert(*module);
    whole = whole || !module;
  }
  if (whole) {
    const auto module = FindModule(code, provided, language, {import, parts, path, importer});
    if (module) found.insert(*module);
  }
  found.erase(importer);
  return found;
}

// `idle` receives the rules that no file fits.
Result<std::vector<Job>, Errors> FindJobs(const Config& config, const Codebase& code,
                                          const std::vector<Module>& modules,
                                          const std::vector<FileEntry>& files,
                                          std::vector<std::size_t>& idle) {
  std::vector<Job> jobs;
  Errors errors;
  for (std::size_t i = 0; i < config.imports.size(); ++i) {
    const ImportRule& rule = config.imports[i];
    if (FindLanguage(rule.language) == nullptr) {
      std::vector<std::string_view> known;
      for (const Language* language : Languages()) known.push_back(language->name);
      errors.push_back({Error::Code::kInvalid,
                        fmt::format("unknown language `{}`: expected one of {}",
                                    Printable(rule.language), Join(known, ", ")),
                        rule.where,
                        {}});
      continue;
    }
    const auto glob = Glob::Parse(rule.files);
    if (!glob) {
      errors.push_back(glob.error());
      errors.back().where = rule.where;
      continue;
    }
    bool fits = false;
    for (const FileEntry& file : files) {
      if (file.kind != FileKind::kRegular || !glob->Matches(file.path)) continue;
      fits = true;
      const auto owner = code.Owner(file.path);
      // What a mirror's files import, such as tests, is not a need of the module.
      if (!owner || !IsWithin(file.path, modules[static_cast<std::size_t>(owner->value)].path)) {
        continue;
      }
      jobs.push_back({i, file.path, *owner, {}, {}});
    }
    if (!fits) idle.push_back(i);
  }
  if (!errors.empty()) return errors;
  return jobs;
}

// Tells `code` what the files say about themselves.
void AddWhatFilesSay(const std::vector<Job>& jobs, const Config& config, Codebase& code) {
  for (const Job& job : jobs) {
    code.AddPackages(*FindLanguage(config.imports[job.rule].language), job.path, job.parsed);
    // pytest reads it before the tests beside and below it.
    const bool for_folder = job.path.ends_with("conftest.py");
    for (const std::string& folder : job.parsed.search_folders) {
      code.AddSearchFolder(job.path, folder, for_folder);
    }
  }
}

// Tells `code` the folders that files near the root put on the path of Python.
void AddPythonPaths(const FileReader& tree, const std::vector<FileEntry>& files, Codebase& code) {
  constexpr std::size_t kDeepest = 3;
  for (const FileEntry& file : files) {
    if (file.kind != FileKind::kRegular || PathDepth(file.path) >= kDeepest) continue;
    if (!MaySetPythonPath(file.path)) continue;
    const auto text = tree.Read(file.path);
    if (!text) continue;
    const std::string home = HomeOfPythonPath(file.path);
    for (const std::string& folder : PythonPathOf(file.path, *text)) {
      const auto place = FollowPath(home, folder);
      if (place && code.IsDirectory(*place)) {
        code.AddSearchFolder(JoinPath(home, BaseName(file.path)), folder, true);
      }
    }
  }
}

// The names that importers of each rule may use; all rules share what directives say.
std::vector<ProvidedNames> CollectNames(const FileReader& tree, const Config& config,
                                        const std::vector<Module>& modules,
                                        const std::vector<FileEntry>& files,
                                        const std::vector<Job>& jobs) {
  std::vector<ProvidedNames> names;
  for (const ImportRule& rule : config.imports) {
    names.emplace_back(*FindLanguage(rule.language));
    for (std::size_t i = 0; i < modules.size(); ++i) {
      const ModuleId id{static_cast<int>(i)};
      names.back().Provide(modules[i].provides, id);
      names.back().Provide(FillPattern(rule, modules[i]), id);
    }
  }
  const std::vector<std::string> libraries = Libraries(tree, files);
  for (const Job& job : jobs) {
    if (job.parsed.exports.empty()) continue;
    for (ProvidedNames& one : names) {
      one.ProvideInLibrary(job.parsed.exports, libraries, job.owner);
    }
  }
  return names;
}

auto SortKey(const Dependency& dependency) {
  return std::tie(dependency.where, dependency.dependent, dependency.prerequisite, dependency.text);
}

}  // namespace

Result<ImportFacts, Errors> ResolveImports(const FileReader& tree, const Config& config,
                                           const std::vector<Module>& modules,
                                           const std::vector<FileEntry>& files, int threads,
                                           ReadingCache* cache) {
  ImportFacts facts;
  if (config.imports.empty()) return facts;
  std::set<const Language*> languages;
  for (const ImportRule& rule : config.imports) languages.insert(FindLanguage(rule.language));
  languages.erase(nullptr);
  Codebase code(tree, config, modules, files, languages);
  auto jobs = FindJobs(config, code, modules, files, facts.idle_rules);
  if (!jobs) return jobs.error();
  std::optional<ImportsCache> earlier;
  if (cache != nullptr) earlier.emplace(*cache);
  ParallelFor("reading imports:", "files", jobs->size(), threads, [&](std::size_t i) {
    Parse(tree, config.imports[(*jobs)[i].rule].language, earlier ? &*earlier : nullptr,
          (*jobs)[i]);
  });
  AddWhatFilesSay(*jobs, config, code);
  if (languages.contains(FindLanguage("python"))) AddPythonPaths(tree, files, code);
  const std::vector<ProvidedNames> names = CollectNames(tree, config, modules, files, *jobs);
  Aggregates aggregates(tree, code);
  for (Job& job : *jobs) {
    if (job.skipped) facts.skipped.push_back(*std::move(job.skipped));
    if (job.parsed.first_error > 0) {
      facts.syntax_errors.push_back({job.path, job.parsed.first_error, 1});
    }
    const Language& language = *FindLanguage(config.imports[job.rule].language);
    const bool is_python = language.name == "python";
    for (const ImportStatement& import : job.parsed.statements) {
      if (import.type_only) continue;
      std::set<ModuleId> prerequisites =
          FindModules(code, names[job.rule], language, import, job.path, job.owner);
      if (prerequisites.empty() && is_python) {
        prerequisites = aggregates.ModulesOf(import, job.owner);
      }
      for (const ModuleId prerequisite : prerequisites) {
        facts.dependencies.push_back({.dependent = job.owner,
                                      .prerequisite = prerequisite,
                                      .kind = FactKind::kImport,
                                      .text = import.text,
                                      .where = import.where});
      }
    }
  }
  std::ranges::sort(facts.dependencies,
                    [](const auto& a, const auto& b) { return SortKey(a) < SortKey(b); });
  // Not std::ranges::unique: clang 14 cannot compile it with libstdc++ 12.
  const auto doubles =
      std::unique(facts.dependencies.begin(), facts.dependencies.end(),
                  [](const auto& a, const auto& b) { return SortKey(a) == SortKey(b); });
  facts.dependencies.erase(doubles, facts.dependencies.end());
  std::ranges::sort(facts.syntax_errors);
  facts.syntax_errors.erase(std::unique(facts.syntax_errors.begin(), facts.syntax_errors.end()),
                            facts.syntax_errors.end());
  std::ranges::stable_sort(facts.skipped, {}, &SkippedSource::where);
  // Two rules may name one file.
  facts.skipped.erase(std::unique(facts.skipped.begin(), facts.skipped.end(),
                                  [](const auto& a, const auto& b) { return a.where == b.where; }),
                      facts.skipped.end());
  return facts;
}

}  // namespace prereq
