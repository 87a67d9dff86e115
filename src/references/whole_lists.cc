// Lists that number the modules: where most entries say name and number of a module and none says
// another, the entries in other words belong to the modules of their numbers, too.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/fold.h"
#include "base/text.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kEntryGap = 600;    // bytes between the lines of neighbouring entries
constexpr std::size_t kLongestLead = 48;  // bytes before the number of an entry
constexpr std::size_t kFewestEntries = 3;

// A line that begins as an entry does: `04. `, `- **Chapter 4:**`, `| 4 |`.
struct Entry {
  std::size_t line = 0, line_end = 0;
  Token token;
  std::size_t lead = 0;    // bytes before the number
  std::string_view close;  // what follows it: ". ", ":", " |"
};

// The mark behind a number that makes an entry of its line; empty when none does.
std::string_view MarkBehind(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && std::string_view("*_`]").find(text[end]) != std::string_view::npos) {
    ++end;
  }
  const std::size_t mark = SkipBlanks(text, end);
  if (mark >= text.size()) return {};
  const char c = text[mark];
  if (c == '|') return text.substr(at, mark + 1 - at);
  if (mark == end && (c == '.' || c == ')' || c == ':')) {
    const bool ends = end + 1 >= text.size() || !IsWord(text[end + 1]);
    return ends ? text.substr(at, end + 1 - at) : std::string_view();
  }
  const std::size_t dash = mark > end ? DashAt(text, mark) : 0;
  return dash == 0 ? std::string_view() : text.substr(at, mark + dash - at);
}

class WholeLists {
 public:
  explicit WholeLists(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    std::size_t read = 0;  // lists before it are done
    for (std::size_t i = 0; i < scan_.found.size(); ++i) {
      const Reference& reference = scan_.found[i].reference;
      if (!MayBegin(reference) || reference.number.offset < read) continue;
      const auto line = LineBegin(reference.number.offset, kLongestLead);
      const std::optional<Entry> first = line ? EntryAt(*line) : std::nullopt;
      if (!first || first->token.span() != reference.number) continue;
      const std::vector<Entry> entries = ListFrom(*first);
      if (CountsOthers(entries)) {
        read = entries.back().line_end;
        TakeForCounted(entries);
        continue;
      }
      if (CountsItself(entries)) {
        read = entries.back().line_end;
        Doubt(entries);
        if (Rises(entries)) TakeForCounted(entries);
        continue;
      }
      if (entries.size() < kFewestEntries) continue;
      read = entries.back().line_end;
      Settle(entries);
    }
    AddFound(scan_, std::move(added_));
  }

 private:
  static bool MayBegin(const Reference& reference) {
    const bool shape = reference.shape == ReferenceShape::kListItem ||
                       reference.shape == ReferenceShape::kTableRow ||
                       reference.shape == ReferenceShape::kTitle;
    const bool tells =
        reference.certainty == Certainty::kAgreeing || reference.certainty == Certainty::kDrifted;
    return shape && tells && !reference.written_last;
  }

  // Where the line begins that holds `at`, at most `reach` bytes before it; nullopt when it does
  // not.
  [[nodiscard]] std::optional<std::size_t> LineBegin(std::size_t at, std::size_t reach) const {
    const std::size_t low = at > reach ? at - reach : 0;
    const std::size_t mark = text_.substr(low, at - low).rfind('\n');
    if (mark != std::string_view::npos) return low + mark + 1;
    return low == 0 || text_[low - 1] == '\n' ? std::optional(low) : std::nullopt;
  }

  [[nodiscard]] std::optional<Entry> EntryAt(std::size_t line) const {
    Entry entry;
    entry.line = line;
    entry.line_end = std::min(text_.find('\n', line), text_.size());
    const std::string_view head =
        text_.substr(line, std::min(entry.line_end - line, kLongestLead + 1));
    entry.lead = head.find_first_of("0123456789");
    if (entry.lead == std::string_view::npos) return std::nullopt;
    if (entry.lead > 0 && head.find_first_not_of(" \t") == entry.lead && head[0] != ' ' &&
        head[0] != '\t') {
      return std::nullopt;
    }
    const auto token = ReadToken(scan_, line + entry.lead);
    if (!token || token->end > entry.line_end) return std::nullopt;
    entry.token = *token;
    entry.close = MarkBehind(text_.substr(0, entry.line_end), token->end);
    return entry.close.empty() ? std::nullopt : std::optional(entry);
  }

