#include "plan/new_entries.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/toml.h"
#include "model/certainty.h"
#include "plan/file_edits.h"
#include "plan/made_paths.h"
#include "plan/names_in_texts.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

std::string_view LineOf(std::string_view text, std::size_t begin) {
  return text.substr(begin, text.find('\n', begin) - begin);
}

// Whether all lines but the first stand further to the right than that.
bool AreIndented(std::string_view entry) {
  const std::vector<std::string_view> lines = Lines(entry);
  const std::size_t indent = entry.find_first_not_of(' ');
  return std::all_of(lines.begin() + 1, lines.end(), [&](std::string_view line) {
    return Trim(line).empty() || line.find_first_not_of(' ') > indent;
  });
}

// Whether lines between two entries are part of neither: more than blank ones and comments.
bool HoldsMore(std::string_view between) {
  return std::ranges::any_of(Lines(between), [](std::string_view line) {
    line = Trim(line);
    return !line.empty() && !line.starts_with('#') && !line.starts_with("//") &&
           !line.starts_with("<!--");
  });
}

// `| a   | b |` as `| a | b |`.
std::string TightRow(std::string_view row) {
  std::string tight;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != ' ' || (i > 0 && row[i - 1] != ' ')) {
      tight += row[i];
      continue;
    }
    const std::size_t next = row.find_first_not_of(' ', i);
    const bool pads = next == std::string_view::npos || row[next] == '|' || i == 0 ||
                      (!tight.empty() && Trim(tight).ends_with('|'));
    if (!pads) tight += row[i];
  }
  return tight;
}

// Whether each place of a form stands within a string.
bool IsAllInQuotes(const std::string& skeleton) {
  for (std::size_t at = skeleton.find('\x01'); at != std::string::npos;
       at = skeleton.find('\x01', at + 1)) {
    const std::size_t line = skeleton.rfind('\n', at) + 1;
    if (!IsInQuotes(std::string_view(skeleton).substr(line, at - line))) return false;
  }
  return true;
}

// Cells that hold a text of their own, which no other cell tells.
bool HasFixedCell(const std::string& skeleton) {
  const std::vector<std::string_view> cells = Split(skeleton, '|');
  return std::ranges::any_of(cells, [](std::string_view cell) {
    const std::string_view text = Trim(cell);
    return !text.empty() && text.find('\x01') == std::string_view::npos;
  });
}

class EntryMaker {
 public:
  EntryMaker(const Newcomer& newcomer, const std::vector<Creation>& created, EditSet& edits)
      : newcomer_(newcomer), edits_(edits), paths_(newcomer.facts, created) {}

  Result<NewEntries> Make(const std::vector<OrderedBlock>& blocks,
                          const std::vector<OrderedBlock>& slug_lists) {
    for (auto first = blocks.begin(); first != blocks.end();) {
      const auto last = std::find_if(first, blocks.end(), [&](const OrderedBlock& block) {
        return block.where.path != first->where.path;
      });
      if (Status made = InFile({first, last}); !made) return made.error();
      first = last;
    }
    if (Status made = InSlugLists(blocks, slug_lists); !made) return made.error();
    return std::move(made_entries_);
  }

 private:
  // Where in a block the newcomer belongs.
  struct Gap {
    const OrderedBlock* block = nullptr;
    std::optional<std::size_t> behind;  // index of the entry; else it comes first
  };

  [[nodiscard]] bool IsBefore(ModuleId id) const {
    return std::ranges::find(newcomer_.before, id) != newcomer_.before.end();
  }
  [[nodiscard]] bool NamesAll(const std::set<ModuleId>& named) const {
    return named.size() >= 2 && named.size() + 1 >= newcomer_.neighbours.size();
  }

