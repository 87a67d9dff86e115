// All names are gathered first, then each file is read once.
#include "plan/declared_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "plan/file_edits.h"
#include "plan/resort_bytes.h"
#include "plan/tasks.h"
#include "policy/policy_cuts.h"

namespace prereq {
namespace {

// A name to be written anew.
struct Respelt {
  Name name;
  std::string slug;  // its module's new one
};

// Letters and digits alone, in one case: how names are compared that people spell.
std::string Letters(std::string_view name) {
  std::string letters = FoldName(name);
  std::erase_if(letters, [](char c) {
    return !(IsDigit(c) || IsLower(c) || static_cast<unsigned char>(c) >= 0x80);
  });
  return letters;
}

class Follower {
 public:
  Follower(const Facts& facts, const Graph& graph, const Config& config, const std::string& policy,
           Plan& plan)
      : facts_(facts), graph_(graph), config_(config), policy_(policy), plan_(plan) {
    for (const auto& [module, slug] : plan.target.renamed) {
      if (facts.module(module).slug != slug) new_slugs_[module] = slug;
    }
    for (const ModuleId id : facts.order.Sequence()) {
      if (!plan.target.order.number(id)) leaving_.insert(id);
    }
  }

  Status Run(const FileReader& tree, EditSet& edits) {
    if (new_slugs_.empty() && leaving_.empty()) return Done{};
    InPolicy();
    for (const Dependency& dependency : facts_.dependencies) InDependency(dependency);
    for (const Dependency& dependency : graph_.waived) InDependency(dependency);
    const auto key = [](const Task& task) { return std::tie(task.kind, task.where, task.text); };
    const auto same = [&](const Task& a, const Task& b) { return key(a) == key(b); };
    std::ranges::sort(tasks_, {}, key);
    tasks_.erase(std::unique(tasks_.begin(), tasks_.end(), same), tasks_.end());
    std::ranges::move(tasks_, std::back_inserter(edits.tasks));
    for (const auto& [path, names] : names_) {
      if (Status added = AddTo(edits, path, names, tree); !added) return added;
    }
    if (!leaving_.empty()) {
      if (Status cut = CutPolicy(edits, tree); !cut) return cut;
    }
    if (!new_slugs_.empty()) {
      if (Status readable = CheckPolicy(edits, tree); !readable) return readable;
    }
    const auto place = [](const DeclaredEdit& edit) { return std::tie(edit.where, edit.text); };
    const auto equal = [&](const auto& a, const auto& b) { return place(a) == place(b); };
    std::ranges::sort(edits.declared, {}, place);
    edits.declared.erase(std::unique(edits.declared.begin(), edits.declared.end(), equal),
                         edits.declared.end());
    return Done{};
  }

 private:
  void InPolicy() {
    const auto look = [&](const Name& name, std::optional<ModuleId> id) {
      LookAt({name.text, {policy_, name.where.line, name.where.column}}, id);
    };
    for (const auto& [slug, names] : config_.aliases) look(slug, facts_.FindSlug(slug.text));
    for (const Constraint& constraint : facts_.constraints) {
      look(constraint.rule.subject, constraint.subject);
      if (constraint.rule.kind == Rule::Kind::kBefore) {
        look(constraint.rule.object, constraint.object);
      }
    }
    for (const Phase& phase : config_.phases) {
      const auto resolved = std::ranges::find(facts_.phases, phase.where, &ResolvedPhase::where);
      if (resolved == facts_.phases.end() || resolved->modules.size() != phase.modules.size()) {
        continue;
      }
      for (std::size_t i = 0; i < phase.modules.size(); ++i) {
        look(phase.modules[i], resolved->modules[i]);
      }
    }
    for (const ResolvedWaiver& waiver : facts_.waivers) {
      look(waiver.waiver.dependent, waiver.dependent);
      look(waiver.waiver.prerequisite, waiver.prerequisite);
    }
    for (const Suppression& suppression : config_.suppressions) {
      for (const Name& name : suppression.modules) look(name, facts_.FindSlug(name.text));
    }
  }

