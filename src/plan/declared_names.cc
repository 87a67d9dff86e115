// All names are gathered first, then each file is read once.
#include "plan/declared_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/digest.h"
#include "base/format.h"
#include "base/text.h"

namespace prereq {
namespace {

class Follower {
 public:
  Follower(const Facts& facts, const Graph& graph, const Target& target, const Config& config,
           const std::string& policy)
      : facts_(facts), graph_(graph), config_(config), policy_(policy) {
    for (const auto& [module, slug] : target.renamed) {
      if (facts.module(module).slug != slug) new_slugs_[facts.module(module).slug] = slug;
    }
    for (const ModuleId id : facts.order.Sequence()) {
      if (!target.order.number(id)) leaving_.insert(id);
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
    return Done{};
  }

 private:
  void InPolicy() {
    const auto look = [&](const Name& name, std::string_view what) {
      const Location where{policy_, name.where.line, name.where.column};
      LookAt({name.text, where});
      if (!Leaves(name.text)) return;
      tasks_.push_back(
          {"policy",
           fmt::format("{} names `{}`, which leaves the series: the policy cannot be read until "
                       "that is gone",
                       what, Printable(name.text)),
           where});
    };
    for (const auto& [slug, names] : config_.aliases) look(slug, "`aliases`");
    for (const Rule& rule : config_.rules) {
      look(rule.subject, "a constraint");
      if (rule.kind == Rule::Kind::kBefore) look(rule.object, "a constraint");
    }
    for (const Phase& phase : config_.phases) {
      for (const Name& name : phase.modules) look(name, "a phase");
    }
    for (const Waiver& waiver : config_.waivers) {
      look(waiver.dependent, "a waiver");
      look(waiver.prerequisite, "a waiver");
    }
    for (const Suppression& suppression : config_.suppressions) {
      for (const Name& name : suppression.modules) look(name, "a suppression");
    }
  }

  void InDependency(const Dependency& dependency) {
    // A hint ("enables") is written at the other end.
    const ModuleId named = dependency.declared ? dependency.prerequisite : dependency.dependent;
    const ModuleId by = dependency.declared ? dependency.dependent : dependency.prerequisite;
    const std::string text(Trim(dependency.text));
    if (dependency.kind == FactKind::kMetadata) LookAt({text, dependency.where});
    if (!leaving_.contains(named) || leaving_.contains(by)) return;
    const std::string by_name = Printable(facts_.module(by).slug);
    const std::string named_slug = Printable(facts_.module(named).slug);
    if (dependency.kind == FactKind::kImport) {
      tasks_.push_back({"import",
                        fmt::format("`{}` imports from `{}`, which leaves the series: do without "
                                    "`{}`",
                                    by_name, named_slug, Printable(text)),
                        dependency.where});
    } else if (text == facts_.module(named).slug) {  // with a number it is a reference, and listed
      tasks_.push_back({"prerequisite",
                        fmt::format("`{}` names `{}`, which leaves the series: remove the entry",
                                    by_name, named_slug),
                        dependency.where});
    }
  }

  [[nodiscard]] bool Leaves(const std::string& name) const {
    return std::ranges::any_of(leaving_, [&](ModuleId id) {
      const Module& module = facts_.module(id);
      return module.slug == name || std::ranges::count(module.aliases, name) > 0;
    });
  }

  void LookAt(const Name& name) {
    if (new_slugs_.contains(name.text)) names_[name.where.path].push_back(name);
  }

  Status AddTo(EditSet& edits, const std::string& path, const std::vector<Name>& names,
               const FileReader& tree) const {
    const Result<std::string> bytes = tree.Read(path);
    if (!bytes) return bytes.error();
    const auto place = std::ranges::lower_bound(edits.files, path, {}, &FileEdit::path);
    FileEdit file;
    const bool is_new = place == edits.files.end() || place->path != path;
    if (is_new) {
      file.path = path;
      file.size = bytes->size();
      file.sha256 = Sha256(*bytes);
    } else {
      file = *place;
      if (Sha256(*bytes) != file.sha256) return Changed(path);
    }
    for (const Name& name : names) {
      const auto offset = OffsetOf(*bytes, name);
      if (!offset) {  // escaped, folded or spelt in another way that YAML allows
        edits.tasks.push_back(
            {"name",
             fmt::format("spells `{}` its own way; it is `{}` from now on", Printable(name.text),
                         Printable(new_slugs_.at(name.text))),
             name.where});
        continue;
      }
      file.spans.push_back({{*offset, name.text.size()}, new_slugs_.at(name.text), "name"});
    }
    std::ranges::sort(file.spans, {}, &SpanEdit::span);
    const auto same = [](const SpanEdit& a, const SpanEdit& b) {
      return a.span == b.span && a.new_text == b.new_text;
    };
    file.spans.erase(std::unique(file.spans.begin(), file.spans.end(), same), file.spans.end());
    for (std::size_t i = 1; i < file.spans.size(); ++i) {
      if (file.spans[i - 1].span.end() <= file.spans[i].span.offset) continue;
      return Error{
          Error::Code::kInvalid,
          fmt::format("two edits want the same bytes: `{}` and `{}`",
                      Printable(file.spans[i - 1].new_text), Printable(file.spans[i].new_text)),
          LineIndex(*bytes).At(path, file.spans[i].span.offset),
          {}};
    }
    if (file.spans.empty()) return Done{};
    if (is_new) {
      edits.files.insert(place, std::move(file));
    } else {
      *place = std::move(file);
    }
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
  std::map<std::string, std::string> new_slugs_;  // by the old one
  std::set<ModuleId> leaving_;
  std::map<std::string, std::vector<Name>> names_;  // by path
  std::vector<Task> tasks_;
};

}  // namespace

Status FollowDeclaredNames(const Facts& facts, const Graph& graph, const Target& target,
                           const Config& config, const std::string& policy, const FileReader& tree,
                           EditSet& edits) {
  return Follower(facts, graph, target, config, policy).Run(tree, edits);
}

}  // namespace prereq
