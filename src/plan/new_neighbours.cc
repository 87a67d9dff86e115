#include "plan/new_neighbours.h"

#include <algorithm>
#include <optional>

#include "base/file_kinds.h"
#include "base/read_texts.h"
#include "base/text.h"
#include "plan/file_edits.h"
#include "plan/made_paths.h"
#include "plan/neighbour_line.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

class NeighbourLines {
 public:
  NeighbourLines(const Newcomer& newcomer, const std::vector<Creation>& created, EditSet& edits)
      : newcomer_(newcomer),
        edits_(edits),
        paths_(newcomer.facts, created),
        texts_(newcomer.tree) {}

  Result<std::vector<Location>> Write(const std::vector<NeighbourWord>& neighbours) {
    for (const bool next : {true, false}) {
      std::vector<const NeighbourWord*> words;
      for (const NeighbourWord& word : neighbours) {
        const bool is_known = word.next == next && word.named &&
                              newcomer_.words.contains(*word.named) &&
                              FormatOf(word.where.path).content != FileContent::kNotebook;
        if (is_known) words.push_back(&word);
      }
      if (Status done = WriteKind(words); !done) return done.error();
    }
    return std::move(written_);
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
      if (Status replaced = Replace(words[i]->where, lines[i].text, *text); !replaced) {
        return replaced;
      }
    }
    return Done{};
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
    std::size_t begin = 0;
    for (int at = 1; at < where.line; ++at) begin = bytes.find('\n', begin) + 1;
    if (!StandsApart(bytes, begin, false, newcomer_.facts.series.labels)) return Done{};
    const Span span{begin, line.size()};
    const auto replaced =
        ReplaceEdits(edits_, where.path, bytes, {span, text, EditCause::kNeighbour});
    if (!replaced) return replaced.error();
    if (!*replaced) return Done{};
    written_.push_back(where);
    edits_.declared.push_back(
        {LineIndex(bytes).At(where.path, begin), std::string(Trim(text)), "new neighbour"});
    return Done{};
  }

  const Newcomer& newcomer_;
  EditSet& edits_;
  MadePaths paths_;
  ReadTexts texts_;
  std::vector<Location> written_;
};

}  // namespace

Result<std::vector<Location>> LeadToNewModule(const Newcomer& newcomer,
                                              const std::vector<NeighbourWord>& neighbours,
                                              const std::vector<Creation>& created,
                                              EditSet& edits) {
  return NeighbourLines(newcomer, created, edits).Write(neighbours);
}

}  // namespace prereq
