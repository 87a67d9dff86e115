// ReadPassages: which files are read again, and what is looked for in each.
#include "prereq/passages.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/ascii.h"
#include "base/file_kinds.h"
#include "base/numbered_name.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/path_lookup.h"
#include "base/text.h"
#include "passages/bare_names.h"
#include "passages/fixed_times.h"
#include "passages/generated_by.h"
#include "passages/generated_names.h"
#include "passages/keyed_numbers.h"
#include "passages/mirrored_paths.h"
#include "passages/module_blocks.h"
#include "passages/navigation_bars.h"
#include "passages/neighbour_texts.h"
#include "passages/neighbour_words.h"
#include "passages/number_globs.h"
#include "passages/other_blocks.h"
#include "passages/possible_labels.h"
#include "passages/relative_links.h"
#include "passages/sequences.h"
#include "passages/title_lists.h"
#include "passages/title_ranks.h"
#include "passages/words_of_series.h"
#include "series/expand.h"
#include "tree/find_root.h"

namespace prereq {
namespace {

// What is asked of one file.
struct Question {
  const ScannedFile* file = nullptr;
  std::span<const Reference> references;
  bool blocks = false;
  bool links = false;
  bool mirrored = false;  // paths to mirrored files outside of links
  bool globs = false;
  bool numbers = false;         // in the words of a page
  bool of_names = false;        // numbers behind the word of the series' names alone
  std::optional<ModuleId> own;  // the module that the file belongs to
};

struct Answer {
  std::vector<OrderedBlock> blocks;
  std::vector<NeighbourWord> neighbours;
  std::vector<RelativeLink> links;
  std::vector<NumberGlob> globs;
  std::vector<NamedLink> named;
  std::vector<NavigationBar> bars;
  PageNumbers numbers;
  std::vector<KeyedNumber> keys, shown_keys;  // of code and data; of a page
  std::string maker;
  bool declared = false;
  std::vector<ModuleId> names;
};

bool NamesSeveral(std::span<const Reference> references) {
  std::optional<ModuleId> first;
  for (const Reference& reference : references) {
    if (!reference.module) continue;
    if (!first) first = reference.module;
    if (first != reference.module) return true;
  }
  return false;
}

Order Reversed(const Order& order) {
  const std::vector<ModuleId> sequence = order.Sequence();
  Order reversed(order.module_count());
  int number = static_cast<int>(sequence.size());
  for (const ModuleId id : sequence) reversed.Set(id, Number{number--, '\0'});
  return reversed;
}

class Asker {
 public:
  Asker(const Config& config, const Facts& facts)
      : facts_(facts),
        of_sql_(AreOfSql(facts)),
        one_series_(config.series.size() < 2),
        sequence_(facts.order),
        reversed_order_(Reversed(facts.order)),
        reversed_(reversed_order_),
        word_of_names_(WordOfNames(facts.series)) {
    for (int i = 0; i < static_cast<int>(facts.modules.size()); ++i) {
      if (!facts.modules[static_cast<std::size_t>(i)].path.empty()) {
        owners_.Add(facts.modules[static_cast<std::size_t>(i)].path, ModuleId{i});
      }
    }
    for (const ScannedFile& file : facts.files) paths_.Add(file.path);
    const std::string& own = facts.series.pattern;
    for (const Series& other : config.series) {
      const bool is_sibling = other.pattern != own && (AreSiblings(own, other.pattern) ||
                                                       ChaptersOf(own, other.pattern).has_value());
      auto pattern = NamePattern::Parse(other.pattern);
      if (is_sibling && pattern) siblings_.push_back(std::move(*pattern));
    }
    for (const MirrorEntry& entry : facts.mirrors) {
      const Mirror::Kind kind = config.mirrors[static_cast<std::size_t>(entry.mirror)].kind;
      if (kind == Mirror::Kind::kForeign)
        foreign_.Add(entry.path, entry.module.value_or(ModuleId{}));
      if (kind == Mirror::Kind::kFrozen) frozen_.Add(entry.path, entry.module.value_or(ModuleId{}));
      if (entry.module && (kind == Mirror::Kind::kSynchronised || kind == Mirror::Kind::kDerived)) {
        owners_.Add(entry.path, *entry.module);
        const auto file = std::ranges::lower_bound(facts.files, entry.path, {}, &ScannedFile::path);
        if (file != facts.files.end() && file->path == entry.path) mirrored_.insert(entry.path);
      }
    }
  }

