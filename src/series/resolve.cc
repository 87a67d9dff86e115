#include "series/resolve.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/nearest.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "policy/config_fields.h"

namespace prereq {
namespace {

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

// A name as messages quote it: printable, and cut when it is too long to read.
std::string Shown(std::string_view name) {
  constexpr std::size_t kLongest = 100;
  return name.size() <= kLongest ? Printable(name) : Printable(name.substr(0, kLongest)) + "…";
}

}  // namespace

std::string_view SlugInPath(const Module& module) {
  const std::string_view base = BaseName(module.path), slug = module.slug;
  const bool whole =
      base.starts_with(slug) && (base.size() == slug.size() || base[slug.size()] == '.');
  if (!whole) return slug;
  // Of `V002__orders` as of `002_orders` what stands behind the number.
  const std::size_t digits = std::min(slug.find_first_of("0123456789"), slug.size());
  const SplitName split = SplitNumberedName(slug.substr(digits));
  if (!split.number) return slug;
  return split.rest.substr(std::min(split.rest.find_first_not_of("_-. "), split.rest.size()));
}

void NameTable::AddPath(const std::string& path, ModuleId id) {
  if (path.empty()) return;
  const std::string base(BaseName(path));
  const std::size_t dot = base.rfind('.');
  Insert(paths_, path, id);
  Insert(base_names_, base, id);
  // The extension of a file; what follows a dot in a directory's name does no harm here.
  if (dot == std::string::npos || dot == 0) return;
  Insert(paths_, path.substr(0, path.size() - base.size() + dot), id);
  Insert(base_names_, base.substr(0, dot), id);
}

void NameTable::AddPage(const std::string& path, ModuleId id) {
  if (!paths_.contains(path)) Insert(paths_, path, id);
}

NameTable::NameTable(const std::vector<Module>& modules, const Order& order,
                     const std::vector<std::string>& labels) {
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const Module& module = modules[i];
    const ModuleId id{static_cast<int>(i)};
    slugs_.push_back(module.slug);
    exact_.emplace(module.slug, id);
    Insert(folded_, FoldModuleName(module.slug), id);
    // A slug that several share is one name of each: found, it is ambiguous.
    Insert(folded_, FoldModuleName(SlugInPath(module)), id);
    AddPath(module.path, id);
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
    if (!module.provides.empty()) packages_[module.provides].push_back(id);
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
    if (label.empty()) continue;
    const std::size_t first = std::min(text.find_first_of("0123456789"), text.size());
    if (FoldModuleName(text.substr(0, first)) != label) continue;
    const std::string_view behind = Trim(text.substr(first));
    const std::size_t digits = std::min(behind.find_first_not_of("0123456789"), behind.size());
    if (digits == 0 || digits > 9) continue;
    const bool has_suffix = digits < behind.size() && IsLetter(behind[digits]) &&
                            (digits + 1 == behind.size() || !IsWordByte(behind[digits + 1]));
    Number number;
    number.value = ValueOfDigits(behind.substr(0, digits));
    if (has_suffix) number.suffix = behind[digits];
    std::string_view name = behind.substr(digits + (has_suffix ? 1 : 0));
    while (!name.empty() && !IsWordByte(name.front())) name.remove_prefix(1);
    if (!name.empty()) return FindName(name);
    return FindNumber(number);
  }
  return {};
}

std::vector<ModuleId> NameTable::FindNumber(Number number) const {
  const auto found = numbers_.find(number);
  return found == numbers_.end() ? std::vector<ModuleId>() : found->second;
}

std::vector<ModuleId> NameTable::FindPackage(const std::string& name) const {
  return Lookup(packages_, name);
}

// `6`, `06`, `06b`.
std::vector<ModuleId> NameTable::FindBareNumber(std::string_view text) const {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 9 || text.size() > digits + 1) return {};
  Number number;
  number.value = ValueOfDigits(text.substr(0, digits));
  if (digits < text.size()) number.suffix = text[digits];
  return FindNumber(number);
}