  Status InFile(const std::vector<OrderedBlock>& blocks) {
    std::set<ModuleId> together;
    std::vector<const OrderedBlock*> parts;
    bool any_whole = false;
    for (const OrderedBlock& block : blocks) {
      std::set<ModuleId> named;
      for (const BlockEntry& entry : block.entries) named.insert(entry.module);
      if (block.falling) continue;
      if (block.kind == OrderedBlock::Kind::kSections) {
        if (!NamesAll(named)) continue;
        if (Status done = Try(GapIn(block)); !done) return done;
      } else if (NamesAll(named)) {
        any_whole = true;
        const Gap gap = GapIn(block);
        if (Status done = Try(gap); !done) return done;
      } else {
        parts.push_back(&block);
        together.insert(named.begin(), named.end());
      }
    }
    if (any_whole || !NamesAll(together)) return Done{};
    return InParts(parts);
  }

  // Lists that no task names so far.
  Status InSlugLists(const std::vector<OrderedBlock>& known,
                     const std::vector<OrderedBlock>& lists) {
    for (const OrderedBlock& block : lists) {
      const auto is_known = [&](bool same) {
        return std::ranges::any_of(known, [&](const OrderedBlock& other) {
          const bool is_here = other.entries.front().line <= block.entries.back().last_line &&
                               block.entries.front().line <= other.entries.back().last_line;
          return other.where.path == block.where.path && (!same || (is_here && !other.sortable)) &&
                 other.entries.size() + 1 >= newcomer_.neighbours.size();
        });
      };
      const bool is_asked = is_known(true);  // a task of the plan stands there already
      if (!is_asked && is_known(false)) continue;
      const Gap gap = GapIn(block);
      const bool is_last = gap.behind && *gap.behind + 1 == block.entries.size();
      // Behind the last one a comma may be missing.
      if (block.sortable && !is_last) {
        if (Status done = Try(gap); !done) return done;
      }
      if (!is_asked) AskFor(gap);
    }
    return Done{};
  }

  // A task, unless the entry was written.
  void AskFor(const Gap& gap) {
    const BlockEntry& beside = gap.block->entries[gap.behind.value_or(0)];
    const Location where{gap.block->where.path, beside.line, 1};
    if (std::ranges::find(made_entries_.written, where) != made_entries_.written.end()) return;
    Task task{TaskKind::kBlock,
              fmt::format("add an entry for `{}` {} that of `{}`", Printable(newcomer_.added.slug),
                          gap.behind ? "behind" : "before",
                          Printable(newcomer_.facts.module(beside.module).slug)),
              where};
    task.goal.in_order = {newcomer_.added.slug};
    task.goal.lines = beside.last_line - beside.line + 12;
    made_entries_.tasks.push_back(std::move(task));
  }

  Gap GapIn(const OrderedBlock& block) const {
    Gap gap{&block, std::nullopt};
    for (std::size_t i = 0; i < block.entries.size(); ++i) {
      if (IsBefore(block.entries[i].module)) gap.behind = i;
    }
    return gap;
  }

  // A list in parts: certain where the neighbours on both sides stand in one of them.
  Status InParts(const std::vector<const OrderedBlock*>& parts) {
    for (const OrderedBlock* block : parts) {
      const Gap gap = GapIn(*block);
      if (!gap.behind) continue;
      const bool follows = *gap.behind + 1 < block->entries.size();
      const bool is_end = newcomer_.after.empty();
      const ModuleId own = block->entries[*gap.behind].module;
      if (newcomer_.before.empty() || own != newcomer_.before.back()) continue;
      if (follows || is_end) {
        if (Status done = Try(gap); !done) return done;
      }
      return Done{};
    }
    return Done{};
  }

