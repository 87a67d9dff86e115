// The numbered folders of a Lexicon: which one a written path stands in, and
// which names on disk stay where they are.
#include <algorithm>

#include "base/fold.h"
#include "base/numbered_name.h"
#include "base/path.h"
#include "base/text.h"
#include "references/folder_paths.h"
#include "references/lexicon.h"
#include "references/scan_text.h"
#include "references/shapes/slug_parts.h"
#include "series/own_pages.h"
#include "tree/byte_stream.h"

namespace prereq::references {

void Lexicon::AddPart(const std::string& path, std::size_t begin, std::size_t end) {
  const std::string_view whole(path);
  const std::string_view part = whole.substr(begin, end - begin);
  std::size_t digit = std::min(part.find_first_of("0123456789"), part.size());
  const std::string_view above = begin == 0 ? std::string_view() : whole.substr(0, begin - 1);
  for (const NumberedFolder& numbered : folders_) {  // ch02/code/ch02.ipynb
    const std::size_t stem = numbered.stem.size();
    const bool own = numbered.folder == above && part.starts_with(numbered.stem);
    if (own && stem > digit) digit = stem;  // `V1_` of `V1_2__users`
    if (stem > 0 && end == path.size() && part.size() > stem && part.starts_with(numbered.stem) &&
        IsDigit(part[stem]) && numbered.folder != above) {
      inner_files_.emplace(part);
    }
  }
  const std::size_t named = std::max(digit, NameOf(part).size());
  const SplitName split = SplitNumberedName(part.substr(digit, named - digit));
  if (digit > 0) AddBareName(part, digit, above, end == path.size());
  if (digit < part.size()) AddPartOf(part, above);
  if (!split.number || split.rest.empty()) return;
  const bool odd = std::ranges::any_of(odd_slugs_, [&](ModuleId id) {  // `05-node.js`
    return NumberOf(id) == split.number && part.find(slug(id), digit) != std::string_view::npos;
  });
  if (odd) return;
  const std::string rest = WithUnderscores(split.rest);
  const std::vector<ModuleId>* names = FindSlug(rest);
  const bool known = names != nullptr;
  const bool agrees = known && std::ranges::any_of(*names, [&](ModuleId id) {
                        return NumberOf(id) == split.number;
                      });
  // 06_autograd_dev.py inside 06_autograd, 02_loops_ex_01.py as a mirror says
  const auto said = extended_.find(rest);
  bool longer = said != extended_.end() && NumberOf(said->second.front()) == split.number;
  for (const ModuleId id : Owners(*split.number)) {
    const std::string& home = module_paths_[static_cast<std::size_t>(id.value)];
    const std::string slug = WithUnderscores(slugs_[static_cast<std::size_t>(id.value)]);
    const bool own = IsInside(path, home) || home == whole.substr(0, end);
    const bool page = own_pages_.contains(above) && home == above;
    if (own && !known && !page && rest.starts_with(slug + "_")) {
      longer = true;
      extended_[rest] = {id};
      slug_of_extended_[rest] = slug.size();
    }
  }
  const std::string_view folder = begin == 0 ? std::string_view() : whole.substr(0, begin - 1);
  const bool covered = std::ranges::any_of(
      folders_, [&](const NumberedFolder& numbered) { return numbered.folder == folder; });
  // `slides/intro-04-wrap.md` beside `slides/advanced-04-wrap.md`.
  const bool called_otherwise =
      covered && std::ranges::none_of(folders_, [&](const NumberedFolder& numbered) {
        return numbered.folder == folder && part.starts_with(numbered.stem);
      });
  for (const NumberedFolder& numbered : folders_) {
    const bool fixed = numbered.kind == NumberedFolder::Kind::kFixed && numbered.folder == folder;
    if (fixed && part.starts_with(numbered.stem)) {
      fixed_names_.emplace(NameOf(part));
      if (numbered.frozen) continue;
      std::vector<std::string>& homes = foreign_homes_[std::string(NameOf(part))];
      if (homes.empty() || homes.back() != folder) homes.emplace_back(folder);
    }
  }
  // Asked about few parts: it looks at every module.
  const auto inside_module = [&] {
    return std::ranges::any_of(module_paths_, [&](const std::string& home) {
      return !home.empty() && IsInside(path, home);
    });
  };
  // What the tree itself calls so, in a place of its own, is neither ours nor
  // broken: translations, numbered parts of one module, files beside a
  // mirror's.
  const bool stray =
      !longer && !(known && covered && !called_otherwise) && !(agrees && inside_module());
  if (stray) {
    std::vector<std::string>& homes = stray_parts_[std::string(NameOf(part))];
    if (homes.empty() || homes.back() != folder) {
      homes.emplace_back(folder);
      if (!covered) {
        StrayCount& count = stray_counts_[std::string(folder)];
        ++count.names;
        count.numbers.insert(split.number->value);
      }
    }
  }
  const bool fixed_place = std::ranges::any_of(folders_, [&](const NumberedFolder& numbered) {
    return numbered.kind == NumberedFolder::Kind::kFixed && numbered.folder == folder;
  });
  if (known && (stray || fixed_place) && digit == 0 && end < path.size() && !folder.empty()) {
    for (const ModuleId id : *names) {
      std::vector<std::string>& others = other_numberings_[{id, *split.number}];
      if (others.empty() || others.back() != folder) others.emplace_back(folder);
    }
  }
  if (known && !covered && end == path.size() && !inside_module()) {
    stray_files_.emplace(part);
  }
}

// `chapters/08/1/`, `chapter-03/recipe-07/`, `ch2-cgo/ch2-01-hello.md`.
void Lexicon::AddPartOf(std::string_view part, std::string_view folder) {
  const auto home = homes_.find(folder);
  if (home == homes_.end() || folders_.empty()) return;
  const std::optional<Number> own = NumberOf(home->second);
  std::size_t at = 0, begin = 0;
  const auto read = [&]() -> std::optional<int> {
    begin = at;
    while (at < part.size() && !IsDigit(part[at]) && part[at] != '.') ++at;
    const std::size_t digits = at;
    while (at < part.size() && IsDigit(part[at])) ++at;
    if (at == digits || at - digits > 4) return std::nullopt;
    return ValueOfDigits(part.substr(digits, at - digits));
  };
  std::optional<int> number = read();
  const std::string& stem = folders_.front().stem;
  if (number && own && *number == own->value && !stem.empty() && part.starts_with(stem)) {
    number = read();
  }
  if (!number) return;
  std::string word;
  for (std::size_t i = begin; i < at && !IsDigit(part[i]); ++i) {
    if (IsLetter(part[i])) word += LowerChar(part[i]);
  }
  parts_.emplace(std::pair(home->second, *number), std::move(word));
}

std::optional<std::string> Lexicon::PartOf(ModuleId id, int number) const {
  const auto part = parts_.find({id, number});
  return part == parts_.end() ? std::nullopt : std::optional(part->second);
}

// `wtdb/migration6` where the modules are `channeldb/migration12` and so on.
void Lexicon::AddBareName(std::string_view part, std::size_t digit, std::string_view folder,
                          bool is_file) {
  const std::string_view stem = part.substr(0, digit);
  const std::string_view name = NameOf(part);
  if (digit >= name.size() || !std::ranges::all_of(name.substr(digit), IsDigit)) return;
  bool like_ours = false, fits = false;
  for (const NumberedFolder& numbered : folders_) {
    if (numbered.slugged || numbered.stem != stem) continue;
    const bool here = numbered.folder == folder;
    if (here && (numbered.frozen || numbered.kind != NumberedFolder::Kind::kFixed)) return;
    like_ours |= numbered.kind != NumberedFolder::Kind::kFixed;
    fits |= is_file == !numbered.ending.empty() && part.ends_with(numbered.ending);
  }
  // Folders that are called as the modules' own may go along with them.
  const auto is_called_so = [&](const NumberedFolder& numbered) {
    return numbered.kind != NumberedFolder::Kind::kFixed && numbered.stem == stem;
  };
  if (!is_file && std::ranges::all_of(stem, IsLetter) &&
      std::ranges::none_of(folders_, is_called_so)) {
    counted_folders_[{std::string(folder), Lower(stem)}].emplace(part);
  }
  if (!like_ours || !fits || ModuleOf(folder)) return;
  std::vector<std::string>& homes = foreign_homes_[std::string(name)];
  if (homes.empty() || homes.back() != folder) homes.emplace_back(folder);
}

void Lexicon::AddBeside(const std::string& path) {
  if (folders_.empty() || ModuleOf(path)) return;
  const NumberedFolder& own = folders_.front();
  const std::string_view name = std::string_view(path).substr(
      std::min(path.size(), own.folder.empty() ? 0 : own.folder.size() + 1));
  if (!IsInside(path, own.folder) || !name.starts_with(own.stem)) return;
  const std::string_view part = name.substr(own.stem.size(), name.find('/') - own.stem.size());
  const SplitName split = SplitNumberedName(part);
  if (split.number && split.number->suffix == '\0' && Owners(*split.number).empty()) {
    beside_numbers_.insert(split.number->value);
  }
}

void Lexicon::AddOpenName(const std::string& path) {
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    const NumberedFolder& one = folders_[i];
    if (!one.GoesOn() || one.kind == NumberedFolder::Kind::kFixed) continue;
    if (!IsInside(path, one.folder)) continue;
    const std::string_view inside =
        std::string_view(path).substr(one.folder.empty() ? 0 : one.folder.size() + 1);
    const std::size_t slash = inside.find('/'), stem = one.stem.size();
    const std::string_view name = inside.substr(0, slash);
    if (!name.starts_with(one.stem) || name.size() <= stem || !IsDigit(name[stem])) continue;
    const bool file = slash == std::string_view::npos;
    std::vector<std::size_t>& homes =
        open_names_[std::string(file ? name.substr(0, name.rfind('.')) : name)];
    if (homes.empty() || homes.back() != i) homes.push_back(i);
  }
}

