// WeighByEvidence: what the files of a tree say about which numbered names are its modules.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/folder_words.h"
#include "discovery/init_metadata.h"
#include "discovery/init_series.h"
#include "series/series.h"

namespace prereq {
namespace {

constexpr std::size_t kMostWeighed = 16;                                     // groups
constexpr std::size_t kMostRead = 500, kMostBytes = std::size_t{64} << 10U;  // files, of each
constexpr int kOnlyPictures = 60, kAside = 200, kNamed = 25;
constexpr std::size_t kContent = 30;  // for the group that holds most
constexpr std::size_t kFewestContent = std::size_t{16} << 10U, kMostContent = std::size_t{1} << 30U;

bool IsPicture(std::string_view path) {
  return FormatOf(path).content == FileContent::kMedia || BaseName(path) == ".gitkeep";
}

bool IsText(std::string_view path) {
  const FileContent content = FormatOf(path).content;
  return content != FileContent::kMedia && content != FileContent::kUnknown;
}

// What a word of a text can name: `01_topic` of `chapters/01_topic.tex`.
std::string Stem(std::string_view path) {
  std::string name(BaseName(path));
  const std::size_t dot = name.find('.', 1);
  if (dot != std::string::npos) name.resize(dot);
  return name;
}

// Folders that a site generator wrote: with what it leaves beside its pages.
std::set<std::string> BuiltSites(const std::vector<FileEntry>& files) {
  constexpr std::array<std::string_view, 12> kMarks = {
      "sitemap.xml",    "search_index.json", "objects.inv",      "searchindex.js",
      "sitemap.xml.gz", "site.webmanifest",  "searchindex.json", "search.json",
      "book.js",        "search-index.json", "hashmap.json",     "pkgdown.yml"};
  std::set<std::string> pages, marked;
  for (const FileEntry& file : files) {
    const std::string_view name = BaseName(file.path);
    std::string folder = ParentPath(file.path);
    if (name == "index.html") pages.insert(folder);
    if (std::ranges::find(kMarks, name) == kMarks.end()) continue;
    if (BaseName(folder) == "search") folder = ParentPath(folder);
    marked.insert(folder);
  }
  std::set<std::string> sites;
  std::ranges::set_intersection(pages, marked, std::inserter(sites, sites.end()));
  return sites;
}

// `BACKUP-2023` of `BACKUP-2023/02-loops/data`.
std::string OutermostCopy(const std::string& folder) {
  for (std::size_t slash = folder.find('/'); slash != std::string::npos;
       slash = folder.find('/', slash + 1)) {
    if (LooksLikeCopy(folder.substr(0, slash))) return folder.substr(0, slash);
  }
  return folder;
}

class Evidence {
 public:
  Evidence(const FileReader& tree, const std::vector<FileEntry>& files,
           std::vector<NumberedGroup>& groups)
      : tree_(tree), files_(files), groups_(groups) {}

  void Weigh() {
    SetAside();
    for (std::size_t g = 0; g < groups_.size() && g < kMostWeighed; ++g) {
      if (HoldsOnlyPictures(groups_[g])) groups_[g].score -= kOnlyPictures;
    }
    if (groups_.size() > 1) CountNames();
    WeighContent();
    PreferText();
    PreferPages();
    PreferCode();
    PreferUncompiled();
    PreferNames();
    PreferPlain();
    PreferOuter();
    PreferOriginal();
  }

 private:
  void SetAside() {
    const std::set<std::string> sites = BuiltSites(files_);
    for (NumberedGroup& group : groups_) {
      for (std::string folder = group.folder; !folder.empty(); folder = ParentPath(folder)) {
        if (!sites.contains(folder)) continue;
        group.aside = "a built site";
        group.aside_from = folder;
      }
      const bool copied = LooksLikeCopy(group.folder) &&
                          std::ranges::any_of(groups_, [&](const NumberedGroup& other) {
                            if (&other == &group || LooksLikeCopy(other.folder)) return false;
                            return CompareGroups(other, group).agreeing * 2 >= group.entries.size();
                          });
      if (copied) {
        group.aside = "a backup copy";
        group.aside_from = OutermostCopy(group.folder);
      }
      if (group.aside.empty()) SetOutputAside(group);
    }
    SetInnerAside();
  }

