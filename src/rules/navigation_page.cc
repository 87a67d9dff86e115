// Whither a line leads is told by the paths on it, never by its words; so a line counts whose only
// doubt is the number or the word in front.
#include "rules/navigation_page.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "passages/relative_links.h"
#include "rules/navigation_lines.h"

namespace prereq {

ModulePaths::ModulePaths(const Facts& facts, const Config& config) {
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const std::string& path = facts.modules[static_cast<std::size_t>(i)].path;
    if (!path.empty()) modules_.Add(path, ModuleId{i});
  }
  own_ = modules_;
  for (const MirrorEntry& entry : facts.mirrors) {
    const Mirror::Kind kind = config.mirrors[static_cast<std::size_t>(entry.mirror)].kind;
    if (entry.module && kind == Mirror::Kind::kSynchronised) {
      own_.Add(entry.path, *entry.module);
    }
  }
  for (const ScannedFile& file : facts.files) paths_.Add(file.path);
}

namespace {

constexpr std::size_t kLongestLine = 2048;  // more is not an entry

// A path on a line that leads to a module.
struct PathOnLine {
  std::size_t offset = 0;  // in the line
  std::size_t end = 0;
  ModuleId module;
  std::string target;  // of a link, whose path this is; else empty: a name within a path
};

class PageReader {
 public:
  explicit PageReader(const Page& page)
      : facts_(page.facts),
        owners_(page.paths),
        file_(page.file),
        text_(page.text),
        references_(page.references),
        format_(FormatOf(page.file.path)),
        own_(page.paths.OfFile(page.file.path)),
        menus_(FindMenus(format_, page.text)) {}

  Navigation Read() {
    FindPaths();
    std::size_t begin = 0;
    int number = 0;
    NavigationList list;
    LineKind kind;
    MarkSamples();
    for (const std::string_view line : Split(text_, '\n')) {
      ++number;
      const bool in_menu = IsIn(menus_, begin);
      if ((in_menu || !IsIn(samples_, begin)) && line.size() <= kLongestLine) {
        const LineKind here = in_menu ? KindOfMenuLine(line) : KindOfLine(format_, line);
        if (own_) LookForNeighbours(line, begin, number);
        LookForOtherTitles(line, begin, number);
        const auto entry =
            here.mark == '\0' ? std::optional<NavigationEntry>() : EntryOf(line, begin, number);
        const bool is_inner = LeavesListOpen(format_, line, kind);
        if (entry && here == kind) {
          list.entries.push_back(*entry);
          LookWhereItLeads(*entry, line, begin, number);
        } else if (entry && !(is_inner && here.indent > kind.indent && !list.entries.empty())) {
          Close(list);
          kind = here;
          list.entries.push_back(*entry);
          LookWhereItLeads(*entry, line, begin, number);
        } else if (!is_inner && here != kind) {
          Close(list);
        }
      }
      begin += line.size() + 1;
    }
    Close(list);
    LookForDeadFiles();
    if (own_ && (format_.content == FileContent::kProse)) {
      found_.bars = FindNavigationBars(
          file_.path, text_, *own_,
          LinkTargetsOf(file_.path, text_, references_,
                        [&](const std::string& target) { return owners_.Of(target); }),
          facts_);
    }
    for (const Reference& reference : references_) {
      if (reference.module) found_.named[file_.path].insert(*reference.module);
    }
    return std::move(found_);
  }

 private:
  void Close(NavigationList& list) {
    list.path = file_.path;
    if (list.entries.size() > 1) found_.lists.push_back(std::move(list));
    list = {};
    // What the others lead to shows how paths are meant here.
    constexpr std::size_t kFewestAlive = 2;
    if (alive_ >= kFewestAlive && dead_.size() <= alive_) {
      std::ranges::move(dead_, std::back_inserter(found_.dead));
    }
    dead_.clear();
    alive_ = 0;
  }

