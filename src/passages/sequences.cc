#include "passages/sequences.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/file_kinds.h"
#include "base/text.h"
#include "model/certainty.h"
#include "passages/block_lines.h"

namespace prereq {
namespace {

constexpr std::size_t kLongestList = 20'000;  // bytes between two brackets
constexpr std::string_view kBlanks = " \t";

bool StartsWithOneOf(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](std::string_view one) { return text.starts_with(one); });
}

// Bytes of the branch that a drawing begins a line with: `│   ├── `; 0 for any other line.
std::size_t BranchLength(std::string_view line) {
  for (const std::string_view branch : {"├── ", "└── ", "|-- ", "+-- ", "`-- ", "├─ ", "└─ "}) {
    const std::size_t at = line.find(branch);
    if (at == std::string_view::npos) continue;
    std::string_view before = line.substr(0, at);
    while (!before.empty()) {
      if (StartsWithOneOf(before, {"│"})) {
        before.remove_prefix(std::string_view("│").size());
      } else if (StartsWithOneOf(before, {"\xC2\xA0"})) {
        before.remove_prefix(2);
      } else if (before.front() == ' ' || before.front() == '|') {
        before.remove_prefix(1);
      } else {
        break;
      }
    }
    if (before.empty()) return at + branch.size();
  }
  return 0;
}

class SequenceFinder {
 public:
  SequenceFinder(const std::string& path, std::string_view text,
                 std::span<const Reference> references, const ModuleSequence& order)
      : path_(path),
        text_(text),
        references_(references),
        order_(order),
        format_(FormatOf(path)),
        kind_(KindOfText(path)),
        lines_(ReadLines(text, kind_)) {}

  std::vector<OrderedBlock> Run() {
    MarkFences();
    AddLines();
    if (kind_.prose) AddHeadings();
    if (format_.Is("toml")) AddTables();
    const bool listed = format_.content == FileContent::kCode ||
                        format_.content == FileContent::kData ||
                        format_.content == FileContent::kBuild;
    if (listed) AddLists();
    if (format_.Is("shell") || format_.Is("make") || format_.Is("just")) AddWords();
    const auto place = [](const OrderedBlock& block) {
      const std::size_t begin = block.entries.front().body.offset;
      return std::pair(begin, ~block.entries.back().tail.end());
    };
    std::ranges::stable_sort(blocks_, {}, place);
    return std::move(blocks_);
  }

 private:
  // One line or part that names one module.
  struct Named {
    ModuleId module;
    std::size_t number = 0;  // where its number or name begins
  };

  std::string_view LineText(std::size_t line) const {
    return text_.substr(lines_[line].first, lines_[line].end - lines_[line].first);
  }

  std::optional<Named> OnlyOne(std::size_t begin, std::size_t end) const {
    const auto offset = [](const Reference& reference) { return reference.whole.offset; };
    std::optional<Named> only;
    for (auto at = std::ranges::lower_bound(references_, begin, {}, offset);
         at != references_.end() && at->whole.offset < end; ++at) {
      if (!IsCertain(*at) || !order_.number(*at->module)) continue;
      if (only && only->module != *at->module) return std::nullopt;
      if (only) continue;
      only = {*at->module, at->number.length > 0 ? at->number.offset : at->name.offset};
    }
    return only;
  }

