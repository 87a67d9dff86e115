#include "passages/navigation_bars.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/front_matter.h"
#include "passages/beside_links.h"
#include "passages/neighbour_in_links.h"
#include "passages/neighbour_texts.h"
#include "passages/neighbour_words.h"
#include "passages/relative_links.h"
#include "passages/sequences.h"
#include "passages/shown_lines.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestBar = 4096;

// Lines side by side without a blank one between, or a heading.
struct Block {
  std::size_t begin = 0, end = 0;
  int line = 0;             // of its first byte
  bool is_heading = false;  // below the page's title
  bool is_title = false;
  bool is_shown = false;  // a fence of code
};

bool IsUnderline(std::string_view line) {
  line = Trim(line);
  return line.size() > 2 && std::string_view("=-~^*+#\"").find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

// Where HTML begins or ends a stretch of a page: these tags stand beside no words.
bool BeginsStretch(std::string_view line) {
  constexpr std::array<std::string_view, 12> kTags = {"<nav", "<div",     "<header", "<footer",
                                                      "<p",   "<ul",      "<ol",     "<table",
                                                      "<h",   "<section", "<main",   "<body"};
  std::string lowered = Lower(Trim(line).substr(0, 9));
  if (lowered.starts_with("</")) lowered.erase(1, 1);
  return std::ranges::any_of(kTags, [&](std::string_view tag) { return lowered.starts_with(tag); });
}

class BlockReader {
 public:
  BlockReader(const FileFormat& format, std::string_view text)
      : text_(text),
        markdown_(format.HoldsMarkdown()),
        notebook_(format.content == FileContent::kNotebook),
        asciidoc_(format.Is("asciidoc")),
        html_(format.Is("html")) {}

  std::vector<Block> Read() {
    const auto head = FindFrontMatter(text_);
    // A notebook as a whole looks like front matter in JSON.
    const std::size_t first = head && !html_ && !notebook_ ? head->span.end() : 0;
    int number = 0;
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      ++number;
      if (begin >= first) Line(begin, end, number);
      begin = end + 1;
    }
    Close();
    return std::move(blocks_);
  }

 private:
  void Line(std::size_t begin, std::size_t end, int number) {
    const std::string_view line = Trim(ShownIn(text_.substr(begin, end - begin), notebook_));
    const std::string_view fence = line.substr(0, 3);
    const bool marks = fence == "```" || fence == "~~~" || (asciidoc_ && line == "----");
    if (marks && (fence_.empty() || fence == fence_)) {
      if (fence_.empty()) Close();
      Extend(begin, end, number);
      open_->is_shown = true;
      fence_ = fence_.empty() ? fence : std::string_view();
      if (fence_.empty()) Close();
      return;
    }
    if (!fence_.empty()) return Extend(begin, end, number);
    if (line.empty() || IsUnderlineAlone(line)) return Close();
    const int level = HeadingLevel(line);
    if (level > 0) {
      Close();
      Extend(begin, end, number);
      open_->is_title = level == 1;
      open_->is_heading = level > 1;
      return Close();
    }
    if (html_ && BeginsStretch(line)) Close();
    Extend(begin, end, number);
  }

  // A rule across the page.
  [[nodiscard]] bool IsUnderlineAlone(std::string_view line) const {
    return !open_ && IsUnderline(line);
  }

  // 0: none. A heading of links alone is one of a bar.
  [[nodiscard]] int HeadingLevel(std::string_view line) const {
    const char mark = asciidoc_ ? '=' : '#';
    const std::size_t level = std::min(line.find_first_not_of(mark), line.size());
    const bool is_one = (markdown_ || asciidoc_) && level > 0 && level < line.size() &&
                        line[level] == ' ' && HoldsWords(BesideLinks(line));
    return is_one ? static_cast<int>(level) : 0;
  }

  void Extend(std::size_t begin, std::size_t end, int number) {
    if (!open_) open_ = Block{begin, end, number};
    open_->end = end;
  }

  void Close() {
    if (open_) blocks_.push_back(*open_);
    open_.reset();
  }

  std::string_view text_;
  bool markdown_, notebook_, asciidoc_, html_;
  std::string_view fence_;  // that is open
  std::optional<Block> open_;
  std::vector<Block> blocks_;
};