  // Fenced code and comments: what stands there is shown, not followed.
  void MarkSamples() {
    const bool markdown = format_.Is("markdown");
    std::string_view open;
    std::size_t begin = 0;
    for (const std::string_view line : Split(text_, '\n')) {
      const std::string_view start = Trim(line);
      bool sample = !open.empty();
      if (!open.empty()) {
        // A fence ends with as many marks or more, and nothing behind: one within stays open.
        const bool ends = open == "<!--"
                              ? line.find("-->") != std::string_view::npos
                              : start.starts_with(open) &&
                                    start.find_first_not_of(open.front()) == std::string_view::npos;
        if (ends) open = {};
      } else if (markdown && (start.starts_with("```") || start.starts_with("~~~"))) {
        open = start.substr(0, std::min(start.find_first_not_of(start.front()), start.size()));
        sample = true;
      } else if (start.starts_with("<!--")) {
        sample = true;
        if (line.find("-->") == std::string_view::npos) open = "<!--";
      }
      if (sample) samples_.push_back({begin, line.size() + 1});
      begin += line.size() + 1;
    }
  }
  static bool IsIn(const std::vector<Span>& spans, std::size_t offset) {
    const auto after = std::ranges::upper_bound(spans, offset, {}, &Span::offset);
    return after != spans.begin() && offset < std::prev(after)->end();
  }
  // Inside backticks of its line. Rising offsets together cost one walk over the text.
  [[nodiscard]] bool IsCode(std::size_t offset) {
    if (offset < counted_) counted_ = 0, ticks_ = 0;
    const std::size_t line = text_.substr(counted_, offset - counted_).rfind('\n');
    if (line != std::string_view::npos) {
      counted_ += line + 1;
      ticks_ = 0;
    }
    ticks_ += std::ranges::count(text_.substr(counted_, offset - counted_), '`');
    counted_ = offset;
    return ticks_ % 2 == 1;
  }

  // Every link that leads into a module, and every certain path of another file.
  void FindPaths() {
    const auto add = [&](Span span, ModuleId module, const std::string& target) {
      paths_.push_back({span.offset, span.end(), module, target});
    };
    for (const RelativeLink& link : FindRelativeLinks(
             file_.path, text_,
             [&](const std::string& target) { return owners_.Of(target).has_value(); })) {
      add(link.span, *owners_.Of(link.target), link.target);
    }
    // What Markdown leads to, its links say; a path of words may be another folder's.
    const bool links_alone = format_.Is("markdown");
    for (const Reference& reference : references_) {
      if (links_alone && !IsIn(menus_, reference.whole.offset)) continue;
      const bool is_path = reference.shape == ReferenceShape::kPath ||
                           reference.shape == ReferenceShape::kNumberedSlug;
      if (is_path && reference.module && reference.certainty == Certainty::kAgreeing) {
        add(reference.whole, *reference.module, "");
      }
    }
    SortPaths();
  }
  void SortPaths() {
    std::ranges::sort(paths_, {}, [](const PathOnLine& path) { return path.offset; });
  }

  // The paths on a line, by offset in the file.
  std::span<const PathOnLine> PathsIn(std::size_t begin, std::size_t end) const {
    const auto first = std::ranges::lower_bound(paths_, begin, {}, &PathOnLine::offset);
    const auto last = std::ranges::lower_bound(paths_, end, {}, &PathOnLine::offset);
    return {paths_.data() + (first - paths_.begin()), static_cast<std::size_t>(last - first)};
  }

  Location At(std::size_t line_begin, int line, std::size_t offset) const {
    return {file_.path, line, static_cast<int>(offset - line_begin) + 1};
  }

  // `[1. For](ch2-loops/recipe-01/)`: the number is that of the part.
  [[nodiscard]] bool CountsPart(const PathOnLine& path, Number written) const {
    const std::string& home = facts_.module(path.module).path;
    if (home.empty() || path.target.size() <= home.size() || !IsWithin(path.target, home)) {
      return false;
    }
    std::string_view part = std::string_view(path.target).substr(home.size() + 1);
    const std::string_view digits = FirstDigits(part.substr(0, part.find('/')));
    constexpr std::size_t kMostDigits = 4;
    return !digits.empty() && digits.size() <= kMostDigits &&
           ValueOfDigits(digits) == written.value;
  }

  std::optional<NavigationEntry> EntryOf(std::string_view line, std::size_t begin,
                                         int number) const {
    const std::span<const PathOnLine> paths = PathsIn(begin, begin + line.size());
    if (paths.empty()) return std::nullopt;
    const ModuleId module = paths.front().module;
    const bool one =
        std::ranges::all_of(paths, [&](const PathOnLine& path) { return path.module == module; });
    if (!one) return std::nullopt;
    NavigationEntry entry{At(begin, number, paths.front().offset), module, {}, {}};
    const auto written = NumberOfEntry(format_, line, paths.front().offset - begin,
                                       paths.front().end - begin, facts_.series.labels);
    if (written && !CountsPart(paths.front(), written->second)) {
      entry.written = written->second;
      entry.number_where = At(begin, number, begin + written->first);
    }
    return entry;
  }