std::vector<ModuleId> NameTable::FindPath(std::string_view text, std::string_view from) const {
  text = Trim(text);
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  text = text.substr(0, text.find_first_of("#?"));
  if (text.empty() || text.find("://") != std::string_view::npos) return {};
  if (text.find_first_not_of("./") == std::string_view::npos) return {};  // "here" names nothing
  if (const auto whole = Lookup(base_names_, std::string(text)); !whole.empty()) return whole;
  if (text.find('/') == std::string_view::npos && text.find('.') == std::string_view::npos) {
    return {};
  }
  const bool rooted = text.starts_with('/');
  std::string path = DecodePercent(text);
  while (path.ends_with('/')) path.pop_back();
  while (path.starts_with('/')) path.erase(0, 1);
  // The module that `place` is, or in whose directory it lies, up to the directory `here`: "3.8 or
  // newer" followed from a module's file would lie in that module.
  const std::string here = from.empty() ? std::string() : ParentPath(std::string(from));
  const auto holder = [&](std::string place) -> std::vector<ModuleId> {
    while (!place.empty() && place != here) {
      if (auto found = Lookup(paths_, place); !found.empty()) return found;
      place = ParentPath(place);
    }
    return {};
  };
  if (!rooted && !from.empty()) {
    const auto followed = FollowPath(here, path);
    if (followed) {
      if (auto found = holder(*followed); !found.empty()) return found;
    }
  }
  const auto from_root = FollowPath("", path);
  if (!from_root) return {};
  if (auto found = holder(*from_root); !found.empty()) return found;
  const auto tail = Lookup(base_names_, std::string(BaseName(*from_root)));
  if (tail.empty() || from_root->find('/') == std::string::npos) return tail;
  std::vector<ModuleId> found;  // whose paths end as the text does
  for (const auto& [known, ids] : paths_) {
    if (!known.ends_with("/" + *from_root)) continue;
    for (const ModuleId id : ids) {
      if (std::ranges::find(found, id) == found.end()) found.push_back(id);
    }
  }
  return found;
}

std::vector<ModuleId> NameTable::Find(std::string_view text, std::string_view from) const {
  if (const auto exact = exact_.find(text); exact != exact_.end()) return {exact->second};
  text = Trim(text);
  if (const auto exact = exact_.find(text); exact != exact_.end()) return {exact->second};
  if (text.starts_with("[[") && text.ends_with("]]")) {  // a wiki's link: [[02-setup|Setup]]
    text = text.substr(2, text.size() - 4);
    text = Trim(text.substr(0, text.find_first_of("|#")));
  }
  std::vector<ModuleId> found = FindPath(text, from);
  if (found.empty()) found = FindName(text);
  if (found.empty()) found = FindLabelled(text);
  const std::size_t link = text.find("](");
  if (found.empty() && text.starts_with('[') && link != std::string_view::npos) {
    const std::size_t close = std::min(text.find(')', link), text.size());
    found = FindPath(text.substr(link + 2, close - link - 2), from);
    if (found.empty()) found = Find(text.substr(1, link - 1), from);
  }
  if (found.empty()) found = FindBareNumber(text);
  if (found.empty() && text.size() > 1 && text[0] == '#' && IsDigit(text[1])) {
    found = Find(text.substr(1), from);
  }
  return found.empty() ? FindPageOf(text) : found;
}

// `loops.md`, `loops/README.md`: a page that is called as the module is, without its number.
std::vector<ModuleId> NameTable::FindPageOf(std::string_view text) const {
  if (text.find("://") != std::string_view::npos) return {};
  text = text.substr(0, text.find('#'));
  constexpr std::array<std::string_view, 9> kEndings = {
      ".md", ".mdx", ".markdown", ".rst", ".adoc", ".org", ".html", ".ipynb", ".qmd"};
  const auto ending = std::ranges::find_if(kEndings, [&](auto one) { return text.ends_with(one); });
  if (ending == kEndings.end()) return {};
  std::string path(text.substr(0, text.size() - ending->size()));
  const std::string page = FoldModuleName(BaseName(path));
  if (page == "readme" || page == "index") path = ParentPath(path);
  const std::string name(BaseName(path));
  return name.empty() ? std::vector<ModuleId>() : FindName(name);
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
  const std::string in = context.empty() ? std::string() : fmt::format(" in {}", context);
  if (!found.empty()) {
    error.message =
        fmt::format("`{}`{} is ambiguous: {}", Shown(name.text), in, QuoteSlugs(found, names));
    return error;
  }
  error.message = fmt::format("unknown module `{}`{}", Shown(name.text), in);
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