  std::vector<Question> Questions() const {
    std::vector<Question> questions;
    auto next = facts_.references.begin();
    for (const ScannedFile& file : facts_.files) {
      while (next != facts_.references.end() && next->where.path < file.path) ++next;
      const auto begin = next;
      while (next != facts_.references.end() && next->where.path == file.path) ++next;
      Question question{&file, {begin, next}, false, false,       false,
                        false, false,         false, std::nullopt};
      if (file.kind == ScannedFile::Kind::kText) {
        question.blocks = NamesSeveral(question.references);
        question.links = FormatOf(file.path).Is("markdown");
        question.mirrored = !question.links && !mirrored_.empty();
        const FileContent content = FormatOf(file.path).content;
        question.globs = content == FileContent::kCode || content == FileContent::kBuild ||
                         content == FileContent::kData || content == FileContent::kUnknown;
        question.own = OwnerOf(file.path);
        const bool ours = one_series_ || question.own || file.path.find('/') == std::string::npos;
        const bool is_page = content == FileContent::kProse || content == FileContent::kNotebook ||
                             FormatOf(file.path).Is("latex") || FormatOf(file.path).Is("typst");
        // The list of a site's pages has titles as pages have.
        const bool is_menu = question.blocks && !question.own &&
                             (content == FileContent::kData || content == FileContent::kCode);
        const bool is_code = content == FileContent::kCode && (question.own || of_sql_);
        question.numbers = ours && (is_page || is_menu || is_code);
        question.of_names =
            ours && content == FileContent::kCode && !question.numbers && !word_of_names_.empty();
      }
      if (question.blocks || question.links || question.mirrored || question.globs ||
          question.own || question.numbers || question.of_names ||
          file.kind == ScannedFile::Kind::kGenerated) {
        questions.push_back(question);
      }
    }
    return questions;
  }

  // The module that `path` belongs to.
  std::optional<ModuleId> OwnerOf(const std::string& path) const { return owners_.Of(path); }

  // Whether `path` is of another chapter's series, which this one follows or comes before.
  bool IsOfSibling(const std::string& path) const {
    for (std::string at = path; !at.empty(); at = ParentPath(at)) {
      const auto is_entry = [&](const NamePattern& one) { return one.MatchPath(at).has_value(); };
      if (std::ranges::any_of(siblings_, is_entry)) return true;
    }
    return false;
  }

  // Whether `path` is there and belongs to a module, so that it may move.
  bool MayMove(const std::string& path) const { return paths_.Contains(path) && OwnerOf(path); }

  // Whether `path` is of a frozen mirror, whose numbers are those of their day.
  bool IsFrozen(const std::string& path) const { return frozen_.Of(path).has_value(); }

  // Whether `path` is of a frozen or foreign mirror.
  bool IsFixed(const std::string& path) const { return IsFrozen(path) || foreign_.Of(path); }

  [[nodiscard]] const std::string& word_of_names() const { return word_of_names_; }

  bool Exists(const std::string& path) const { return paths_.Contains(path); }

  [[nodiscard]] const ModuleSequence& sequence() const { return sequence_; }
  // The other way round, for lists that take down what others build up.
  [[nodiscard]] const ModuleSequence& reversed() const { return reversed_; }
  [[nodiscard]] const std::set<std::string>& mirrored() const { return mirrored_; }

