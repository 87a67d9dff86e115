#include "series/mirrors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "series/series.h"

namespace prereq {
namespace {

constexpr std::size_t kMostBytes = 256U << 10U;
constexpr std::size_t kMostPlaces = 3;
constexpr double kFileName = 20, kNumberedSlug = 2;  // a word counts 1
constexpr double kClearly = 2;                       // times every other module's score

// How often one entry speaks of one module.
struct Mention {
  double file_names = 0, numbered_slugs = 0, words = 0;
  double pictures = 0;  // called so: they may show anything
  double score = 0;
  bool heads = false;            // the first line of a text is a heading that names it
  std::vector<Location> places;  // the first few
};
using Mentions = std::vector<Mention>;  // index: ModuleId

bool IsIdentifierByte(char c) { return IsAlphanumeric(c) || c == '_'; }

// Single words that stand for one module: its slug, one-word titles and aliases.
class WordTable {
 public:
  explicit WordTable(const std::vector<Module>& modules) {
    for (std::size_t i = 0; i < modules.size(); ++i) {
      const ModuleId id{static_cast<int>(i)};
      Add(modules[i].slug, id);
      Add(modules[i].title, id);
      for (const std::string& alias : modules[i].aliases) Add(alias, id);
    }
  }

  // Calls `use(module, is_numbered, offset)` for each name in `text`, also inside snake_case.
  template <class Use>
  void Scan(std::string_view text, Use use) const {
    for (std::size_t at = 0; at < text.size();) {
      if (!IsIdentifierByte(text[at])) {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      while (at < text.size() && IsIdentifierByte(text[at])) ++at;
      const std::string word = Lower(text.substr(begin, at - begin));
      const std::string_view rest = SplitNumberedName(word).rest;
      if (const auto whole = names_.find(rest); whole != names_.end()) {
        use(whole->second, rest.size() != word.size(), begin);
        continue;
      }
      for (const std::string_view part : Split(word, '_')) {
        if (const auto found = names_.find(part); found != names_.end()) {
          use(found->second, false, begin);
        }
      }
    }
  }

 private:
  void Add(const std::string& name, ModuleId id) {
    if (name.size() < 3 || !std::ranges::all_of(name, IsIdentifierByte)) return;
    const auto [known, is_new] = names_.try_emplace(Lower(name), id);
    if (!is_new && known->second != id) names_.erase(known);
  }

  std::map<std::string, ModuleId, std::less<>> names_;
};

// `# Part 1: Beginner`, `= Part 1`, `\chapter{…}`, `<h1>…`: of the text's first line.
std::string_view FirstHeading(std::string_view text) {
  constexpr std::array<std::string_view, 5> kMarks = {"#", "=", "\\chapter", "\\section", "<h"};
  const std::string_view line = Trim(text.substr(0, text.find('\n')));
  for (const std::string_view mark : kMarks) {
    if (!line.starts_with(mark)) continue;
    const std::size_t end = line.find_first_not_of(mark.back());
    const bool words = mark.size() > 1 || (end < line.size() && line[end] == ' ');
    if (words) return line;
  }
  return {};
}

// Whether one of the numbers in `text` is this one.
bool HasNumber(std::string_view text, int number) {
  for (std::size_t at = text.find_first_of("0123456789"); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    if (end - at <= 9 && ValueOfDigits(text.substr(at, end - at)) == number) return true;
    at = text.find_first_of("0123456789", end);
  }
  return false;
}

Result<Mentions> Listen(const FileReader& tree, const std::vector<FileEntry>& files,
                        const std::string& path, Number number, const WordTable& words,
                        std::size_t count) {
  Mentions heard(count);
  const auto hear = [&](ModuleId id, double Mention::*kind, const Location& where) {
    Mention& mention = heard[static_cast<std::size_t>(id.value)];
    mention.*kind += 1;
    if (mention.places.size() < kMostPlaces) mention.places.push_back(where);
  };
  for (const std::string& file : FilesBelow(files, path)) {
    // Of a folder of pictures, each is called by what it shows.
    const bool shows = file != path && FormatOf(file).content == FileContent::kMedia;
    words.Scan(std::string_view(file).substr(path.size()), [&](ModuleId id, bool, std::size_t) {
      if (shows) {
        heard[static_cast<std::size_t>(id.value)].pictures += 1;
      } else {
        hear(id, &Mention::file_names, {file, 0, 0});
      }
    });
    Result<std::string> text = tree.Read(file);
    if (!text) return text.error();
    if (text->size() > kMostBytes) text->resize(kMostBytes);
    if (text->find('\0') != std::string::npos) continue;
    const std::string_view heading = FirstHeading(*text);
    if (HasNumber(heading, number.value)) {
      words.Scan(heading, [&](ModuleId id, bool, std::size_t) {
        heard[static_cast<std::size_t>(id.value)].heads = true;
      });
    }
    const LineIndex lines(*text);
    words.Scan(*text, [&](ModuleId id, bool numbered, std::size_t offset) {
      hear(id, numbered ? &Mention::numbered_slugs : &Mention::words, lines.At(file, offset));
    });
  }
  return heard;
}

// Scores every mention by its kind and by how few of the entries have one of this module.
void Weigh(std::vector<Mentions>& entries) {
  for (std::size_t m = 0; !entries.empty() && m < entries.front().size(); ++m) {
    const auto holders = std::ranges::count_if(
        entries, [&](const Mentions& entry) { return !entry[m].places.empty(); });
    const double rarity =
        std::log(static_cast<double>(entries.size() + 1) / static_cast<double>(holders + 1));
    for (Mentions& entry : entries) {
      Mention& mention = entry[m];
      mention.score =
          rarity * (kFileName * mention.file_names +
                    kNumberedSlug * std::log1p(mention.numbered_slugs) + std::log1p(mention.words));
    }
  }
}

void Judge(const Mentions& heard, MirrorEntry& entry) {
  // Its own heading says number and name.
  if (entry.module && heard[static_cast<std::size_t>(entry.module->value)].heads) return;
  const auto best = std::ranges::max_element(heard, {}, &Mention::score);
  // Words alone are talk: somebody has to be called by number or by a file's name.
  if (best == heard.end() || best->score <= 0) return;
  if (best->file_names + best->numbered_slugs == 0) return;
  for (auto other = heard.begin(); other != heard.end(); ++other) {
    if (other != best && other->score * kClearly > best->score) return;
  }
  const ModuleId module{static_cast<int>(best - heard.begin())};
  if (entry.module == module) return;
  entry.speaks_for = module;
  entry.evidence = best->places;
}

std::optional<ModuleId> ByNumber(const Order& order, Number number) {
  std::optional<ModuleId> found;
  for (std::size_t i = 0; i < order.module_count(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    if (order.number(id) != number) continue;
    if (found) return std::nullopt;
    found = id;
  }
  return found;
}

// Where modules share a slug, number and slug together are the name of each.
std::optional<ModuleId> ByName(const NameTable& names, const std::vector<Module>& modules,
                               const Order& order, const std::string& slug, Number number) {
  const std::vector<ModuleId> ids = names.Find(slug);
  if (ids.size() == 1) return ids.front();
  std::optional<ModuleId> found;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    if (order.number(id) != number || SlugInPath(modules[i]) != slug) continue;
    if (found) return std::nullopt;
    found = id;
  }
  return found;
}

std::vector<MirrorEntry> EntriesOf(const Config& config, int mirror,
                                   const std::vector<FileEntry>& files,
                                   const std::vector<Module>& modules, const Order& order) {
  const Mirror& declared = config.mirrors[static_cast<std::size_t>(mirror)];
  const auto pattern = NamePattern::Parse(declared.pattern);
  std::vector<MirrorEntry> entries;
  if (!pattern) return entries;  // ParseConfig has refused it
  const NameTable names(modules, order, {});
  for (SeriesEntry& found : DiscoverSeries(files, *pattern)) {
    // `ch{number:02}-*.md` are the other pages of the chapters whose first page is the module.
    if (pattern->has_wildcard() && std::ranges::any_of(modules, [&](const Module& module) {
          return module.path == found.path;
        })) {
      continue;
    }
    MirrorEntry entry{.mirror = mirror,
                      .path = std::move(found.path),
                      .number = found.number,
                      .slug = std::move(found.slug),
                      .module = {},
                      .speaks_for = {},
                      .evidence = {}};
    const int offset = declared.kind == Mirror::Kind::kDerived ? declared.offset : 0;
    const Number number = {entry.number.value - offset, entry.number.suffix};
    if (!entry.slug.empty()) {
      entry.module = ByName(names, modules, order, entry.slug, number);
    } else if (declared.kind != Mirror::Kind::kForeign) {
      entry.module = ByNumber(order, number);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

// The names and numbers of one series, to see which of several a mirror goes with.
class SeriesNames {
 public:
  void Add(std::string_view slug, Number number) {
    numbers_.insert(number);
    names_[FoldModuleName(slug)].insert(number);
  }
  [[nodiscard]] bool HasName(const std::string& slug) const {
    return names_.contains(FoldModuleName(slug));
  }
  // By number and name; by number alone where the mirror has no names.
  [[nodiscard]] bool Has(Number number, const std::string& slug) const {
    if (slug.empty()) return numbers_.contains(number);
    const auto found = names_.find(FoldModuleName(slug));
    return found != names_.end() && found->second.contains(number);
  }
  [[nodiscard]] bool HasNumber(Number number) const { return numbers_.contains(number); }

 private:
  std::set<Number> numbers_;
  std::map<std::string, std::set<Number>> names_;  // folded
};

// How well the entries of a mirror fit a series: names, names with their numbers, numbers, and
// whether the same word stands before these: `code/vol2` and `docs/vol2-types`.
using MirrorFit = std::tuple<std::size_t, std::size_t, std::size_t, bool>;

std::string_view WordBeforeNumber(std::string_view path) {
  const std::string_view name = BaseName(path);
  return name.substr(0, name.find_first_of("0123456789"));
}

}  // namespace

std::vector<int> LeaveToOtherSeries(const std::vector<std::vector<SeriesEntry>>& others,
                                    const Config& config, const std::vector<Module>& modules,
                                    const Order& order, std::vector<MirrorEntry>& entries) {
  std::vector<int> left;
  if (others.empty() || entries.empty()) return left;
  std::vector<SeriesNames> all(others.size() + 1);  // the series at hand first
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto number = order.number(ModuleId{static_cast<int>(i)});
    if (!number) continue;
    all.front().Add(SlugInPath(modules[i]), *number);
    for (const std::string& alias : modules[i].aliases) all.front().Add(alias, *number);
  }
  for (std::size_t s = 0; s < others.size(); ++s) {
    for (const SeriesEntry& entry : others[s]) all[s + 1].Add(entry.slug, entry.number);
  }
  std::vector<std::string_view> words{modules.empty() ? ""
                                                      : WordBeforeNumber(modules.front().path)};
  for (const std::vector<SeriesEntry>& other : others) {
    words.push_back(other.empty() ? "" : WordBeforeNumber(other.front().path));
  }
  const auto number_of = [&](const MirrorEntry& entry) {
    const Mirror& mirror = config.mirrors[static_cast<std::size_t>(entry.mirror)];
    const int offset = mirror.kind == Mirror::Kind::kDerived ? mirror.offset : 0;
    return Number{entry.number.value - offset, entry.number.suffix};
  };
  for (int m = 0; m < static_cast<int>(config.mirrors.size()); ++m) {
    const auto is_of_it = [&](const MirrorEntry& entry) { return entry.mirror == m; };
    std::vector<MirrorFit> fits(all.size());
    const auto first = std::ranges::find_if(entries, is_of_it);
    if (first == entries.end()) continue;
    const std::string_view word = WordBeforeNumber(first->path);
    for (std::size_t s = 0; s < all.size(); ++s) {
      for (const MirrorEntry& entry : entries) {
        if (!is_of_it(entry)) continue;
        auto& [names, agreeing, numbers, same_word] = fits[s];
        if (!entry.slug.empty() && all[s].HasName(entry.slug)) ++names;
        if (!entry.slug.empty() && all[s].Has(number_of(entry), entry.slug)) ++agreeing;
        if (all[s].HasNumber(number_of(entry))) ++numbers;
        same_word = !word.empty() && words[s] == word;
      }
    }
    const MirrorFit best = *std::ranges::max_element(fits);
    const auto knows = [&](std::size_t s, const MirrorEntry& entry) {
      return entry.slug.empty() ? all[s].HasNumber(number_of(entry)) : all[s].HasName(entry.slug);
    };
    const auto goes_elsewhere = [&](const MirrorEntry& entry) {
      if (!is_of_it(entry)) return false;
      bool known = false, known_by_best = false;
      for (std::size_t s = 1; s < all.size(); ++s) {
        known = known || knows(s, entry);
        known_by_best = known_by_best || (fits[s] == best && knows(s, entry));
      }
      return fits.front() == best ? known && !knows(0, entry) : known_by_best || !knows(0, entry);
    };
    const std::size_t gone = std::erase_if(entries, goes_elsewhere);
    if (gone > 0 && std::ranges::none_of(entries, is_of_it)) left.push_back(m);
  }
  return left;
}

Result<std::vector<MirrorEntry>, Errors> ReadMirrors(const FileReader& tree, const Config& config,
                                                     const std::vector<FileEntry>& files,
                                                     const std::vector<Module>& modules,
                                                     const Order& order, int threads) {
  std::vector<MirrorEntry> all;
  const WordTable words(modules);
  Errors errors;
  for (std::size_t m = 0; m < config.mirrors.size(); ++m) {
    auto entries = EntriesOf(config, static_cast<int>(m), files, modules, order);
    const bool number_only = std::ranges::all_of(entries, &std::string::empty, &MirrorEntry::slug);
    if (number_only && config.mirrors[m].kind == Mirror::Kind::kSynchronised) {
      std::vector<Result<Mentions>> heard(entries.size(), Mentions());
      ParallelFor("reading", "mirrors", entries.size(), threads, [&](std::size_t i) {
        heard[i] = Listen(tree, files, entries[i].path, entries[i].number, words, modules.size());
      });
      std::vector<Mentions> weighed;
      for (Result<Mentions>& result : heard) {
        if (!result) errors.push_back(result.error());
        if (result) weighed.push_back(std::move(*result));
      }
      if (weighed.size() == entries.size()) {
        Weigh(weighed);
        for (std::size_t i = 0; i < entries.size(); ++i) Judge(weighed[i], entries[i]);
      }
    }
    std::ranges::move(entries, std::back_inserter(all));
  }
  if (!errors.empty()) return errors;
  return all;
}

std::size_t CountNaming(const FileReader& tree, const std::vector<FileEntry>& files,
                        const std::vector<std::string>& paths, const std::vector<Module>& modules) {
  const WordTable words(modules);
  return static_cast<std::size_t>(std::ranges::count_if(paths, [&](const std::string& path) {
    const Result<Mentions> heard = Listen(tree, files, path, {}, words, modules.size());
    return heard && std::ranges::any_of(*heard, [](const Mention& mention) {
             return mention.file_names + mention.numbered_slugs + mention.pictures > 0;
           });
  }));
}

}  // namespace prereq
