#include "plan/neighbour_links.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_kinds.h"
#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/path_lookup.h"
#include "base/read_texts.h"
#include "base/text.h"
#include "documents/page_head.h"
#include "model/module_sequence.h"
#include "model/number_style.h"
#include "passages/neighbour_texts.h"
#include "passages/neighbour_words.h"
#include "passages/numerals.h"
#include "passages/sequences.h"
#include "plan/exclusions.h"
#include "plan/file_edits.h"
#include "plan/move_map.h"
#include "plan/names_in_texts.h"
#include "plan/neighbour_line.h"
#include "plan/newcomer.h"
#include "plan/notebook.h"
#include "plan/target.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

// Where modules are: the series itself (−1) and its mirrors, by index.
using Place = std::pair<int, ModuleId>;

class NeighbourLinks {
 public:
  NeighbourLinks(const Renaming& renaming, const PlanOptions& options, const Exclusions& exclusions,
                 const FileReader& tree, Plan& plan, EditSet& edits)
      : renaming_(renaming),
        facts_(renaming.facts()),
        options_(options),
        exclusions_(exclusions),
        tree_(tree),
        plan_(plan),
        edits_(edits),
        moves_(edits.moves),
        style_(facts_.references, renaming.width()),
        before_(facts_.order),
        after_(renaming.target().order),
        texts_(tree) {
    for (int i = 0; i < static_cast<int>(facts_.modules.size()); ++i) {
      const std::string& path = facts_.module({i}).path;
      if (!path.empty() && renaming_.Before({i})) AddHome(path, {-1, {i}});
    }
    for (const MirrorEntry& entry : facts_.mirrors) {
      if (!entry.module || (entry.speaks_for && entry.speaks_for != entry.module)) continue;
      if (renaming_.Before(*entry.module)) AddHome(entry.path, {entry.mirror, *entry.module});
    }
  }

  Status Write() {
    for (const NeighbourWord& word : options_.passages.neighbours) {
      if (!word.named || !word.sure || word.distance != 1 || exclusions_.HasPath(word.where.path) ||
          renaming_.Leaves(word.module)) {
        continue;
      }
      const auto was = Beside(before_, word);
      const auto is = Beside(after_, word);
      if (!was || !is || was == is || word.named != was) continue;
      if (Status written = WriteWord(word, *was, *is); !written) return written;
    }
    std::ranges::sort(edits_.declared, {}, &DeclaredEdit::where);
    return Done{};
  }

 private:
  static std::optional<ModuleId> Beside(const ModuleSequence& sequence, const NeighbourWord& word) {
    return word.next ? sequence.Next(word.module) : sequence.Previous(word.module);
  }

  Status WriteWord(const NeighbourWord& word, ModuleId was, ModuleId is) {
    const RelativeLink* target = OnlyLinkTo(was, word.where);
    if (target == nullptr) return Done{};
    const Result<std::string>& text = texts_.Of(word.where.path);
    if (!text) return text.error();
    const std::string& bytes = *text;
    const auto link = LinkAround(bytes, target->span);
    if (!link || !MeansNeighbour(word, bytes, *link)) return Done{};
    const auto written = Rewritten(word, bytes, *link, *target, was, is);
    if (!written) return Done{};
    if (FormatOf(word.where.path).content == FileContent::kNotebook &&
        !IsPlainInNotebook(word.where.path, bytes, link->whole, *written)) {
      return Done{};
    }
    const auto replaced = ReplaceEdits(edits_, word.where.path, bytes,
                                       {link->whole, *written, EditCause::kNeighbour});
    if (!replaced) return replaced.error();
    if (!*replaced) return Done{};
    const LineIndex lines(bytes);
    const Location begin = lines.At(word.where.path, link->whole.offset);
    const Location end = lines.At(word.where.path, link->whole.end());
    edits_.declared.push_back(
        {begin, bytes.substr(link->whole.offset, link->whole.length) + " -> " + *written,
         "neighbour"});
    for (std::vector<Task>* tasks : {&plan_.tasks, &edits_.tasks}) {
      std::erase_if(*tasks, [&](const Task& task) {
        const bool is_inside = begin <= task.where && task.where < end;
        return is_inside || (task.kind == TaskKind::kNeighbour && task.where == word.where);
      });
    }
    return Done{};
  }