 private:
  const Facts& facts_;
  bool of_sql_;      // the modules are files of SQL
  bool one_series_;  // else a number on a page apart may be another series'
  ModuleSequence sequence_;
  Order reversed_order_;
  ModuleSequence reversed_;
  std::string word_of_names_;
  PathOwners<ModuleId> frozen_;   // what frozen mirrors hold
  PathOwners<ModuleId> foreign_;  // and foreign ones
  PathOwners<ModuleId> owners_;   // of modules and mirror entries
  PathsAndFolders paths_;         // tracked
  std::vector<NamePattern> siblings_;
  std::set<std::string> mirrored_;  // files of mirrors
};

// The command by which the policy says that a file is made again; empty without.
std::string DeclaredMaker(const Config& config, const ScannedFile& file) {
  for (const GeneratedFiles& files : config.references.generated) {
    if (files.path.text == file.reason && !files.regenerate.empty()) return files.regenerate;
  }
  return {};
}

// Lists of all modules by slug alone. Who declares one as the list of modules means its order;
// another may stand in that order by chance, as that of the alphabet does, so a person sorts it.
std::vector<OrderedBlock> ListsOfSlugs(const Config& config, const Facts& facts, const Asker& asker,
                                       const std::string& path, std::string_view text,
                                       const std::vector<OrderedBlock>& known) {
  const std::vector<Reference> names = FindBareNames(path, text, facts);
  if (names.empty()) return {};
  const bool declared = std::ranges::any_of(config.metadata, [&](const MetadataShape& shape) {
    return !shape.entries.empty() && shape.file == path;
  });
  std::vector<OrderedBlock> lists = FindOrderedBlocks(path, text, names, asker.sequence());
  std::erase_if(lists, [&](const OrderedBlock& list) {
    std::set<ModuleId> modules;
    for (const BlockEntry& entry : list.entries) modules.insert(entry.module);
    return Overlaps(list, known) || !HoldsAllModules(modules, facts);
  });
  for (OrderedBlock& list : lists) list.sortable = list.sortable && declared;
  return lists;
}

// Lists in the comments of a policy are what was found or proposed once, and no order of modules.
void DropComments(const std::string& path, std::string_view text,
                  std::vector<OrderedBlock>& blocks) {
  if (BaseName(path) != kPolicyFileName) return;
  std::erase_if(blocks, [&](const OrderedBlock& block) {
    const std::size_t line = text.rfind('\n', block.entries.back().body.offset) + 1;  // or 0
    return Trim(text.substr(line, text.find('\n', line) - line)).starts_with('#');
  });
}

// The references of a page by offset, with those of its links that lead into another module from
// lines where nothing else is certain: `[Loops](chapter5.md)` beside `exercises/chapter5`.
std::vector<Reference> WithLinks(const Asker& asker, const Question& question,
                                 const std::vector<RelativeLink>& links) {
  std::vector<Reference> all(question.references.begin(), question.references.end());
  std::set<int> told;  // lines
  for (const Reference& reference : question.references) {
    if (IsCertain(reference)) told.insert(reference.where.line);
  }
  for (const RelativeLink& link : links) {
    if (!link.sure || told.contains(link.where.line)) continue;
    const auto owner = asker.OwnerOf(link.target);
    if (!owner || owner == question.own) continue;
    Reference named;
    named.where = link.where;
    named.whole = named.name = link.span;
    named.shape = ReferenceShape::kPath;
    named.certainty = Certainty::kOwned;
    named.module = owner;
    all.push_back(std::move(named));
  }
  std::ranges::stable_sort(all, {}, [](const Reference& one) { return one.whole.offset; });
  return all;
}

// What links of bars stand for, where nothing on their lines says so.
void AddBars(const std::vector<BarReading>& readings, std::vector<NeighbourWord>& neighbours) {
  std::set<std::tuple<std::string, int, bool>> said;
  for (const NeighbourWord& word : neighbours) {
    said.emplace(word.where.path, word.where.line, word.next);
  }
  for (const BarReading& reading : readings) {
    const BarLink& link = *reading.link;
    if (!reading.right || said.contains({link.where.path, link.where.line, reading.next})) continue;
    neighbours.push_back(
        {link.where, reading.own, reading.next, link.to, link.text, link.form, reading.sure});
  }
}

Result<Answer> Ask(const FileReader& tree, const Config& config, const Facts& facts,
                   const Asker& asker, const Question& question) {
  const Result<std::string> text = tree.Read(question.file->path);
  if (!text) return text.error();
  Answer answer;
  if (question.file->kind == ScannedFile::Kind::kGenerated) {
    answer.names = NumberedNames(*text, facts);
    answer.maker = DeclaredMaker(config, *question.file);
    answer.declared = !answer.maker.empty();
    if (!answer.declared && !answer.names.empty()) answer.maker = GeneratedBy(*text);
    return answer;
  }
  if (question.links) {
    answer.links = FindRelativeLinks(question.file->path, *text,
                                     [&](const std::string& path) { return asker.MayMove(path); });
  }
  if (question.blocks) {
    const std::vector<Reference> names = WithLinks(asker, question, answer.links);
    answer.blocks = FindOrderedBlocks(question.file->path, *text, names, asker.sequence());
    AddOtherBlocks(question.file->path, *text, names, asker.sequence(), asker.reversed(),
                   answer.blocks);
  }
  const FileContent content = FormatOf(question.file->path).content;
  if (content == FileContent::kData || content == FileContent::kCode ||
      content == FileContent::kBuild) {
    std::ranges::move(ListsOfSlugs(config, facts, asker, question.file->path, *text, answer.blocks),
                      std::back_inserter(answer.blocks));
  }
  if (question.numbers && (content == FileContent::kProse || content == FileContent::kMarkup)) {
    std::ranges::move(
        FindTitleLists(question.file->path, *text, facts, asker.sequence(), answer.blocks),
        std::back_inserter(answer.blocks));
  }
  DropComments(question.file->path, *text, answer.blocks);
  std::ranges::stable_sort(answer.blocks, {}, [](const OrderedBlock& block) {
    return block.entries.front().body.offset;
  });
  for (OrderedBlock& block : answer.blocks) {
    OwnOrder own = OrderOfPlaces(question.file->path, *text, block, question.references, config);
    block.ranks = std::move(own.ranks);
    if (block.ranks.empty()) block.ranks = RanksOfTitles(*text, block, question.references, facts);
    block.counts = std::move(own.counts);
  }
  if (question.mirrored) {
    answer.links = FindMirroredPaths(question.file->path, *text, asker.mirrored(),
                                     [&](const std::string& path) { return asker.Exists(path); });
  }
  if (question.own && !answer.links.empty()) {
    answer.named = NamedLinks(*text, *question.own, answer.links, facts,
                              [&](const std::string& path) { return asker.OwnerOf(path); });
  }
  if (question.globs) {
    answer.globs = FindNumberGlobs(question.file->path, *text, facts, question.references);
  }
  if (question.numbers) {
    answer.numbers =
        ReadPageNumbers(question.file->path, *text, question.own, facts, question.references);
    answer.numbers.is_fixed = asker.IsFixed(question.file->path);
    if (asker.IsFrozen(question.file->path)) {
      for (PageNumbers::Mention& mention : answer.numbers.mentions) mention.of_book = false;
    }
  }
  if (question.of_names && Lower(*text).find(asker.word_of_names()) != std::string::npos) {
    PageNumbers page =
        ReadPageNumbers(question.file->path, *text, std::nullopt, facts, question.references);
    std::erase_if(page.mentions, [&](const PageNumbers::Mention& mention) {
      return mention.is_part || !IsFormOfWord(mention.around.first, asker.word_of_names());
    });
    answer.numbers.mentions = std::move(page.mentions);
  }
  if (question.own) {
    answer.neighbours = FindNeighbourWords(question.file->path, *text, *question.own, facts,
                                           asker.sequence(), question.references);
  }
  const bool is_page = content == FileContent::kProse || content == FileContent::kNotebook;
  if (is_page && !asker.IsFrozen(question.file->path)) {
    answer.shown_keys = ShownKeys(question.file->path, *text, question.references, facts.order);
  } else if (!is_page && question.blocks) {
    answer.keys = CertainKeys(*text, question.references);
  }
  if (is_page && (question.own || asker.IsOfSibling(question.file->path))) {
    const auto owner_of = [&](const std::string& path) { return asker.OwnerOf(path); };
    answer.bars = FindNavigationBars(
        question.file->path, *text, question.own,
        LinkTargetsOf(question.file->path, *text, question.references, owner_of), facts);
  }
  return answer;
}

}  // namespace

Result<Passages> ReadPassages(const FileReader& tree, const Config& config, const Facts& facts) {
  const Asker asker(config, facts);
  const std::vector<Question> questions = asker.Questions();
  std::vector<Result<Answer>> answers(questions.size(), Answer());
  ParallelFor("reading passages:", "files", questions.size(), 0,
              [&](std::size_t i) { answers[i] = Ask(tree, config, facts, asker, questions[i]); });
  Passages passages;
  std::vector<NamedLink> named;
  std::vector<NavigationBar> bars;
  std::vector<PageNumbers> numbers;
  std::vector<KeyedNumber> keys, shown_keys;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i]) return answers[i].error();
    std::ranges::move(answers[i]->named, std::back_inserter(named));
    std::ranges::move(answers[i]->bars, std::back_inserter(bars));
    std::ranges::move(answers[i]->keys, std::back_inserter(keys));
    std::ranges::move(answers[i]->shown_keys, std::back_inserter(shown_keys));
    std::ranges::move(answers[i]->blocks, std::back_inserter(passages.blocks));
    std::ranges::move(answers[i]->neighbours, std::back_inserter(passages.neighbours));
    std::ranges::move(answers[i]->links, std::back_inserter(passages.links));
    std::ranges::move(answers[i]->globs, std::back_inserter(passages.globs));
    if (questions[i].numbers || questions[i].of_names)
      numbers.push_back(std::move(answers[i]->numbers));
    if (!answers[i]->names.empty() || answers[i]->declared) {
      passages.generated.push_back({questions[i].file->path, std::move(answers[i]->maker),
                                    answers[i]->declared, std::move(answers[i]->names)});
    }
  }
  const auto neighbour_of = [&](ModuleId id, bool next) {
    return next ? asker.sequence().Next(id) : asker.sequence().Previous(id);
  };
  std::ranges::move(NeighbourTexts(named, passages.neighbours, neighbour_of),
                    std::back_inserter(passages.neighbours));
  AddBars(ReadNavigationBars(bars, neighbour_of), passages.neighbours);
  passages.ends = ReadEndsOfBars(bars, neighbour_of);
  std::ranges::stable_sort(passages.neighbours, {}, &NeighbourWord::where);
  passages.explained = ExplainNumbers(numbers, facts, LabelsOfOthers(config, facts.series));
  const auto path_of = [](const ExplainedNumber& one) -> const std::string& {
    return one.where.path;
  };
  for (ExplainedNumber& one : ExplainKeys(keys, shown_keys)) {
    const auto at = std::ranges::upper_bound(passages.explained, one.where.path, {}, path_of);
    passages.explained.insert(at, std::move(one));
  }
  return passages;
}

}  // namespace prereq
