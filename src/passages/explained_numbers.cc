#include "passages/explained_numbers.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "passages/chapter_numbers.h"
#include "passages/counting_words.h"
#include "passages/number_runs.h"
#include "passages/numbered_places.h"
#include "passages/numerals.h"
#include "passages/page_fields.h"
#include "passages/possible_labels.h"
#include "passages/spelled_numbers.h"
#include "passages/words_of_series.h"
#include "references/module_words.h"
#include "references/scan_text.h"
#include "references/section_mentions.h"

namespace prereq {
namespace {

using references::IsBlank;
using references::IsModuleWord;

// `[@knuth, Section 3.2]`, `\cite[Section 3.2]{knuth}`: whether `at` stands in brackets that cite.
bool IsCited(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 128;
  const std::size_t low = at - std::min(at, kReach);
  const std::string_view before = text.substr(low, at - low);
  const std::size_t open = before.find_last_of("[]\n");
  if (open == std::string_view::npos || before[open] != '[') return false;
  const std::string_view name = before.substr(0, open);
  const std::size_t word = name.find_last_of(" \\:\n");
  return before.find('@', open) != std::string_view::npos ||
         Lower(name.substr(word == std::string_view::npos ? 0 : word)).find("cite") !=
             std::string::npos;
}

// The line of the first heading: behind its marks, to its end.
Span FirstHeading(std::string_view text) {
  constexpr int kMostLines = 60;
  std::size_t begin = 0;
  if (text.starts_with("---\n")) begin = std::min(text.find("\n---\n", 3), text.size() - 1) + 1;
  for (int line = 0; line < kMostLines && begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t mark = std::min(text.find_first_not_of(" \t\"", begin), end);
    const std::size_t words = std::min(text.find_first_not_of("#=*", mark), end);
    if (words > mark && words < end && IsBlank(text[words])) return {words, end - words};
    begin = end + 1;
  }
  return {};
}

bool IsCovered(std::span<const Reference> references, std::size_t digits) {
  const auto offset = [](const Reference& reference) { return reference.whole.offset; };
  const auto after = std::ranges::upper_bound(references, digits, {}, offset);
  return after != references.begin() && std::prev(after)->whole.end() > digits &&
         !references::IsSectionMention(*std::prev(after));
}

// The words with which a page counts parts of its own module: `Figure 2-1`.
std::set<std::string> CountingWords(std::string_view text, ModuleId own,
                                    std::span<const Reference> references) {
  std::set<std::string> words;
  for (const Reference& reference : references) {
    const bool says = reference.module == own && !reference.written_last &&
                      reference.certainty != Certainty::kDrifted;
    const auto number = says ? NextNumeral(text, reference.number.offset) : std::nullopt;
    const auto one = number ? NumberedAt(text, *number) : std::nullopt;
    if (one && one->is_part) words.insert(Words(text, one->begin, one->digits));
  }
  return words;
}

// The number in the page's first heading and what stands around it.
std::optional<std::pair<int, PageNumbers::Around>> NumberOfHeading(std::string_view text) {
  const Span heading = FirstHeading(text);
  const auto number = NextNumeral(text.substr(0, heading.end()), heading.offset);
  const auto one = number ? NumberedAt(text, *number) : std::nullopt;
  if (!one || one->is_part) return std::nullopt;
  PageNumbers::Around around = AroundNumber(text, *one);
  if (around == PageNumbers::Around()) return std::nullopt;
  return std::pair(number->value, std::move(around));
}

// Whether a name on the way from the folder `module` to the page has the number: 2 of
// `exercises/02_types.py`.
bool HasNumberBelow(std::string_view path, std::string_view module, int number) {
  constexpr std::size_t kMostDigits = 6;
  if (path.size() <= module.size() || !path.starts_with(module) || path[module.size()] != '/') {
    return false;
  }
  for (std::size_t at = module.size(); at < path.size();) {
    if (!IsDigit(path[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < path.size() && IsDigit(path[at])) ++at;
    if (at - begin > kMostDigits) continue;
    if (ValueOfDigits(path.substr(begin, at - begin)) == number) return true;
  }
  return false;
}

// What a page counts behind its module's number: `图 2-1`, `图 2-2`.
class CountedParts {
 public:
  // `rest` begins behind the module's number.
  void Note(const std::string& word, std::string_view rest) {
    if (rest.size() < 2 || !CountsParts(word)) return;
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    Parts& parts = words_[word];
    parts.numbers.insert(ValueOfDigits(rest.substr(1, end - 1)));
    parts.is_dotted = parts.is_dotted || rest.front() == '.';
  }
  // Those that are counted from the first on; versions have dots, too.
  void AddWords(std::set<std::string>& words) const {
    for (const auto& [word, parts] : words_) {
      if (parts.numbers.contains(1) && (!parts.is_dotted || parts.numbers.contains(2))) {
        words.insert(word);
      }
    }
  }

 private:
  struct Parts {
    std::set<int> numbers;
    bool is_dotted = false;
  };
  std::map<std::string, Parts> words_;
};

// Whether `behind` is a form of the word behind the numbers with which pages of several modules are
// headed: `2. leckét`, where they are headed `# 2. lecke`.
bool InflectsHeading(std::string_view behind,
                     const std::map<PageNumbers::Around, std::set<ModuleId>>& headed) {
  constexpr std::size_t kFewestHeaded = 3, kShortest = 5, kMostMore = 5;
  const std::string form = FoldName(behind);
  return std::ranges::any_of(headed, [&](const auto& one) {
    const auto& [around, modules] = one;
    if (!around.first.empty() || modules.size() < kFewestHeaded) return false;
    const std::string word = FoldName(around.second);
    const auto differs = std::ranges::mismatch(word, form).in1;
    const std::size_t same = static_cast<std::size_t>(differs - word.begin());  // bytes
    return word.size() >= kShortest && same + 1 >= word.size() && form.size() <= same + kMostMore;
  });
}

void NoteElsewhere(const std::string& word, PageNumbers& page) {
  if (IsModuleWord(word)) page.elsewhere.insert(word);
}

}  // namespace

bool AreOfSql(const Facts& facts) {
  return !facts.modules.empty() && std::ranges::all_of(facts.modules, [](const Module& module) {
    return FormatOf(module.path).Is("sql");
  });
}

PageNumbers ReadPageNumbers(const std::string& path, std::string_view text,
                            std::optional<ModuleId> own, const Facts& facts,
                            std::span<const Reference> references) {
  PageNumbers page;
  page.own = own;
  const std::optional<Number> number = own ? facts.order.number(*own) : std::nullopt;
  if (number) {
    page.counts = CountingWords(text, *own, references);
    if (auto heading = NumberOfHeading(text)) {
      auto& [value, around] = *heading;
      if (value == number->value) {
        page.heading = std::move(around);
      } else if (HasNumberBelow(path, facts.module(*own).path, value)) {
        page.part = std::move(around);
      } else {
        NoteElsewhere(around.first, page);
      }
    }
    page.fields = ReadFields(path, text);
  }
  std::map<int, std::string_view> numbers;  // and the paths of their modules
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const auto one = facts.order.number({static_cast<int>(i)});
    if (one) numbers.emplace(one->value, facts.modules[i].path);
  }
  const Result<NamePattern> pattern = NamePattern::Parse(facts.series.pattern);
  const std::size_t width = pattern ? static_cast<std::size_t>(pattern->width()) : 1;
  CountedParts counted;
  PageWords words;
  NumberRuns runs(text, facts.series.labels);
  ChapterNumbers chapters(path, text, facts);
  std::optional<LineIndex> lines;
  const Span first = number ? FirstHeading(text) : Span();
  for (auto numeral = NextNumeral(text, 0); numeral; numeral = runs.After(*numeral)) {
    const std::size_t digits = numeral->begin;
    const bool inside = digits > 0 && (text[digits - 1] == '.' || text[digits - 1] == '-' ||
                                       text[digits - 1] == '_' || IsLetter(text[digits - 1]));
    const int value = numeral->value;
    if (inside && JoinedBegin(text, *numeral) == digits && !runs.Expects(digits)) continue;
    const bool is_known = numbers.contains(value);
    if (!is_known && !facts.series.labels.empty()) continue;
    auto one = NumberedAt(text, *numeral);
    if (!one) continue;
    if (!is_known) {
      NoteElsewhere(Words(text, one->begin, one->digits), page);
      continue;
    }
    PageNumbers::Around around = AroundNumber(text, *one);
    const NumberRuns::Place place = runs.Continue(*one, around);
    const std::size_t begin = place.begin;
    const bool of_script = static_cast<unsigned char>(text[digits]) >= 0x80;
    std::optional<ModuleId> tied;
    if (!one->is_part && (of_script || !around.first.empty())) {
      tied = TiedModule(text, {digits, one->digits_end - digits}, references);
      if (tied && !around.first.empty()) page.tied.push_back({around.first, value, *tied});
    }
    if (number && !one->is_part) words.Note(around.first, value);
    if (number && value == number->value && one->is_part) {
      counted.Note(around.first, text.substr(one->digits_end));
    }
    if (IsCovered(references, digits)) continue;
    PageNumbers::Mention mention;
    mention.number = value;
    mention.is_part = one->is_part;
    mention.around = std::move(around);
    mention.is_spelled = !numeral->digits;
    mention.is_listed = place.is_listed;
    const auto tied_number = tied ? facts.order.number(*tied) : std::nullopt;
    mention.is_proved =
        of_script && !one->is_part &&
        ((tied_number && tied_number->value == value) ||
         (number && number->value == value && digits >= first.offset && digits < first.end()));
    mention.is_padded = text[digits] == '0' && numeral->end - digits == width;
    const auto chapter =
        chapters.Read({begin, one->end - begin}, {digits, one->digits_end - digits}, mention.around,
                      numbers.at(value));
    mention.of_book = chapter.has_value();
    const std::size_t word =
        one->is_part ? one->digits_end : std::max(one->end, WordBehind(text, one->digits_end));
    mention.behind = Lower(Trim(text.substr(one->digits_end, word - one->digits_end)));
    const bool is_alone =
        mention.around.first.empty() && mention.around.second.empty() && mention.behind.empty();
    if (is_alone && !chapter && !mention.is_proved) continue;
    if (one->is_part && IsCited(text, digits)) continue;
    if (!lines) lines.emplace(text);
    mention.where = lines->At(path, one->begin);
    mention.text = chapter ? text.substr(chapter->offset, chapter->length)
                           : text.substr(begin, one->end - begin);
    mention.text_behind = text.substr(digits, word - digits);
    page.mentions.push_back(std::move(mention));
  }
  counted.AddWords(page.counts);
  // `select 2` in code says nothing of the module.
  if (number && FormatOf(path).content != FileContent::kCode)
    page.words = words.Told(number->value);
  for (const SpelledNumber& one : FindSpelledNumbers(text, facts.series.labels)) {
    if (!numbers.contains(one.value) || IsCovered(references, one.begin)) continue;
    if (!lines) lines.emplace(text);
    PageNumbers::Mention mention;
    mention.where = lines->At(path, one.begin);
    mention.number = one.value;
    mention.around = {Lower(facts.series.labels.front()), {}};
    mention.text = text.substr(one.begin, one.end - one.begin);
    mention.is_spelled = true;
    page.mentions.push_back(std::move(mention));
  }
  std::ranges::stable_sort(page.mentions, {}, &PageNumbers::Mention::where);
  return page;
}

std::vector<ExplainedNumber> ExplainNumbers(const std::vector<PageNumbers>& pages,
                                            const Facts& facts,
                                            const std::vector<std::string>& labels_of_others) {
  constexpr std::size_t kFewest = 3;
  std::set<std::pair<std::string, ModuleId>> counted;
  std::set<ModuleId> counting;  // modules whose own pages count after them
  std::map<PageNumbers::Around, std::set<ModuleId>> headed, parts;
  for (const PageNumbers& page : pages) {
    if (!page.own) continue;
    for (const std::string& word : page.counts) {
      if (word.empty()) continue;
      counted.emplace(word, *page.own);
      counting.insert(*page.own);
    }
    if (page.heading) headed[*page.heading].insert(*page.own);
    if (page.part) parts[*page.part].insert(*page.own);
  }
  // `# Exercise 3` of `02_loops/exercises/03_a.py` counts the exercises.
  std::erase_if(parts, [&](const auto& one) {
    const auto modules = headed.find(one.first);
    return modules != headed.end() && one.second.size() * 2 < modules->second.size();
  });
  std::multimap<int, ModuleId> owners;
  for (std::size_t i = 0; i < facts.modules.size(); ++i) {
    const ModuleId id{static_cast<int>(i)};
    if (const auto number = facts.order.number(id)) owners.emplace(number->value, id);
  }
  std::set<std::string> labels;
  for (const std::string& label : facts.series.labels) labels.insert(Lower(label));
  const std::vector<std::string> other_labels = OtherLabels(pages, facts);
  const bool of_sql = AreOfSql(facts);
  const bool of_book = IsLabelOfBook(facts.series.labels);
  std::map<std::string, std::set<ModuleId>> agreeing;  // by key of a field
  std::set<std::string> contradicted;
  for (const PageNumbers& page : pages) {
    const auto number = page.own ? facts.order.number(*page.own) : std::nullopt;
    for (const PageNumbers::Field& field : page.fields) {
      if (number && number->value == field.number) {
        agreeing[field.key].insert(*page.own);
      } else {
        contradicted.insert(field.key);
      }
    }
  }
  const std::set<std::string> possible = PossibleLabels(pages, facts);
  std::vector<SeriesWord> own_words;
  for (std::string& word : WordsOfOwnPages(pages)) own_words.emplace_back(std::move(word), facts);
  std::vector<SeriesWord> of_names;  // at most one
  const std::string name = WordOfNames(facts.series);
  if (!name.empty()) of_names.emplace_back(name, facts);
  const bool counted_elsewhere = std::ranges::any_of(
      pages, [&](const PageNumbers& page) { return page.elsewhere.contains(name); });
  std::vector<ExplainedNumber> explained;
  for (const PageNumbers& page : pages) {
    for (const PageNumbers::Field& field : page.fields) {
      if (contradicted.contains(field.key) || agreeing[field.key].size() < kFewest) continue;
      explained.push_back({field.where, *page.own, field.text, {}});
    }
    std::map<std::tuple<ModuleId, bool, PageNumbers::Around>, std::size_t> known;
    for (const PageNumbers::Mention& mention : page.mentions) {
      if (owners.count(mention.number) != 1) continue;
      if (SaysAnyLabel(mention.around.first, labels_of_others)) continue;
      const ModuleId id = owners.find(mention.number)->second;
      const auto is_form = [&](const PageNumbers::Around& around) {
        if (mention.is_spelled && around.second.empty() && labels.contains(around.first)) {
          return true;
        }
        if (around.first.empty() && labels.contains(around.second)) return true;  // `3장`
        if (parts.contains(around)) return false;
        if (mention.is_listed && (SaysAnyLabel(around.first, facts.series.labels) ||
                                  TranslatesLabel(around.second, facts.series.labels))) {
          return true;
        }
        if (SaysLabel(around, other_labels, facts.series.labels)) return true;
        if (around.second.empty() && possible.contains(around.first)) return true;
        const auto is_said = [&](const SeriesWord& word) {
          return word.IsSaid(around.first, mention.where.path, page.own.has_value());
        };
        if (!page.is_fixed && std::ranges::any_of(own_words, is_said)) return true;
        if (!counted_elsewhere && std::ranges::any_of(of_names, is_said)) return true;
        if (of_sql && mention.is_padded && around.first == "version") return true;
        if (around.first.empty() && InflectsHeading(around.second, headed)) return true;
        const auto form = headed.find(around);
        return form != headed.end() && form->second.size() >= kFewest;
      };
      const auto counts_part = [&](const std::string& words) {
        return counted.contains({words, id}) ||
               ((of_book || counting.contains(id)) && CountsParts(words));
      };
      const bool by_around =
          mention.is_part ? counts_part(mention.around.first) : is_form(mention.around);
      const bool is_explained = by_around || mention.of_book || mention.is_proved ||
                                (!mention.is_part && is_form({{}, mention.behind}));
      if (!is_explained) continue;
      const PageNumbers::Around around{mention.around.first,
                                       mention.is_part ? std::string() : mention.around.second};
      const auto [first, is_new] =
          known.try_emplace({id, mention.is_part, around}, explained.size());
      if (is_new) {
        const bool shows_before = mention.of_book || mention.is_proved ||
                                  (by_around && (mention.is_part || !mention.around.first.empty()));
        explained.push_back(
            {mention.where, id, shows_before ? mention.text : mention.text_behind, {}});
      } else if (explained[first->second].where.line != mention.where.line) {
        explained[first->second].more_lines.insert(mention.where.line);
      }
    }
  }
  return explained;
}

}  // namespace prereq
