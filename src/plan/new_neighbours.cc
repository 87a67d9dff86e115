#include "plan/new_neighbours.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/read_texts.h"
#include "base/text.h"
#include "documents/page_head.h"
#include "plan/file_edits.h"
#include "plan/made_paths.h"
#include "plan/neighbour_line.h"
#include "plan/resort_bytes.h"
#include "plan/title_text.h"
#include "series/named_module.h"

namespace prereq {
namespace {

class NeighbourLines {
 public:
  NeighbourLines(const Newcomer& newcomer, const Order& after, std::vector<Creation>& created,
                 EditSet& edits)
      : newcomer_(newcomer),
        after_(after),
        created_(created),
        edits_(edits),
        paths_(newcomer.facts, created),
        texts_(newcomer.tree) {}

  Result<NewNeighbours> Write(const std::vector<NeighbourWord>& neighbours) {
    for (const bool next : {true, false}) {
      std::vector<const NeighbourWord*> words;
      for (const NeighbourWord& word : neighbours) {
        const bool is_known = word.next == next && word.named &&
                              newcomer_.words.contains(*word.named) &&
                              FormatOf(word.where.path).content != FileContent::kNotebook;
        if (is_known) words.push_back(&word);
      }
      if (Status done = WriteKind(words); !done) return done.error();
      LookAtNewPages(words, next);
    }
    WriteNewPages(neighbours);
    return std::move(made_);
  }

 private:
  [[nodiscard]] bool IsBeside(const NeighbourWord& word) const {
    const std::vector<ModuleId>& before = newcomer_.before;
    const std::vector<ModuleId>& after = newcomer_.after;
    const bool from_before = word.next && !before.empty() && word.module == before.back() &&
                             !after.empty() && *word.named == after.front();
    const bool from_after = !word.next && !after.empty() && word.module == after.front() &&
                            !before.empty() && *word.named == before.back();
    return from_before || from_after;
  }

  Status WriteKind(const std::vector<const NeighbourWord*>& words) {
    if (std::ranges::none_of(words, [&](const auto* word) { return IsBeside(*word); })) {
      return Done{};
    }
    std::vector<TextOfModule> lines;
    for (const NeighbourWord* word : words) {
      const auto text = LineAt(word->where);
      if (!text) return text.error();
      lines.push_back({*text, &newcomer_.words.at(*word->named)});
    }
    const std::optional<TextForm> form = CommonForm(lines);
    if (!form || !form->HasPlaces()) return Done{};
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!IsBeside(*words[i]) || !form->Fits(lines[i].text, *lines[i].words)) continue;
      const std::string& path = words[i]->where.path;
      const auto text =
          form->Fill(newcomer_.added.number, newcomer_.added.slug,
                     [&](const std::string& before, const std::string& after) {
                       return TitleAt({path, before, after, false}, newcomer_.added.title);
                     });
      if (!text ||
          !paths_.LeadToWhatIsMade(*form, lines, *text, newcomer_.added.title).value_or(true))
        continue;
      const std::string was = LineAfter(words[i]->where, lines[i].text);
      const std::size_t before = made_.written.size();
      if (Status replaced = Replace(words[i]->where, lines[i].text, *text); !replaced) {
        return replaced;
      }
      Creation* const page = PageLike(*words[i]);
      if (made_.written.size() > before && page != nullptr && StandsBelowHead(*words[i], was)) {
        handed_[page].emplace(words[i]->next, was);
      }
    }
    return Done{};
  }

  // The page that is made for the new module as the word's is made for its own; null: none.
  Creation* PageLike(const NeighbourWord& word) const {
    const auto known = newcomer_.words.find(word.module);
    if (known == newcomer_.words.end()) return nullptr;
    const ModuleWords words{known->second.number, known->second.slug, {}};
    const auto path =
        TextForm::Of(word.where.path, words)
            .front()
            .Fill(newcomer_.added.number, newcomer_.added.slug,
                  [](const auto& /*before*/, const auto& /*after*/) { return std::nullopt; });
    if (!path || *path == word.where.path) return nullptr;
    const auto page = std::ranges::find(created_, *path, &Creation::path);
    return page == created_.end() || page->bytes.empty() ? nullptr : &*page;
  }

  // A new page is its head alone: what stands above that elsewhere has no place in it.
  [[nodiscard]] bool StandsBelowHead(const NeighbourWord& word, const std::string& line) {
    const Result<std::string>& text = texts_.Of(word.where.path);
    if (!text || Trim(line).empty()) return false;
    const PageHead head = ReadPageHead(word.where.path, *text);
    const std::size_t heading = head.style ? text->find(head.heading) : 0;
    return heading < BeginOf(*text, word.where.line);
  }

  // What its path is called after the change.
  std::string FolderAfter(ModuleId id) const {
    const auto pattern = NamePattern::Parse(newcomer_.facts.series.pattern);
    if (!pattern) return newcomer_.facts.module(id).slug;
    const std::string path = pattern->Format(*after_.number(id), newcomer_.facts.module(id).slug);
    return std::string(BaseName(path));
  }