class BarFinder {
 public:
  BarFinder(const std::string& path, std::string_view text, std::optional<ModuleId> own,
            std::span<const LinkTarget> targets, const Facts& facts)
      : path_(path),
        text_(text),
        own_(own),
        targets_(targets),
        facts_(facts),
        format_(FormatOf(path)) {}

  std::vector<NavigationBar> Find() {
    if (targets_.empty()) return {};
    blocks_ = BlockReader(format_, text_).Read();
    for (const Block& block : blocks_) words_.push_back(WordsOf(block));
    int said = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) said += Says(i) ? 1 : 0;
    const auto title = std::ranges::find_if(blocks_, &Block::is_title);
    const auto above = title == blocks_.end() ? blocks_.begin() : title;
    int before = 0;
    std::vector<NavigationBar> bars;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const int behind = said - before - (Says(i) ? 1 : 0);
      // A subtitle; above the title what all pages say; a licence.
      constexpr int kMostBefore = 1, kMostAbove = 4, kMostBehind = 2;
      const bool is_above = static_cast<std::ptrdiff_t>(i) < above - blocks_.begin();
      if (before <= (is_above ? kMostAbove : kMostBefore)) AddBar(i, "head", bars);
      if (behind <= kMostBehind) AddBar(i, "foot", bars);
      before += Says(i) ? 1 : 0;
    }
    return bars;
  }

 private:
  std::span<const LinkTarget> TargetsIn(const Block& block) const {
    const auto offset = [](const LinkTarget& target) { return target.first.offset; };
    const auto first = std::ranges::lower_bound(targets_, block.begin, {}, offset);
    const auto last = std::ranges::lower_bound(targets_, block.end, {}, offset);
    return {first, last};
  }

  // What is said beside links, folded and without the page's own names.
  std::string WordsOf(const Block& block) const {
    constexpr std::string_view kLong = "more";
    if (block.is_shown || block.end - block.begin > kLongestBar) return std::string(kLong);
    std::string shown;
    for (const std::string_view line :
         Split(text_.substr(block.begin, block.end - block.begin), '\n')) {
      shown += ShownIn(line, format_.content == FileContent::kNotebook);
      shown += '\n';
    }
    const std::string beside = BesideLinks(shown);
    return own_ ? TextBesideNames(beside, *own_, facts_)
                : WordsBeside(FoldModuleName(beside), facts_.series.labels);
  }

  [[nodiscard]] bool Says(std::size_t i) const {
    return !blocks_[i].is_title && !SaysNeighbourAlone(words_[i], {}, facts_.series.labels);
  }

  // The words that tell what the block at `i` lists: a heading or a line with a colon above it.
  [[nodiscard]] std::string LeadOf(std::size_t i) const {
    if (i == 0) return {};
    const Block& above = blocks_[i - 1];
    const std::string_view text = Trim(text_.substr(above.begin, above.end - above.begin));
    const std::size_t last = text.rfind('\n');
    const bool underlined =
        last != std::string_view::npos && IsUnderline(text.substr(last)) && i > 1;
    const bool leads =
        above.is_heading || underlined || text.ends_with(':') || text.ends_with("\xEF\xBC\x9A");
    return leads && Says(i - 1) ? FoldModuleName(text.substr(0, kLongestBar)) : std::string();
  }

  void AddBar(std::size_t i, std::string_view end, std::vector<NavigationBar>& bars) {
    constexpr std::size_t kMostModules = 3, kLongestWords = 60;
    const Block& block = blocks_[i];
    if (block.is_title || block.is_heading || block.is_shown) return;
    std::set<ModuleId> modules;
    for (const auto& [span, module] : TargetsIn(block)) {
      if (module != own_ && facts_.order.number(module)) modules.insert(module);
    }
    // "Needed: … Next: …" says of each link what it is.
    if (modules.empty() || modules.size() > kMostModules || Says(i)) return;
    std::string words = LeadOf(i);
    if (words.size() > kLongestWords) return;
    const bool says = !SaysNeighbourAlone(words, {}, facts_.series.labels);
    if (!says) words.clear();
    NavigationBar bar{path_, own_, fmt::format("{}\n{}\n{}", end, words, HomeOf()), says, {}};
    for (const auto& [span, module] : TargetsIn(block)) {
      if (!modules.contains(module)) continue;
      if (auto link = LinkTo(block, span, module)) bar.links.push_back(std::move(*link));
    }
    if (!bar.links.empty()) bars.push_back(std::move(bar));
  }

  std::optional<BarLink> LinkTo(const Block& block, Span span, ModuleId module) const {
    const std::size_t begin = span.offset == 0 ? 0 : text_.rfind('\n', span.offset - 1) + 1;
    const std::string_view line =
        text_.substr(begin, std::min(text_.find('\n', begin), text_.size()) - begin);
    const auto words = WordsOfLinkAround(line, {span.offset - begin, span.length});
    const std::size_t column = words ? words->offset : span.offset - begin;
    const int number =
        block.line + static_cast<int>(std::ranges::count(
                         text_.substr(block.begin, span.offset - block.begin), '\n'));
    std::string text(words ? line.substr(words->offset, words->length)
                           : text_.substr(span.offset, span.length));
    std::string form = TextBesideNames(text, module, facts_);
    return BarLink{{path_, number, static_cast<int>(column) + 1},
                   {path_, number, static_cast<int>(span.offset - begin) + 1},
                   std::move(text),
                   std::move(form),
                   module};
  }

  // The mirror, or the series itself (−1), and how deep in the module's folder the page lies.
  [[nodiscard]] std::string HomeOf() const {
    const auto depth = [&](const std::string& home) {
      return std::ranges::count(std::string_view(path_).substr(std::min(home.size(), path_.size())),
                                '/');
    };
    if (!own_) return {};
    const std::string& home = facts_.module(*own_).path;
    if (!home.empty() && IsWithin(path_, home)) return fmt::format("-1 {}", depth(home));
    for (const MirrorEntry& entry : facts_.mirrors) {
      if (entry.module == own_ && IsWithin(path_, entry.path)) {
        return fmt::format("{} {}", entry.mirror, depth(entry.path));
      }
    }
    return {};
  }

  const std::string& path_;
  std::string_view text_;
  std::optional<ModuleId> own_;
  std::span<const LinkTarget> targets_;
  const Facts& facts_;
  const FileFormat& format_;
  std::vector<Block> blocks_;
  std::vector<std::string> words_;  // by block
};

