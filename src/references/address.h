// Addresses in a text: whose repository or site they lead to, and at which revision.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "prereq/facts.h"
#include "references/judge.h"

namespace prereq::references {

/// What an address says about the revision that it shows.
enum class Revision { kNone, kBranch, kPermanent, kUnclear };

/// The revision in a URL of a code host, of a notebook viewer or of a content network: what follows
/// `/blob/`, `/tree/`, `/raw/` and the like, or stands in the host's own place for it. What git
/// knows under `known` decides first, and a name of both is unclear. Else a commit id, a dotted
/// version, a release or a tag's full name is permanent; another name with digits in it may be a
/// tag or a branch, and so may, where `known` says anything, one that it does not have; any other
/// is a branch. kNone where the URL has no such part.
Revision RevisionOf(std::string_view url, const RevisionNames& known = {});

/// What stands behind that revision, without the `/` in front: the path from the root, a view into
/// `url`; nullopt where the URL has no such part.
std::optional<std::string_view> PathInRevision(std::string_view url,
                                               const RevisionNames& known = {});

/// What git's `v1.0:` right before a path, which ends `before`, says: a tag or a commit's id is
/// permanent; kNone for all else, branches among it.
Revision RevisionBefore(std::string_view before, const RevisionNames& known);

/// The same of a command of git whose words, up to the path, end `before`: `git checkout v1.0 -- `,
/// `git restore --source=v1.0 `. kUnclear where it compares that revision with the tree of today.
Revision RevisionOfCommand(std::string_view before, const RevisionNames& known);

/// The same of what may follow a path in a URL: `?ref=v1.0`, `@v1.0`. `rest` begins inside the URL.
Revision RevisionBehind(std::string_view rest, const RevisionNames& known = {});

/// Whether what follows `url` in an address of a code host is no file or folder of a revision: the
/// name of a branch (`tree/`), a page of the wiki, a label, what is searched for (`issues?q=`).
bool ShowsNoFile(std::string_view url);

/// The URL that `offset` is inside, from its scheme or host up to `offset`; empty when in none.
std::string_view UrlBefore(std::string_view text, std::size_t offset);

/// The URL of what `offset` is inside of in the form of Nix:
/// `https://github.com/own/name/tree/v1.0/` and the path up to `offset`, for
/// `github:own/name/v1.0?dir=` and that path. Empty when in none.
std::string UrlOfFlakeBefore(std::string_view text, std::size_t offset);

/// Host, owner and name of the repository that a URL of a code host or notebook viewer leads to;
/// empty parts where it is none of a known form. Views into `url`.
struct RepositoryInUrl {
  std::string_view owner, name;
};
RepositoryInUrl RepositoryOf(std::string_view url);

}  // namespace prereq::references
