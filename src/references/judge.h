// Whom a reference means and how sure that is, decided from what was found beside its number.
#pragma once

#include <cstddef>
#include <optional>

#include "prereq/facts.h"

namespace prereq::references {

/// What was found beside one number. Plain data: nothing here is looked up or guessed.
struct Evidence {
  /// What ties the number to a module.
  enum class Tie {
    kName,    // a module's name: `06_autograd`, `Module 6: Autograd`, `| 06 | Autograd |`
    kNumber,  // a label only: `Module 6`
    kFolder,  // the literal of a numbered folder's names: `module_06`, `ch/05/`
    kKey,     // a key of the module's own metadata, or of a map whose value names the module
    kTarget,  // a link or path on the same line that names a module for certain
    kFile     // the place in a file of the module itself: its first heading, its sections
  };
  /// Where the folder of a written path stands.
  enum class Place {
    kOurs,     // no path at all, or one that leads to the series or to a mirror of it
    kTail,     // only the end of the path is like that of the series
    kFixed,    // in a frozen or foreign mirror, in another series, in a numbering of its own
    kAnother,  // in a folder that holds no modules
    kOnDisk    // a file of exactly this name stands elsewhere
  };
  /// Whose address the reference stands in.
  enum class Address {
    kNone,
    kOwn,        // the own repository or site, on a branch
    kPermalink,  // the same at a tag, a release or a commit
    kRevision,   // the same at what may be a tag or a branch
    kCopy,       // the same path in a repository of another owner
    kForeign     // anything else
  };

  Tie tie = Tie::kName;
  Place place = Place::kOurs;
  Address address = Address::kNone;
  std::size_t names = 0;       // kName: modules that the name can mean
  std::size_t owners = 0;      // modules that carry the number
  bool agrees = false;         // kName, kKey, kTarget, kFile: the number is that module's
  bool lacks_slug = false;     // kFolder: names of that folder hold a slug, and none stands here
  bool extends_name = false;   // kName: the identifier goes on after the name
  bool made_up = false;        // kName: no file of that name is there, only one that begins so
  bool shared = false;         // kName: a foreign mirror holds the same name, and is as near
  bool by_chance = false;      // kName: an unpadded number, joined otherwise than the series does
  bool of_other_book = false;  // kNumber: inside a citation or a link to somewhere else
  bool is_range = false;       // kNumber: `Modules 6-8`
  bool range_is_known = true;  // is_range: its last number belongs to a module, too
  bool before_all = false;     // kNumber: no module's, and not missing: 0, or a page's beside them
  bool counted_elsewhere = false;  // kNumber: of a numbering beside ours: `2.1`
  bool far_off = false;            // kNumber: no module's, and far behind the last: another book's
  bool counts_as_label = true;  // kTarget, kFile: padded or behind a label, so that it says a place
};

/// Which module a reference means.
enum class Owner { kNone, kNamed, kNumbered };

struct Judgement {
  std::optional<Certainty> certainty;  // nullopt: no reference at all
  Owner owner = Owner::kNone;
};

/// Pure. A number alone is never certain; a name and its number are, except in a place or an
/// address that is not the series' own. What stands in somebody's copy is at most likely.
Judgement Judge(const Evidence& evidence);

}  // namespace prereq::references