using NeighbourOf = std::function<std::optional<ModuleId>(ModuleId, bool)>;

// All bars of one kind.
class KindOfBars {
 public:
  KindOfBars(std::vector<const NavigationBar*> bars, const NeighbourOf& neighbour_of)
      : bars_(std::move(bars)), neighbour_of_(neighbour_of) {
    FindConstants();
    Count();
  }

  // Whether their links are those of neighbours.
  [[nodiscard]] bool Leads() const {
    constexpr std::size_t kFewestPages = 3;
    if (right_.size() < kFewestPages || wrong_.size() * kFewestPages > right_.size()) return false;
    const std::size_t fewer = std::min(nexts_.size(), previous_.size());
    if (pairs_.empty()) return !says_ && fewer * kFewestPages <= right_.size();
    return !says_ || fewer >= 2;
  }

  void Read(const NavigationBar& bar, std::vector<BarReading>& readings) const {
    const std::vector<const BarLink*> links = LinksOf(bar);
    const auto next = neighbour_of_(*bar.own, true), previous = neighbour_of_(*bar.own, false);
    if (IsTwice(links) && twice_ * 3 <= pairs_.size() && next && previous) {
      const bool first_is_next = backwards_ * 2 > pairs_.size();
      const bool to_next = links[0]->to == next;
      for (const bool first : {true, false}) {
        const bool stands_for_next = first == first_is_next;
        readings.push_back({bar.path, *bar.own, links[first ? 0 : 1], stands_for_next,
                            to_next == stands_for_next});
      }
      return;
    }
    std::vector<const BarLink*> others;
    bool has_next = false, has_previous = false;
    for (const BarLink* link : links) {
      if (link->to != next && link->to != previous) {
        others.push_back(link);
        continue;
      }
      (link->to == next ? has_next : has_previous) = true;
      readings.push_back({bar.path, *bar.own, link, link->to == next, true});
    }
    if (others.size() == 1 && links.size() == 2 && has_next != has_previous) {
      if (has_next ? previous : next) {
        readings.push_back({bar.path, *bar.own, others.front(), !has_next, false});
      }
    } else if (others.size() == 2 && links.size() == 2 && next && previous && !pairs_.empty()) {
      readings.push_back({bar.path, *bar.own, others[0], backwards_ * 2 > pairs_.size(), false});
      readings.push_back({bar.path, *bar.own, others[1], backwards_ * 2 <= pairs_.size(), false});
    } else if (others.size() == 1 && links.size() == 1) {
      const bool onward = pairs_.empty() ? nexts_.size() > previous_.size() : next.has_value();
      if (pairs_.empty() ? (onward ? next : previous).has_value() : !next || !previous) {
        readings.push_back({bar.path, *bar.own, others.front(), onward, false});
      }
    }
  }