const NumberedFolder* Lexicon::FolderOfOpenName(std::string_view name,
                                                std::string_view file) const {
  const auto found = open_names_.find(name);
  if (found == open_names_.end()) return nullptr;
  for (const std::size_t i : found->second) {
    if (folders_[i].folder == FolderOfPath(file)) return &folders_[i];
  }
  return &folders_[found->second.front()];
}

void Lexicon::AddBelowBareRoot(const std::string& path) {
  if (!bare_root_ || path.empty() || !IsDigit(path.front())) return;
  const std::size_t dot = path.rfind('.');
  below_bare_root_.insert(path);
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    below_bare_root_.insert(path.substr(0, slash + 1));
    if (slash != path.find('/')) below_bare_root_.insert(path.substr(0, slash));
  }
  if (dot != std::string::npos && path.find('/') < dot) {
    below_bare_root_.insert(path.substr(0, dot));
  }
}

void Lexicon::AddPaths(const LexiconSource& source) {
  bare_root_ = std::ranges::any_of(folders_, [](const NumberedFolder& one) {
    return one.folder.empty() && one.stem.empty() && !one.slugged && one.ending.empty() &&
           one.kind != NumberedFolder::Kind::kFixed;
  });
  std::map<std::string, NumberAndSlug, std::less<>> homes;
  for (const auto& [path, id] : homes_) {
    if (const auto number = NumberOf(id)) homes.emplace(path, NumberAndSlug{*number, slug(id)});
  }
  own_pages_ = FoldersWithOwnPages(source.paths, homes);
  for (const std::string& path : source.paths) {
    AddOpenName(path);
    AddBelowBareRoot(path);
    AddBeside(path);
    std::size_t begin = 0;
    while (begin < path.size()) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      if (end > begin) AddPart(path, begin, end);  // also week_2_autograd
      if (end > begin) {
        AddNameAbove(std::string_view(path).substr(begin, end - begin),
                     std::string_view(path).substr(0, begin == 0 ? 0 : begin - 1));
      }
      begin = end + 1;
    }
  }
  AddBelowOurs(source.paths);
  AddNamesakes(source.paths);
}