  // Nullptr when none or several of the line lead there.
  const RelativeLink* OnlyLinkTo(ModuleId module, const Location& where) const {
    const RelativeLink* only = nullptr;
    for (auto link = std::ranges::lower_bound(
             options_.passages.links, std::pair(std::string_view(where.path), where.line), {},
             [](const RelativeLink& one) {
               return std::pair(std::string_view(one.where.path), one.where.line);
             });
         link != options_.passages.links.end() && link->where.path == where.path &&
         link->where.line == where.line;
         ++link) {
      const std::optional<Place> place = PlaceOf(link->target);
      if (!place || place->second != module) continue;
      if (only != nullptr) return nullptr;
      only = &*link;
    }
    return only;
  }

  // Whose path is `path`, or lies below it.
  std::optional<Place> PlaceOf(const std::string& path) const { return homes_.Of(path); }
  void AddHome(const std::string& path, Place place) {
    homes_.Add(path, place);
    paths_.emplace(place, path);
  }

  // Whether the word stands in the link or directly before it, and nothing else is said: neither on
  // the line nor on those beside it, outside of links. What a fence or a comment shows is said.
  bool MeansNeighbour(const NeighbourWord& word, std::string_view bytes,
                      const MarkdownLink& link) const {
    const std::size_t line = bytes.rfind('\n', link.whole.offset) + 1;  // npos + 1 is 0
    const std::size_t at = line + static_cast<std::size_t>(word.where.column) - 1;
    const bool is_inside = at >= link.text.offset && at + word.text.size() <= link.text.end();
    const std::size_t end = at + word.text.size();
    if (!is_inside &&
        (end > link.whole.offset || HoldsWords(bytes.substr(end, link.whole.offset - end)))) {
      return false;
    }
    const bool notebook = FormatOf(word.where.path).content == FileContent::kNotebook;
    return StandsAlone(bytes, line, notebook, facts_.series.labels);
  }

  // The link as it has to read, with either of the titles by which it may call the module; nullopt
  // where that is not certain.
  std::optional<std::string> Rewritten(const NeighbourWord& word, const std::string& bytes,
                                       const MarkdownLink& link, const RelativeLink& target,
                                       ModuleId was, ModuleId is) {
    const auto path = NewTarget(word.where.path, target, was, is);
    if (!path) return std::nullopt;
    std::set<std::string> texts;
    for (const bool by_heading : {false, true}) {
      const std::map<ModuleId, std::string>& titles =
          by_heading ? HeadingsLike(target.target) : DeclaredTitles();
      ModuleWords words{*renaming_.Before(was), renaming_.OldSlug(was), {}};
      const std::pair<std::string, std::string> called = TitlesOf(titles, was, is);
      const std::string& new_title = called.second;
      if (!called.first.empty()) AddTitle(words, called.first);
      const std::string_view text =
          std::string_view(bytes).substr(link.text.offset, link.text.length);
      const bool says_as_elsewhere =
          text == word.text && WordsBeside(FoldModuleName(text), facts_.series.labels) == word.form;
      if (says_as_elsewhere && FirstDigits(text).empty()) {
        texts.insert(word.text);  // "Exercice suivant", as on other pages
        continue;
      }
      if (const auto counted = says_as_elsewhere
                                   ? WithNumberOf(was, is, word.where.path, bytes, link)
                                   : std::nullopt) {
        texts.insert(*counted);
        continue;
      }
      for (const TextForm& form : TextForm::Of(text, words)) {
        if (!SaysAsElsewhere(form, word) &&
            !SaysNeighbourAlone(form.Skeleton(), word.next, facts_.series.labels)) {
          continue;
        }
        const auto filled = form.Fill(
            *renaming_.After(is), renaming_.NewSlug(is),
            [&](const std::string& before, const std::string& after) -> std::optional<std::string> {
              if (new_title.empty() || HoldsMarkup(new_title)) return std::nullopt;
              const bool is_notebook = FormatOf(word.where.path).Is("notebook");
              return TitleAt({is_notebook ? "cell.md" : std::string_view(word.where.path),
                              "[" + before, after + "](", IsInTable(bytes, link.whole.offset)},
                             new_title);
            },
            WidthIn(word.where.path, link.text, was, is));
        if (!filled) return std::nullopt;
        texts.insert(*filled);
      }
    }
    if (texts.size() != 1) return std::nullopt;
    const std::size_t after_text = link.text.end();
    return "[" + *texts.begin() + bytes.substr(after_text, link.target.offset - after_text) +
           *path + bytes.substr(link.target.end(), link.whole.end() - link.target.end());
  }

