#include "files/address_changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/format.h"
#include "base/path.h"
#include "base/read_texts.h"
#include "base/renamed.h"
#include "base/set_aside.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "files/csv_field.h"
#include "plan/edit_bytes.h"
#include "sites/site_settings.h"

namespace prereq {
namespace {

using PathNames = std::map<std::string, std::string>;

// The tree as it is and as it will be; each file is read once.
class TwoTrees {
 public:
  TwoTrees(const FileReader& tree, const std::vector<FileEntry>& files, const EditSet& edits)
      : texts_(tree) {
    for (const PathMove& move : edits.moves) names_.emplace(move.from, move.to);
    for (const FileEdit& edit : edits.files) edits_.emplace(edit.path, &edit);
    for (const FileEntry& file : files) {
      if (file.kind != FileKind::kRegular) continue;
      before_.push_back(file.path);
      old_names_.emplace(After(file.path), file.path);
    }
    for (const auto& [now, old] : old_names_) after_.push_back(now);
  }

  [[nodiscard]] const std::vector<std::string>& before() const { return before_; }
  [[nodiscard]] const std::vector<std::string>& after() const { return after_; }
  [[nodiscard]] std::string After(const std::string& path) const {
    return Renamed(names_, path).value_or(path);
  }
  [[nodiscard]] const std::string& Before(const std::string& path) const {
    const auto known = old_names_.find(path);
    return known == old_names_.end() ? path : known->second;
  }

  const std::string& Read(const std::string& path) { return texts_.OrEmpty(path); }
  std::string ReadAfter(const std::string& path) {
    const std::string& old = Before(path);
    const std::string& text = Read(old);
    const auto edit = edits_.find(old);
    if (edit == edits_.end()) return text;
    const Result<std::string> edited = ReplaceSpans(text, edit->second->spans);
    return edited ? *edited : text;
  }

 private:
  PathNames names_, old_names_;
  std::map<std::string, const FileEdit*> edits_;
  std::vector<std::string> before_, after_;  // sorted
  ReadTexts texts_;
};

// Addresses that several pages have, with how many.
std::map<std::string, int> Uses(const SiteAddresses& site) {
  std::map<std::string, int> uses;
  for (const SitePage& page : site.pages) ++uses[page.address];
  return uses;
}

// Whether the page has no title of its own and gets one with the number in it.
bool MakesTitleOfName(const FoundSiteTool& site, std::string_view path, std::string_view text) {
  const PageRules& rules = site.tool->page;
  if (rules.title != NumberInTitle::kKept) return false;
  // Of Jekyll's pages only those in collections get one.
  const bool collections = site.tool->pages == "_*";
  if (collections && !path.starts_with('_') && path.find("/_") == std::string_view::npos) {
    return false;
  }
  if (const auto matter = FindFrontMatter(text)) {
    if (SettingOf(text.substr(matter->span.offset, matter->span.length), "title")) return false;
  }
  if (!rules.headings) return true;
  const auto lines = Lines(text);
  return std::ranges::none_of(lines, [](std::string_view line) {
    return line.starts_with("# ") || line.starts_with("<h1") ||
           (!line.empty() && line.find_first_not_of("= \r") == std::string_view::npos);
  });
}

SiteChange CompareSite(const FoundSiteTool& site, TwoTrees& trees) {
  const PageRules& rules = site.tool->page;
  FoundSiteTool later = site;
  later.file = trees.After(site.file);
  later.text = trees.ReadAfter(later.file);
  const SiteAddresses before =
      AddressesOf(site, trees.before(), [&](const std::string& path) { return trees.Read(path); });
  const SiteAddresses after = AddressesOf(
      later, trees.after(), [&](const std::string& path) { return trees.ReadAfter(path); });
  SiteChange change{site.tool, later.file, later.PageFolder(), after.unsure, {}, {}, {}, {}, {}};
  // Services that read a `_redirects` file do where the generator itself is told not to.
  change.redirects = Says(later.text, rules.no_redirects) ? "netlify" : rules.redirects;
  PathNames addresses, shown;  // by path afterwards; the other way round
  for (const SitePage& page : after.pages) {
    addresses.emplace(page.path, page.address);
    shown.emplace(page.address, page.path);
  }
  for (const SitePage& page : before.pages) {
    const std::string to = trees.After(page.path);
    const auto now = addresses.find(to);
    if (now == addresses.end() || (to == page.path && now->second == page.address)) continue;
    AddressChange& one = change.pages.emplace_back();
    one = {page.path, to, page.address, now->second, {}};
    if (const auto matter = FindFrontMatter(trees.Read(page.path))) one.language = matter->language;
    const auto there = shown.find(page.address);
    if (there != shown.end() && now->second != page.address)
      one.shows = trees.Before(there->second);
    if (one.shows.empty() && IsSetAside(page.path, to)) {
      change.gone.push_back(std::move(one));
      change.pages.pop_back();
      continue;
    }
    const bool renamed = BaseName(page.path) != BaseName(to);
    if (renamed && MakesTitleOfName(site, page.path, trees.Read(page.path))) {
      change.named.push_back(page.path);
    }
  }
  if (!after.unsure.empty()) {
    if (change.pages.empty() && change.gone.empty()) change.unsure.clear();
    change.pages.clear();
    change.gone.clear();
    change.named.clear();
    return change;
  }
  const std::map<std::string, int> uses = Uses(before);
  for (const auto& [address, count] : Uses(after)) {
    const auto earlier = uses.find(address);
    const bool is_new = earlier == uses.end() || earlier->second < count;
    if (count > 1 && is_new) change.one_place.push_back(address);
  }
  return change;
}

std::string_view What(const AddressChange& page) {
  if (page.before == page.after) return "stays";
  return page.shows.empty() ? "changes" : "other";
}

// "`a` and 2 more"
std::string FirstFew(const std::vector<std::string>& texts) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < texts.size() && i < kShown; ++i) {
    text += (i > 0 ? ", " : "") + texts[i];
  }
  return texts.size() <= kShown ? text : fmt::format("{} and {} more", text, texts.size() - kShown);
}