Lexicon::Claim Lexicon::ClaimOf(std::string_view name, std::string_view file,
                                std::string_view before) const {
  const auto homes = foreign_homes_.find(name);
  if (homes == foreign_homes_.end()) return Claim::kOurs;
  if (!before.empty()) {
    const std::optional<std::string> followed = FollowPath(FolderOfPath(file), before);
    const auto leads = [&](const std::string& home) {
      return (followed && *followed == home) || (!home.empty() && SameEnd(Bare(before), home));
    };
    const bool ours = std::ranges::any_of(folders_, [&](const NumberedFolder& folder) {
      return folder.kind != NumberedFolder::Kind::kFixed && leads(folder.folder);
    });
    if (std::ranges::none_of(homes->second, leads)) return Claim::kOurs;
    if (!ours) return Claim::kTheirs;  // else the nearer one
  }
  // Folders that the file's path and another one begin with.
  const auto near = [&](std::string_view folder) {
    std::size_t parts = 0;
    for (std::size_t at = 0; at < folder.size(); ++parts) {
      const std::size_t end = std::min(folder.find('/', at), folder.size());
      if (file.size() <= end || file.substr(at, end - at) != folder.substr(at, end - at) ||
          file[end] != '/') {
        break;
      }
      at = end + 1;
    }
    return parts;
  };
  std::size_t theirs = 0, ours = 0;
  for (const std::string& home : homes->second) theirs = std::max(theirs, near(home));
  for (const NumberedFolder& folder : folders_) {
    if (folder.kind != NumberedFolder::Kind::kFixed) ours = std::max(ours, near(folder.folder));
  }
  if (theirs == ours) return Claim::kEither;
  return theirs > ours ? Claim::kTheirs : Claim::kOurs;
}

