#include "plan/new_files.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/format.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/read_texts.h"
#include "base/text.h"
#include "documents/page_head.h"
#include "documents/toml.h"
#include "plan/derived_fields.h"
#include "plan/names_in_texts.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

constexpr std::size_t kMostNames = 6;         // that a task names
constexpr std::size_t kMostFilesOfOne = 400;  // of a module, that are looked at

class FileMaker {
 public:
  FileMaker(Newcomer& newcomer, const Homes& homes)
      : newcomer_(newcomer), homes_(homes), texts_(newcomer.tree) {
    for (const ScannedFile& file : newcomer.facts.files) {
      kinds_.emplace(file.path, file.kind);
    }
  }

  NewFiles Make() {
    const std::vector<Group> groups = Groups();
    LearnTitles(groups);
    for (const Group& group : groups) {
      const bool made = HasPageHead(group.path) ? MakePage(group) : MakeFields(group);
      if (!made && !MakeEmpty(group)) missing_.push_back(group.path);
    }
    const bool names_it = std::ranges::any_of(
        files_.created, [](const Creation& creation) { return !creation.bytes.empty(); });
    if (!names_it) return {};
    AskForMissing();
    return std::move(files_);
  }

 private:
  // A task for each file that is not made; one for all of many.
  void AskForMissing() {
    const auto ask = [&](const std::string& path, std::string text) {
      files_.tasks.push_back({TaskKind::kNewModule, std::move(text), {path, 0, 0}});
    };
    if (missing_.size() > kMostNames) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < kMostNames; ++i) names.push_back(Quoted(missing_[i]));
      return ask(missing_.front(),
                 fmt::format("create {} and {} more, as the other modules have them",
                             Join(names, ", "), missing_.size() - kMostNames));
    }
    for (const std::string& path : missing_) {
      ask(path, fmt::format("create {}, as the other modules have one", Quoted(path)));
    }
  }

  static std::string Quoted(const std::string& name) { return "`" + Printable(name) + "`"; }

  // The files of one kind, one of each neighbour.
  struct Group {
    std::string path;                    // of the newcomer
    std::map<ModuleId, std::string> of;  // of the neighbours
  };

  // Paths below each neighbour's home.
  std::set<std::string> Below(const std::string& home) const {
    std::set<std::string> below;
    for (auto file = kinds_.lower_bound(home + "/");
         file != kinds_.end() && file->first.starts_with(home + "/"); ++file) {
      if (file->second == ScannedFile::Kind::kSymlink) continue;
      below.insert(file->first.substr(home.size() + 1));
      if (below.size() >= kMostFilesOfOne) break;
    }
    return below;
  }

  std::vector<Group> Groups() const {
    if (std::ranges::all_of(homes_.of,
                            [&](const auto& home) { return kinds_.contains(home.second); })) {
      return {{homes_.newcomer, homes_.of}};
    }
    std::map<ModuleId, std::set<std::string>> files;
    std::map<ModuleId, ModuleWords> words;  // without titles: paths hold slugs
    for (const auto& [id, home] : homes_.of) {
      files[id] = Below(home);
      words[id] = newcomer_.words.at(id);
      words[id].titles.clear();
    }
    const auto no_title = [](const auto&, const auto&) { return std::nullopt; };
    std::map<std::string, Group> groups;  // by path of the newcomer
    std::set<std::string> looked;
    for (const ModuleId id : newcomer_.neighbours) {
      for (const std::string& path : files[id]) {
        for (const TextForm& form :
             {TextForm::Of(path, words[id]).front(), TextForm::Literal(path)}) {
          const auto own = form.Fill(newcomer_.added.number, newcomer_.added.slug, no_title);
          if (!own || !looked.insert(*own + '\0' + form.Skeleton()).second) continue;
          if (groups.contains(*own)) continue;
          Group group{JoinPath(homes_.newcomer, *own), {}};
          for (const auto& [other, names] : files) {
            const auto theirs = form.Fill(words[other].number, words[other].slug, no_title);
            if (theirs && names.contains(*theirs)) {
              group.of[other] = JoinPath(homes_.of.at(other), *theirs);
            }
          }
          if (newcomer_.AreMost(group.of.size())) groups.emplace(*own, std::move(group));
        }
      }
    }
    std::vector<Group> all;
    for (auto& [own, group] : groups) all.push_back(std::move(group));
    return all;
  }

  const std::string* Read(const std::string& path) {
    const auto kind = kinds_.find(path);
    if (kind == kinds_.end() || kind->second != ScannedFile::Kind::kText) return nullptr;
    const Result<std::string>& text = texts_.Of(path);
    return text ? &*text : nullptr;
  }

  // What the neighbours' pages of one kind begin with, the nearest first.
  struct HeadOfModule {
    ModuleId module;
    PageHead head;
    const std::string* text;
    std::string path;
  };
  std::vector<HeadOfModule> Heads(const Group& group) {
    std::vector<HeadOfModule> heads;
    for (const ModuleId id : newcomer_.neighbours) {
      const auto path = group.of.find(id);
      const std::string* text = path == group.of.end() ? nullptr : Read(path->second);
      if (text != nullptr) {
        heads.push_back({id, ReadPageHead(path->second, *text), text, path->second});
      }
    }
    return heads;
  }

  // `text` with nothing where it says the number, padded or not.
  static std::string WithoutNumber(std::string_view text, Number number) {
    std::string rest;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && IsDigit(text[end])) ++end;
      const std::size_t zeros = std::min(text.find_first_not_of('0', at), end);
      const bool is_it = end > at && text.substr(zeros, end - zeros) == ShowNumber(number, 1);
      if (!is_it) rest += text.substr(at, std::max<std::size_t>(end - at, 1));
      at = std::max(end, at + 1);
    }
    return rest;
  }

  // What the first headings of the pages of one kind hold besides a number.
  struct Titles {
    std::map<ModuleId, std::string> of;
    bool are_numbered = false;  // `Module 3: TITLE`, in most of them
    std::size_t topmost = 0;    // how many stand at the first level
  };
  Titles TitlesOf(const Group& group) {
    Titles titles;
    std::vector<TextOfModule> headings;
    std::vector<ModuleId> owners;
    std::set<std::string> whole;
    for (const HeadOfModule& one : Heads(group)) {
      if (!one.head.style) continue;
      headings.push_back({one.head.heading, &newcomer_.words.at(one.module)});
      owners.push_back(one.module);
      whole.insert(WithoutNumber(one.head.heading, newcomer_.words.at(one.module).number));
      titles.topmost += one.head.style->level == 1 ? 1U : 0U;
    }
    // `# Exercises` on every page is not a title, nor is `# Quiz for lesson 3`.
    if (whole.size() * 2 <= headings.size()) return titles;
    const NamesInTexts names = WithoutNumbers(headings, newcomer_.neighbours.size());
    titles.are_numbered = names.are_numbered;
    for (std::size_t i = 0; i < owners.size(); ++i) titles.of.emplace(owners[i], names.of[i]);
    return titles;
  }

  // Headings tell the titles that metadata and lists are then compared with: where they carry the
  // module's number, or on the page that can only be the module's own.
  void LearnTitles(const std::vector<Group>& groups) {
    std::vector<Titles> pages;
    for (const Group& group : groups) {
      if (!HasPageHead(group.path)) continue;
      Titles titles = TitlesOf(group);
      if (titles.are_numbered) return Learn(titles);
      if (newcomer_.AreMost(titles.of.size())) pages.push_back(std::move(titles));
    }
    const auto has_title = [](const auto& words) { return !words.second.titles.empty(); };
    const auto known = static_cast<std::size_t>(std::ranges::count_if(newcomer_.words, has_title));
    if (pages.empty() || !AreAlike(pages)) return;
    // Below a title in the metadata, headings of a lower level are those of sections.
    const bool are_titles = !newcomer_.AreMost(known) || newcomer_.AreMost(pages.front().topmost);
    if (are_titles) Learn(pages.front());
  }

  // Whether all pages of most modules have one title.
  bool AreAlike(const std::vector<Titles>& pages) const {
    return std::ranges::all_of(pages, [&](const Titles& titles) {
      const auto same = std::ranges::count_if(titles.of, [&](const auto& title) {
        const auto first = pages.front().of.find(title.first);
        return first != pages.front().of.end() && first->second == title.second;
      });
      return newcomer_.AreMost(static_cast<std::size_t>(same));
    });
  }

  void Learn(const Titles& titles) {
    for (const auto& [id, title] : titles.of) AddTitle(newcomer_.words.at(id), title);
  }

  bool MakePage(const Group& group) {
    const std::vector<HeadOfModule> heads = Heads(group);
    std::vector<std::string> others;
    std::string text = FrontMatter(group, heads, others);
    const std::string heading = Heading(group.path, heads);
    if (text.empty() && heading.empty()) return false;
    const bool is_notebook = FormatOf(group.path).Is("notebook");
    if (is_notebook && heading.empty()) return false;
    const std::string what = heading.empty() ? "front matter" : "heading";
    if (is_notebook) {
      text = WriteNotebook(std::string(Trim(heading)));
    } else {
      text += (text.empty() || heading.empty() ? "" : "\n") + heading;
    }
    Add(group, std::move(text), heads);
    files_.tasks.push_back(
        {TaskKind::kContent,
         fmt::format("write it: so far it holds its {} alone{}", what, AlsoGiven(others)),
         {group.path, 0, 0}});
    return true;
  }

  // Empty where most have none, or where it does not name the module.
  std::string Heading(const std::string& path, const std::vector<HeadOfModule>& heads) {
    std::vector<TextOfModule> headings;
    std::vector<std::pair<HeadingStyle, std::size_t>> styles;
    for (const HeadOfModule& one : heads) {
      if (!one.head.style) continue;
      headings.push_back({one.head.heading, &newcomer_.words.at(one.module)});
      auto style =
          std::ranges::find(styles, *one.head.style, &std::pair<HeadingStyle, std::size_t>::first);
      if (style == styles.end()) style = styles.insert(styles.end(), {*one.head.style, 0});
      ++style->second;
    }
    if (!newcomer_.AreMost(headings.size())) return {};
    const auto form = CommonForm(headings);
    if (!form || !(form->HasTitle() || form->HasNumber())) return {};
    const auto text = form->Fill(
        newcomer_.added.number, newcomer_.added.slug,
        [&](const std::string& before, const std::string& after) {
          return TitleAt({FormatOf(path).Is("notebook") ? "cell.md" : path, before, after, false},
                         newcomer_.added.title);
        });
    if (!text) return {};
    const auto style =
        std::ranges::max_element(styles, {}, [](const auto& counted) { return counted.second; });
    return WriteHeading(style->first, *text);
  }

  std::string FrontMatter(const Group& group, const std::vector<HeadOfModule>& heads,
                          std::vector<std::string>& others) {
    std::vector<YamlDocument> documents;
    std::vector<ModuleId> owners;
    std::optional<FrontMatterPart::Language> language;
    for (const HeadOfModule& one : heads) {
      if (!one.head.front) continue;
      if (!language) language = one.head.front->language;
      if (one.head.front->language != *language) continue;
      const bool is_toml = *language == FrontMatterPart::Language::kToml;
      auto document = is_toml ? ParseToml(one.path, *one.text, one.head.front->span)
                              : ParseYaml(one.path, *one.text, one.head.front->span);
      if (!document) continue;
      documents.push_back(*std::move(document));
      owners.push_back(one.module);
    }
    if (!newcomer_.AreMost(documents.size())) return {};
    const bool is_toml = *language == FrontMatterPart::Language::kToml;
    const std::string fields =
        Fields(group, documents, owners, is_toml ? FieldSyntax::kToml : FieldSyntax::kYaml, others);
    if (fields.empty()) return {};
    const std::string fence = is_toml ? "+++\n" : "---\n";
    return fence + fields + fence;
  }

  std::string Fields(const Group& group, const std::vector<YamlDocument>& documents,
                     const std::vector<ModuleId>& owners, FieldSyntax syntax,
                     std::vector<std::string>& others) {
    std::vector<FieldsOfModule> all;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      all.push_back({owners[i], documents[i].root(), group.of.at(owners[i])});
    }
    DerivedFields derived = DeriveFields(newcomer_, all);
    others = std::move(derived.others);
    return WriteFields(derived.fields, syntax);
  }

  bool MakeFields(const Group& group) {
    const FileFormat& format = FormatOf(group.path);
    const bool is_toml = format.Is("toml");
    if (!is_toml && !format.Is("yaml") && !format.Is("json")) return false;
    std::vector<YamlDocument> documents;
    std::vector<ModuleId> owners;
    const std::vector<HeadOfModule> files = Heads(group);
    for (const HeadOfModule& one : files) {
      auto document = is_toml ? ParseToml(one.path, *one.text) : ParseYaml(one.path, *one.text);
      if (!document || !document->root().IsMap()) continue;
      documents.push_back(*std::move(document));
      owners.push_back(one.module);
    }
    if (!newcomer_.AreMost(documents.size())) return false;
    const FieldSyntax syntax = is_toml             ? FieldSyntax::kToml
                               : format.Is("json") ? FieldSyntax::kJson
                                                   : FieldSyntax::kYaml;
    std::vector<std::string> others;
    std::string text = Fields(group, documents, owners, syntax, others);
    if (text.empty()) return false;
    Add(group, std::move(text), files);
    if (others.empty()) return true;
    files_.tasks.push_back(
        {TaskKind::kContent,
         "complete it: so far it holds what follows from number and title" + AlsoGiven(others),
         {group.path, 0, 0}});
    return true;
  }

  bool MakeEmpty(const Group& group) {
    const bool all_empty = std::ranges::all_of(group.of, [&](const auto& one) {
      const auto status = newcomer_.tree.Status(one.second);
      return status && *status && (*status)->kind == FileKind::kRegular && (*status)->size == 0;
    });
    if (all_empty) files_.created.push_back({group.path, ""});
    return all_empty;
  }

  // With the line ends of the nearest neighbour.
  void Add(const Group& group, std::string text, const std::vector<HeadOfModule>& like) {
    const bool crlf = !like.empty() && like.front().text->find("\r\n") != std::string::npos;
    if (crlf) {
      std::string lines;
      for (const std::string_view line : Lines(text)) lines.append(line).append("\r\n");
      text = std::move(lines);
    }
    files_.created.push_back({group.path, std::move(text)});
  }

  static std::string AlsoGiven(const std::vector<std::string>& others) {
    if (others.empty()) return {};
    std::vector<std::string> names;
    for (std::size_t i = 0; i < others.size() && i < kMostNames; ++i) {
      names.push_back(Quoted(others[i]));
    }
    return fmt::format("; the others also give {}{}", Join(names, ", "),
                       others.size() > kMostNames ? " and more" : "");
  }

  Newcomer& newcomer_;
  const Homes& homes_;
  std::map<std::string, ScannedFile::Kind> kinds_;
  ReadTexts texts_;
  std::vector<std::string> missing_;
  NewFiles files_;
};

}  // namespace

NewFiles MakeNewFiles(Newcomer& newcomer, const Homes& homes) {
  if (!newcomer.AreMost(homes.of.size()) || homes.of.size() < 2) return {};
  return FileMaker(newcomer, homes).Make();
}

}  // namespace prereq