  // Writes the entry if all is certain; the task that is there stays otherwise.
  Status Try(const Gap& gap) {
    const OrderedBlock& block = *gap.block;
    const std::string& path = block.where.path;
    // A row has to keep to the columns of a table that is drawn.
    const bool is_drawn =
        block.kind == OrderedBlock::Kind::kTable && FormatOf(path).Is("restructuredtext");
    if (is_drawn || FormatOf(path).content == FileContent::kNotebook) return Done{};
    const auto bytes = newcomer_.tree.Read(path);
    if (!bytes) return bytes.error();
    const bool inline_entries = block.kind == OrderedBlock::Kind::kLiteral;
    if (inline_entries && !block.sortable) return Done{};
    const std::optional<SpanEdit> edit =
        inline_entries ? BetweenMarks(gap, *bytes) : AsLines(gap, *bytes);
    if (!edit) return Done{};
    if (!StaysValid(path, *bytes, *edit)) return Done{};
    return Add(gap, *bytes, *edit);
  }

  // Whether the numbers of the entry beside the gap follow their module, all of them: else the new
  // one would say what another says, or what is not known.
  [[nodiscard]] bool NumbersFollow(const Gap& gap, std::size_t count, Span place) const {
    const std::vector<BlockEntry>& entries = gap.block->entries;
    const ModuleId module = entries[Beside(gap)].module;
    const auto certain =
        std::ranges::count_if(newcomer_.facts.references, [&](const Reference& one) {
          return IsSure(one) && one.module == module && one.where.path == gap.block->where.path &&
                 one.number.offset >= place.offset && one.number.end() <= place.end();
        });
    return static_cast<std::size_t>(certain) >= count;
  }
  // The entry behind the gap, or the last one.
  static std::size_t Beside(const Gap& gap) {
    const std::size_t next = gap.behind ? *gap.behind + 1 : 0;
    return std::min(next, gap.block->entries.size() - 1);
  }

