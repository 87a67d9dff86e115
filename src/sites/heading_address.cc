// What is said here of bookdown and pandoc was seen with 0.32 and 2.17;
// tests/integrations/generators.py compares it with a book.
#include "sites/heading_address.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "sites/site_settings.h"

namespace prereq {
namespace {

struct Heading {
  int level = 0;
  std::string_view text;
};

std::size_t RunOf(std::string_view line, char sign) {
  return std::min(line.find_first_not_of(sign), line.size());
}

// Headings of a Markdown text, outside of fences, comments and front matter.
std::vector<Heading> HeadingsOf(std::string_view text) {
  if (const auto matter = FindFrontMatter(text)) text.remove_prefix(matter->span.end());
  for (const std::string_view end : {"---", "..."}) {  // the mark that ends it
    if (text.starts_with(end)) text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  std::vector<Heading> headings;
  std::string_view fence, above;
  bool comment = false;
  for (const std::string_view whole : Lines(text)) {
    const std::string_view line = Trim(whole);
    if (!fence.empty() || comment) {
      if (comment) comment = line.find("-->") == std::string_view::npos;
      if (!fence.empty() && line.starts_with(fence)) fence = {};
      above = {};
      continue;
    }
    if (line.starts_with("```") || line.starts_with("~~~")) {
      fence = line.substr(0, RunOf(line, line.front()));
    } else if (line.starts_with("<!--")) {
      comment = line.find("-->") == std::string_view::npos;
    } else if (const std::size_t level = RunOf(line, '#');
               level > 0 && level <= 6 && level < line.size() && line[level] == ' ' &&
               above.empty() && whole.front() != ' ' && whole.front() != '\t') {
      std::string_view said = Trim(line.substr(level));
      const std::size_t end = said.find_last_not_of('#');
      if (end != std::string_view::npos) said = Trim(said.substr(0, end + 1));
      headings.push_back({static_cast<int>(level), said});
      above = {};
      continue;
    } else if (!above.empty() && !line.empty() && RunOf(line, '=') == line.size()) {
      headings.push_back({1, above});
    } else if (!above.empty() && line.size() > 2 && RunOf(line, '-') == line.size()) {
      headings.push_back({2, above});
    }
    above = line;
  }
  return headings;
}

// The attributes behind a heading, `{#own .unnumbered}`; takes them from the text.
std::string_view TakeAttributes(std::string_view& heading) {
  if (!heading.ends_with('}')) return {};
  const std::size_t open = heading.rfind('{');
  if (open == std::string_view::npos) return {};
  const std::string_view inside = heading.substr(open + 1, heading.size() - open - 2);
  heading = Trim(heading.substr(0, open));
  return inside;
}

// Links and images by their texts, without notes and tags; dashes and dots that are one sign left
// out.
std::string PlainText(std::string_view heading) {
  std::string text(heading);
  for (const std::string_view sign : {"...", "---", "--"}) {
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at)) {
      text.erase(at, sign.size());
    }
  }
  for (std::size_t middle = text.find("]("); middle != std::string::npos;
       middle = text.find("](")) {
    const std::size_t close = std::min(text.find(')', middle), text.size() - 1);
    text.erase(middle, close + 1 - middle);
  }
  for (const auto& [open, close] :
       {std::pair{std::string_view("^["), ']'}, {std::string_view("[^"), ']'}, {"<", '>'}}) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open)) {
      const std::size_t end = text.find(close, at);
      if (end == std::string::npos) break;
      text.erase(at, end + 1 - at);
    }
  }
  return text;
}

std::size_t Letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Punctuation beyond ASCII that authors write in headings, as UTF-8: no-break space, « », dashes
// and quotes, …, and the full-width marks of East Asian texts.
bool IsMark(std::string_view letter) {
  return letter.starts_with("\xE2\x80") || letter.starts_with("\xC2") ||
         letter.starts_with("\xE3\x80") || letter.starts_with("\xEF\xBC");
}

void AppendWord(std::string& name, std::string_view word) {
  // `_word_` is emphasis; `a_b` is not.
  while (word.starts_with('_')) word.remove_prefix(1);
  while (word.ends_with('_')) word.remove_suffix(1);
  std::string kept;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t length = std::max<std::size_t>(Utf8Length(word.substr(at)), 1);
    const char c = word[at];
    const bool beyond = (static_cast<unsigned char>(c) & 0x80U) != 0;
    const bool letter = beyond ? !IsMark(word.substr(at, length))
                               : IsAlphanumeric(c) || c == '-' || c == '.' || c == '_';
    if (letter) kept += word.substr(at, length);
    at += length;
  }
  if (kept.empty()) return;
  if (!name.empty()) name += '-';
  name += kept;
}

std::string_view FromFirstLetter(std::string_view name) {
  const auto first = std::ranges::find_if(
      name, [](char c) { return IsLetter(c) || (static_cast<unsigned char>(c) & 0x80U) != 0; });
  return name.substr(static_cast<std::size_t>(first - name.begin()));
}

