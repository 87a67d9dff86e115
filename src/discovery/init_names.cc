// FindNames: the label before module numbers, and titles seen beside them.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "discovery/init_metadata.h"
#include "discovery/label_choice.h"
#include "discovery/label_evidence.h"
#include "discovery/label_mentions.h"
#include "discovery/label_words.h"
#include "discovery/spelled_labels.h"
#include "documents/notebook.h"
#include "metadata/link_targets.h"
#include "metadata/metadata.h"
#include "passages/counting_words.h"
#include "references/history.h"
#include "references/link_words.h"
#include "references/scan_text.h"
#include "references/shapes.h"
#include "series/course_words.h"
#include "series/resolve.h"

namespace prereq {
namespace {

constexpr std::size_t kMostPages = 400, kMostOfPage = 128U << 10U, kMostOfCode = 2U << 10U;
constexpr std::size_t kNearName = 80;  // bytes behind a number
constexpr std::size_t kMostDoubts = 10, kFewestDoubts = 3;

// What a notebook's code printed is nobody's way to speak of modules: `Converted 00_core.ipynb.`
void BlankOutputs(const FileFormat& format, std::string& text) {
  if (format.content != FileContent::kNotebook) return;
  const auto stretches = StretchesOf(text);
  if (!stretches) return;
  for (const Span& output : stretches->outputs) {
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(output.offset), output.length, ' ');
  }
}

// Where the links of one page lead.
class LinksOfPage {
 public:
  LinksOfPage(std::string_view text, const FileFormat& format)
      : format_(format), defined_(ReadLinkTargets(text)) {}

  // The target of the link in whose words `at` stands; empty when it stands in none.
  [[nodiscard]] std::string_view TargetAround(std::string_view text, std::size_t at) const {
    const std::string_view target = references::TargetOfWords(text, format_, at);
    if (!target.empty() || defined_.empty()) return target;
    const std::size_t low = at - std::min(at, references::kReach);
    const std::size_t open = text.substr(low, at - low).find_last_of("[]\n");
    if (open == std::string_view::npos || text[low + open] != '[') return {};
    const auto link = TargetedLinkAt(text, low + open, defined_);
    return link ? link->target : std::string_view();
  }