  void InDependency(const Dependency& dependency) {
    // A hint ("enables") is written at the other end.
    const ModuleId named = dependency.declared ? dependency.prerequisite : dependency.dependent;
    const ModuleId by = dependency.declared ? dependency.dependent : dependency.prerequisite;
    const std::string text(Trim(dependency.text));
    if (dependency.kind == FactKind::kMetadata) LookAt({text, dependency.where}, named);
    if (!leaving_.contains(named) || leaving_.contains(by)) return;
    const std::string by_name = Printable(facts_.module(by).slug);
    const std::string named_slug = Printable(facts_.module(named).slug);
    if (dependency.kind == FactKind::kImport) {
      tasks_.push_back({TaskKind::kImport,
                        fmt::format("`{}` imports from `{}`, which leaves the series: do without "
                                    "`{}`",
                                    by_name, named_slug, Printable(text)),
                        dependency.where, Lacks(text)});
    } else if (dependency.kind == FactKind::kPath) {
      tasks_.push_back({TaskKind::kPath,
                        fmt::format("`{}` uses `{}` of `{}`, which leaves the series: do without "
                                    "it",
                                    by_name, Printable(text), named_slug),
                        dependency.where, Lacks(text)});
    } else if (text == facts_.module(named).slug) {  // with a number it is a reference, and listed
      tasks_.push_back({TaskKind::kPrerequisite,
                        fmt::format("`{}` names `{}`, which leaves the series: remove the entry",
                                    by_name, named_slug),
                        dependency.where, Lacks(text)});
    }
  }

  void LookAt(const Name& name, std::optional<ModuleId> id) {
    const auto found = id ? new_slugs_.find(*id) : new_slugs_.end();
    if (found == new_slugs_.end() || !IsSlugOf(name.text, facts_.module(*id))) return;
    names_[name.where.path].push_back({name, found->second});
  }

  // A title or alias goes on meaning the module when its slug changes; `Auto-Grad` does not.
  static bool IsSlugOf(const std::string& text, const Module& module) {
    if (text == module.slug) return true;
    const std::string letters = Letters(text);
    const auto same = [&](const std::string& other) { return Letters(other) == letters; };
    return same(module.slug) && !same(module.title) && std::ranges::none_of(module.aliases, same);
  }

  // The edits of one file so far, or none yet; kStale when it is not the file that was read.
  static Result<FileEdit> EditsOf(const EditSet& edits, const std::string& path,
                                  const std::string& bytes) {
    const auto place = std::ranges::lower_bound(edits.files, path, {}, &FileEdit::path);
    if (place == edits.files.end() || place->path != path) return NewFileEdit(path, bytes);
    if (Sha256(bytes) != place->sha256) return Changed(path);
    return *place;
  }

  static void Put(EditSet& edits, FileEdit file) {
    const auto place = std::ranges::lower_bound(edits.files, file.path, {}, &FileEdit::path);
    if (place != edits.files.end() && place->path == file.path) {
      *place = std::move(file);
    } else if (!file.spans.empty()) {
      edits.files.insert(place, std::move(file));
    }
  }

  Status CutPolicy(EditSet& edits, const FileReader& tree) {
    const Result<std::string> bytes = tree.Read(policy_);
    if (!bytes) return bytes.error();
    Result<FileEdit> file = EditsOf(edits, policy_, *bytes);
    if (!file) return file.error();
    PolicyCuts cuts = CutFromPolicy(policy_, *bytes, config_.path, facts_, leaving_);
    for (const Span cut : cuts.spans) {
      std::erase_if(file->spans, [&](const SpanEdit& edit) {
        return cut.offset <= edit.span.offset && edit.span.end() <= cut.end();
      });
      file->spans.push_back({cut, "", EditCause::kPolicy});
      const LineIndex lines(*bytes);
      const Location begin = lines.At(policy_, cut.offset), end = lines.At(policy_, cut.end());
      std::erase_if(plan_.tasks, [&](const Task& task) {
        return task.where.path == policy_ && begin <= task.where && task.where < end;
      });
      std::erase_if(plan_.rewrites, [&](const Rewrite& rewrite) {
        const Location& where = rewrite.reference.where;
        return where.path == policy_ && begin <= where && where < end;
      });
    }
    if (Status apart = SortApart(*bytes, *file); !apart) return apart;
    Put(edits, *std::move(file));
    std::ranges::move(cuts.places, std::back_inserter(edits.declared));
    std::ranges::move(cuts.tasks, std::back_inserter(edits.tasks));
    return Done{};
  }

  // Every name of a policy, in the order of its sections.
  static std::vector<Name> NamesOf(const Config& config) {
    std::vector<Name> names;
    for (const auto& [slug, others] : config.aliases) names.push_back(slug);
    for (const Rule& rule : config.rules) {
      names.push_back(rule.subject);
      names.push_back(rule.object);
    }
    for (const Waiver& waiver : config.waivers) {
      names.push_back(waiver.dependent);
      names.push_back(waiver.prerequisite);
    }
    const auto add = [&](const auto& entries) {
      for (const auto& entry : entries) {
        names.insert(names.end(), entry.modules.begin(), entry.modules.end());
      }
    };
    add(config.phases);
    add(config.suppressions);
    return names;
  }

