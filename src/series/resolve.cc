#include "series/resolve.h"

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "base/format.h"
#include "base/nearest.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "policy/config_fields.h"

namespace prereq {
namespace {

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<ModuleId> Lookup(const std::map<std::string, std::vector<ModuleId>>& table,
                             const std::string& key) {
  const auto found = key.empty() ? table.end() : table.find(key);
  return found == table.end() ? std::vector<ModuleId>() : found->second;
}

void Insert(std::map<std::string, std::vector<ModuleId>>& table, const std::string& key,
            ModuleId id) {
  std::vector<ModuleId>& ids = table[key];
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

std::string QuoteSlugs(const std::vector<ModuleId>& ids, const NameTable& names) {
  std::string list;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    list += fmt::format("{}`{}`", i == 0 ? "" : " or ", Printable(names.slug(ids[i])));
  }
  return list;
}

// A name as messages quote it: printable, and cut when nobody would read it to the end.
std::string Shown(std::string_view name) {
  constexpr std::size_t kLongest = 100;
  return name.size() <= kLongest ? Printable(name) : Printable(name.substr(0, kLongest)) + "…";
}

}  // namespace

std::string FoldModuleName(std::string_view name) {
  std::string folded;
  for (const char c : FoldName(name)) {
    if (IsWordByte(c)) {
      folded += c;
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

NameTable::NameTable(const std::vector<Module>& modules, const Order& order,
                     const std::vector<std::string>& labels) {
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const Module& module = modules[i];
    const ModuleId id{static_cast<int>(i)};
    slugs_.push_back(module.slug);
    exact_.emplace(module.slug, id);
    Insert(folded_, FoldModuleName(module.slug), id);
    const auto add_other = [&](const std::string& name) {
      if (name.empty()) return;
      Insert(other_names_, FoldModuleName(name), id);
      all_names_.push_back(name);
      all_name_owners_.push_back(id);
    };
    all_names_.push_back(module.slug);
    all_name_owners_.push_back(id);
    add_other(module.title);
    for (const std::string& alias : module.aliases) add_other(alias);
    if (const auto number = order.number(id)) numbers_[*number].push_back(id);
  }
  for (const std::string& label : labels) labels_.push_back(FoldModuleName(label));
}

std::vector<ModuleId> NameTable::FindName(std::string_view text) const {
  for (const std::string_view name : {text, SplitNumberedName(text).rest}) {
    if (const auto found = exact_.find(name); found != exact_.end()) return {found->second};
  }
  for (const std::string_view name : {text, SplitNumberedName(text).rest}) {
    const std::string folded = FoldModuleName(name);
    std::vector<ModuleId> found = Lookup(folded_, folded);
    if (found.empty()) found = Lookup(other_names_, folded);
    if (!found.empty()) return found;
  }
  return {};
}

// "Module 14: Transformers", "Transformers (Module 14)", "Module 14".
std::vector<ModuleId> NameTable::FindLabelled(std::string_view text) const {
  const std::size_t open = text.rfind('(');
  if (text.ends_with(')') && open != std::string_view::npos && open > 0) {
    return FindName(Trim(text.substr(0, open)));
  }
  for (const std::string& label : labels_) {
    if (label.empty() || text.size() <= label.size()) continue;
    if (FoldModuleName(text.substr(0, label.size())) != label) continue;
    const std::string_view behind = Trim(text.substr(label.size()));
    const std::size_t digits = std::min(behind.find_first_not_of("0123456789"), behind.size());
    if (digits == 0 || digits > 9) continue;
    const bool has_suffix =
        digits < behind.size() && behind[digits] >= 'a' && behind[digits] <= 'z';
    Number number;
    for (const char c : behind.substr(0, digits)) number.value = number.value * 10 + (c - '0');
    if (has_suffix) number.suffix = behind[digits];
    std::string_view name = behind.substr(digits + (has_suffix ? 1 : 0));
    while (!name.empty() && !IsWordByte(name.front())) name.remove_prefix(1);
    if (!name.empty()) return FindName(name);
    const auto found = numbers_.find(number);
    return found == numbers_.end() ? std::vector<ModuleId>() : found->second;
  }
  return {};
}

std::vector<ModuleId> NameTable::Find(std::string_view text) const {
  if (const auto exact = exact_.find(text); exact != exact_.end()) return {exact->second};
  text = Trim(text);
  std::vector<ModuleId> found = FindName(text);
  return found.empty() ? FindLabelled(text) : found;
}

std::string NameTable::NearestSlug(std::string_view text) const {
  const std::string_view name = SplitNumberedName(Trim(text)).rest;
  const std::string nearest = Nearest(name, all_names_);
  if (nearest.empty()) return {};
  const auto at = std::ranges::find(all_names_, nearest) - all_names_.begin();
  return slug(all_name_owners_[static_cast<std::size_t>(at)]);
}

std::optional<Error> ExplainName(const Name& name, const std::vector<ModuleId>& found,
                                 const NameTable& names, std::string_view context) {
  if (found.size() == 1) return std::nullopt;
  Error error{Error::Code::kInvalid, {}, name.where, {}};
  if (!found.empty()) {
    error.message = fmt::format("`{}` in {} is ambiguous: {}", Shown(name.text), context,
                                QuoteSlugs(found, names));
    return error;
  }
  error.message = fmt::format("unknown module `{}` in {}", Shown(name.text), context);
  const std::string nearest = names.NearestSlug(name.text);
  if (!nearest.empty()) error.message += fmt::format("; did you mean `{}`?", Printable(nearest));
  return error;
}

void AddAliases(const Config& config, const std::vector<std::string>& foreign_slugs,
                std::vector<Module>& modules, Errors& errors) {
  std::vector<std::string> slugs;
  for (const Module& module : modules) slugs.push_back(module.slug);
  std::map<std::string, std::size_t> owners;  // folded alias → module
  const auto claim = [&](const std::string& alias, std::size_t owner, const Location& where) {
    const auto [first, is_new] = owners.try_emplace(FoldModuleName(alias), owner);
    if (is_new || first->second == owner) return;
    AddError(errors, where,
             fmt::format("the alias `{}` of `{}` already means `{}`", Printable(alias),
                         Printable(slugs[owner]), Printable(slugs[first->second])));
  };
  for (std::size_t i = 0; i < modules.size(); ++i) {
    for (const std::string& alias : modules[i].aliases) claim(alias, i, modules[i].where);
  }
  for (const auto& [slug, others] : config.aliases) {
    const auto at = std::ranges::lower_bound(slugs, slug.text);
    if (at == slugs.end() || *at != slug.text) {
      if (std::ranges::find(foreign_slugs, slug.text) != foreign_slugs.end()) continue;
      const std::string nearest = Nearest(slug.text, slugs);
      AddError(errors, slug.where,
               fmt::format(
                   "unknown module `{}` in `aliases`{}", Printable(slug.text),
                   nearest.empty() ? "" : fmt::format("; did you mean `{}`?", Printable(nearest))));
      continue;
    }
    const auto owner = static_cast<std::size_t>(at - slugs.begin());
    for (const std::string& alias : others) {
      claim(alias, owner, slug.where);
      modules[owner].aliases.push_back(alias);
    }
  }
}

}  // namespace prereq