 private:
  const FileFormat& format_;
  LinkTargets defined_;
};

// Texts that people read as pages; LaTeX and Typst are written in markup.
bool IsPageFormat(const FileFormat& format) {
  return format.content == FileContent::kProse || format.content == FileContent::kNotebook ||
         format.Is("latex") || format.Is("typst");
}

// Other texts that may speak of modules in comments and words.
bool MaySpeak(const FileFormat& format) {
  return format.content == FileContent::kCode || format.content == FileContent::kMarkup ||
         format.content == FileContent::kBuild;
}

constexpr std::size_t kLongestHeading = 1024;

// What stands before `at` on its line; nothing where that is more than a heading has.
std::string_view HeadingBefore(std::string_view text, std::size_t at) {
  const std::size_t low = at - std::min(at, kLongestHeading);
  const std::size_t before = text.substr(low, at - low).rfind('\n');
  if (before == std::string_view::npos && low > 0) return {};
  const std::size_t begin = low + before + 1;  // npos + 1 is 0
  return text.substr(begin, at - begin);
}

// Whether the line that holds `at` is a heading.
bool InHeading(std::string_view text, std::size_t at) {
  return HeadingBefore(text, at).starts_with('#');
}

// "Transfer Learning Part 3": the label ends a title of its own that begins
// before it. Words of up to four letters may just begin a sentence: "From
// Module 3".
bool EndsATitle(std::string_view text, std::size_t label) {
  constexpr std::size_t kShort = 4;
  if (label < 2 || text[label - 1] != ' ') return false;
  std::size_t word = label - 1;
  while (word > 0 && IsLetter(text[word - 1])) --word;
  return label - 1 - word > kShort && IsUpper(text[word]);
}

// "### Step 3 - do that": a heading that numbers what stands in a page, not the
// page itself.
bool IsInnerHeading(std::string_view text, std::size_t label) {
  const std::string_view before = HeadingBefore(text, label);
  const std::size_t marks = std::min(before.find_first_not_of('#'), before.size());
  return marks > 1 && Trim(before.substr(marks)).empty();
}

// Whether a title begins or ends with a word that shares its first four letters
// with the name: "Loss Functions" and "losses", but not "Clone and Setup
// Repository" and "setup".
bool ShareAStem(const std::string& title, const std::string& slug) {
  constexpr std::size_t kStem = 4;
  const std::string folded = FoldModuleName(slug);
  const std::string words = FoldModuleName(title);  // outlives the views
  if (words == folded) return true;                 // `db`, `intro`
  const std::vector<std::string_view> parts = Split(words, ' ');
  return std::ranges::any_of(std::array{parts.front(), parts.back()}, [&](std::string_view word) {
    return word.size() >= kStem && folded.find(word.substr(0, kStem)) != std::string::npos;
  });
}

// Other names of modules out of the titles that stand beside their label and
// number.
void AddAliases(const std::map<std::pair<int, std::string>, std::size_t>& titles,
                const std::map<int, std::string>& slugs, FoundNames& found) {
  std::map<std::string, std::vector<std::string>> aliases;
  std::map<std::string, std::string> owner;  // folded title → slug
  std::vector<std::pair<std::size_t, std::string>> doubtful;
  for (const auto& [key, count] : titles) {
    const auto& number = key.first;  // no structured binding: lambdas below capture
    const auto& title = key.second;
    const std::string& slug = slugs.at(number);
    if (slug.empty() || FoldModuleName(title) == FoldModuleName(slug)) continue;
    const bool is_other_slug = std::ranges::any_of(slugs, [&](const auto& entry) {
      return FoldModuleName(entry.second) == FoldModuleName(title);
    });
    if (count < 2 || is_other_slug) continue;
    if (!ShareAStem(title, slug)) {
      const bool is_name = IsLetter(title.front()) && std::ranges::count(title, ' ') < 3;
      if (count < kFewestDoubts || !is_name) continue;
      doubtful.emplace_back(count, fmt::format("`{} {}: {}` beside `{}` ({} times)",
                                               found.labels.front(), number, title, slug, count));
      continue;
    }
    const auto [first, is_new] = owner.try_emplace(FoldModuleName(title), slug);
    if (is_new) aliases[slug].push_back(title);
    if (!is_new && first->second != slug) std::erase(aliases[first->second], title);
  }
  for (auto& [slug, names] : aliases) {
    if (!names.empty()) found.aliases.emplace_back(slug, std::move(names));
  }
  std::ranges::stable_sort(doubtful, std::greater<>(), &std::pair<std::size_t, std::string>::first);
  for (auto& [count, text] : doubtful) {
    if (found.doubtful.size() < kMostDoubts) found.doubtful.push_back(std::move(text));
  }
}

// Whether a heading, a title (`title: "Lesson 2"`, `\chapter{Lesson 2}`, `<h1>`) or a plain line
// begins with what stands at `at`.
bool BeginsLine(std::string_view text, std::size_t at) {
  constexpr std::string_view kMarks = " \t#=*_-\"'`[({>|";
  constexpr std::size_t kMostBefore = 200;  // bytes of the line
  const std::string_view near =
      text.substr(at - std::min(at, kMostBefore), std::min(at, kMostBefore));
  const std::size_t end = near.rfind('\n');
  if (end == std::string_view::npos && near.size() < at) return false;
  const std::string_view line = near.substr(end + 1);  // npos + 1 is 0
  std::string_view before = line.substr(0, line.find_last_not_of(kMarks) + 1);
  if (before.empty() || Trim(before).starts_with('<') || Trim(before).starts_with('\\'))
    return true;
  if (before.back() != ':' && before.back() != '=') return false;
  before.remove_suffix(1);
  before.remove_prefix(before.find_last_of("{,[") + 1);  // npos + 1 is 0
  const std::string_view key = before.substr(0, before.find_last_not_of(kMarks) + 1);
  const std::size_t first = std::min(key.find_first_not_of(kMarks), key.size());
  return std::ranges::none_of(key.substr(first),
                              [](char c) { return c == ' ' || c == '.' || c == '/'; });
}

// The number of the module that `path` belongs to.
std::optional<int> OwnerOf(const NumberedGroup& series, const std::string& path) {
  for (std::size_t i = 0; i < series.paths.size() && i < series.entries.size(); ++i) {
    if (IsWithin(path, series.paths[i])) return series.entries[i].first.value;
  }
  return std::nullopt;
}

// The number of the module that a link's target leads to.
std::optional<int> OwnerOfTarget(const NumberedGroup& series, const std::string& path,
                                 std::string_view target) {
  target = target.substr(0, target.find_first_of("#? "));
  if (target.starts_with("file:")) target.remove_prefix(5);  // of Org
  if (target.starts_with("xref:") || target.starts_with("link:")) target.remove_prefix(5);
  if (target.empty()) return std::nullopt;
  const auto leads = FollowPath(ParentPath(path), target);
  return leads ? OwnerOf(series, *leads) : std::nullopt;
}

// `Migration 2 adds carts`: the module's name among the next words of the sentence.
bool NameInSentence(std::string_view text, std::size_t at, const std::string& slug) {
  static constexpr references::ByteSet kStops(".;!?|\n");
  std::size_t end = at;
  while (end < text.size() && end - at < kNearName && !kStops.Has(text[end])) ++end;
  const std::string words = " " + FoldModuleName(text.substr(at, end - at)) + " ";
  const std::string name = FoldModuleName(slug);
  return !name.empty() && words.find(" " + name + " ") != std::string::npos;
}

// `Step 1-org`: the module's own name stands behind the number. Before a whole name any verb may
// stand, `run 02_loops`, so that this speaks for course words alone.
bool NameFollows(std::string_view text, std::size_t at, const std::string& slug) {
  if (slug.empty() || at >= text.size() || (text[at] != '-' && text[at] != '_')) return false;
  const std::string_view rest = text.substr(at + 1);
  return rest.starts_with(slug) && !references::IdentifierAt(rest, slug.size());
}

bool IsAddress(std::string_view target) { return target.find("://") != std::string_view::npos; }

// Whether the words of a link begin with what stands from `begin` on: `[ADR 10](…)`, `>ADR 10</a>`.
bool BeginsLinkWords(std::string_view text, std::size_t begin) {
  static constexpr references::ByteSet kOpens("[>|{`");
  return begin > 0 && kOpens.Has(text[begin - 1]);
}

// What stands around a mention.
struct Surroundings {
  std::optional<int> owner;   // the number of the module whose file it is in
  std::string_view target;    // of the link in whose words it stands
  std::optional<int> linked;  // the number of the module that leads to
  bool is_titled = false;     // the whole name of the module stands behind
};

// Whether a name goes on behind the number that ends at `end`: `02_fit`, `2-loops`.
bool IsJoined(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && (text[end] == '_' || text[end] == '-') &&
         IsWordByte(text[end + 1]);
}

void Weigh(const Mention& mention, std::string_view text, const std::string& slug,
           const Surroundings& around, LabelEvidence& label) {
  const std::optional<int> owner = around.owner;
  ++label.count;
  const std::size_t agreed = label.agreeing;
  if (!mention.title.empty()) ++label.titles[{mention.number, mention.title}];
  const bool own_heading = owner && InHeading(text, mention.begin);
  if (own_heading && *owner != mention.number) ++label.counting;
  const std::string target = FoldModuleName(around.target);
  const bool linked = around.linked == mention.number ||
                      (!slug.empty() && target.find(FoldModuleName(slug)) != std::string::npos);
  if (around.linked && !IsAddress(around.target) && BeginsLinkWords(text, mention.begin) &&
      !IsLower(mention.label.front()) && !CountsParts(Lower(mention.label))) {
    if (linked) label.tied.insert(mention.number);
    label.is_tied_else = label.is_tied_else || !linked;
  }
  const std::size_t end = std::min(text.find('\n', mention.end), mention.end + kNearName);
  const bool beside = !slug.empty() && NumberedBeside(text.substr(mention.end, end - mention.end),
                                                      mention.number, slug);
  // `cd 02-loops`, `Rscript 02_fit.R`: number and name are one, and the word in front is anybody's.
  const bool follows = NameFollows(text, mention.end, slug);
  const bool named = mention.known && follows;
  const bool said = IsUpper(mention.label.front()) && mention.phrase.empty() && !follows &&
                    NameInSentence(text, mention.end, slug);
  const bool headed = own_heading && *owner == mention.number;
  if (headed && !IsInnerHeading(text, mention.begin)) label.headed.insert(mention.number);
  const bool is_titled = around.is_titled && !follows;
  if (is_titled) label.named.insert(mention.number);
  const bool titled = is_titled && mention.phrase.empty();
  if (linked || beside || named || said || headed || titled) ++label.agreeing;
  if (!mention.phrase.empty()) {
    ++label.titled;
    if (ShareAStem(mention.phrase, slug)) {
      if (!linked) ++label.agreeing;
    } else if (label.example.empty()) {
      label.example = fmt::format("{} {}: {}", mention.label, mention.number, mention.phrase);
    }
  }
  if (label.agreeing > agreed) label.confirmed.insert(mention.number);
}

// How many digits the names have; 0 where they have no zeros in front.
std::size_t WidthOf(const NumberedGroup& series) {
  constexpr std::string_view kPadded = "{number:0";
  const std::size_t at = series.pattern.find(kPadded);
  const bool padded = at != std::string::npos && at + kPadded.size() < series.pattern.size();
  return padded ? static_cast<std::size_t>(series.pattern[at + kPadded.size()] - '0') : 0;
}

// What a word is counted as: `chapter` as `Chapter`, for nothing else is called so; `step` and
// `week` may be anything's.
std::string LabelOf(const std::string& word) {
  if (!IsLower(word.front())) return word;
  const std::string_view known = CourseWordOf(word);
  const bool is_label = !known.empty() && !MayCountParts(known) && !CountsTime(known);
  return is_label ? std::string(known) : word;
}

}  // namespace