  // What `was` is called, and what `is` will be. Where titles say the module's number ("Day 3"),
  // both have to read alike but for it, and it follows. Empty: not known.
  [[nodiscard]] std::pair<std::string, std::string> TitlesOf(
      const std::map<ModuleId, std::string>& titles, ModuleId was, ModuleId is) const {
    const auto old_title = titles.find(was), new_title = titles.find(is);
    std::pair<std::string, std::string> both;
    if (old_title != titles.end()) both.first = old_title->second;
    if (new_title != titles.end()) both.second = new_title->second;
    const Number number = *renaming_.Before(was);
    const auto before = PlaceOfNumber(both.first, number.value);
    const auto after = PlaceOfNumber(both.second, renaming_.Before(is)->value);
    if (!before && !after) return InOtherDigits(std::move(both), was, is);
    if (!before || !after) return {};
    std::string alike = both.first;
    alike.replace(before->offset, before->length, both.second.substr(after->offset, after->length));
    if (alike != both.second) return {};
    const bool padded = before->length > ShowNumber(number).size();
    both.second.replace(
        after->offset, after->length,
        ShowNumber(*renaming_.After(is), padded ? static_cast<int>(before->length) : 1));
    return both;
  }

  // The same where titles say the number in digits of another script: "روز ۳".
  [[nodiscard]] std::pair<std::string, std::string> InOtherDigits(
      std::pair<std::string, std::string> both, ModuleId was, ModuleId is) const {
    const auto says_number = [&](std::string_view title, ModuleId id) {
      const auto numeral = FirstScriptDigits(title);
      return numeral && numeral->value == renaming_.Before(id)->value;
    };
    const bool before = says_number(both.first, was), after = says_number(both.second, is);
    if (!before && !after) return both;
    const int number = renaming_.After(is)->value;
    const std::string title = WithScriptDigits(both.second, number);
    if (!before || !after || WithScriptDigits(both.first, number) != title) return {};
    return {both.first, title};
  }

  // Whether the words beside names and number are those of other pages' links to neighbours.
  bool SaysAsElsewhere(const TextForm& form, const NeighbourWord& word) const {
    if (word.form.empty()) return false;
    std::string skeleton = form.Skeleton();
    if (!FirstDigits(skeleton).empty() || form.CountNumbers() > 1) return false;
    std::ranges::replace(skeleton, '\x01', ' ');
    return WordsBeside(FoldModuleName(skeleton), facts_.series.labels) == word.form;
  }

  // The one number of a link's text that is known to be that of the module it leads to, as it is
  // written: "Exercise 3.2" of the second one of chapter 3.
  const Reference* NumberIn(const std::string& path, Span text, ModuleId was) const {
    const Reference* only = nullptr;
    const auto first = std::ranges::lower_bound(
        facts_.references, std::pair(std::string_view(path), text.offset), {},
        [](const Reference& one) {
          return std::pair(std::string_view(one.where.path), one.whole.offset);
        });
    for (auto one = first; one != facts_.references.end() && one->where.path == path &&
                           one->whole.end() <= text.end();
         ++one) {
      if (one->module != was) continue;
      if (only != nullptr) return nullptr;
      only = &*one;
    }
    return only;
  }