  void MarkFences() {
    fenced_.assign(lines_.size(), !kind_.prose);
    if (!kind_.prose) return;
    char fence = 0;
    std::size_t open = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = LineText(i);
      const bool marks = StartsWithOneOf(line, {"```", "~~~"});
      if (marks && fence == 0) {
        fence = line.front();
        open = i;
      } else if (marks && line.front() == fence) {
        fence = 0;
      } else {
        fenced_[i] = fence != 0;
      }
    }
    // One that is never closed does not say where it ends.
    if (fence != 0) std::fill(fenced_.begin() + static_cast<long>(open), fenced_.end(), false);
  }

  // Imports are sorted by taste, not by what comes first.
  static bool IsImport(std::string_view line) {
    return StartsWithOneOf(
        line, {"import ", "from ", "use ", "using ", "#include", "export ", "mod ", "pub ",
               "require ", "require(", "@import", "extern ", "const ", "var ", "let "});
  }

  // What stands before the module's number, drawings evened out; nullopt: the line says nothing.
  std::optional<std::string> KeyOf(std::size_t line, const Named& named) const {
    const std::string_view shown = LineText(line);
    if (named.number < lines_[line].first) return std::nullopt;
    const std::size_t branch = BranchLength(shown);
    if (branch > 0) {
      const std::string_view folder = shown.substr(0, branch);
      const std::size_t depth = static_cast<std::size_t>(std::ranges::count_if(folder, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // characters, not bytes
      }));
      return "branch " + std::to_string(depth) +
             std::string(shown.substr(branch, named.number - lines_[line].first - branch));
    }
    const std::string_view before = shown.substr(0, named.number - lines_[line].first);
    const bool bare = before.find_first_not_of("\"'`:") == std::string_view::npos;
    if (!fenced_[line] && !bare && Lower(before).find("include") == std::string::npos) {
      return std::nullopt;
    }
    if (format_.content == FileContent::kCode && (IsImport(shown) || Trim(before).empty())) {
      return std::nullopt;
    }
    if (kind_.yaml || format_.Is("json")) return std::nullopt;  // lists and maps are found as such
    // A line of a table is a row, whatever its first field says; not one where a field goes on
    // below.
    if (format_.Is("csv") && std::ranges::count(shown, '"') % 2 == 0) return "row";
    return std::string(lines_[line].indent(), ' ') + std::string(before);
  }

  void AddLines() {
    std::vector<BlockEntry> run;
    std::string key;
    bool nested = false;
    const auto settle = [&] {
      const bool code = format_.content == FileContent::kCode && !format_.Is("shell") &&
                        !format_.Is("sql") && !format_.Is("r");
      const bool words =
          kind_.prose && !run.empty() && !fenced_[static_cast<std::size_t>(run.front().line) - 1];
      if (RisesWith(order_, run, code || words ? 3 : 2)) {
        Keep(OrderedBlock::Kind::kLines, run, !nested);
      }
      run.clear();
      nested = false;
    };
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const TextLine& line = lines_[i];
      if (line.kind == TextLine::Kind::kBlank) continue;
      if (line.kind == TextLine::Kind::kComment && !run.empty()) {
        nested = true;  // whose comment it is cannot be said
        continue;
      }
      const auto named = OnlyOne(line.begin, line.end);
      const auto own = named ? KeyOf(i, *named) : std::nullopt;
      if (!own) {
        if (!run.empty() && IsDeeper(i, run.back())) {
          nested = true;
        } else {
          settle();
        }
        continue;
      }
      if (own != key) {
        if (!run.empty() && IsDeeper(i, run.back())) {
          nested = true;
          continue;
        }
        settle();
      }
      key = *own;
      run.push_back(EntryOf(i, *named));
    }
    settle();
  }

  // Below the entry: more indented, or deeper in the drawing.
  bool IsDeeper(std::size_t line, const BlockEntry& entry) const {
    const std::size_t above = static_cast<std::size_t>(entry.line) - 1;
    const std::size_t branch = BranchLength(LineText(above));
    if (branch == 0) return lines_[line].indent() > lines_[above].indent();
    const auto characters = [](std::string_view text) {
      return std::ranges::count_if(
          text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    };
    const std::string_view shown = LineText(line);
    const std::size_t own = BranchLength(shown);
    const auto depth =
        lines_[line].indent() + static_cast<std::size_t>(characters(shown.substr(0, own)));
    return own > 0 &&
           depth > lines_[above].indent() +
                       static_cast<std::size_t>(characters(LineText(above).substr(0, branch)));
  }

  // Whether the last byte is a closing bracket that nothing in `text` opens.
  static bool ClosesEarlier(std::string_view text) {
    const std::size_t kind = std::string_view(")]}").find(text.back());
    if (kind == std::string_view::npos) return false;
    return std::ranges::count(text, text.back()) > std::ranges::count(text, "([{"[kind]);
  }

  // A separator at the end belongs to the place: the last line often has none.
  BlockEntry EntryOf(std::size_t line, const Named& named) const {
    BlockEntry entry;
    const std::string_view shown = LineText(line);
    const std::size_t branch = BranchLength(shown);
    std::string_view body = shown.substr(branch);
    for (const std::string_view mark : {",", " \\", "&&", "|", ";", "+"}) {
      if (branch == 0 && body.ends_with(mark)) {
        body.remove_suffix(mark.size());
        break;
      }
    }
    // So does what closes a bracket that an earlier line opened: `set(A` … `d.md)`.
    while (!body.empty() && (kBlanks.find(body.back()) != std::string_view::npos ||
                             (branch == 0 && ClosesEarlier(body)))) {
      body.remove_suffix(1);
    }
    entry.body = {lines_[line].first + branch, body.size()};
    entry.mark = {entry.body.end(), lines_[line].end - entry.body.end()};
    entry.tail = {lines_[line].end, 0};
    entry.module = named.module;
    entry.line = entry.last_line = static_cast<int>(line) + 1;
    return entry;
  }

  // The level of a heading with a line of marks below it, which the first such lines of a text
  // define; 0: it is none.
  std::size_t UnderlinedLevel(std::size_t line, std::string& underlines) const {
    const bool may = format_.Is("markdown") || format_.Is("restructuredtext");
    if (!may || line + 1 >= lines_.size() || lines_[line].indent() > 0 ||
        lines_[line].kind != TextLine::Kind::kOther) {
      return 0;
    }
    const std::string_view below = LineText(line + 1);
    const std::string_view title = LineText(line);
    if (below.size() < 3 || title.empty() || title.front() == below.front() ||
        std::string_view("=-~^\"'#*+.`:_").find(below.front()) == std::string_view::npos ||
        below.find_first_not_of(below.front()) != std::string_view::npos) {
      return 0;
    }
    std::size_t level = underlines.find(below.front());
    if (level == std::string::npos) {
      if (format_.Is("markdown")) return 0;
      level = underlines.size();
      underlines += below.front();
    }
    return level + 1;
  }

  // Headings of one level that name a module each, with nothing of that level between.
  void AddHeadings() {
    std::array<std::vector<BlockEntry>, 7> runs;
    std::string underlines = format_.Is("markdown") ? "=-" : "";  // by level
    const auto settle = [&](std::size_t from) {
      for (std::size_t level = from; level < runs.size(); ++level) {
        if (RisesWith(order_, runs[level], 2)) {
          Keep(OrderedBlock::Kind::kSections, runs[level], false);
        }
        runs[level].clear();
      }
    };
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = LineText(i);
      const char mark = format_.Is("asciidoc") ? '=' : '#';
      std::size_t level = std::min(line.find_first_not_of(mark), line.size());
      const bool begins = level > 0 && level < line.size() && line[level] == ' ';
      if (!begins) level = UnderlinedLevel(i, underlines);
      if (fenced_[i] || level == 0 || level >= runs.size()) continue;
      settle(level + 1);
      const auto named = OnlyOne(lines_[i].begin, lines_[i].end);
      if (!named) {
        settle(level);
        continue;
      }
      BlockEntry entry;
      entry.body = {lines_[i].first, line.size()};
      entry.mark = entry.tail = {lines_[i].end, 0};
      entry.module = named->module;
      entry.line = entry.last_line = static_cast<int>(i) + 1;
      runs[level].push_back(entry);
    }
    settle(1);
  }

  // [[exercises]] … of TOML: from header to header.
  void AddTables() {
    std::vector<BlockEntry> run;
    std::string_view header;
    bool sortable = true;
    const auto settle = [&] {
      if (RisesWith(order_, run, 2)) Keep(OrderedBlock::Kind::kSections, run, sortable);
      run.clear();
      sortable = true;
    };
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = LineText(i);
      if (!line.starts_with('[') || !line.ends_with(']')) continue;
      if (!line.starts_with("[[") || line != header) settle();
      header = line;
      if (!line.starts_with("[[")) continue;
      std::size_t last = i;
      for (std::size_t next = i + 1; next < lines_.size(); ++next) {
        const std::string_view shown = LineText(next);
        if (shown.starts_with('[') && shown.ends_with(']')) break;
        if (lines_[next].kind == TextLine::Kind::kComment) sortable = false;
        if (!shown.empty()) last = next;
      }
      const auto named = OnlyOne(lines_[i].begin, lines_[last].end);
      if (!named) {
        settle();
        continue;
      }
      BlockEntry entry;
      entry.body = {lines_[i].first, lines_[last].end - lines_[i].first};
      entry.mark = entry.tail = {lines_[last].end, 0};
      entry.module = named->module;
      entry.line = static_cast<int>(i) + 1;
      entry.last_line = static_cast<int>(last) + 1;
      run.push_back(entry);
    }
    settle();
  }

  int LineAt(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(lines_, offset, {}, &TextLine::begin);
    return static_cast<int>(after - lines_.begin());
  }

  // Elements between commas; those that name no module, or several, part the list.
  void AddList(std::size_t begin, std::size_t end, std::size_t fewest) {
    std::vector<BlockEntry> run;
    const auto settle = [&] {
      if (RisesWith(order_, run, fewest)) Keep(OrderedBlock::Kind::kLiteral, run, true);
      run.clear();
    };
    for (std::size_t at = begin; at < end;) {
      std::size_t stop = at;
      char quote = 0;
      for (; stop < end && (quote != 0 || text_[stop] != ','); ++stop) {
        const char c = text_[stop];
        if (quote != 0 ? c == quote : c == '"' || c == '\'') quote = quote != 0 ? '\0' : c;
      }
      const std::string_view part = text_.substr(at, stop - at);
      const std::string_view element = Trim(part);
      const auto named = OnlyOne(at, stop);
      at = stop + 1;
      const std::size_t first = static_cast<std::size_t>(element.data() - text_.data());
      // `'week 1': '01_a'`: the key is a place, and stays.
      const bool keyed =
          named && named->number > first &&
          text_.substr(first, named->number - first).find_first_of(":=") != std::string_view::npos;
      if (!named || element.empty() || keyed) {
        settle();
        continue;
      }
      BlockEntry entry;
      entry.body = {first, element.size()};
      entry.mark = entry.tail = {entry.body.end(), 0};
      entry.module = named->module;
      entry.line = entry.last_line = LineAt(entry.body.offset);
      run.push_back(entry);
    }
    settle();
  }

  // Lists between brackets without further brackets inside: `["01_a.Rmd", "02_b.Rmd"]`.
  void AddLists() {
    for (std::size_t open = text_.find_first_of("[({"); open != std::string_view::npos;
         open = text_.find_first_of("[({", open + 1)) {
      const char bracket = text_[open];
      const char closer = bracket == '[' ? ']' : bracket == '(' ? ')' : '}';
      const std::size_t close = text_.find_first_of("[](){}", open + 1);
      if (close == std::string_view::npos) return;
      if (text_[close] != closer || close - open > kLongestList) continue;
      const std::string_view inside = text_.substr(open + 1, close - open - 1);
      const bool commented = !kind_.comment.empty() &&
                             inside.find('\n') != std::string_view::npos &&
                             inside.find(kind_.comment) != std::string_view::npos;
      if (inside.find(',') == std::string_view::npos || commented) continue;
      if (IsImport(LineText(static_cast<std::size_t>(LineAt(open)) - 1))) continue;
      // Arguments of a call may name two modules in any order.
      AddList(open + 1, close, bracket == '[' ? 2 : 3);
    }
  }

  // for m in 01_a 02_b 03_c; do; a line that ends with `\` goes on.
  void AddWords() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].kind == TextLine::Kind::kComment) continue;
      TextLine line = lines_[i];
      while (i + 1 < lines_.size() && line.end > line.begin && text_[line.end - 1] == '\\') {
        line.end = lines_[++i].end;
      }
      std::vector<BlockEntry> run;
      const auto settle = [&] {
        if (RisesWith(order_, run, 3)) Keep(OrderedBlock::Kind::kLiteral, run, true);
        run.clear();
      };
      for (std::size_t at = line.first; at < line.end;) {
        if (text_[at] == '\\' || text_[at] == '\n' || text_[at] == '\r') {
          ++at;
          continue;
        }
        const std::size_t stop = std::min(text_.find_first_of(" \t;)\\\n", at), line.end);
        const auto named = stop > at ? OnlyOne(at, stop) : std::nullopt;
        if (named) {
          BlockEntry entry;
          entry.body = {at, stop - at};
          entry.mark = entry.tail = {stop, 0};
          entry.module = named->module;
          entry.line = entry.last_line = LineAt(at);
          run.push_back(entry);
        } else if (stop > at) {
          settle();
        }
        at = stop < line.end && text_[stop] != '\\' && text_[stop] != '\n' ? stop + 1 : stop;
        if (at == stop && at >= line.end) break;
      }
      settle();
    }
  }

  void Keep(OrderedBlock::Kind kind, const std::vector<BlockEntry>& run, bool sortable) {
    OrderedBlock block;
    block.kind = kind;
    block.sortable = sortable;
    block.entries = run;
    const std::size_t line = static_cast<std::size_t>(run.front().line) - 1;
    block.where = {path_, run.front().line,
                   static_cast<int>(run.front().body.offset - lines_[line].begin) + 1};
    blocks_.push_back(std::move(block));
  }

  const std::string& path_;
  std::string_view text_;
  std::span<const Reference> references_;
  const ModuleSequence& order_;
  const FileFormat& format_;
  const TextKind kind_;
  std::vector<TextLine> lines_;
  std::vector<bool> fenced_;  // by line: inside a fence, or of a file that is not prose
  std::vector<OrderedBlock> blocks_;
};

}  // namespace

bool IsCertain(const Reference& reference) {
  return IsSure(reference) && reference.shape != ReferenceShape::kRange &&
         reference.module.has_value();
}

bool RisesWith(const ModuleSequence& order, std::span<const BlockEntry> entries,
               std::size_t fewest) {
  std::set<ModuleId> distinct;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && *order.number(entries[i].module) < *order.number(entries[i - 1].module)) {
      return false;
    }
    distinct.insert(entries[i].module);
  }
  if (distinct.size() < std::max<std::size_t>(fewest, 2)) return false;
  if (distinct.size() > 2) return true;
  return order.Next(entries.front().module) == entries.back().module;
}

std::vector<OrderedBlock> FindSequences(const std::string& path, std::string_view text,
                                        std::span<const Reference> references,
                                        const ModuleSequence& order) {
  return SequenceFinder(path, text, references, order).Run();
}

}  // namespace prereq