FoundNames FindNames(const FileReader& tree, const std::vector<FileEntry>& files,
                     const NumberedGroup& series, const std::vector<NumberedGroup>& groups) {
  std::map<int, std::string> slugs;
  for (const auto& [number, slug] : series.entries) slugs.try_emplace(number.value, slug);
  Labels labels;
  std::map<std::string, std::string> called_so;  // by the word as it stands there
  const std::string own_word = WordOfNames(series);
  std::size_t pages = 0, others = 0;
  const HistoryFiles history;  // what they count was so in their day
  for (const FileEntry& file : files) {
    const FileFormat& format = FormatOf(file.path);
    const std::optional<int> owner = OwnerOf(series, file.path);
    const bool is_page = IsPageFormat(format);
    // What a module's own data says of it at its beginning.
    const bool is_data =
        owner && IsMetadataName(file.path) &&
        std::ranges::find(series.paths, ParentPath(file.path)) != series.paths.end();
    const bool is_read = is_page || is_data || MaySpeak(format);
    if (!is_read || file.kind != FileKind::kRegular || history.Has(file.path)) continue;
    std::size_t& read = is_page ? pages : others;
    if (read >= kMostPages || references::IsLicence(file.path)) continue;
    ++read;
    Result<std::string> text = tree.Read(file.path);
    if (!text) continue;
    BlankOutputs(format, *text);
    const std::string_view head =
        std::string_view(*text).substr(0, is_page ? kMostOfPage : kMostOfCode);
    const LinksOfPage links(head, format);
    std::set<std::string> led;   // words that began a line
    std::set<std::string> told;  // labels that stood anywhere in code
    for (std::size_t at = 1; at < head.size(); ++at) {
      if (!IsDigit(head[at]) || IsDigit(head[at - 1])) continue;
      const auto mention = MentionAt(head, at, own_word);
      if (!mention || EndsATitle(head, mention->begin)) continue;
      // `# Usage: Rscript 02_fit.R`
      if (!is_page && IsJoined(head, mention->end)) continue;
      const auto slug = slugs.find(mention->number);
      // `issue #12`, `Step [3](…)`: only links to modules mean them so.
      if (mention->is_marked) {
        const std::string_view target = links.TargetAround(head, mention->end - 1);
        if (IsAddress(target) || !OwnerOfTarget(series, file.path, target)) continue;
      }
      // Code may number its own steps; only a title that is the module's says
      // more.
      const bool is_others = owner && owner != mention->number;
      const bool is_title = !is_others && !mention->phrase.empty() && slug != slugs.end() &&
                            ShareAStem(mention->phrase, slug->second);
      const bool is_cited = mention->is_cited && mention->end - at == WidthOf(series);
      if (!is_page && !owner && !is_title && !is_cited) continue;
      const auto [called, is_new] = called_so.try_emplace(mention->label);
      if (is_new) called->second = LabelOf(mention->label);
      LabelEvidence& label = labels[called->second];
      label.known = label.known || mention->known || called->second != mention->label;
      if (is_cited && slug != slugs.end()) label.cited.insert(mention->number);
      if (is_cited && slug == slugs.end()) ++label.cited_strays;
      if (!is_page && !owner && !is_title) continue;
      ++label.all;
      if (mention->is_item) ++label.items;
      const bool is_lead = owner && !IsLower(mention->label.front()) &&
                           BeginsLine(head, mention->begin) && led.insert(mention->label).second;
      if (is_lead) {
        bool& agrees = label.leads.try_emplace(*owner, true).first->second;
        agrees = agrees && *owner == mention->number;
      }
      const bool is_word = !is_page && owner && label.known && !MayCountParts(called->second) &&
                           !CountsTime(called->second);
      if (is_word && told.insert(called->second).second) {
        bool& agrees = label.told.try_emplace(*owner, true).first->second;
        agrees = agrees && *owner == mention->number;
      }
      if (!is_page && !is_title && !(owner == mention->number && is_lead)) continue;
      const bool is_inner = IsInnerHeading(head, mention->begin);
      const bool is_titled = slug != slugs.end() && TitledBehind(head, mention->end, slug->second,
                                                                 InHeading(head, mention->begin));
      if (is_inner && owner) label.inner[file.path].insert(mention->number);
      if (slug == slugs.end()) {
        ++label.strays;
      } else if (is_inner && mention->phrase.empty() && !is_titled) {
        if (owner && *owner != mention->number) ++label.counting;
      } else {
        Surroundings around{.owner = owner,
                            .target = links.TargetAround(head, mention->end - 1),
                            .linked = std::nullopt,
                            .is_titled = is_titled};
        around.linked = OwnerOfTarget(series, file.path, around.target);
        Weigh(*mention, head, slug->second, around, label);
      }
    }
  }
  std::erase_if(labels,
                [&](const auto& label) { return CallsHolders(label.first, groups, series); });
  for (auto& [word, label] : labels) {
    label.TakeUnanimous(slugs.size());
  }
  FoundNames found;
  std::map<std::pair<int, std::string>, std::size_t> titles;
  // A number that begins anew in each folder means no module by itself, but for
  // lessons of phases.
  const bool lone_family =
      series.is_family() && std::ranges::none_of(groups, [&](const NumberedGroup& group) {
        return IsInside(series, group);
      });
  const auto chosen = ChooseLabel(labels, series, FindWordsOfOthers(groups, series), lone_family);
  const bool told_by_titles = series.has_slug && !series.is_family();
  if (chosen != labels.end() && CountsElse(chosen->second, told_by_titles)) {
    if (!chosen->second.example.empty()) {
      found.doubtful.push_back(fmt::format("`{}`", chosen->second.example));
    }
    found.label_count = chosen->second.count;
  } else if (chosen != labels.end()) {
    const std::string_view word = CourseWordOf(chosen->first);
    found.labels.push_back(word.empty() ? chosen->first : std::string(word));
    found.label_count = std::max(chosen->second.count, chosen->second.cited.size());
    found.is_confirmed = chosen->second.confirmed.size() >= kFewestMentions;
    titles = chosen->second.titles;
    const WordsOfOthers others_say = FindWordsOfOthers(groups, series);
    for (const auto& [more, label] : labels) {
      std::string_view known = CourseWordOf(more);
      if (&label == &chosen->second) continue;
      // A single character, `第`, only says that a number follows.
      const bool is_word = std::ranges::count_if(more, [](char c) {
                             return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                           }) >= 3;
      const bool heads = known.empty() && is_word && !IsLower(more.front()) &&
                         !CountsParts(Lower(more)) && HeadsMostPages(label, slugs.size());
      if (heads) known = more;
      if (known.empty() || others_say.contains(known)) continue;
      const bool is_listed = std::ranges::find(found.labels, known) != found.labels.end();
      if (!is_listed && !CountsElse(label, told_by_titles) &&
          (heads || IsLabelToo(label, lone_family || MayCountParts(known), slugs.size()))) {
        found.labels.emplace_back(known);
      }
    }
  } else if (SpelledLabel spelled = FindSpelledLabel(tree, files, series);
             !spelled.word.empty() && !series.is_family()) {
    found.labels.push_back(std::move(spelled.word));
    found.label_count = spelled.modules;
    found.is_confirmed = true;
  } else if (const auto most = MostCounted(labels, lone_family); most != labels.end()) {
    found.open_label = most->first;
    found.label_count = most->second.count;
    if (!most->second.example.empty()) {
      found.doubtful.push_back(fmt::format("`{}`", most->second.example));
    }
  }
  if (!series.is_family()) AddAliases(titles, slugs, found);
  return found;
}

}  // namespace prereq