 private:
  // Two links to one module.
  static bool IsTwice(std::span<const BarLink* const> links) {
    return links.size() == 2 && links[0]->to == links[1]->to;
  }

  // Modules that the pages of most others lead to, as to the course's first page.
  void FindConstants() {
    constexpr std::size_t kFewestPages = 4;
    std::map<ModuleId, std::set<ModuleId>> from;
    std::set<ModuleId> all;
    for (const NavigationBar* bar : bars_) {
      all.insert(*bar->own);
      for (const BarLink& link : bar->links) from[link.to].insert(*bar->own);
    }
    for (const auto& [to, pages] : from) {
      if (all.size() > kFewestPages && pages.size() * 2 > all.size()) constants_.insert(to);
    }
  }

  [[nodiscard]] std::vector<const BarLink*> LinksOf(const NavigationBar& bar) const {
    std::vector<const BarLink*> links;
    std::set<ModuleId> dropped;
    for (const BarLink& link : bar.links) {
      if (constants_.contains(link.to) && dropped.insert(link.to).second) continue;
      links.push_back(&link);
    }
    return links;
  }

  void Count() {
    for (const NavigationBar* bar : bars_) {
      says_ |= bar->says;
      twice_ += IsTwice(LinksOf(*bar)) ? 1 : 0;
      bool has_next = false, has_previous = false, elsewhere = false, is_backwards = false;
      for (const BarLink* link : LinksOf(*bar)) {
        const bool next = neighbour_of_(*bar->own, true) == link->to;
        const bool previous = !next && neighbour_of_(*bar->own, false) == link->to;
        elsewhere |= !next && !previous;
        is_backwards |= previous && has_next;
        has_next |= next;
        has_previous |= previous;
      }
      if (elsewhere) {
        wrong_.insert(*bar->own);
        continue;
      }
      if (!has_next && !has_previous) continue;
      right_.insert(*bar->own);
      if (has_next) nexts_.insert(*bar->own);
      if (has_previous) previous_.insert(*bar->own);
      if (has_next && has_previous && pairs_.insert(*bar->own).second)
        backwards_ += is_backwards ? 1 : 0;
    }
    for (const ModuleId id : right_) wrong_.erase(id);
  }

  std::vector<const NavigationBar*> bars_;
  const NeighbourOf& neighbour_of_;
  bool says_ = false;
  std::set<ModuleId> constants_;
  std::set<ModuleId> right_, wrong_, nexts_, previous_, pairs_;  // whose pages are so
  std::size_t twice_ = 0;                                        // bars
  std::size_t backwards_ = 0;                                    // of pairs_: the next one first
};