std::string Addresses(std::size_t number) {
  return number == 1 ? "1 address" : fmt::format("{} addresses", number);
}

void AddTasks(const SiteChange& site, std::vector<Task>& tasks) {
  const auto add = [&](std::string text) {
    tasks.push_back({TaskKind::kAddress, std::move(text), {site.file, 0, 0}});
  };
  std::vector<std::string> changed, other;
  for (const AddressChange& page : site.pages) {
    if (page.before == page.after) continue;
    if (page.shows.empty()) {
      changed.push_back(
          fmt::format("`{}` becomes `{}`", Printable(page.before), Printable(page.after)));
    } else {
      other.push_back(fmt::format("`{}` (now `{}`) will show `{}`", Printable(page.before),
                                  Printable(page.from), Printable(page.shows)));
    }
  }
  const std::string_view name = site.tool->name;
  if (!changed.empty()) {
    add(
        fmt::format("{} of {} {}: {}; the plan's `--format redirects-{}` writes what leads from "
                    "the old to the new",
                    Addresses(changed.size()), name, changed.size() == 1 ? "changes" : "change",
                    FirstFew(changed), site.redirects));
  }
  if (!site.gone.empty()) {
    std::vector<std::string> gone;
    for (const AddressChange& page : site.gone) {
      gone.push_back(fmt::format("`{}`", Printable(page.before)));
    }
    add(
        fmt::format("{} of {} {} away with what is set aside: {}; until that is deleted, the site "
                    "shows it as `{}`",
                    Addresses(gone.size()), name, gone.size() == 1 ? "goes" : "go", FirstFew(gone),
                    Printable(site.gone.front().after)));
  }
  if (!site.named.empty()) {
    std::vector<std::string> pages;
    for (const std::string& page : site.named)
      pages.push_back(fmt::format("`{}`", Printable(page)));
    add(fmt::format(
        "{} makes the title of {} of the name, number included, so it changes along, unless it "
        "gets one of its own: {}",
        name, pages.size() == 1 ? "1 page" : fmt::format("{} pages", pages.size()),
        FirstFew(pages)));
  }
  if (!other.empty()) {
    add(fmt::format(
        "{} of {} {} another page afterwards, so links from elsewhere lead astray and "
        "nothing can be redirected: {}",
        Addresses(other.size()), name, other.size() == 1 ? "shows" : "show", FirstFew(other)));
  }
  if (!site.one_place.empty()) {
    std::vector<std::string> shown;
    for (const std::string& one : site.one_place) {
      shown.push_back(fmt::format("`{}`", Printable(one)));
    }
    add(fmt::format("two pages of {} get one address, and {}: {}", name,
                    site.tool->page.same == SameAddress::kStops ? "its build fails"
                                                                : "the site shows one of them",
                    FirstFew(shown)));
  }
  if (!site.unsure.empty()) {
    add(
        fmt::format("`{}` sets `{}`, so which addresses of {} change is not known here: compare "
                    "the pages that it makes before and after",
                    Printable(site.file), site.unsure, name));
  }
}

}  // namespace

std::vector<SiteChange> AddressChangesOf(const FileReader& tree,
                                         const std::vector<FileEntry>& files,
                                         const EditSet& edits) {
  std::vector<SiteChange> changes;
  if (edits.moves.empty()) return changes;
  TwoTrees trees(tree, files, edits);
  for (const FoundSiteTool& site : FindSites(tree, trees.before())) {
    const std::string folder = site.PageFolder();
    if (std::ranges::none_of(edits.moves, [&](const PathMove& move) {
          return IsWithin(move.from, folder) || IsWithin(folder, move.from);
        })) {
      continue;
    }
    SiteChange change = CompareSite(site, trees);
    const bool tells = !change.pages.empty() || !change.one_place.empty() || !change.unsure.empty();
    if (tells) changes.push_back(std::move(change));
  }
  return changes;
}

std::string RenderAddressesCsv(const std::vector<SiteChange>& sites) {
  std::string text = "site,page,new_page,address,new_address,what\r\n";
  for (const SiteChange& site : sites) {
    for (const AddressChange& page : site.pages) {
      text += fmt::format("{},{},{},{},{},{}\r\n", CsvField(std::string(site.tool->name)),
                          CsvField(page.from), CsvField(page.to), CsvField(page.before),
                          CsvField(page.after), What(page));
    }
  }
  return text;
}

std::vector<Task> TasksOfAddresses(const std::vector<SiteChange>& sites) {
  std::vector<Task> tasks;
  for (const SiteChange& site : sites) AddTasks(site, tasks);
  return tasks;
}

}  // namespace prereq