  // Links whose words say in full another module than the one that they lead to.
  void LookForOtherTitles(std::string_view line, std::size_t begin, int number) {
    for (const PathOnLine& path : PathsIn(begin, begin + line.size())) {
      if (path.target.empty() || (path.end < text_.size() && text_[path.end] == '#')) continue;
      if (format_.Is("markdown") && !IsThere(path.target)) continue;  // a dead file
      auto at = std::ranges::lower_bound(references_, begin, {},
                                         [](const Reference& one) { return one.whole.offset; });
      for (; at != references_.end() && at->whole.offset < path.offset; ++at) {
        const bool words = at->certainty == Certainty::kAgreeing && at->module &&
                           at->name.length > 0 && at->shape == ReferenceShape::kTitle &&
                           text_.substr(at->whole.end(), 2) == "](" &&
                           at->whole.end() + 2 == path.offset && !IsCode(path.offset);
        if (!words || at->module == path.module) continue;
        found_.titles.push_back({At(begin, number, at->whole.offset),
                                 std::string(text_.substr(at->whole.offset, at->whole.length)),
                                 *at->module, path.module, At(begin, number, path.offset)});
      }
    }
  }

  // Whether the page below a module that an entry names is there. The links of Markdown are looked
  // at by themselves.
  void LookWhereItLeads(const NavigationEntry& entry, std::string_view line, std::size_t begin,
                        int number) {
    if (format_.Is("markdown") && !IsIn(menus_, begin)) return;
    const PathOnLine& path = PathsIn(begin, begin + line.size()).front();
    const std::string written(text_.substr(path.offset, path.end - path.offset));
    if (!path.target.empty()) {
      if (path.target == facts_.module(entry.module).path || written.ends_with('/')) return;
      return NoteTarget({At(begin, number, path.offset), written, path.target, entry.module});
    }
    const auto is_of_path = [&](std::size_t at) {
      const char byte = text_[at];
      return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '/' || byte == '.' ||
             byte == '_' || byte == '-' || (static_cast<unsigned char>(byte) & 0x80U) != 0;
    };
    std::size_t first = path.offset;
    while (first > begin && is_of_path(first - 1)) --first;
    std::size_t last = path.end;
    const std::size_t line_end = begin + line.size();
    while (last < line_end && is_of_path(last)) ++last;
    // The rest must be a plain path below the module, and what stands before it the way to it.
    const std::string tail(text_.substr(path.end, last - path.end));
    if (tail.size() < 2 || tail.front() != '/' || tail.back() == '/') return;
    if (last < line_end && std::string_view("*?{$<%").find(text_[last]) != std::string_view::npos)
      return;
    const std::string& own = facts_.module(entry.module).path;
    std::string_view head = text_.substr(first, path.end - first);
    for (const std::string_view start : {"./", "/"}) {
      if (head.starts_with(start)) head.remove_prefix(start.size());
    }
    if (own != head && !own.ends_with("/" + std::string(head))) return;
    NoteTarget({At(begin, number, first), std::string(text_.substr(first, last - first)),
                own + tail, entry.module});
  }

  void NoteTarget(DeadFile file) {
    const std::string& target = file.target;
    if (IsThere(target)) {
      ++alive_;
    } else {
      dead_.push_back(std::move(file));
    }
  }