  // What lies in a folder that is set aside goes with it, whatever its names say.
  void SetInnerAside() {
    std::map<std::string, std::string> folders;  // and why
    for (const NumberedGroup& group : groups_) {
      if (!group.aside.empty()) folders.emplace(group.aside_from, group.aside);
    }
    for (NumberedGroup& group : groups_) {
      for (const auto& [folder, why] : folders) {
        if (!group.aside.empty() || !(group.folder + '/').starts_with(folder + '/')) continue;
        group.aside = why;
        group.aside_from = folder;
      }
      if (!group.aside.empty()) group.score -= kAside;
    }
  }

  // What a build wrote where sources of the same names stand elsewhere; by other names than those
  // of builds, pages of HTML alone.
  void SetOutputAside(NumberedGroup& group) const {
    const std::string output = OutputFolderOf(group.folder);
    if (output.empty()) return;
    const bool is_build = !BuildFolderOf(group.folder).empty();
    if (!is_build && !HasBuiltPages(group)) return;
    const bool made = std::ranges::any_of(groups_, [&](const NumberedGroup& other) {
      return OutputFolderOf(other.folder).empty() && AreSame(other, group) &&
             (is_build || HasSources(other));
    });
    if (!made) return;
    group.aside = "called as what builds write";
    group.aside_from = output;
  }

  // Whether two groups number the same things.
  static bool AreSame(const NumberedGroup& a, const NumberedGroup& b) {
    if (&a == &b || !a.has_slug || !b.has_slug || a.is_family() || b.is_family()) return false;
    const std::size_t fewer = std::min(a.entries.size(), b.entries.size());
    return CompareGroups(a, b).agreeing * 2 >= fewer;
  }

  static bool IsPage(std::string_view path) {
    const FileFormat& format = FormatOf(path);
    return format.content == FileContent::kProse || format.content == FileContent::kNotebook ||
           format.Is("latex") || format.Is("typst");
  }

  // Whether pages of HTML are all that can be read below the entries.
  bool HasBuiltPages(const NumberedGroup& group) const {
    return CountEntries(group, [](std::string_view file) { return FormatOf(file).Is("html"); }) ==
               group.paths.size() &&
           CountEntries(group, [](std::string_view file) {
             return IsPage(file) && !FormatOf(file).Is("html");
           }) == 0;
  }

  // Whether most entries hold pages that somebody wrote.
  bool HasSources(const NumberedGroup& group) const {
    return CountEntries(
               group,
               [](std::string_view file) { return IsPage(file) && !FormatOf(file).Is("html"); }) *
               2 >
           group.paths.size();
  }

  // How many entries hold a file of a kind.
  template <class IsKind>
  std::size_t CountEntries(const NumberedGroup& group, IsKind is_kind) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(group.paths, [&](const std::string& path) {
          return std::ranges::any_of(FilesBelow(files_, path), is_kind);
        }));
  }

  bool HoldsOnlyPictures(const NumberedGroup& group) const {
    return group.is_directory && std::ranges::all_of(group.paths, [&](const std::string& path) {
             auto at = std::ranges::lower_bound(files_, path + "/", {}, &FileEntry::path);
             bool any = false;
             for (; at != files_.end() && at->path.starts_with(path + "/"); ++at) {
               if (!IsPicture(at->path)) return false;
               any = true;
             }
             return any;
           });
  }

  // How many entries of each group some file outside of the entry names.
  void CountNames() {
    std::map<std::string, std::vector<std::pair<std::size_t, std::size_t>>, std::less<>> owners;
    for (std::size_t g = 0; g < groups_.size() && g < kMostWeighed; ++g) {
      for (std::size_t e = 0; e < groups_[g].paths.size(); ++e) {
        owners[Stem(groups_[g].paths[e])].emplace_back(g, e);
      }
    }
    std::map<std::size_t, std::set<std::size_t>> named;
    std::size_t read = 0;
    for (const FileEntry& file : files_) {
      if (file.kind != FileKind::kRegular || !IsText(file.path)) continue;
      if (read++ >= kMostRead) break;
      const Result<std::string> text = tree_.Read(file.path);
      if (!text) continue;
      ForEachWord(std::string_view(*text).substr(0, kMostBytes), [&](std::string_view word) {
        const auto owner = owners.find(word);
        if (owner == owners.end()) return;
        for (const auto& [g, e] : owner->second) {
          if (!IsWithin(file.path, groups_[g].paths[e])) named[g].insert(e);
        }
      });
    }
    for (const auto& [g, entries] : named) {
      groups_[g].score +=
          kNamed * static_cast<int>(entries.size()) / static_cast<int>(groups_[g].paths.size());
    }
  }

