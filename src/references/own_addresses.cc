// Which URLs a Lexicon takes for the repository's own, and which for a copy's.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/percent.h"
#include "base/text.h"
#include "references/address.h"
#include "references/lexicon.h"
#include "references/own_roots.h"
#include "references/scan_text.h"

namespace prereq::references {

bool Lexicon::IsOwnUrl(std::string_view url) const { return LiesBelow(url, own_urls_); }

bool Lexicon::IsOwnName(std::string_view folder) const {
  return std::ranges::find(own_names_, Lower(folder)) != own_names_.end();
}

bool Lexicon::BeginsWithOwnPair(std::string_view path) const {
  return std::ranges::any_of(own_pairs_, [&](const std::string& pair) {
    return path.size() > pair.size() && path[pair.size()] == '/' &&
           Lower(path.substr(0, pair.size())) == pair;
  });
}

bool Lexicon::IsCopyUrl(std::string_view url) const {
  // A service that opens the repository:
  // `https://gitpod.io/#github.com/own/repository`.
  const std::string low = Lower(DecodePercent(url.substr(0, 2 * kReach)));
  for (const std::string& pair : own_pairs_) {
    const std::size_t at = low.find(pair);
    const std::size_t end = at + pair.size();
    if (at == std::string::npos || at == 0 || IsWord(low[at - 1])) continue;
    if (end >= low.size() || !(IsWord(low[end]) || low[end] == '-')) return true;
  }
  const RepositoryInUrl repository = RepositoryOf(url);
  if (repository.name.empty()) return MayShowFolder(url) || MayShowRepository(low);
  const std::string name = Lower(repository.name);
  if (std::ranges::find(own_names_, name) != own_names_.end()) return true;
  if (RevisionOf(url, revisions_) == Revision::kNone) return false;
  return std::ranges::any_of(folders_, [&](const NumberedFolder& folder) {
    const bool ours = folder.kind != NumberedFolder::Kind::kFixed && !folder.folder.empty();
    std::string_view path = url;
    while (path.ends_with('/')) path.remove_suffix(1);
    return ours && path.size() > folder.folder.size() && path.ends_with(folder.folder) &&
           path[path.size() - folder.folder.size() - 1] == '/';
  });
}

// `https://stackblitz.com/github/owner/course/tree/main/lessons/`: a host that is not known shows a
// repository of the own name, from the series' folder on. `url` is decoded, in lower case.
bool Lexicon::MayShowRepository(std::string_view url) const {
  const std::string own = Lower(folders_.front().folder);
  while (url.ends_with('/')) url.remove_suffix(1);
  if (own.empty()) return MayShowRoot(url);
  if (!url.ends_with(own)) return false;
  url.remove_suffix(own.size());
  if (!url.ends_with('/') && !url.ends_with('=')) return false;
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  return std::ranges::any_of(own_names_, [&](const std::string& name) {
    for (std::size_t at = url.find(name, host); at != std::string_view::npos;
         at = url.find(name, at + 1)) {
      const char next = at + name.size() < url.size() ? url[at + name.size()] : '/';
      if (at > 0 && url[at - 1] == '/' && (next == '/' || next == '&' || next == '?')) return true;
    }
    return false;
  });
}

// `https://example.org/course/` where modules stand in the root of the repository `course`.
bool Lexicon::MayShowRoot(std::string_view url) const {
  const std::size_t scheme = url.find("://");
  const std::size_t slash = url.rfind('/');
  if (scheme == std::string_view::npos || slash < scheme + 3) return false;
  return folders_.front().slugged && IsOwnName(url.substr(slash + 1));
}

// `https://www.example.org/beginner/` where modules stand in `content/beginner`: a site may show
// the tree from a folder of it on.
bool Lexicon::MayShowFolder(std::string_view url) const {
  const std::size_t scheme = url.find("://");
  const std::size_t slash = scheme == std::string_view::npos ? scheme : url.find('/', scheme + 3);
  if (slash == std::string_view::npos) return false;
  std::string_view path = url.substr(slash + 1);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty() || !folders_.front().slugged) return false;
  const std::string& own = folders_.front().folder;
  return own.size() > path.size() && own.ends_with(path) &&
         own[own.size() - path.size() - 1] == '/';
}

std::vector<std::string> OwnUrlPrefixes(std::string_view remote) {
  std::string rest(remote);
  const std::size_t scheme = rest.find("://");
  if (scheme != std::string::npos) rest.erase(0, scheme + 3);
  const std::size_t at = rest.find('@');
  if (at != std::string::npos && at < rest.find('/')) rest.erase(0, at + 1);
  if (scheme == std::string::npos) {  // git@host:owner/name
    const std::size_t colon = rest.find(':');
    if (colon == std::string::npos) return {};
    rest[colon] = '/';
  }
  while (rest.ends_with('/')) rest.pop_back();
  if (rest.ends_with(".git")) rest.resize(rest.size() - 4);
  // A port and the name that a key of ssh has for the host are no part of the pages' address.
  const bool by_ssh = remote.starts_with("ssh://") || scheme == std::string::npos;
  const std::size_t host_end = std::min(rest.find('/'), rest.size());
  std::string host = rest.substr(0, host_end);
  if (by_ssh) host = host.substr(0, host.find(':'));
  if (by_ssh && (host.starts_with("ssh.") || host.starts_with("altssh."))) {
    host.erase(0, host.find('.') + 1);
  }
  for (const std::string_view known : {"github.com", "gitlab.com", "bitbucket.org"}) {
    if (by_ssh && host.starts_with(known) && host.substr(known.size()).starts_with('-')) {
      host = known;  // `git@github.com-work:owner/name`
    }
  }
  rest.replace(0, host_end, host);
  const std::vector<std::string_view> parts = Split(rest, '/');
  if (parts.size() < 2 || std::ranges::any_of(parts, &std::string_view::empty)) return {};
  std::vector<std::string> prefixes = {"https://" + rest};
  if (Lower(parts[0]) != "github.com" || parts.size() != 3) return prefixes;
  const std::string owner(parts[1]), name(parts[2]);
  const std::string both = owner + "/" + name;
  for (const char* site :
       {"raw.githubusercontent.com/", "colab.research.google.com/github/", "mybinder.org/v2/gh/",
        "nbviewer.org/github/", "nbviewer.jupyter.org/github/", "github.dev/", "vscode.dev/github/",
        "studiolab.sagemaker.aws/import/github/", "console.paperspace.com/github/",
        "githubtocolab.com/", "github1s.com/", "raw.githack.com/", "rawcdn.githack.com/",
        "cdn.jsdelivr.net/gh/"}) {
    prefixes.push_back("https://" + (site + both));
  }
  prefixes.push_back("https://" + owner + ".github.io/" + name);
  return prefixes;
}

}  // namespace prereq::references