// The kinds of bars that lead to neighbours, by name.
std::map<std::string_view, KindOfBars> LeadingKinds(std::span<const NavigationBar> bars,
                                                    const NeighbourOf& neighbour_of) {
  std::map<std::string_view, std::vector<const NavigationBar*>> kinds;
  for (const NavigationBar& bar : bars) {
    if (bar.own) kinds[bar.kind].push_back(&bar);
  }
  std::map<std::string_view, KindOfBars> leading;
  for (auto& [name, of_kind] : kinds) {
    KindOfBars kind(std::move(of_kind), neighbour_of);
    if (kind.Leads()) leading.emplace(name, std::move(kind));
  }
  return leading;
}

}  // namespace

std::vector<LinkTarget> LinkTargetsOf(
    const std::string& path, std::string_view text, std::span<const Reference> references,
    const std::function<std::optional<ModuleId>(const std::string&)>& owner_of) {
  std::vector<LinkTarget> targets;
  for (const RelativeLink& link : FindRelativeLinks(
           path, text, [&](const std::string& target) { return owner_of(target).has_value(); })) {
    targets.emplace_back(link.span, *owner_of(link.target));
  }
  const std::size_t links = targets.size();
  for (const Reference& reference : references) {
    const bool is_path = reference.shape == ReferenceShape::kPath ||
                         reference.shape == ReferenceShape::kNumberedSlug;
    if (!is_path || !IsCertain(reference)) continue;
    const auto behind = std::upper_bound(
        targets.begin(), targets.begin() + static_cast<std::ptrdiff_t>(links),
        reference.whole.offset,
        [](std::size_t offset, const LinkTarget& target) { return offset < target.first.offset; });
    if (behind != targets.begin() && reference.whole.offset < std::prev(behind)->first.end())
      continue;
    targets.emplace_back(reference.whole, *reference.module);
  }
  std::ranges::sort(targets, {}, [](const LinkTarget& target) { return target.first.offset; });
  return targets;
}

std::vector<NavigationBar> FindNavigationBars(const std::string& path, std::string_view text,
                                              std::optional<ModuleId> own,
                                              std::span<const LinkTarget> targets,
                                              const Facts& facts) {
  return BarFinder(path, text, own, targets, facts).Find();
}

std::vector<BarReading> ReadNavigationBars(std::span<const NavigationBar> bars,
                                           const NeighbourOf& neighbour_of) {
  const std::map<std::string_view, KindOfBars> leading = LeadingKinds(bars, neighbour_of);
  std::vector<BarReading> readings;
  std::set<Location> known;
  for (const NavigationBar& bar : bars) {
    const auto kind = leading.find(bar.kind);
    if (!bar.own || kind == leading.end()) continue;
    std::vector<BarReading> read;
    kind->second.Read(bar, read);
    for (BarReading& reading : read) {
      reading.sure = !bar.says;
      if (known.insert(reading.link->target).second) readings.push_back(std::move(reading));
    }
  }
  return readings;
}

std::vector<EndLink> ReadEndsOfBars(std::span<const NavigationBar> bars,
                                    const NeighbourOf& neighbour_of) {
  std::set<std::string_view> kinds;
  for (const auto& [name, kind] : LeadingKinds(bars, neighbour_of)) {
    kinds.insert(name.substr(0, name.rfind('\n')));
  }
  std::vector<EndLink> ends;
  std::set<Location> known;
  for (const NavigationBar& bar : bars) {
    const bool is_one = !bar.own && bar.links.size() == 1 &&
                        kinds.contains(std::string_view(bar.kind).substr(0, bar.kind.rfind('\n')));
    if (!is_one) continue;
    const BarLink& link = bar.links.front();
    const bool first = !neighbour_of(link.to, false), last = !neighbour_of(link.to, true);
    if (first == last || !known.insert(link.target).second) continue;
    ends.push_back({link.where, link.to, first, link.text});
  }
  return ends;
}

}  // namespace prereq