  // A new slug may be one that YAML or a rule reads as something else: `a: b`, `x before y`.
  Status CheckPolicy(const EditSet& edits, const FileReader& tree) const {
    const auto file = std::ranges::find(edits.files, policy_, &FileEdit::path);
    const auto named = names_.find(policy_);
    if (file == edits.files.end() || named == names_.end()) return Done{};
    const Result<std::string> bytes = tree.Read(policy_);
    if (!bytes) return bytes.error();
    const auto before = ParseConfig(policy_, *bytes);
    if (!before) return Done{};
    const auto after = ParseConfig(policy_, Edited(*bytes, {0, bytes->size()}, file->spans));
    const std::vector<Name> old_names = NamesOf(*before);
    const std::vector<Name> new_names = after ? NamesOf(*after) : std::vector<Name>();
    for (std::size_t i = 0; i < old_names.size(); ++i) {
      const auto respelt = std::ranges::find(named->second, old_names[i].where,
                                             [](const Respelt& one) { return one.name.where; });
      if (respelt == named->second.end() || SplitNumberedName(old_names[i].text).number) continue;
      const bool read = new_names.size() == old_names.size() &&
                        (new_names[i].text == respelt->slug ||
                         new_names[i].text == old_names[i].text);  // a task of its own
      if (read) continue;
      Error error;
      error.message = fmt::format("with `{}` as a name here the policy could not be read any more",
                                  Printable(respelt->slug));
      error.where = old_names[i].where;
      error.fix = "choose a name without YAML's marks and the words of rules";
      return error;
    }
    return Done{};
  }

  Status AddTo(EditSet& edits, const std::string& path, const std::vector<Respelt>& names,
               const FileReader& tree) const {
    const Result<std::string> bytes = tree.Read(path);
    if (!bytes) return bytes.error();
    Result<FileEdit> file = EditsOf(edits, path, *bytes);
    if (!file) return file.error();
    std::vector<SpanEdit> added;
    for (const auto& [name, slug] : names) {
      const auto offset = OffsetOf(*bytes, name);
      if (!offset) {  // escaped, folded or spelt in another way that YAML allows
        edits.tasks.push_back({TaskKind::kName,
                               fmt::format("spells `{}` its own way; it is `{}` from now on",
                                           Printable(name.text), Printable(slug)),
                               name.where, Holds(slug)});
        continue;
      }
      const Span span{*offset, name.text.size()};
      if (!EditsIn(span, file->spans).empty()) continue;  // a reference with a number: its edit
      added.push_back({span, slug, EditCause::kName});
      edits.declared.push_back(
          {name.where, fmt::format("{} -> {}", Printable(name.text), Printable(slug))});
    }
    std::ranges::move(added, std::back_inserter(file->spans));
    if (Status apart = SortApart(*bytes, *file); !apart) return apart;
    Put(edits, *std::move(file));
    return Done{};
  }

  // Where the name's first byte stands: at its place, or behind the quote that stands there.
  static std::optional<std::size_t> OffsetOf(const std::string& bytes, const Name& name) {
    std::size_t line = 0;
    for (int i = 1; i < name.where.line; ++i) {
      line = bytes.find('\n', line);
      if (line == std::string::npos) return std::nullopt;
      ++line;
    }
    const std::size_t offset = line + static_cast<std::size_t>(std::max(1, name.where.column)) - 1;
    for (const std::size_t at : {offset, offset + 1}) {
      if (at <= bytes.size() && bytes.compare(at, name.text.size(), name.text) == 0) return at;
    }
    return std::nullopt;
  }

  static Error Changed(const std::string& path) {
    Error error;
    error.code = Error::Code::kStale;
    error.message = fmt::format("`{}` changed since it was read", Printable(path));
    error.where.path = path;
    error.fix = "try again";
    return error;
  }

  const Facts& facts_;
  const Graph& graph_;
  const Config& config_;
  const std::string& policy_;
  Plan& plan_;
  std::map<ModuleId, std::string> new_slugs_;
  std::set<ModuleId> leaving_;
  std::map<std::string, std::vector<Respelt>> names_;  // by path
  std::vector<Task> tasks_;
};

}  // namespace

Status FollowDeclaredNames(const Facts& facts, const Graph& graph, const Config& config,
                           const std::string& policy, const FileReader& tree, Plan& plan,
                           EditSet& edits) {
  return Follower(facts, graph, config, policy, plan).Run(tree, edits);
}

}  // namespace prereq