bool Lexicon::CountsSo(std::string_view file, ModuleId module, Number number) const {
  const auto homes = other_numberings_.find({module, number});
  return homes != other_numberings_.end() &&
         std::ranges::any_of(homes->second,
                             [&](const std::string& home) { return IsInside(file, home); });
}

std::string Lexicon::KnownOfPaths() const {
  ByteWriter out;
  const auto sorted = [&](const auto& texts) {
    std::vector<std::string_view> all(texts.begin(), texts.end());
    std::ranges::sort(all);
    out.Unsigned(all.size());
    for (const std::string_view text : all) out.Text(text);
  };
  for (const auto* names : {&fixed_names_, &inner_files_, &stray_files_}) sorted(*names);
  sorted(own_pages_);
  sorted(below_ours_);
  const std::map<std::string_view, std::vector<ModuleId>> extended(extended_.begin(),
                                                                   extended_.end());
  out.Unsigned(extended.size());
  for (const auto& [name, modules] : extended) {
    out.Text(name);
    out.Unsigned(slug_of_extended_.find(name)->second);
    out.Unsigned(modules.size());
    for (const ModuleId id : modules) out.Signed(id.value);
  }
  for (const auto* parts : {&stray_parts_, &foreign_homes_}) {
    std::map<std::string_view, const std::vector<std::string>*> all;
    for (const auto& [name, homes] : *parts) all.emplace(name, &homes);
    out.Unsigned(all.size());
    for (const auto& [name, homes] : all) {
      out.Text(name);
      sorted(*homes);
    }
  }
  out.Unsigned(namesakes_.size());
  for (const auto& [name, folders] : namesakes_) {
    out.Text(name);
    sorted(folders);
  }
  out.Unsigned(counted_folders_.size());
  for (const auto& [named, folders] : counted_folders_) {
    out.Text(named.first);
    out.Text(named.second);
    sorted(folders);
  }
  out.Unsigned(parts_.size());
  for (const auto& [part, word] : parts_) {
    out.Signed(part.first.value);
    out.Signed(part.second);
    out.Text(word);
  }
  out.Unsigned(names_above_.size());
  for (const auto& [number, names] : names_above_) {
    out.Signed(number.value);
    out.Unsigned(static_cast<unsigned char>(number.suffix));
    sorted(names);
  }
  out.Unsigned(beside_numbers_.size());
  for (const int number : beside_numbers_) out.Signed(number);
  std::map<std::string_view, const std::vector<std::size_t>*> open;
  for (const auto& [name, places] : open_names_) open.emplace(name, &places);
  out.Unsigned(open.size());
  for (const auto& [name, places] : open) {
    out.Text(name);
    out.Unsigned(places->size());
    for (const std::size_t place : *places) out.Unsigned(place);
  }
  for (const auto& [key, homes] : other_numberings_) {
    out.Signed(key.first.value);
    out.Signed(key.second.value);
    out.Unsigned(static_cast<unsigned char>(key.second.suffix));
    sorted(homes);
  }
  return out.Take();
}

bool Lexicon::MayHoldModules(std::string_view before) const {
  const std::string_view written = Bare(before);
  if (written.empty()) return true;
  const std::vector<std::string_view> parts = Split(written, '/');
  return std::ranges::any_of(folders_, [&](const NumberedFolder& folder) {
    const std::string_view last =
        std::string_view(folder.folder).substr(folder.folder.rfind('/') + 1);
    return folder.kind != NumberedFolder::Kind::kFixed && !last.empty() &&
           std::ranges::find(parts, last) != parts.end();
  });
}