  // The text of a link that names by number alone, with the number of `is`.
  std::optional<std::string> WithNumberOf(ModuleId was, ModuleId is, const std::string& path,
                                          const std::string& bytes,
                                          const MarkdownLink& link) const {
    const Reference* number = NumberIn(path, link.text, was);
    if (number == nullptr || !IsCertain(*number) || number->name.length > 0) return std::nullopt;
    const Span span = number->number;
    return bytes.substr(link.text.offset, span.offset - link.text.offset) +
           style_.Written(*number, span, number->written, *renaming_.After(is)) +
           bytes.substr(span.end(), link.text.end() - span.end());
  }

  // With how many digits the author writes the number of `is` where a reference to `was` stands in
  // `text`; nullopt where none does.
  std::optional<int> WidthIn(const std::string& path, Span text, ModuleId was, ModuleId is) const {
    const Reference* one = NumberIn(path, text, was);
    if (one == nullptr) return std::nullopt;
    const std::string written =
        style_.Written(*one, one->number, one->written, *renaming_.After(is));
    return static_cast<int>(written.size());
  }

  // An image, a link, a tag or a footnote in a heading is not a part of the title.
  static bool HoldsMarkup(std::string_view title) {
    return title.find('[') != std::string_view::npos || title.find('<') != std::string_view::npos;
  }

  static bool IsInTable(std::string_view bytes, std::size_t at) {
    const std::size_t line = bytes.rfind('\n', at) + 1;
    const std::string_view whole = bytes.substr(line, bytes.find('\n', at) - line);
    return Trim(whole).starts_with('|');
  }

  // The target as written for `is`; nullopt where that leads to nothing of it.
  std::optional<std::string> NewTarget(const std::string& own, const RelativeLink& target,
                                       ModuleId was, ModuleId is) {
    const std::optional<Place> place = PlaceOf(target.target);
    if (!place || !paths_.contains({place->first, is})) return std::nullopt;
    const std::string home = moves_.After(paths_.at({place->first, is}));
    const auto leads_there = [&](const std::string& path) {
      const auto leads = FollowPath(ParentPath(moves_.After(own)), path);
      return leads && IsWithin(*leads, home) && Existing().contains(*leads);
    };
    const ModuleWords words{*renaming_.Before(was), renaming_.OldSlug(was), {}};
    const auto filled =
        TextForm::Of(target.text, words)
            .front()
            .Fill(
                *renaming_.After(is), renaming_.NewSlug(is),
                [](const auto&, const auto&) { return std::nullopt; }, renaming_.width());
    if (filled && leads_there(*filled)) return filled;
    const std::string exchanged =
        WithPart(target.text, BaseName(paths_.at(*place)), BaseName(home));
    return leads_there(exchanged) ? std::optional(exchanged) : std::nullopt;
  }

  // `path` with another name for one of its parts: of modules that are told apart by no slug.
  static std::string WithPart(std::string_view path, std::string_view name,
                              std::string_view other) {
    std::vector<std::string> parts;
    for (const std::string_view part : Split(path, '/')) {
      parts.emplace_back(part == name ? other : part);
    }
    return Join(parts, "/");
  }

  // Paths after the moves, and the folders above them.
  const std::set<std::string>& Existing() {
    if (!existing_.empty()) return existing_;
    std::set<std::string> known;
    for (const ScannedFile& file : facts_.files) {
      for (std::string path = file.path; !path.empty(); path = ParentPath(path)) {
        if (!known.insert(path).second) break;
        existing_.insert(moves_.After(path));
      }
    }
    return existing_;
  }

  const std::map<ModuleId, std::string>& DeclaredTitles() {
    if (!declared_.empty()) return declared_;
    std::vector<std::pair<ModuleId, std::string>> titles;
    for (int i = 0; i < static_cast<int>(facts_.modules.size()); ++i) {
      const std::string& title = facts_.module({i}).title;
      if (!title.empty() && renaming_.Before({i})) titles.emplace_back(ModuleId{i}, title);
    }
    return declared_ = WithoutTheirNumbers(titles);
  }