  // The entry of the same form that stands next, below or above; nullopt when another line of that
  // form or too much text comes first.
  [[nodiscard]] std::optional<Entry> Next(const Entry& from, int step) const {
    const std::string_view lead = text_.substr(from.line, from.lead);
    std::size_t line = from.line;
    while (true) {
      if (step > 0) {
        const std::size_t end = std::min(text_.find('\n', line), text_.size());
        if (end >= text_.size() || end + 1 - from.line_end > kEntryGap) return std::nullopt;
        line = end + 1;
      } else {
        if (line == 0 || from.line - line > kEntryGap) return std::nullopt;
        const auto above = LineBegin(line - 1, kEntryGap);
        if (!above) return std::nullopt;
        line = *above;
      }
      if (text_.substr(line, from.lead) != lead) continue;
      const std::optional<Entry> entry = EntryAt(line);
      if (!entry || entry->lead != from.lead || entry->close != from.close) continue;
      const bool follows = entry->token.number.value - from.token.number.value == step &&
                           entry->token.number.suffix == from.token.number.suffix;
      return follows ? entry : std::nullopt;
    }
  }

  [[nodiscard]] std::vector<Entry> ListFrom(const Entry& first) const {
    std::vector<Entry> entries;
    for (auto above = Next(first, -1); above; above = Next(*above, -1)) entries.push_back(*above);
    std::ranges::reverse(entries);
    entries.push_back(first);
    for (auto below = Next(first, 1); below; below = Next(*below, 1)) entries.push_back(*below);
    return entries;
  }

  // `2. [Loops](02_loops/)` above `3. [Intro](01_intro/)`: an ordered list counts its items,
  // whatever some of them are called.
  [[nodiscard]] bool CountsItself(const std::vector<Entry>& entries) const {
    std::size_t agreeing = 0, against = 0;
    for (const Entry& entry : entries) {
      const bool plain = entry.lead == 0 && (entry.close == "." || entry.close == ")");
      if (!plain || text_[entry.token.begin] == '0') return false;
      const std::vector<ModuleId> owners = scan_.lexicon.Owners(entry.token.number);
      auto found = FirstEndingBehind(scan_, entry.token.begin);
      const bool here = found != scan_.found.end() && found->reference.number == entry.token.span();
      bool others = false, own = false;
      for (; found != scan_.found.end() && found->reference.number.offset < entry.line_end;
           ++found) {
        if (!IsSure(found->reference) || !found->reference.module) continue;
        (owners == std::vector{*found->reference.module} ? own : others) = true;
      }
      agreeing += here && own ? 1 : 0;
      against += others && !own ? 1 : 0;
    }
    return agreeing > 0 && against * 3 > agreeing;
  }

  void Settle(const std::vector<Entry>& entries) {
    std::size_t agreeing = 0, akin = 0, own = 0;
    std::vector<const Entry*> open;
    for (const Entry& entry : entries) {
      const std::vector<ModuleId> owners = scan_.lexicon.Owners(entry.token.number);
      if (owners.empty()) continue;  // an appendix, a page beside the modules
      if (owners.size() != 1) return;
      ++own;
      auto found = FirstEndingBehind(scan_, entry.line);
      // What began above may end here.
      while (found != scan_.found.end() && found->reference.number.offset < entry.line) ++found;
      const bool here = found != scan_.found.end() && found->reference.number == entry.token.span();
      if (!here) {
        // Another module's name in the entry: the list is about something else.
        if (found != scan_.found.end() && found->reference.number.offset < entry.line_end) return;
        akin += IsAkin(entry, owners.front()) ? 1 : 0;
        open.push_back(&entry);
        continue;
      }
      switch (found->reference.certainty) {
        case Certainty::kAgreeing:
        case Certainty::kOwned:
          ++agreeing;
          break;
        case Certainty::kLikely:
          if (found->reference.written_last) return;
          akin += IsAkin(entry, owners.front()) ? 1 : 0;
          open.push_back(&entry);
          break;
        default:
          return;
      }
    }
    if (agreeing < 2 || own * 2 < entries.size()) return;
    // "1. Setup 2. Data 3. Ask for a review": steps whose names are alike by chance. `Week 1` to
    // `Week 6` of six weeks are the modules themselves.
    const bool sure = (agreeing > 2 && (agreeing + akin) * 4 >= own * 3) ||
                      (agreeing * 2 >= own && IsOneOfEach(entries));
    bool whole = true;
    for (const Entry* entry : open) {
      const bool certain =
          sure || (agreeing * 2 >= own &&
                   IsAkin(*entry, scan_.lexicon.Owners(entry->token.number).front()));
      whole = whole && certain;
      Tell(*entry, certain ? Certainty::kOwned : Certainty::kLikely);
    }
    if (!whole) Doubt(entries);
  }