  // Bytes of text below the entries of a group, at most `limit`; `prose`: of pages alone.
  std::size_t BytesOf(const NumberedGroup& group, bool prose, std::size_t limit) const {
    std::size_t bytes = 0;
    for (const std::string& path : group.paths) {
      for (const std::string& file : FilesBelow(files_, path)) {
        const FileContent content = FormatOf(file).content;
        const bool page = content == FileContent::kProse || content == FileContent::kNotebook ||
                          FormatOf(file).Is("latex");
        if (prose ? !page : !IsText(file)) continue;
        const auto status = tree_.Status(file);
        if (status && *status) bytes += static_cast<std::size_t>((*status)->size);
        if (bytes >= limit) return limit;
      }
    }
    return bytes;
  }

  // Modules carry the content: the more of all that the groups hold, the likelier.
  void WeighContent() {
    std::vector<std::size_t> bytes(std::min(groups_.size(), kMostWeighed));
    std::size_t most = 0;
    for (std::size_t g = 0; g < bytes.size(); ++g) {
      if (!groups_[g].aside.empty()) continue;
      bytes[g] = BytesOf(groups_[g], false, kMostContent);
      most = std::max(most, bytes[g]);
    }
    if (most < kFewestContent) return;
    for (std::size_t g = 0; g < bytes.size(); ++g) {
      groups_[g].score += static_cast<int>(bytes[g] * kContent / most);
    }
  }