const NumberedFolder* Lexicon::FolderOfFile(std::string_view file) const {
  const NumberedFolder* best = nullptr;
  for (const NumberedFolder& folder : folders_) {
    if (!IsInside(file, folder.folder)) continue;
    const std::size_t part = folder.folder.empty() ? 0 : folder.folder.size() + 1;
    const std::string_view rest = file.substr(part);
    const std::size_t number = folder.stem.size();
    if (!rest.starts_with(folder.stem) || number >= rest.size() || !IsDigit(rest[number])) continue;
    if (best == nullptr || folder.folder.size() > best->folder.size()) best = &folder;
  }
  if (best != nullptr && !best->apart) return best;
  // A page of another phase: its lessons are meant there, though the phases are a series apart.
  const auto sibling = std::ranges::find_if(folders_, [&](const NumberedFolder& folder) {
    return folder.sibling && IsInside(file, folder.folder);
  });
  return sibling == folders_.end() ? best : &*sibling;
}

Lexicon::Claim Lexicon::SeriesNamedIn(std::string_view text) const {
  constexpr std::size_t kShortest = 4;
  const auto names = [&](std::string_view name) {
    if (name.size() < kShortest) return false;
    for (std::size_t at = text.find(name); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
      if (!IdentifierBefore(text, at) && !IdentifierAt(text, at + name.size())) return true;
    }
    return false;
  };
  if (folders_.empty()) return Claim::kEither;
  const std::string own = Lower(BaseName(folders_.front().folder));
  bool ours = names(own), theirs = false;
  for (const NumberedFolder& folder : folders_) {
    if (folder.kind != NumberedFolder::Kind::kFixed || folder.mirror >= 0) continue;
    const std::string name = Lower(BaseName(folder.folder));
    if (name == own) return Claim::kEither;
    theirs |= names(name);
  }
  if (ours == theirs) return Claim::kEither;
  return ours ? Claim::kOurs : Claim::kTheirs;
}

bool Lexicon::IsCountedBeside(std::string_view file, int number) const {
  for (std::string_view at = FolderOfPath(file);; at = FolderOfPath(at)) {
    if (CountsFiles(at) && stray_counts_.find(at)->second.numbers.contains(number)) return true;
    if (at.empty()) return false;
  }
}

bool Lexicon::IsCountedBy(std::string_view word, std::string_view file) const {
  constexpr std::size_t kFewest = 3;
  if (counted_folders_.empty()) return false;
  const std::string low = Lower(word);
  for (std::string_view at = FolderOfPath(file); !at.empty(); at = FolderOfPath(at)) {
    const std::string name = Lower(at.substr(at.rfind('/') + 1));  // npos + 1 is 0
    if (name.size() <= low.size() || !name.starts_with(low) || !IsDigit(name[low.size()])) continue;
    const auto counted = counted_folders_.find({std::string(FolderOfPath(at)), low});
    if (counted != counted_folders_.end() && counted->second.size() >= kFewest) return true;
  }
  return false;
}

bool Lexicon::IsBesideParts(std::string_view file) const {
  const auto own =
      std::ranges::find(folders_, NumberedFolder::Kind::kSeries, &NumberedFolder::kind);
  return own != folders_.end() && !IsInside(file, own->folder) &&
         std::ranges::any_of(folders_, &NumberedFolder::sibling);
}

std::vector<const NumberedFolder*> Lexicon::FoldersWithStem(std::string_view text,
                                                            std::size_t end) const {
  std::vector<const NumberedFolder*> found;
  for (const NumberedFolder& folder : folders_) {
    if (folder.stem.empty() || !text.substr(0, end).ends_with(folder.stem)) continue;
    if (!IdentifierBefore(text, end - folder.stem.size()) ||
        text[end - folder.stem.size() - 1] == '_') {
      found.push_back(&folder);
    }
  }
  return found;
}

bool Lexicon::IsOwnFile(ModuleId id, std::string_view path) const {
  const std::string& home = module_paths_[static_cast<std::size_t>(id.value)];
  return !home.empty() && IsWithin(path, home);
}

std::optional<ModuleId> Lexicon::ModuleOf(std::string_view path) const {
  for (; !path.empty(); path = FolderOfPath(path)) {
    if (const auto home = homes_.find(path); home != homes_.end()) return home->second;
  }
  return std::nullopt;
}

bool Lexicon::IsMainPage(ModuleId id, std::string_view path) const {
  const std::string& home = module_paths_[static_cast<std::size_t>(id.value)];
  if (home == path) return true;
  if (home.empty() || FolderOfPath(path) != home) return false;
  const std::string name = WithUnderscores(BaseName(path).substr(0, BaseName(path).find('.')));
  return name == "readme" || name == "index" || name == "_index" || name == "main" ||
         name == WithUnderscores(BaseName(home)) ||
         name == WithUnderscores(slugs_[static_cast<std::size_t>(id.value)]);
}

}  // namespace prereq::references