  // "Next:", "Previous:" with the first path behind each.
  void LookForNeighbours(std::string_view line, std::size_t begin, int number) {
    struct Word {
      std::string_view text;
      bool next;
    };
    constexpr std::array<Word, 3> kWords = {{{"next", true}, {"previous", false}, {"prev", false}}};
    const std::span<const PathOnLine> paths = PathsIn(begin, begin + line.size());
    if (paths.empty()) return;
    const std::string lower = Lower(line);
    struct Place {
      std::size_t at;
      bool next, points;
    };
    std::vector<Place> places;
    for (const Word& word : kWords) {
      const std::size_t at = lower.find(word.text);
      if (at == std::string::npos) continue;
      const bool said = std::ranges::find(places, at, &Place::at) != places.end();
      if (!said) places.push_back({at, word.next, Points(lower, at, at + word.text.size())});
    }
    std::ranges::sort(places, {}, &Place::at);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!places[i].points) continue;
      const std::size_t until = i + 1 < places.size() ? places[i + 1].at : line.size();
      std::set<ModuleId> named;
      std::size_t where = 0;
      for (const PathOnLine& path : paths) {
        const std::size_t offset = path.offset - begin;
        if (offset < places[i].at || offset >= until) continue;
        if (named.empty()) where = path.offset;
        named.insert(path.module);
      }
      if (named.size() != 1 || *named.begin() == *own_) continue;
      found_.neighbours.push_back(
          {At(begin, number, where), *own_, *named.begin(), places[i].next});
    }
  }

  // Whether the word points at what follows, at the start of its line or cell: "Next:", "**Next**
  // →", "[Next]", and not "the next steps".
  static bool Points(std::string_view lower, std::size_t begin, std::size_t end) {
    std::size_t before = begin;
    while (before > 0 && !IsAlphanumeric(lower[before - 1]) && lower[before - 1] != '|') --before;
    const bool starts = before == 0 || lower[before - 1] == '|' || lower[before - 1] == ']' ||
                        (begin > 0 && (lower[begin - 1] == '[' || lower[begin - 1] == '>'));
    if (end < lower.size() && IsAlphanumeric(lower[end])) return false;
    std::string_view rest = lower.substr(end);
    for (const std::string_view word : {" module", " chapter", " lesson", " up", " unit"}) {
      if (rest.starts_with(word)) rest.remove_prefix(word.size());
    }
    const std::size_t sign = std::min(rest.find_first_not_of("*_ "), rest.size());
    rest = rest.substr(sign);
    return starts && (rest.starts_with(':') || rest.starts_with(']') || rest.starts_with("->") ||
                      rest.starts_with("\xE2\x86\x92") || rest.starts_with("\xE2\x80\x94") ||
                      rest.starts_with('[') || rest.starts_with('|'));
  }

  // Links into a module that is there, to a file that is not.
  void LookForDeadFiles() {
    if (!format_.Is("markdown")) return;
    for (const RelativeLink& link :
         FindRelativeLinks(file_.path, text_, [&](const std::string& target) {
           const auto module = owners_.Of(target);
           return module && !owners_.Exists(target) && facts_.module(*module).path != target;
         })) {
      const bool is_path = link.text.find_first_of("./") != std::string::npos &&
                           link.text.find_first_of("{}$*<>[]|`") == std::string::npos;
      // Between `<` and `>` alone may a target have blanks: elsewhere it is words.
      const bool words = link.text.find(' ') != std::string::npos &&
                         (link.span.offset == 0 || text_[link.span.offset - 1] != '<');
      if (!is_path || words || IsIn(samples_, link.span.offset) || IsCode(link.span.offset))
        continue;
      if (IsPageAddress(link.target)) continue;
      found_.dead.push_back({link.where, link.text, link.target, *owners_.Of(link.target)});
    }
  }

  // Whether a file, a folder or a page that is made is called so.
  [[nodiscard]] bool IsThere(const std::string& target) const {
    return owners_.Exists(target) || IsPageAddress(target) || owners_.Exists(target + ".tex");
  }

  // What a site generator makes of a page that is there: without its ending, or with `.html`.
  [[nodiscard]] bool IsPageAddress(const std::string& target) const {
    constexpr std::array<std::string_view, 9> kPages = {
        ".md", ".mdx", ".ipynb", ".qmd", ".Rmd", ".rst", ".html", "/index.md", "/README.md"};
    std::string stem = target;
    for (const std::string_view made : {"/index.html", ".html"}) {
      if (!stem.ends_with(made)) continue;
      stem.resize(stem.size() - made.size());
      break;
    }
    return std::ranges::any_of(
        kPages, [&](std::string_view page) { return owners_.Exists(stem + std::string(page)); });
  }

  const Facts& facts_;
  const ModulePaths& owners_;
  const ScannedFile& file_;
  std::string_view text_;
  std::span<const Reference> references_;
  const FileFormat& format_;
  std::optional<ModuleId> own_;
  std::vector<Span> menus_;        // lines, by offset
  std::vector<PathOnLine> paths_;  // by offset
  std::vector<DeadFile> dead_;     // of the list that is read
  std::size_t alive_ = 0;          // its entries whose page is there
  std::vector<Span> samples_;      // lines, by offset
  std::size_t counted_ = 0;        // offset: up to there in its line stand `ticks_` backticks
  std::ptrdiff_t ticks_ = 0;
  Navigation found_;
};

}  // namespace

Navigation ReadPage(const Page& page) { return PageReader(page).Read(); }

}  // namespace prereq
