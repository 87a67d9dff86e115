// Where the folder stands that a written path names, seen from the file that it is written in.
#include <algorithm>

#include "base/glob.h"
#include "base/path.h"
#include "base/text.h"
#include "references/folder_paths.h"
#include "references/lexicon.h"

namespace prereq::references {
namespace {

// The folder that a page is in a site whose addresses have no endings; of an index its own.
std::string AddressFolder(std::string_view file) {
  const std::string_view name = BaseName(file);
  const std::string_view stem = name.substr(0, name.find('.'));
  const std::string low = Lower(stem);
  const std::string_view folder = FolderOfPath(file);
  if (low == "index" || low == "_index" || low == "readme") return std::string(folder);
  return JoinPath(folder, stem);
}

}  // namespace

std::string_view Lexicon::NameOf(std::string_view part) const {
  return separator_ == '.' ? NameOfPart(part) : part.substr(0, part.find('.'));
}

bool Lexicon::HoldsPart(ModuleId id, std::string_view name) const {
  const auto homes = stray_parts_.find(NameOf(name));
  return homes != stray_parts_.end() &&
         std::ranges::any_of(homes->second,
                             [&](const std::string& home) { return IsOwnFile(id, home); });
}

bool Lexicon::IsStrayNameIn(std::string_view folder, std::string_view name) const {
  const auto homes = stray_parts_.find(name);
  return homes != stray_parts_.end() &&
         std::ranges::find(homes->second, folder) != homes->second.end();
}

bool Lexicon::HoldsName(std::string_view folder, std::string_view part) const {
  const std::string_view name = NameOf(part);
  const auto homes = stray_parts_.find(name);
  if (homes != stray_parts_.end() &&
      std::ranges::find(homes->second, folder) != homes->second.end()) {
    return true;
  }
  const NumberedFolder* numbered = FolderAt(folder, part);
  const bool fixed = numbered != nullptr && numbered->kind == NumberedFolder::Kind::kFixed;
  if (fixed && fixed_names_.contains(name)) return true;
  const std::string path = JoinPath(folder, part);
  return homes_.contains(path) || module_stems_.contains(path) ||
         module_stems_.contains(JoinPath(folder, name));
}

// Whether a name alone is that of a module and of nothing in `here`: `06-advanced` in the folder of
// that module, where another series counts.
bool Lexicon::NamesOurs(std::string_view here, std::string_view part) const {
  if (folders_.empty()) return false;
  const auto theirs = foreign_homes_.find(NameOf(part));
  if (theirs != foreign_homes_.end() &&
      std::ranges::find(theirs->second, here) != theirs->second.end()) {
    return false;
  }
  const std::string path = JoinPath(folders_.front().folder, part);
  return homes_.contains(path) || module_stems_.contains(path);
}

const NumberedFolder* Lexicon::FolderOfSeveral(std::string_view written) const {
  if (written.find('*') == std::string_view::npos) return nullptr;
  const Result<Glob> glob = Glob::Parse(written);
  if (!glob) return nullptr;
  const NumberedFolder* ours = nullptr;
  bool others = false;
  for (const NumberedFolder& folder : folders_) {
    if (!glob->Matches(folder.folder)) continue;
    const bool fixed = folder.kind == NumberedFolder::Kind::kFixed;
    others |= fixed;
    if (!fixed && ours == nullptr) ours = &folder;
  }
  return others ? ours : nullptr;
}

Standing Lexicon::StandingOf(std::string_view before, std::string_view file,
                             std::string_view part) const {
  const std::string_view here = FolderOfPath(file);
  // `@/../snippets/`: from a root that a site's tools name so.
  if (before.starts_with("@/")) before.remove_prefix(1);
  // `@context/02_loops`, as people point at a file for a program that reads with them.
  if (before.starts_with('@') && before.ends_with('/') && before.size() > 2 &&
      FolderAt(before.substr(1, before.size() - 2), part) != nullptr) {
    before.remove_prefix(1);
  }
  const std::string_view written = Bare(before);
  const bool relative = before.starts_with("./") || before.starts_with("../");
  const std::optional<std::string> followed = before.empty() || before.starts_with('/')
                                                  ? std::optional<std::string>()
                                                  : FollowPath(here, before);
  const std::string_view name = NameOf(part);
  const auto homes = stray_parts_.find(name);
  const bool is_there = followed && HoldsName(*followed, part);
  if (relative && !is_there) {
    // A site may make a folder of each page: `../02-b/` on `x/01-a.md` leads to `x/02-b.md`.
    const auto built = FollowPath(AddressFolder(file), before);
    if (built && *built != followed && HoldsName(*built, part)) {
      const NumberedFolder* folder = FolderAt(*built, part);
      return {folder != nullptr ? folder : &stray_folder_, false};
    }
  }
  // Steps up alone, to where nothing is called so: they say no more than a name.
  const bool only_steps = written.empty() && !before.empty() && !is_there && !HoldsName("", part);
  // From the file's own folder: what is there decides, whatever ends alike
  // elsewhere.
  if (followed) {
    if (homes != stray_parts_.end() &&
        std::ranges::find(homes->second, *followed) != homes->second.end()) {
      return {FixedFolderAt(*followed, part), false};
    }
    if (const NumberedFolder* folder = FolderAt(*followed, part)) return {folder, false};
  }
  const auto stands_in = [&](std::string_view folder) {
    if (before.empty()) return folder == here;
    if (relative && followed && *followed == folder) return true;
    if (written.empty()) return !relative && folder.empty();
    return SameEnd(written, folder);
  };
  // A path that leads into a numbered folder is that folder's, whatever copy of
  // it lies elsewhere; unless the file belongs to that copy.
  const std::string_view place = relative && followed ? std::string_view(*followed) : written;
  const bool exact = !before.empty() && FolderAt(place, part) != nullptr;
  const auto is_copy = [&](std::string_view home) {
    if (home == place) return false;
    return (relative && followed) ||
           !IsInside(file, home.substr(0, home.size() - written.size() - 1));
  };
  const bool stray = homes != stray_parts_.end() &&
                     std::ranges::any_of(homes->second, [&](const std::string& home) {
                       if (before.empty() || only_steps) return IsInside(file, home);
                       return stands_in(home) && !(exact && is_copy(home));
                     });
  if (stray) return {&stray_folder_, false};
  if (only_steps && fixed_names_.contains(name)) {
    const NumberedFolder* own = FolderOfFile(file);
    if (own != nullptr && own->kind == NumberedFolder::Kind::kFixed) return {own, false};
  }
  const NumberedFolder* best = nullptr;
  const bool ours = before.empty() && NamesOurs(here, part);
  for (const NumberedFolder& folder : folders_) {
    if (!part.starts_with(folder.stem) || !stands_in(folder.folder)) continue;
    if (ours && folder.kind == NumberedFolder::Kind::kFixed && folder.mirror < 0) continue;
    if (best == nullptr || folder.stem.size() > best->stem.size()) best = &folder;
  }
  const bool whole = best == nullptr || before.empty() || best->folder == place;
  return {best, !whole};
}

const NumberedFolder* Lexicon::FolderAt(std::string_view path, std::string_view part) const {
  const NumberedFolder* best = nullptr;
  for (const NumberedFolder& folder : folders_) {
    if (folder.folder != path || !part.starts_with(folder.stem)) continue;
    if (best == nullptr || folder.stem.size() > best->stem.size()) best = &folder;
  }
  return best;
}

const NumberedFolder* Lexicon::FixedFolderAt(std::string_view path, std::string_view part) const {
  const NumberedFolder* folder = FolderAt(path, part);
  const bool fixed = folder != nullptr && folder->kind == NumberedFolder::Kind::kFixed;
  return fixed ? folder : &stray_folder_;
}

}  // namespace prereq::references