  // A list is edited as a whole or not at all: what only its place in the list ties to a module is
  // a person's, too.
  void Doubt(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      const auto here = FirstEndingBehind(scan_, entry.token.begin);
      if (here == scan_.found.end() || here->reference.number != entry.token.span()) continue;
      const bool row = here->reference.shape == ReferenceShape::kListItem ||
                       here->reference.shape == ReferenceShape::kTableRow ||
                       here->reference.shape == ReferenceShape::kTitle;
      if (row && here->reference.certainty == Certainty::kAgreeing) {
        here->reference.certainty = Certainty::kLikely;
      }
    }
  }

  // What a list counts by itself is not what it says of modules.
  void TakeForCounted(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      const auto here = FirstEndingBehind(scan_, entry.token.begin);
      if (here == scan_.found.end() || here->reference.number != entry.token.span()) continue;
      if (here->reference.certainty == Certainty::kDrifted) {
        here->reference.certainty = Certainty::kForeign;
      }
    }
  }

  // `| 01 | Loops |`, `| 02 | Vendors |`, `| 03 | Prices |`: a list from the beginning on of which
  // hardly an entry names a module, and none the one of its number, counts something else.
  [[nodiscard]] bool CountsOthers(const std::vector<Entry>& entries) const {
    if (entries.size() < kFewestEntries || entries.front().token.number.value > 1) return false;
    std::size_t naming = 0;
    for (const Entry& entry : entries) {
      const auto found = FirstEndingBehind(scan_, entry.token.begin);
      if (found == scan_.found.end() || found->reference.number.offset >= entry.line_end) continue;
      if (found->reference.certainty == Certainty::kAgreeing) return false;
      ++naming;
    }
    return naming * 3 <= entries.size();
  }

  // Whether the modules that the entries name or lead to follow each other in the series, as where
  // `5. [Loops](04_loops)` stands below two modules of number 03.
  [[nodiscard]] bool Rises(const std::vector<Entry>& entries) const {
    std::optional<Number> last;
    for (const Entry& entry : entries) {
      for (auto found = FirstEndingBehind(scan_, entry.token.begin);
           found != scan_.found.end() && found->reference.number.offset < entry.line_end; ++found) {
        const bool names = IsSure(found->reference) && found->reference.module;
        const auto number = names ? scan_.lexicon.NumberOf(*found->reference.module) : std::nullopt;
        if (!number) continue;
        if (last && *number < *last) return false;
        last = number;
      }
    }
    return true;
  }

  // Whether other words of the entry are words of the module's name, or made from one: publishing
  // where it is called publish.
  [[nodiscard]] bool IsAkin(const Entry& entry, ModuleId id) const {
    constexpr std::size_t kLongEnough = 5;
    const std::string_view words = text_.substr(entry.token.end, entry.line_end - entry.token.end);
    const std::string& slug = scan_.lexicon.slug(id);
    if (SharesAWord(words, slug)) return true;
    const std::string folded = FoldModuleName(words), name = FoldModuleName(slug);
    return std::ranges::any_of(Split(name, ' '), [&](std::string_view part) {
      return part.size() >= kLongEnough &&
             std::ranges::any_of(Split(folded, ' '),
                                 [&](std::string_view word) { return word.starts_with(part); });
    });
  }

  // Whether the entries, each behind the label of the series, count all modules from the first to
  // the last.
  [[nodiscard]] bool IsOneOfEach(const std::vector<Entry>& entries) const {
    const Entry& first = entries.front();
    const std::size_t end = text_.find_last_not_of(" \t", first.token.begin - 1);
    const bool labelled = first.lead > 0 && end != std::string_view::npos && end >= first.line &&
                          scan_.lexicon.LabelBefore(text_, end + 1);
    const auto has_owner = [&](const Entry& entry, int step) {
      const Number number = entry.token.number;
      return !scan_.lexicon.Owners({number.value + step, number.suffix}).empty();
    };
    return labelled && !has_owner(first, -1) && !has_owner(entries.back(), 1) &&
           std::ranges::all_of(entries, [&](const Entry& entry) { return has_owner(entry, 0); });
  }

  void Tell(const Entry& entry, Certainty certainty) {
    const std::vector<ModuleId> owners = scan_.lexicon.Owners(entry.token.number);
    const auto here = FirstEndingBehind(scan_, entry.token.begin);
    if (here != scan_.found.end() && here->reference.number == entry.token.span()) {
      here->reference.certainty = certainty;
      here->reference.module = owners.front();
      here->weak = false;
      return;
    }
    Found found = MakeFound(scan_, entry.token, entry.token.span(), {entry.token.end, 0},
                            ReferenceShape::kListItem);
    found.reference.module = owners.front();
    found.reference.certainty = certainty;
    added_.push_back(std::move(found));
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<Found> added_;
};

}  // namespace

void SettleWholeLists(Scan& scan) {
  if (scan.format.content != FileContent::kProse && scan.format.content != FileContent::kNotebook) {
    return;
  }
  WholeLists(scan).Run();
}

}  // namespace prereq::references
