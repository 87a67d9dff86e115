#include "plan/retitle.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"
#include "documents/page_head.h"
#include "plan/file_edits.h"
#include "plan/names_in_texts.h"
#include "plan/tasks.h"
#include "references/history.h"

namespace prereq {
namespace {

// What stands for itself in YAML and TOML, quoted or not.
bool IsPlain(const std::string& title) {
  return std::ranges::all_of(title, [](char c) {
    return IsWordByte(c) || std::string_view(" -_().,+/").find(c) != std::string_view::npos;
  });
}

// Where `title` stands in `line` as words of its own.
std::vector<std::size_t> PlacesIn(std::string_view line, const std::string& title) {
  std::vector<std::size_t> places;
  for (std::size_t at = line.find(title); at != std::string_view::npos;
       at = line.find(title, at + title.size())) {
    const std::size_t end = at + title.size();
    const bool begins = at == 0 || !IsWordByte(line[at - 1]);
    if (begins && (end == line.size() || !IsWordByte(line[end]))) places.push_back(at);
  }
  return places;
}

// `title: …`, `name = …`, `- title: …`, `"title": …`, `{"title": …`.
bool IsTitleKey(std::string_view line) {
  std::string_view said = Trim(line);
  for (const std::string_view opens : {"- ", "{"}) {
    if (said.starts_with(opens)) said = Trim(said.substr(opens.size()));
  }
  const bool quoted = said.starts_with('"');
  if (quoted) said.remove_prefix(1);
  return std::ranges::any_of(std::vector<std::string_view>{"title", "name"}, [&](auto key) {
    if (!said.starts_with(key)) return false;
    std::string_view behind = Trim(said.substr(key.size()));
    if (quoted && !behind.starts_with('"')) return false;
    if (quoted) behind = Trim(behind.substr(1));
    return behind.starts_with(':') || behind.starts_with('=');
  });
}

// What stands behind the key, without quotes.
std::string_view ValueOf(std::string_view line) {
  const std::size_t mark = line.find_first_of(":=");
  if (mark == std::string_view::npos) return {};
  std::string_view value = Trim(line.substr(mark + 1));
  if (value.ends_with(',')) value = Trim(value.substr(0, value.size() - 1));
  const bool quoted = value.size() > 1 && value.front() == value.back() &&
                      (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// What a command of LaTeX heads a page with: `\\title{`, `\\chapter*{`.
std::string_view HeadingOfTex(std::string_view line) {
  line = Trim(line);
  constexpr std::array<std::string_view, 5> kCommands = {"\\title", "\\chapter", "\\section",
                                                         "\\lecture", "\\part"};
  for (const std::string_view command : kCommands) {
    if (!line.starts_with(command)) continue;
    const std::size_t open = line.find('{');
    const std::size_t close = line.rfind('}');
    const bool ends = open != line.npos && close != line.npos && open < close &&
                      line.substr(command.size(), open - command.size()).size() < 2;
    if (ends) return line.substr(open + 1, close - open - 1);
  }
  return {};
}

// Whether the line heads a page or a part of it.
bool IsHeading(const FileFormat& format, std::string_view line) {
  if (format.Is("markdown")) return line.starts_with('#');
  if (format.Is("asciidoc") || format.Is("typst")) return line.starts_with('=');
  return format.Is("latex") && !HeadingOfTex(line).empty();
}

// The first heading of a page; empty without one.
std::string FirstHeading(const std::string& path, std::string_view text) {
  if (HasPageHead(path)) return ReadPageHead(path, text).heading;
  const FileFormat& format = FormatOf(path);
  for (const std::string_view line : Lines(text)) {
    if (!IsHeading(format, line)) continue;
    if (format.Is("latex")) return std::string(HeadingOfTex(line));
    return std::string(Trim(line.substr(std::min(line.find_first_not_of('='), line.size()))));
  }
  return {};
}

// What the page of a module is headed that a reader opens first: its own file, its README or index,
// else the first of its files with a heading.
Result<std::string> HeadingOfModule(const Facts& facts, ModuleId id, const FileReader& tree) {
  const std::string& folder = facts.module(id).path;
  std::string first;
  for (const ScannedFile& file : facts.files) {
    if (file.kind != ScannedFile::Kind::kText || folder.empty() || !IsWithin(file.path, folder)) {
      continue;
    }
    const std::string name = Lower(BaseName(file.path));
    const bool opens = name.starts_with("readme.") || name.starts_with("index.") ||
                       name.starts_with("_index.") || file.path == folder;
    const bool inner = file.path != folder && ParentPath(file.path) != folder;
    if (inner || (!opens && !first.empty())) continue;
    const Result<std::string> text = tree.Read(file.path);
    if (!text) return text.error();
    std::string heading = FirstHeading(file.path, *text);
    if (heading.empty()) continue;
    if (opens) return heading;
    first = std::move(heading);
  }
  return first;
}

// The title that metadata declare, else that of the module's own page; without the number where
// those of most modules begin with theirs: `3. Loops`, `Lesson 3: Loops`.
struct OldTitle {
  std::string front;  // `Lesson 3: `
  std::string title;
};
Result<OldTitle> OldTitleOf(const Facts& facts, ModuleId module, const FileReader& tree) {
  const bool declared = !facts.module(module).title.empty();
  std::vector<TextOfModule> texts;
  std::vector<ModuleWords> words(facts.modules.size());
  std::size_t own = 0;
  for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
    const auto number = facts.order.number({i});
    if (!number && ModuleId{i} != module) continue;
    std::string title = facts.module({i}).title;
    if (!declared) {
      Result<std::string> heading = HeadingOfModule(facts, {i}, tree);
      if (!heading) return heading.error();
      title = *std::move(heading);
    }
    ModuleWords& of_module = words[static_cast<std::size_t>(i)];
    of_module.number = number.value_or(Number{-1, '\0'});
    if (ModuleId{i} == module) own = texts.size();
    if (!title.empty() || ModuleId{i} == module) texts.push_back({std::move(title), &of_module});
  }
  const NamesInTexts names = WithoutNumbers(texts, texts.size());
  OldTitle old{texts[own].text, names.of[own]};
  old.front.resize(old.front.size() - old.title.size());
  // `@course/03-loops` is the name of a package, not a number and a title.
  const bool is_words = old.front.empty() || (old.front.back() == ' ' &&
                                              old.front.find_first_of("/@_") == std::string::npos);
  if (!is_words) old = {{}, texts[own].text};
  return old;
}

// Whether what stands at `at` is a part of a path, a package or an identifier.
bool IsInName(std::string_view line, std::size_t at, std::size_t length) {
  constexpr std::string_view kJoints = "/-_@.:";
  const std::size_t end = at + length;
  if (at > 0 && kJoints.find(line[at - 1]) != line.npos) return true;
  if (end >= line.size()) return false;
  if (line[end] == '.') return end + 1 < line.size() && IsWordByte(line[end + 1]);
  return std::string_view("/-_@").find(line[end]) != line.npos;
}

// Whether it is all that a link, a cell or a quoted text says, or all behind a colon.
bool StandsAlone(std::string_view line, std::size_t at, std::size_t length) {
  const std::string_view before = Trim(line.substr(0, at));
  const std::string_view behind = Trim(line.substr(at + length));
  const bool begins =
      before.empty() || std::string_view("[\"'|>:{").find(before.back()) != before.npos;
  return begins &&
         (behind.empty() || std::string_view("]\"'|<}").find(behind.front()) != behind.npos);
}

class Retitler {
 public:
  Retitler(const Facts& facts, ModuleId module, const std::string& old, const std::string& title,
           EditSet& edits)
      : old_(old),
        new_(title),
        folder_(facts.module(module).path),
        number_(facts.order.number(module)),
        is_slug_(old == facts.module(module).slug),
        edits_(edits) {
    for (const MirrorEntry& entry : facts.mirrors) {
      if (entry.module == module) mirrored_.push_back(entry.path);
    }
    for (const Reference& reference : facts.references) {
      if (reference.module == module) named_[reference.where.path].insert(reference.where.line);
    }
    // Declarations that mean it by its title would mean no module afterwards.
    for (const Dependency& one : facts.dependencies) {
      const bool is_it = one.prerequisite == module || one.dependent == module;
      if (is_it && Trim(one.text) == old_) named_[one.where.path].insert(one.where.line);
    }
    for (const Constraint& constraint : facts.constraints) {
      for (const Name& name : {constraint.rule.subject, constraint.rule.object}) {
        AddPolicy(name, constraint.rule.where);
      }
    }
    for (const ResolvedPhase& phase : facts.phases) AddPolicy({old_, phase.where}, phase.where);
    for (const ResolvedWaiver& waiver : facts.waivers) {
      AddPolicy(waiver.waiver.dependent, waiver.waiver.dependent.where);
      AddPolicy(waiver.waiver.prerequisite, waiver.waiver.prerequisite.where);
    }
  }

  Status Look(const std::string& path, const FileReader& tree) {
    const bool own = IsWithin(path, folder_);
    const auto named = named_.find(path);
    const FileFormat& format = FormatOf(path);
    if (format.content == FileContent::kNotebook) return Done{};
    const Result<std::string> text = tree.Read(path);
    if (!text) return text.error();
    std::vector<SpanEdit> spans;
    std::size_t begin = 0;
    int number = 0;
    for (const std::string_view line : Split(*text, '\n')) {
      ++number;
      const bool heading = own && IsHeading(format, line);
      const bool marked = heading && format.content == FileContent::kMarkup;
      const bool listed = named != named_.end() && format.content == FileContent::kData &&
                          ValueOf(line) == old_;  // an entry of a course file
      const bool key = (own || listed) && IsTitleKey(line);
      if (heading || key || (named != named_.end() && named->second.contains(number))) {
        for (const std::size_t at : PlacesIn(line, old_)) {
          if (IsInName(line, at, old_.size())) continue;
          // A title that is the slug may be a word like any other.
          if (is_slug_ && !heading && !key && !StandsAlone(line, at, old_.size()) &&
              TitleEdit(path, {begin + at, old_.size()}) == nullptr) {
            continue;
          }
          // Of several keys on one line another may have the same value.
          const bool one_line = key && Trim(line).find('{') != std::string_view::npos;
          if (one_line || ((key || format.content == FileContent::kData) && !IsPlain(new_)) ||
              (marked && (!IsPlain(new_) || new_.find('_') != std::string::npos))) {
            edits_.tasks.push_back({TaskKind::kTitle,
                                    fmt::format("calls it `{}`: write `{}` as this file quotes it",
                                                Printable(old_), Printable(new_)),
                                    {path, number, static_cast<int>(at) + 1},
                                    Holds(new_)});
            continue;
          }
          spans.push_back({{begin + at, old_.size()}, new_, EditCause::kTitle});
          edited_.insert({path, number});
        }
      } else if (const auto at = Beside(path, own, line, format.content)) {
        edits_.tasks.push_back(
            {TaskKind::kTitle,
             fmt::format("may call it `{}`, which is `{}` now", Printable(old_), Printable(new_)),
             {path, number, static_cast<int>(*at) + 1}});
      }
      begin += line.size() + 1;
    }
    return spans.empty() ? Status(Done{}) : Add(path, *text, std::move(spans));
  }

  // What was left to a person and is done now.
  void DropTasks() {
    std::erase_if(edits_.tasks, [&](const Task& task) {
      return task.kind == TaskKind::kTitle && edited_.contains({task.where.path, task.where.line});
    });
  }

 private:
  // Where a line says the old title beside the module's number, `Lab 5: Recursion`, `5,2
  // h,Recursion`, or in a page of the module alone behind a number or a label, `2. Recursion`.
  [[nodiscard]] std::optional<std::size_t> Beside(const std::string& path, bool own,
                                                  std::string_view line,
                                                  FileContent content) const {
    constexpr std::size_t kLongestLine = 512, kNear = 24;
    if (line.size() > kLongestLine || line.size() <= old_.size()) return std::nullopt;
    const bool of_module = own || std::ranges::any_of(mirrored_, [&](const std::string& entry) {
                             return IsWithin(path, entry);
                           });
    for (const std::size_t at : PlacesIn(line, old_)) {
      const std::string_view before = line.substr(0, at), behind = line.substr(at + old_.size());
      const std::string_view near = before.substr(before.size() - std::min(before.size(), kNear));
      const bool ends = behind.empty() || (behind.front() != ' ' && behind.front() != '\t');
      const bool is_row = content == FileContent::kData || before.find('|') != line.npos ||
                          before.find('&') != line.npos;
      const bool counted = number_ && PlaceOfNumber(is_row ? before : near, number_->value);
      if (counted && (ends || is_row)) return at;
      const bool heads = Trim(behind).empty() && before.size() <= kNear &&
                         before.find_first_of("0123456789") != line.npos;
      if (of_module && heads) return at;
    }
    return std::nullopt;
  }

  // The policy's places are as the user named it; in the tree it stands at the root.
  void AddPolicy(const Name& name, const Location& where) {
    if (Trim(name.text) == old_) named_[std::string(BaseName(where.path))].insert(where.line);
  }

  // The edit that writes the new slug there among words; nullptr: none does.
  SpanEdit* TitleEdit(const std::string& path, Span span) {
    const auto file = std::ranges::lower_bound(edits_.files, path, {}, &FileEdit::path);
    if (file == edits_.files.end() || file->path != path) return nullptr;
    const auto found = std::ranges::find_if(file->spans, [&](const SpanEdit& other) {
      return other.span == span && other.cause == EditCause::kReference &&
             (other.shape == ReferenceShape::kTitle ||
              other.shape == ReferenceShape::kReversedTitle ||
              other.shape == ReferenceShape::kListItem);
    });
    return found == file->spans.end() ? nullptr : &*found;
  }

  Status Add(const std::string& path, const std::string& text, std::vector<SpanEdit> spans) {
    auto file = std::ranges::lower_bound(edits_.files, path, {}, &FileEdit::path);
    if (file == edits_.files.end() || file->path != path) {
      file = edits_.files.insert(file, NewFileEdit(path, text));
    }
    const LineIndex lines(text);
    for (SpanEdit& span : spans) {
      // The slug there is the title: of the same letters, and among words.
      if (SpanEdit* const as_title = TitleEdit(path, span.span)) {
        as_title->new_text = span.new_text;
        continue;
      }
      const bool taken = std::ranges::any_of(file->spans, [&](const SpanEdit& other) {
        return span.span.offset < other.span.end() && other.span.offset < span.span.end();
      });
      if (taken) continue;
      edits_.declared.push_back({lines.At(path, span.span.offset), old_ + " -> " + new_, "title"});
      file->spans.push_back(std::move(span));
    }
    return SortApart(text, *file);
  }

  const std::string& old_;
  const std::string& new_;
  const std::string& folder_;
  std::optional<Number> number_;
  bool is_slug_;
  EditSet& edits_;
  std::vector<std::string> mirrored_;           // paths that belong to the module
  std::map<std::string, std::set<int>> named_;  // lines of each file that name the module
  std::set<std::pair<std::string, int>> edited_;
};

}  // namespace

Status Retitle(const Facts& facts, ModuleId module, const std::string& title,
               const FileReader& tree, EditSet& edits) {
  const auto refuse = [](std::string message) {
    return Error{Error::Code::kInvalid, std::move(message), {}, {}};
  };
  const Result<OldTitle> old = OldTitleOf(facts, module, tree);
  if (!old) return old.error();
  if (old->title.empty()) {
    Error error =
        refuse(fmt::format("no metadata and no heading gives `{}` a title that could change",
                           Printable(facts.module(module).slug)));
    error.fix = "leave out --title";
    return error;
  }
  if (Trim(title).empty() || title.find_first_of("\r\n") != std::string::npos) {
    return refuse("expected a title of one line");
  }
  const HistoryFiles history;
  const bool numbered = !old->front.empty() && title.starts_with(old->front);
  const std::string alone = numbered ? title.substr(old->front.size()) : title;
  Retitler retitler(facts, module, old->title, alone, edits);
  for (const ScannedFile& file : facts.files) {
    if (file.kind != ScannedFile::Kind::kText || history.Has(file.path)) continue;
    if (Status looked = retitler.Look(file.path, tree); !looked) return looked;
  }
  retitler.DropTasks();
  std::ranges::sort(edits.declared, {}, &DeclaredEdit::where);
  return Done{};
}

}  // namespace prereq