  // Of groups that hold the same things, code taken out of chapters is not what people read: where
  // the likeliest holds no page at all, and the pages of another one say more, that one comes
  // first.
  void PreferText() {
    if (groups_.size() < 2) return;
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best->is_directory || !best->has_slug || BytesOf(*best, true, 1) > 0) return;
    const std::size_t bytes = BytesOf(*best, false, kMostContent);
    NumberedGroup* text = nullptr;
    for (NumberedGroup& other : groups_) {
      if (&other == &*best || !other.has_slug || !other.aside.empty() || other.is_family())
        continue;
      const std::size_t fewer = std::min(best->entries.size(), other.entries.size());
      if (CompareGroups(*best, other).agreeing * 2 < fewer) continue;
      if (BytesOf(other, true, bytes + 1) <= bytes) continue;
      if (text == nullptr || text->score < other.score) text = &other;
    }
    if (text != nullptr) text->score = best->score + 1;
  }

  // Folders of the same names, without a page, that hold what goes with texts: pages of HTML where
  // others have what these were made of, examples, or data that says nothing of modules; code that
  // says nothing of them, where the pages say what they need.
  void PreferPages() {
    if (groups_.size() < 2) return;
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    const bool built = HasBuiltPages(*best);
    const bool pageless = best->is_directory && CountEntries(*best, IsPage) == 0;
    const bool bare = pageless && (HoldsExamples(best->folder) || HoldsOnlyData(*best));
    if (!built && !pageless) return;
    NumberedGroup* pages = nullptr;
    for (NumberedGroup& other : groups_) {
      if (!other.aside.empty() || !AreSame(*best, other) || !HasSources(other)) continue;
      if (!built && !bare && (SayNeeds(*best) || !SayNeeds(other))) continue;
      if (pages == nullptr || pages->score < other.score) pages = &other;
    }
    if (pages != nullptr) pages->score = best->score + 1;
  }

  // Data that only has the numbers of code, `input/Day01.txt` beside `src/Day01.hs`, and what
  // scripts with numbers of their own write, `out/Tab1.xlsx`: code says what it needs, data cannot.
  void PreferCode() {
    if (groups_.size() < 2) return;
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    const auto is_read = [](std::string_view file) {
      const FileFormat& format = FormatOf(file);
      return IsText(file) && format.content != FileContent::kData && !format.Is("text");
    };
    if (CountEntries(*best, is_read) > 0 || !FindMetadata(tree_, files_, *best).shapes.empty()) {
      return;
    }
    NumberedGroup* code = nullptr;
    for (NumberedGroup& other : groups_) {
      if (&other == &*best || !other.aside.empty() || other.is_family() || best->is_family()) {
        continue;
      }
      const std::size_t most = std::max(best->entries.size(), other.entries.size());
      const bool same = best->has_slug || other.has_slug
                            ? AreSame(*best, other)
                            : CompareGroups(*best, other).numbers * 4 >= most * 3;
      const std::size_t count = CountEntries(other, [](std::string_view file) {
        return FormatOf(file).content == FileContent::kCode ||
               FormatOf(file).content == FileContent::kNotebook;
      });
      if (count * 4 < other.paths.size() * 3 || (!same && !Names(other, *best))) continue;
      if (code == nullptr || code->score < other.score) code = &other;
    }
    if (code != nullptr) code->score = best->score + 1;
  }

  // Whether the entries of `group` name at least every other entry of `named`.
  bool Names(const NumberedGroup& group, const NumberedGroup& named) const {
    std::set<std::string, std::less<>> stems;
    for (const std::string& path : named.paths) stems.insert(Stem(path));
    std::set<std::string_view> found;
    std::size_t read = 0;
    for (const std::string& path : group.paths) {
      for (const std::string& file : FilesBelow(files_, path)) {
        if (!IsText(file) || read++ >= kMostRead) continue;
        const Result<std::string> text = tree_.Read(file);
        if (!text) continue;
        ForEachWord(std::string_view(*text).substr(0, kMostBytes), [&](std::string_view word) {
          const auto stem = stems.find(word);
          if (stem != stems.end()) found.insert(*stem);
        });
      }
    }
    return found.size() * 2 >= stems.size();
  }

  // Scripts beside what a compiler made them of, whatever the folder of either is called.
  void PreferUncompiled() {
    if (groups_.size() < 2) return;
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best->is_directory || !AreAll(*best, "javascript")) return;
    const auto source = std::ranges::find_if(groups_, [&](const NumberedGroup& other) {
      return other.aside.empty() && AreSame(*best, other) && AreAll(other, "typescript");
    });
    if (source != groups_.end()) source->score = best->score + 1;
  }

  static bool AreAll(const NumberedGroup& group, std::string_view format) {
    return std::ranges::all_of(group.paths,
                               [&](const std::string& path) { return FormatOf(path).Is(format); });
  }

  // Whether metadata of the entries say what they need.
  bool SayNeeds(const NumberedGroup& group) const {
    return std::ranges::any_of(FindMetadata(tree_, files_, group).shapes,
                               [](const FoundShape& found) { return !found.shape.needs.empty(); });
  }

  // Whether nothing below the entries is text that people or machines work with, nor says what the
  // entries are.
  bool HoldsOnlyData(const NumberedGroup& group) const {
    const std::size_t working = CountEntries(group, [](std::string_view file) {
      const FileContent content = FormatOf(file).content;
      return IsText(file) && content != FileContent::kData;
    });
    return working == 0 && FindMetadata(tree_, files_, group).shapes.empty();
  }

  // Of pages in several languages those without a language in their path, then the English ones:
  // the longer script or the path that sorts first says nothing.
  void PreferOriginal() {
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best == groups_.end() || !MayBeTranslation(best->folder)) return;
    NumberedGroup* original = nullptr;
    for (NumberedGroup& other : groups_) {
      const bool is_one = other.aside.empty() && other.is_directory == best->is_directory &&
                          AreSame(*best, other) && !MayBeTranslation(other.folder) &&
                          HasSources(other) == HasSources(*best) && !HoldsExamples(other.folder);
      if (is_one && (original == nullptr || original->score < other.score)) original = &other;
    }
    if (original != nullptr) original->score = best->score + 1;
  }

  // Numbers alone say nothing once they change: where other entries have the same numbers, a name
  // and a page each, the modules are there, and what has the numbers alone goes with them.
  void PreferNames() {
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best == groups_.end() || best->has_slug || HasPages(*best)) return;
    NumberedGroup* named = nullptr;
    for (NumberedGroup& other : groups_) {
      if (!other.has_slug || !other.aside.empty() || other.is_family()) continue;
      const std::size_t most = std::max(best->entries.size(), other.entries.size());
      if (CompareGroups(*best, other).numbers * 4 < most * 3 || !HasPages(other)) continue;
      if (named == nullptr || named->score < other.score) named = &other;
    }
    if (named != nullptr) named->score = best->score + 1;
  }

  // `chapter04-boot`, `chapter05-boot` beside `chapter02` … `chapter05`: a word that most of them
  // have is the name of none, and what has the numbers alone is what they are variants of.
  void PreferPlain() {
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best == groups_.end() || !best->has_slug || best->is_family() || !ShareAWord(*best)) return;
    for (NumberedGroup& plain : groups_) {
      const bool beside =
          !plain.has_slug && plain.folder == best->folder &&
          plain.is_directory == best->is_directory && plain.aside.empty() &&
          best->pattern.starts_with(plain.pattern.substr(0, BytesBeforeNumber(plain)));
      if (!beside || plain.entries.empty()) continue;
      const std::size_t fewer = std::min(best->entries.size(), plain.entries.size());
      const bool first = plain.entries.front().first <= best->entries.front().first;
      if (first && CompareGroups(*best, plain).numbers * 2 >= fewer) plain.score = best->score + 1;
    }
  }

  // The bytes of a pattern before its number.
  static std::size_t BytesBeforeNumber(const NumberedGroup& group) {
    return std::min(group.pattern.find('{'), group.pattern.size());
  }

  // Whether at least three entries, and half of all, have one and the same name.
  static bool ShareAWord(const NumberedGroup& group) {
    constexpr std::size_t kFewestSame = 3;
    std::map<std::string_view, std::size_t> counts;
    std::size_t most = 0;
    for (const auto& [number, slug] : group.entries) most = std::max(most, ++counts[slug]);
    return most >= kFewestSame && most * 2 >= group.entries.size();
  }

  // Of two folders with the same numbers, one inside the other, the inner one goes with the outer,
  // as a translation does.
  void PreferOuter() {
    const auto best = std::ranges::max_element(groups_, {}, &NumberedGroup::score);
    if (best == groups_.end() || !best->has_slug || best->folder.empty()) return;
    for (NumberedGroup& outer : groups_) {
      if (outer.folder != ParentPath(best->folder) || !outer.aside.empty()) continue;
      if (HaveSameNumbers(*best, outer)) outer.score = best->score + 1;
    }
  }

  // Whether nearly each entry is a page, or holds one.
  bool HasPages(const NumberedGroup& group) const {
    const auto pages = std::ranges::count_if(group.paths, [&](const std::string& path) {
      return std::ranges::any_of(FilesBelow(files_, path), [](const std::string& file) {
        const FileContent content = FormatOf(file).content;
        return content == FileContent::kProse || content == FileContent::kNotebook;
      });
    });
    return static_cast<std::size_t>(pages) * 4 >= group.paths.size() * 3;
  }

  // Calls `take` for each run of letters, digits, `_` and `-`.
  template <class Take>
  static void ForEachWord(std::string_view text, Take take) {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && (IsWordByte(text[end]) || text[end] == '_' || text[end] == '-')) {
        ++end;
      }
      if (end > at) take(text.substr(at, end - at));
      at = std::max(end, at + 1);
    }
  }

  const FileReader& tree_;
  const std::vector<FileEntry>& files_;
  std::vector<NumberedGroup>& groups_;
};

}  // namespace

void WeighByEvidence(const FileReader& tree, const std::vector<FileEntry>& files,
                     std::vector<NumberedGroup>& groups) {
  Evidence(tree, files, groups).Weigh();
  std::ranges::stable_sort(groups, {}, [](const NumberedGroup& group) {
    return std::tuple(-group.score, std::string_view(group.pattern));
  });
}

}  // namespace prereq