// What stands for a suffix goes: `release-2.0` is release-2.html.
std::string WithoutSuffix(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot + 1 == name.size()) return name;
  return std::ranges::all_of(name.substr(dot + 1), IsAlphanumeric) ? name.substr(0, dot) : name;
}

// The sources of a book, in its order.
class Sources {
 public:
  Sources(const FoundSiteTool& site, const std::vector<std::string>& paths) : site_(site) {
    for (const std::string& path : paths) {
      if (IsSource(path)) sources_.push_back(path);
    }
    const bool listed = site.order == NameOrder::kNavigation;
    std::ranges::stable_sort(sources_, [&](const std::string& a, const std::string& b) {
      return listed ? InList(a) < InList(b) : Rank(a) < Rank(b);
    });
  }
  [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }

 private:
  [[nodiscard]] std::string Inside(const std::string& path) const {
    const std::string folder = site_.Folder();
    return folder.empty() ? path : path.substr(folder.size() + 1);
  }
  [[nodiscard]] std::size_t InList(const std::string& path) const {
    return site_.text.find(Inside(path));
  }
  // The first page, then those of the folder, then those below.
  [[nodiscard]] std::tuple<bool, bool, std::string> Rank(const std::string& path) const {
    const std::string inside = Inside(path);
    return {Lower(inside) != "index.rmd", inside.find('/') != std::string::npos, inside};
  }
  [[nodiscard]] bool IsSource(const std::string& path) const {
    if (!IsWithin(path, site_.Folder()) || BaseName(path).starts_with('_')) return false;
    const std::string lower = Lower(path);
    if (site_.order == NameOrder::kNavigation) {
      return (lower.ends_with(".rmd") || lower.ends_with(".md")) &&
             InList(path) != std::string::npos;
    }
    if (!lower.ends_with(".rmd")) return false;
    const std::string folder = ParentPath(Inside(path));
    if (folder.empty()) return true;
    const auto below = SettingOf(site_.text, "rmd_subdir");
    if (!below) return false;
    return Lower(*below) == "true" || Lower(*below) == "yes" ||
           site_.text.find(folder.substr(0, folder.find('/'))) != std::string::npos;
  }

  const FoundSiteTool& site_;
  std::vector<std::string> sources_;
};

// The setting that says how a book is cut into pages, where it is not by chapter.
std::string OtherCut(const FoundSiteTool& site, const TextReader& read) {
  const std::string folder = site.Folder();
  for (const std::string_view name : {"_output.yml", "index.Rmd", "_bookdown.yml"}) {
    const auto cut = SettingOf(read(JoinPath(folder, name)), "split_by");
    if (cut && *cut != "chapter") return "split_by";
  }
  return {};
}

// `&amp;`; ` & ` is punctuation.
bool HoldsEntity(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    if (at + 1 < text.size() && (IsAlphanumeric(text[at + 1]) || text[at + 1] == '#')) return true;
  }
  return false;
}

// One of a book's identifiers that is not taken yet.
std::string Unique(std::set<std::string>& used, const std::string& wanted) {
  std::string name = wanted;
  for (int count = 1; !used.insert(name).second; ++count) {
    name = wanted + "-" + std::to_string(count);
  }
  return name;
}

}  // namespace

std::optional<std::string> HeadingIdentifier(std::string_view heading) {
  for (const std::string_view word : Split(TakeAttributes(heading), ' ')) {
    if (word.starts_with('#') && word.size() > 1) return std::string(word.substr(1));
  }
  if (heading.find("`r ") != std::string_view::npos ||
      heading.find_first_of("$@\\") != std::string_view::npos || HoldsEntity(heading)) {
    return std::nullopt;
  }
  const std::string text = PlainText(heading);
  const std::string lower = FoldName(text);
  if (Letters(lower) != Letters(text)) return std::nullopt;
  std::string name;
  for (const std::string_view word : Split(lower, ' ')) AppendWord(name, word);
  name = FromFirstLetter(name);
  return name.empty() ? "section" : name;
}

SiteAddresses HeadingAddresses(const FoundSiteTool& site, const std::vector<std::string>& paths,
                               const TextReader& read) {
  SiteAddresses found;
  found.unsure = OtherCut(site, read);
  std::set<std::string> used;
  const Sources sources(site, paths);
  for (const std::string& path : sources.sources()) {
    bool has_chapter = false;
    const std::string text = read(path);
    for (const Heading& heading : HeadingsOf(text)) {
      const std::optional<std::string> name = HeadingIdentifier(heading.text);
      const std::string unique = name ? Unique(used, *name) : std::string();
      const bool chapter = heading.level == 1 && !heading.text.starts_with("(PART)") &&
                           !heading.text.starts_with("(APPENDIX)");
      if (!chapter || has_chapter) continue;
      has_chapter = true;
      const bool first = found.pages.empty() && Lower(BaseName(path)) == "index.rmd";
      if (first) {
        found.pages.push_back({path, "/"});
      } else if (name) {
        found.pages.push_back({path, "/" + WithoutSuffix(unique) + ".html"});
      }
    }
  }
  std::ranges::sort(found.pages, {}, &SitePage::path);
  return found;
}

}  // namespace prereq