  // `place`: of the entry beside the gap.
  std::optional<std::string> Filled(const Gap& gap, Span place,
                                    const std::vector<std::string>& texts) const {
    const OrderedBlock& block = *gap.block;
    const std::string& path = block.where.path;
    std::vector<TextOfModule> all;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto words = newcomer_.words.find(block.entries[i].module);
      if (words != newcomer_.words.end()) all.push_back({texts[i], &words->second});
    }
    std::optional<TextForm> form = CommonForm(all);
    std::vector<ModuleWords> own_words;
    if (!form || !form->HasPlaces()) {
      own_words = WithNamesOfLinks(path, all);
      for (std::size_t i = 0; i < own_words.size(); ++i) all[i].words = &own_words[i];
      form = own_words.empty() ? std::nullopt : CommonForm(all);
    }
    if (!form || !form->HasPlaces()) return std::nullopt;
    const bool in_table = block.kind == OrderedBlock::Kind::kTable;
    if (in_table && HasFixedCell(form->Skeleton())) return std::nullopt;
    if (!NumbersFollow(gap, form->CountNumbers(), place)) return std::nullopt;
    // `@team-loops` would be somebody.
    if (form->Skeleton().find(" @") != std::string::npos) return std::nullopt;
    auto text = form->Fill(newcomer_.added.number, newcomer_.added.slug,
                           [&](const std::string& before, const std::string& after) {
                             return TitleAt({path, before, after, in_table}, newcomer_.added.title);
                           });
    if (!text) return std::nullopt;
    const std::optional<bool> leads =
        paths_.LeadToWhatIsMade(*form, all, *text, newcomer_.added.title);
    // In code a name that stands for itself, not in a string, would be the name of nothing.
    const FileContent content = FormatOf(path).content;
    const bool is_code = content == FileContent::kCode || content == FileContent::kBuild;
    if (is_code && !leads && !IsAllInQuotes(form->Skeleton())) return std::nullopt;
    if (!leads.value_or(true)) return std::nullopt;
    return text;
  }

  // The words of each module with what its entry calls it beside a link to its page, where that
  // differs from its title; empty where most have no such link.
  std::vector<ModuleWords> WithNamesOfLinks(const std::string& path,
                                            const std::vector<TextOfModule>& all) const {
    std::vector<ModuleWords> words;
    std::vector<TextOfModule> links;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < all.size(); ++i) {
      words.push_back(*all[i].words);
      const auto name = NameOfLink(path, all[i].text);
      if (!name) continue;
      links.push_back({*name, all[i].words});
      places.push_back(i);
    }
    if (!newcomer_.AreMost(links.size())) return {};
    const NamesInTexts names = WithoutNumbers(links, newcomer_.neighbours.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      words[places[i]].titles.push_back(names.of[i]);
    }
    return words;
  }

  // Whole lines, for items, rows and keys.
  std::optional<SpanEdit> AsLines(const Gap& gap, const std::string& bytes) const {
    const OrderedBlock& block = *gap.block;
    std::vector<std::size_t> starts{0};
    for (std::size_t at = bytes.find('\n'); at != std::string::npos;
         at = bytes.find('\n', at + 1)) {
      starts.push_back(at + 1);
    }
    const auto line_at = [&](int line) {
      const auto index = static_cast<std::size_t>(line) - 1;
      return index < starts.size() ? starts[index] : bytes.size();
    };
    std::vector<std::string> whole, first;
    bool any_single = false;
    bool only_children = FormatOf(block.where.path).Is("markdown");
    for (std::size_t i = 0; i < block.entries.size(); ++i) {
      const BlockEntry& entry = block.entries[i];
      const std::size_t begin = line_at(entry.line);
      if (i > 0) {
        const std::size_t end_before = line_at(block.entries[i - 1].last_line + 1);
        // Below other lines it would belong to what these begin: another target's recipe.
        if (end_before > begin ||
            HoldsMore(std::string_view(bytes).substr(end_before, begin - end_before))) {
          return std::nullopt;
        }
      }
      const std::size_t end = line_at(entry.last_line + 1);
      const bool in_table = block.kind == OrderedBlock::Kind::kTable;
      const auto plain = [&](std::string_view text) {
        while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
        return in_table ? TightRow(text) : std::string(text);
      };
      whole.push_back(plain(std::string_view(bytes).substr(begin, end - begin)));
      first.push_back(plain(LineOf(bytes, begin)));
      any_single = any_single || whole.back() == first.back();
      only_children = only_children && AreIndented(whole.back());
    }
    const BlockEntry& beside = block.entries[Beside(gap)];
    const std::size_t begin = line_at(beside.line);
    std::optional<std::string> text =
        Filled(gap, {begin, line_at(beside.last_line + 1) - begin}, whole);
    // Where one entry does without further lines, or these are a list of their own, the new one
    // does without, too.
    if (!text && (any_single || only_children)) {
      text = Filled(gap, {begin, LineOf(bytes, begin).size()}, first);
    }
    if (!text) return std::nullopt;
    const std::size_t at = gap.behind ? line_at(block.entries[*gap.behind].last_line + 1)
                                      : line_at(block.entries.front().line);
    const std::string end = bytes.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    // Headings may stand apart.
    const bool is_apart = block.kind == OrderedBlock::Kind::kSections && block.entries.size() > 1 &&
                          block.entries[0].last_line + 1 < block.entries[1].line;
    if (is_apart) *text = gap.behind ? end + *text : *text + end;
    const bool is_open = at == bytes.size() && !bytes.ends_with('\n');
    return SpanEdit{{at, 0}, is_open ? end + *text : *text + end, EditCause::kEntry};
  }

  // An element between brackets of code, parted by a comma from the next one.
  std::optional<SpanEdit> BetweenMarks(const Gap& gap, const std::string& bytes) const {
    const std::vector<BlockEntry>& entries = gap.block->entries;
    std::vector<std::string> texts;
    std::string separator;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].tail.length > 0) return std::nullopt;
      texts.push_back(bytes.substr(entries[i].body.offset, entries[i].body.length));
      if (i + 1 == entries.size()) break;
      const std::size_t from = entries[i].body.end();
      const std::size_t to = entries[i + 1].body.offset;
      if (to < from || Trim(std::string_view(bytes).substr(from, to - from)) != ",") {
        return std::nullopt;
      }
      if (separator.empty() || i <= gap.behind.value_or(0))
        separator = bytes.substr(from, to - from);
    }
    const std::optional<std::string> text = Filled(gap, entries[Beside(gap)].body, texts);
    if (!text || separator.empty()) return std::nullopt;
    if (!gap.behind) {
      return SpanEdit{{entries.front().body.offset, 0}, *text + separator, EditCause::kEntry};
    }
    return SpanEdit{{entries[*gap.behind].body.end(), 0}, separator + *text, EditCause::kEntry};
  }

  static bool StaysValid(const std::string& path, const std::string& bytes, const SpanEdit& edit) {
    const FileFormat& format = FormatOf(path);
    const auto is_valid = [&](const std::string& text) {
      return format.Is("toml") ? ParseToml(path, text).has_value()
                               : ParseYaml(path, text).has_value();
    };
    if (!format.Is("toml") && !format.Is("yaml") && !format.Is("json")) return true;
    std::string after = bytes;
    after.insert(edit.span.offset, edit.new_text);
    return is_valid(after) || !is_valid(bytes);
  }

  // Lines that would begin where another edit does, end the line above instead.
  static SpanEdit BeforeTheLineEnd(const SpanEdit& edit, const std::string& bytes,
                                   const std::vector<SpanEdit>& others) {
    const std::size_t at = edit.span.offset;
    const bool is_taken =
        std::ranges::any_of(others, [&](const SpanEdit& other) { return other.span.offset == at; });
    if (!is_taken || at == 0 || bytes[at - 1] != '\n' || !edit.new_text.ends_with('\n'))
      return edit;
    const std::size_t length = at > 1 && bytes[at - 2] == '\r' ? 2 : 1;
    const std::string end = bytes.substr(at - length, length);
    if (!edit.new_text.ends_with(end)) return edit;
    SpanEdit placed = edit;
    placed.span.offset = at - length;
    placed.new_text = end + edit.new_text.substr(0, edit.new_text.size() - length);
    return placed;
  }

  Status Add(const Gap& gap, const std::string& bytes, const SpanEdit& edit) {
    const std::string& path = gap.block->where.path;
    auto file = std::ranges::lower_bound(edits_.files, path, {}, &FileEdit::path);
    if (file == edits_.files.end() || file->path != path) {
      file = edits_.files.insert(file, NewFileEdit(path, bytes));
    }
    const SpanEdit placed = BeforeTheLineEnd(edit, bytes, file->spans);
    const bool is_taken = std::ranges::any_of(file->spans, [&](const SpanEdit& other) {
      return other.span.offset == placed.span.offset ||
             (other.span.offset < placed.span.offset && placed.span.offset < other.span.end());
    });
    if (is_taken) return Done{};
    file->spans.push_back(placed);
    if (Status apart = SortApart(bytes, *file); !apart) return apart;
    const BlockEntry& beside = gap.block->entries[gap.behind.value_or(0)];
    made_entries_.written.push_back({path, beside.line, 1});
    edits_.declared.push_back({LineIndex(bytes).At(path, edit.span.offset),
                               std::string(Trim(edit.new_text)), "new entry"});
    return Done{};
  }

  const Newcomer& newcomer_;
  EditSet& edits_;
  MadePaths paths_;
  NewEntries made_entries_;
};

}  // namespace

Result<NewEntries> AddNewEntries(const Newcomer& newcomer, const std::vector<OrderedBlock>& blocks,
                                 const std::vector<OrderedBlock>& slug_lists,
                                 const std::vector<Creation>& created, EditSet& edits) {
  return EntryMaker(newcomer, created, edits).Make(blocks, slug_lists);
}

}  // namespace prereq
