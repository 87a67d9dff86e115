// FactsFromGraphFile and ResolveOrder: what needs no tree.
#include <algorithm>
#include <map>

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "policy/config_fields.h"
#include "series/resolve.h"

namespace prereq {
namespace {

Series SeriesOf(const Config& config) {
  Series series;
  if (!config.series.empty()) series = config.series.front();
  if (series.pattern.empty()) series.pattern = "{number:02}_{slug}";
  if (series.name.empty()) series.name = "modules";
  if (series.labels.empty()) series.labels = {"Module"};
  if (series.where.path.empty()) series.where = {config.path, 1, 1};
  return series;
}

// The module whose path, or whose directory's or file's name, `line` is.
std::optional<ModuleId> ModuleAt(const Facts& facts, std::string_view line) {
  while (line.ends_with('/')) line.remove_suffix(1);
  if (line.empty()) return std::nullopt;
  std::optional<ModuleId> found;
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const std::string& path = facts.modules[i].path;
    if (path != line && BaseName(path) != line) continue;
    if (found) return std::nullopt;
    found = ModuleId{static_cast<int>(i)};
  }
  return found;
}

}  // namespace

Result<Facts, Errors> FactsFromGraphFile(const Config& config) {
  Facts facts;
  Errors errors;
  facts.series = SeriesOf(config);
  std::vector<const ModuleDecl*> decls;
  for (const ModuleDecl& decl : config.modules) decls.push_back(&decl);
  std::ranges::sort(decls, {},
                    [](const ModuleDecl* decl) { return std::string_view(decl->slug.text); });
  facts.order = Order(decls.size());
  for (const ModuleDecl* decl : decls) {
    const ModuleId id{static_cast<int>(facts.modules.size())};
    facts.modules.push_back({.slug = decl->slug.text,
                             .title = decl->title,
                             .aliases = decl->aliases,
                             .path = {},
                             .provides = {},
                             .weight = decl->weight.value_or(1),
                             .where = decl->where});
    facts.order.Set(id, decl->number);
  }
  AddAliases(config, {}, facts.modules, errors);
  const NameTable names(facts.modules, facts.order, facts.series.labels);
  // In the order of the file, in which the dependencies are to stand.
  for (const ModuleDecl& decl : config.modules) {
    const ModuleId dependent = names.Find(decl.slug.text).front();
    const std::string context = fmt::format("`requires` of `{}`", Printable(decl.slug.text));
    for (const Name& need : decl.needs) {
      const std::vector<ModuleId> found = names.Find(need.text);
      if (auto error = ExplainName(need, found, names, context)) {
        errors.push_back(std::move(*error));
        continue;
      }
      facts.dependencies.push_back({.dependent = dependent,
                                    .prerequisite = found.front(),
                                    .kind = FactKind::kMetadata,
                                    .text = need.text,
                                    .where = need.where,
                                    .declared = true});
    }
  }
  ResolvePolicy(config, names, {}, facts, errors);
  if (!std::ranges::is_sorted(facts.dependencies, {}, &Dependency::where)) {
    std::ranges::stable_sort(facts.dependencies, {}, &Dependency::where);
  }
  if (errors.empty()) return facts;
  std::ranges::stable_sort(errors, {}, &Error::where);
  return errors;
}

Result<Order, Errors> ResolveOrder(const OrderText& text, const Facts& facts,
                                   const std::vector<Number>& slots) {
  const NameTable names(facts.modules, facts.order, facts.series.labels);
  Order order(facts.modules.size());
  Errors errors;
  std::map<ModuleId, int> line_of;                            // first mention
  std::map<Number, std::pair<ModuleId, Location>> holder_of;  // first use
  std::size_t position = 0;  // among the entries that name a module for the first time
  for (const OrderEntry& entry : text.entries) {
    const Name name{entry.name, entry.where};
    std::vector<ModuleId> found = names.Find(entry.name);
    std::optional<Number> written = entry.number;
    if (const auto module = found.size() == 1 ? std::nullopt : ModuleAt(facts, entry.line)) {
      found = {*module};
      written = facts.order.number(*module);  // the path has it
    }
    if (auto error = ExplainName(name, found, names, "the order")) {
      errors.push_back(std::move(*error));
      continue;
    }
    const ModuleId id = found.front();
    const auto [mention, is_new] = line_of.try_emplace(id, entry.where.line);
    if (!is_new) {
      AddError(errors, entry.where,
               fmt::format("`{}` stands here for the second time; first in line {}",
                           Printable(names.slug(id)), mention->second));
      continue;
    }
    const std::size_t slot = position++;
    if (!written && slot >= slots.size()) {
      AddError(errors, entry.where,
               fmt::format("no number is left for `{}`", Printable(names.slug(id))));
      continue;
    }
    const Number number = written ? *written : slots[slot];
    const auto [holder, is_free] = holder_of.try_emplace(number, id, entry.where);
    // Modules that share a number already may share one again.
    const std::optional<Number> before = facts.order.number(id);
    const bool shares = !is_free && before && before == facts.order.number(holder->second.first);
    if (!is_free && !shares) {
      AddError(errors, entry.where,
               fmt::format("`{}` and `{}` both get the number {}; first in line {}",
                           Printable(names.slug(holder->second.first)), Printable(names.slug(id)),
                           ShowNumber(number), holder->second.second.line));
      continue;
    }
    order.Set(id, number);
  }
  std::ranges::stable_sort(errors, {}, &Error::where);
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    if (line_of.contains({static_cast<int>(i)})) continue;
    AddError(errors, text.where,
             fmt::format("the order leaves out `{}`", Printable(facts.modules[i].slug)));
  }
  if (!errors.empty()) return errors;
  return order;
}

}  // namespace prereq