  // Where most pages have a line to that side, a new one needs one, too.
  void LookAtNewPages(const std::vector<const NeighbourWord*>& words, bool next) {
    const std::vector<ModuleId>& beside = next ? newcomer_.after : newcomer_.before;
    if (beside.empty()) return;
    std::map<Creation*, std::set<ModuleId>> saying;
    for (const NeighbourWord* word : words) {
      if (Creation* const page = PageLike(*word)) saying[page].insert(word->module);
    }
    const ModuleId is = next ? beside.front() : beside.back();
    const std::size_t having = newcomer_.neighbours.size() - 1;  // a neighbour on that side
    for (const auto& [page, modules] : saying) {
      if (modules.size() < 2 || modules.size() * 4 < having * 3) {
        handed_[page].erase(next);
        continue;
      }
      if (handed_[page].contains(next)) continue;
      const Facts& facts = newcomer_.facts;
      const std::string shown = NumberedName(facts, after_, is);
      made_.tasks.push_back(
          {TaskKind::kContent,
           fmt::format("add a line that leads to `{}`, the {} module: the pages of most modules "
                       "have such a line",
                       Printable(shown), next ? "next" : "previous"),
           {page->path, 0, 0},
           {{shown, FolderAfter(is)}, {}, {}}});
    }
  }

  // Whether most pages that lead to both sides lead to the next module first.
  static bool NextStandsFirst(const std::vector<NeighbourWord>& neighbours) {
    std::map<std::string, std::pair<int, int>> lines;  // to the next, to the previous
    for (const NeighbourWord& word : neighbours) {
      auto& [next, previous] = lines[word.where.path];
      (word.next ? next : previous) = word.where.line;
    }
    const auto balance = [](int sum, const auto& one) {
      const auto [next, previous] = one.second;
      return next == 0 || previous == 0 ? sum : sum + (next < previous ? 1 : -1);
    };
    return std::accumulate(lines.begin(), lines.end(), 0, balance) > 0;
  }

  void WriteNewPages(const std::vector<NeighbourWord>& neighbours) {
    const bool next_first = NextStandsFirst(neighbours);
    for (const auto& [page, lines] : handed_) {
      const std::string end = page->bytes.find("\r\n") == std::string::npos ? "\n" : "\r\n";
      for (const bool next : {next_first, !next_first}) {
        const auto line = lines.find(next);
        if (line != lines.end()) page->bytes += end + line->second + end;
      }
    }
  }

  static std::size_t BeginOf(const std::string& bytes, int line) {
    std::size_t begin = 0;
    for (int at = 1; at < line; ++at) begin = bytes.find('\n', begin) + 1;
    return begin;
  }

  // The line as the edits so far leave it.
  std::string LineAfter(const Location& where, const std::string& line) {
    const std::string& bytes = *texts_.Of(where.path);
    const auto file = std::ranges::lower_bound(edits_.files, where.path, {}, &FileEdit::path);
    if (file == edits_.files.end() || file->path != where.path) return line;
    return Edited(bytes, {BeginOf(bytes, where.line), line.size()}, file->spans);
  }

  Result<std::string> LineAt(const Location& where) {
    const Result<std::string>& text = texts_.Of(where.path);
    if (!text) return text.error();
    const std::vector<std::string_view> lines = Lines(*text);
    const auto index = static_cast<std::size_t>(where.line) - 1;
    return index < lines.size() ? std::string(lines[index]) : std::string();
  }

  // The whole line: edits of what it read so far are without an object.
  Status Replace(const Location& where, const std::string& line, const std::string& text) {
    const std::string& bytes = *texts_.Of(where.path);
    const std::size_t begin = BeginOf(bytes, where.line);
    if (!StandsApart(bytes, begin, false, newcomer_.facts.series.labels)) return Done{};
    const Span span{begin, line.size()};
    const auto replaced =
        ReplaceEdits(edits_, where.path, bytes, {span, text, EditCause::kNeighbour});
    if (!replaced) return replaced.error();
    if (!*replaced) return Done{};
    made_.written.push_back(where);
    edits_.declared.push_back(
        {LineIndex(bytes).At(where.path, begin), std::string(Trim(text)), "new neighbour"});
    return Done{};
  }

  const Newcomer& newcomer_;
  const Order& after_;
  std::vector<Creation>& created_;
  EditSet& edits_;
  MadePaths paths_;
  ReadTexts texts_;
  std::map<Creation*, std::map<bool, std::string>> handed_;  // lines to the next: true
  NewNeighbours made_;
};

}  // namespace

Result<NewNeighbours> LeadToNewModule(const Newcomer& newcomer, const Order& after,
                                      const std::vector<NeighbourWord>& neighbours,
                                      std::vector<Creation>& created, EditSet& edits) {
  return NeighbourLines(newcomer, after, created, edits).Write(neighbours);
}

}  // namespace prereq