  // "Loops" for "Lesson 7: Loops", where all titles are made so.
  [[nodiscard]] std::map<ModuleId, std::string> WithoutTheirNumbers(
      const std::vector<std::pair<ModuleId, std::string>>& titles) const {
    std::vector<ModuleWords> words;
    for (const auto& [module, title] : titles) {
      words.push_back({*renaming_.Before(module), facts_.module(module).slug, {}});
    }
    std::vector<TextOfModule> texts;
    for (std::size_t i = 0; i < titles.size(); ++i) texts.push_back({titles[i].second, &words[i]});
    const NamesInTexts names = WithoutNumbers(texts, texts.size());
    std::map<ModuleId, std::string> bare;
    for (std::size_t i = 0; i < titles.size(); ++i) bare.emplace(titles[i].first, names.of[i]);
    return bare;
  }

  // What the first headings call the modules, of the pages that correspond to `path`: it, or the
  // front page of the folder.
  const std::map<ModuleId, std::string>& HeadingsLike(const std::string& path) {
    const Place place = *PlaceOf(path);
    const std::string tail = path.substr(paths_.at(place).size());
    const auto [known, is_new] = headings_.try_emplace({place.first, tail});
    if (is_new) known->second = ReadHeadings(place.first, tail);
    return known->second;
  }
  std::map<ModuleId, std::string> ReadHeadings(int mirror, const std::string& tail) const {
    constexpr std::array<std::string_view, 5> kFrontPages = {"", "/README.md", "/index.md",
                                                             "/_index.md", "/index.qmd"};
    std::vector<std::pair<ModuleId, std::string>> headings;
    for (const auto& [place, home] : paths_) {
      if (place.first != mirror) continue;
      for (const std::string_view front : kFrontPages) {
        const std::string page = home + tail + std::string(front);
        const auto file = std::ranges::lower_bound(facts_.files, page, {}, &ScannedFile::path);
        const bool is_text = file != facts_.files.end() && file->path == page &&
                             file->kind == ScannedFile::Kind::kText;
        if (!is_text || !HasPageHead(page)) continue;
        const auto text = tree_.Read(page);
        if (!text) break;
        const PageHead head = ReadPageHead(page, *text);
        if (!head.style) break;
        headings.emplace_back(place.second, head.heading);
        break;
      }
    }
    return WithoutTheirNumbers(headings);
  }

  // Without escapes before and after, in a text that is not code or output.
  static bool IsPlainInNotebook(const std::string& path, const std::string& bytes, Span whole,
                                const std::string& written) {
    if (written.find_first_of("\\\"") != std::string::npos) return false;
    FileEdit one = NewFileEdit(path, bytes);
    one.spans.push_back({whole, written, EditCause::kNeighbour});
    std::vector<Task> refused;
    KeepToTexts(bytes, one, refused);
    return refused.empty() && TextsAloneChange(bytes, one, refused);
  }

  const Renaming& renaming_;
  const Facts& facts_;
  const PlanOptions& options_;
  const Exclusions& exclusions_;
  const FileReader& tree_;
  Plan& plan_;
  EditSet& edits_;
  MoveMap moves_;
  NumberStyle style_;
  ModuleSequence before_, after_;
  PathOwners<Place> homes_;
  std::map<Place, std::string> paths_;
  ReadTexts texts_;
  std::set<std::string> existing_;
  std::map<ModuleId, std::string> declared_;
  std::map<std::pair<int, std::string>, std::map<ModuleId, std::string>> headings_;
};

}  // namespace

Status LeadToNeighbours(const Facts& facts, const PlanOptions& options, const FileReader& tree,
                        Plan& plan, EditSet& edits) {
  if (options.passages.neighbours.empty()) return Done{};
  const Result<Renaming> renaming = Renaming::Make(facts, plan.target);
  if (!renaming) return renaming.error();
  const Result<Exclusions> exclusions = Exclusions::Make(options, facts);
  if (!exclusions) return exclusions.error();
  return NeighbourLinks(*renaming, options, *exclusions, tree, plan, edits).Write();
}

}  // namespace prereq
