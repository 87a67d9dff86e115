// Hosts differ in where they put owner, name and revision; the part after `/blob/` and its like is
// the same on all of them.
#include "references/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestUrl = 1024;

// Where a host puts what, counted in parts after the host: github.com/OWNER/NAME.
struct HostForm {
  std::string_view host;  // and its parts that come first: "cdn.jsdelivr.net/gh"
  bool names_revision;    // the part after the name is the revision
};
constexpr std::array<HostForm, 22> kHosts = {{
    {"github.com", false},
    {"www.github.com", false},
    {"github.dev", false},
    {"gitlab.com", false},
    {"bitbucket.org", false},
    {"codeberg.org", false},
    {"colab.research.google.com/github", false},
    {"nbviewer.org/github", false},
    {"nbviewer.jupyter.org/github", false},
    {"vscode.dev/github", false},
    {"studiolab.sagemaker.aws/import/github", false},
    {"console.paperspace.com/github", false},
    {"githubtocolab.com", false},
    {"github1s.com", false},
    {"mybinder.org/v2/gh", true},
    {"mybinder.org/v2/gl", true},
    {"gke.mybinder.org/v2/gh", true},
    {"raw.githubusercontent.com", true},
    {"raw.githack.com", true},
    {"rawcdn.githack.com", true},
    {"cdn.jsdelivr.net/gh", true},
    {"api.github.com/repos", false},
}};

std::string_view WithoutScheme(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(scheme + 3);
}

bool IsHexName(std::string_view name) {
  if (name.size() < 7 || name.size() > 64) return false;
  const bool hex = std::ranges::all_of(name, IsHexDigit);
  return hex && std::ranges::any_of(name, IsDigit);
}

// v1.0, 2.3.1, release-1.2: digits on both sides of a dot.
bool IsVersion(std::string_view name) {
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
       dot = name.find('.', dot + 1)) {
    if (dot > 0 && dot + 1 < name.size() && IsDigit(name[dot - 1]) && IsDigit(name[dot + 1])) {
      return true;
    }
  }
  return false;
}

// Names that are branches wherever they occur, also after the branch got another name.
bool IsUsualBranch(std::string_view name) {
  return name == "main" || name == "master" || name == "HEAD";
}

// A name that git does not know may be a tag that was not fetched; without a git every name
// without digits passes for a branch.
Revision Kind(std::string_view name, const RevisionNames& known) {
  name = name.substr(0, name.find_first_of("?#@"));
  if (name.empty()) return Revision::kNone;
  if (IsHexName(name) || IsVersion(name)) return Revision::kPermanent;
  if (std::ranges::any_of(name, IsDigit)) return Revision::kUnclear;
  const bool asked = !known.branches.empty() || !known.tags.empty();
  return asked && !IsUsualBranch(name) ? Revision::kUnclear : Revision::kBranch;
}

// Whether one of the names begins `text` and ends where a part of an address does.
bool BeginsWithOne(const std::vector<std::string>& names, std::string_view text) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    if (!text.starts_with(name)) return false;
    return text.size() == name.size() ||
           std::string_view("/?#@").find(text[name.size()]) != std::string_view::npos;
  });
}

// What git knows of the revision with which `text` begins; nullopt: nothing.
std::optional<Revision> KnownKind(std::string_view text, const RevisionNames& known) {
  const bool tag = BeginsWithOne(known.tags, text);
  const bool branch = BeginsWithOne(known.branches, text);
  if (tag && branch) return Revision::kUnclear;
  if (tag) return Revision::kPermanent;
  return branch ? std::optional(Revision::kBranch) : std::nullopt;
}

// The revision that begins at part `at`: `main`, `refs/heads/main`, `tag/v1`.
Revision KindAt(const std::vector<std::string_view>& parts, std::size_t at,
                const RevisionNames& known) {
  if (at >= parts.size()) return Revision::kNone;
  const std::string_view rest(
      parts[at].data(),
      static_cast<std::size_t>(parts.back().data() + parts.back().size() - parts[at].data()));
  if (const auto kind = KnownKind(rest, known)) return *kind;
  const std::string_view part = parts[at];
  const bool more = at + 1 < parts.size();
  if (part == "refs" && more) {
    return parts[at + 1] == "tags" ? Revision::kPermanent : Revision::kBranch;
  }
  if (more && (part == "tag" || part == "commit")) return Revision::kPermanent;
  if (more && (part == "branch" || part == "heads")) return Revision::kBranch;
  return Kind(part, known);
}

// web.archive.org/web/20200101/https://github.com/…: what was there on that day.
bool IsSnapshot(std::string_view url) {
  const std::size_t inner = url.rfind("://");
  if (inner == std::string_view::npos || url.find("://") == inner) return false;
  std::size_t at = inner;
  while (at > 0 && IsLetter(url[at - 1])) --at;
  if (at == 0 || url[at - 1] != '/') return false;
  const std::size_t end = --at;
  while (at > 0 && url[at - 1] != '/') --at;
  const std::string_view day = url.substr(at, end - at);
  constexpr std::size_t kYear = 4;
  return day.size() >= kYear && std::ranges::all_of(day.substr(0, kYear), IsDigit);
}

const HostForm* FormOf(std::string_view address) {
  const auto form = std::ranges::find_if(kHosts, [&](const HostForm& one) {
    return address.size() > one.host.size() && address[one.host.size()] == '/' &&
           Lower(address.substr(0, one.host.size())) == one.host;
  });
  return form == kHosts.end() ? nullptr : &*form;
}

// The revision in a URL whose fragment says the path: `course.git@v1.0#subdirectory=` of pip,
// `course.git#v1.0:` of docker.
std::optional<Revision> BesideFragment(std::string_view url, const RevisionNames& known) {
  const std::size_t mark = url.find('#');
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view fragment = url.substr(mark + 1);
  const std::size_t colon = fragment.find(':');
  const std::size_t at = url.substr(0, mark).rfind('@');
  const bool behind_name =
      at != std::string_view::npos && url.substr(at, mark - at).find('/') == std::string_view::npos;
  std::string_view name;
  if (colon != std::string_view::npos) {
    name = fragment.substr(0, colon);
  } else if (behind_name && fragment.find("subdirectory=") != std::string_view::npos) {
    name = url.substr(at + 1, mark - at - 1);
  }
  if (name.empty()) return std::nullopt;
  return KnownKind(name, known).value_or(Kind(name, known));
}

}  // namespace

std::string_view UrlBefore(std::string_view text, std::size_t offset) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|\\^,");
  const std::size_t low = offset > kLongestUrl ? offset - kLongestUrl : 0;
  std::size_t begin = offset;
  while (begin > low && !kEnds.Has(text[begin - 1])) --begin;
  const std::string_view run = text.substr(begin, offset - begin);
  const std::size_t scheme = IsSnapshot(run) ? run.find("://") : run.rfind("://");
  if (scheme != std::string_view::npos) {
    if (NamesLocalPath(text, begin + scheme + 1)) return {};
    std::size_t start = scheme;
    while (start > 0 && IsLetter(run[start - 1])) --start;
    return run.substr(start);
  }
  const std::size_t slash = run.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view host = run.substr(0, slash);
  for (const std::string_view tld : {".com", ".org", ".net", ".io", ".dev", ".edu", ".ai"}) {
    if (host.size() > tld.size() && host.ends_with(tld)) return run;
  }
  return {};
}

std::string UrlOfFlakeBefore(std::string_view text, std::size_t offset) {
  static constexpr std::array<std::array<std::string_view, 2>, 3> kForms = {
      {{"github:", "github.com"}, {"gitlab:", "gitlab.com"}, {"sourcehut:", "git.sr.ht"}}};
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|\\^,");
  constexpr std::string_view kKey = "dir=";
  const std::size_t path = PathStart(text, offset);
  if (!text.substr(0, path).ends_with(kKey)) return {};
  const std::size_t low = offset > kLongestUrl ? offset - kLongestUrl : 0;
  std::size_t begin = offset;
  while (begin > low && !kEnds.Has(text[begin - 1])) --begin;
  const std::string_view run = text.substr(begin, offset - begin);
  const std::size_t query = run.find('?');
  const std::size_t key = run.rfind(kKey);
  if (query == std::string_view::npos || key == std::string_view::npos || key < query) return {};
  for (const auto& [scheme, host] : kForms) {
    if (!run.starts_with(scheme)) continue;
    const std::string_view address = run.substr(scheme.size(), query - scheme.size());
    std::string url = "https://" + std::string(host);
    std::size_t part = 0;
    for (const std::string_view name : Split(address, '/')) {
      constexpr std::size_t kRevision = 2;
      if (part++ == kRevision) url += "/tree";
      url += "/" + std::string(name);
    }
    return url + "/" + std::string(run.substr(key + kKey.size()));
  }
  return {};
}

Revision RevisionOf(std::string_view url, const RevisionNames& known) {
  static constexpr std::array<std::string_view, 8> kMarks = {"blob", "tree", "raw",    "blame",
                                                             "edit", "src",  "browse", "commits"};
  constexpr std::size_t kAnyHost = 3;  // of kMarks: those that no site uses for its own folders
  static constexpr std::array<std::string_view, 5> kFixed = {"commit", "releases", "archive",
                                                             "tags", "zipball"};
  if (const auto revision = BesideFragment(url, known)) return *revision;
  const std::string_view address = WithoutScheme(url);
  const HostForm* form = FormOf(address);
  const std::vector<std::string_view> parts = Split(address, '/');
  if (form != nullptr && form->names_revision) {
    const std::size_t first = 1 + static_cast<std::size_t>(std::ranges::count(form->host, '/'));
    if (first + 1 < parts.size()) {
      const std::size_t at = parts[first + 1].find('@');  // name@revision
      if (at != std::string_view::npos) {
        const std::string_view name = parts[first + 1].substr(at + 1);
        const std::size_t begin = static_cast<std::size_t>(name.data() - address.data());
        return KnownKind(address.substr(begin), known).value_or(Kind(name, known));
      }
    }
    return KindAt(parts, first + 2, known);
  }
  for (std::size_t i = 2; i < parts.size(); ++i) {
    const auto mark = std::ranges::find(kMarks, parts[i]);
    const auto rank = static_cast<std::size_t>(mark - kMarks.begin());
    if (parts[i - 1].ends_with(".git")) return Revision::kNone;  // of cgit: `?h=main` says it
    if (mark != kMarks.end() && (form != nullptr || rank < kAnyHost))
      return KindAt(parts, i + 1, known);
    constexpr std::size_t kShortId = 7;
    if (parts[i] == "commit" && i + 1 < parts.size()) {  // on any host
      const std::string_view id = parts[i + 1].substr(0, parts[i + 1].find('?'));
      const bool hex = id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
      if (hex && id.size() >= kShortId) return Revision::kPermanent;
    }
    if (std::ranges::find(kFixed, parts[i]) != kFixed.end()) {
      return i + 1 < parts.size() && form != nullptr ? Revision::kPermanent : Revision::kNone;
    }
    if (i == 6) break;  // deeper it is a folder of the repository
  }
  return Revision::kNone;
}

namespace {

// Behind the revision with which `text` begins, and its `/`.
std::optional<std::string_view> BehindRevision(std::string_view text, const RevisionNames& known) {
  if (text.starts_with("refs/heads/")) text.remove_prefix(11);
  std::size_t length = std::min(text.find('/'), text.size());
  for (const std::string& branch : known.branches) {  // `feature/x`
    const bool begins = text.starts_with(branch) && text.substr(branch.size()).starts_with('/');
    if (begins) length = std::max(length, branch.size());
  }
  if (length >= text.size()) return std::nullopt;
  return text.substr(length + 1);
}

}  // namespace

std::optional<std::string_view> PathInRevision(std::string_view url, const RevisionNames& known) {
  static constexpr std::array<std::string_view, 4> kMarks = {"/blob/", "/tree/", "/raw/", "/edit/"};
  const std::string_view address = WithoutScheme(url);
  const HostForm* form = FormOf(address);
  if (form == nullptr) return std::nullopt;
  if (form->names_revision) {  // HOST/OWNER/NAME/REVISION/…, HOST/OWNER/NAME@REVISION/…
    std::size_t at = form->host.size() + 1;
    const std::size_t owner = address.find('/', at);
    if (owner == std::string_view::npos) return std::nullopt;
    const std::size_t name = std::min(address.find('/', owner + 1), address.size());
    at = address.substr(owner, name - owner).find('@');
    const std::size_t begin = at == std::string_view::npos ? name + 1 : owner + at + 1;
    return begin < address.size() ? BehindRevision(address.substr(begin), known) : std::nullopt;
  }
  for (const std::string_view mark : kMarks) {
    const std::size_t at = address.find(mark);
    if (at != std::string_view::npos) {
      return BehindRevision(address.substr(at + mark.size()), known);
    }
  }
  return std::nullopt;
}

bool ShowsNoFile(std::string_view url) {
  static constexpr std::array<std::string_view, 20> kPages = {
      "wiki",    "wikis",    "labels",    "compare",      "issues",
      "pull",    "pulls",    "projects",  "milestone",    "milestones",
      "boards",  "branches", "actions",   "discussions",  "graphs",
      "network", "packages", "pipelines", "environments", "merge_requests"};
  static constexpr std::array<std::string_view, 4> kOfRevision = {"blob", "tree", "raw", "commits"};
  const std::string_view address = WithoutScheme(url);
  const HostForm* form = FormOf(address);
  if (form == nullptr || form->names_revision) return false;
  const std::vector<std::string_view> parts = Split(address, '/');
  std::size_t at = 3 + static_cast<std::size_t>(std::ranges::count(form->host, '/'));
  const auto dash = std::ranges::find(parts, "-");  // of GitLab, behind any number of groups
  if (dash != parts.end()) at = static_cast<std::size_t>(dash - parts.begin()) + 1;
  if (at >= parts.size()) return false;
  const std::string_view page = parts[at].substr(0, parts[at].find_first_of("?#"));
  if (std::ranges::find(kPages, page) != kPages.end()) return true;
  return std::ranges::find(kOfRevision, page) != kOfRevision.end() && parts.size() <= at + 2;
}

Revision RevisionBefore(std::string_view before, const RevisionNames& known) {
  if (!before.ends_with(':')) return Revision::kNone;
  before.remove_suffix(1);
  const std::size_t blank = before.find_last_of(" \t\n\"'`");
  const std::string_view name = before.substr(blank == std::string_view::npos ? 0 : blank + 1);
  constexpr std::size_t kLongestName = 256, kCommitId = 40;
  if (name.empty() || name.size() > kLongestName) return Revision::kNone;
  const bool commit = name.size() == kCommitId &&
                      name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  const bool tag = std::ranges::find(known.tags, name) != known.tags.end();
  return commit || tag ? Revision::kPermanent : Revision::kNone;
}

namespace {

// Whether a `;` at `at` separates keys of an address, as gitweb writes them: `;hb=main`.
bool SeparatesKeys(std::string_view text, std::size_t at) {
  return std::ranges::any_of(
      std::array<std::string_view, 4>{";h=", ";hb=", ";a=", ";id="},
      [&](std::string_view key) { return text.substr(at).starts_with(key); });
}

// What cgit and gitweb write behind a path: `h=main`, `hb=v1.0`, `id=0123abc`; other sites have
// their own use for these keys.
std::optional<Revision> OfPlainHost(std::string_view key, std::string_view value,
                                    const RevisionNames& known) {
  if (key == "id" || key == "h" || key == "hb") {
    constexpr std::string_view kHeads = "refs/heads/", kTags = "refs/tags/";
    if (value.starts_with(kTags)) return Revision::kPermanent;
    if (value.starts_with(kHeads) || IsUsualBranch(value)) return Revision::kBranch;
    if (const auto kind = KnownKind(value, known)) return kind;
    if (IsHexName(value) || IsVersion(value)) return Revision::kPermanent;
  }
  return std::nullopt;
}

}  // namespace

Revision RevisionBehind(std::string_view rest, const RevisionNames& known) {
  static constexpr ByteSet kEnds(" \t\r\n\"'`<>()[]{}|\\^,;");
  std::size_t end = 0;
  while (end < rest.size() && end < kLongestUrl &&
         (!kEnds.Has(rest[end]) || SeparatesKeys(rest, end))) {
    ++end;
  }
  rest = rest.substr(0, end);
  const auto kind_of = [&](std::string_view name) {
    return KnownKind(name, known).value_or(Kind(name, known));
  };
  const std::size_t mark = rest.find_first_of("?#@&;");
  if (mark == std::string_view::npos) return Revision::kNone;
  if (rest[mark] == '#') {  // of an anchor, or as `degit owner/name/lessons/02_loops#v1.0` has it
    const bool tag = KnownKind(rest.substr(mark + 1), known) == Revision::kPermanent;
    return tag ? Revision::kUnclear : Revision::kNone;
  }
  if (rest[mark] == '@') {
    const bool scope = mark > 0 && rest[mark - 1] == '/';  // `/@types/`
    return scope ? Revision::kNone : kind_of(rest.substr(mark + 1));
  }
  std::string_view query = rest.substr(mark + 1);
  query = query.substr(0, query.find('#'));
  for (const std::string_view part : Split(query, rest[mark] == ';' ? ';' : '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string key = Lower(part.substr(0, equals));
    const std::string_view value = part.substr(equals + 1);
    if (const auto kind = OfPlainHost(key, value, known)) return *kind;
    if (key == "tag" || key == "commit" || key == "sha") return Revision::kPermanent;
    if (key == "branch") return Revision::kBranch;
    if (key == "ref" || key == "rev" || key == "revision" || key == "at") {
      constexpr std::string_view kHeads = "refs/heads/", kTags = "refs/tags/";
      if (value.starts_with(kTags)) return Revision::kPermanent;
      return value.starts_with(kHeads) ? Revision::kBranch : kind_of(value);
    }
    if (key == "version" && value.size() > 2 && value.starts_with('G')) {  // of Azure DevOps
      return value[1] == 'B' ? Revision::kBranch : Revision::kPermanent;
    }
    if (key == "version" || key == "v") return Revision::kUnclear;  // of the pages, or of the site
  }
  return Revision::kNone;
}

RepositoryInUrl RepositoryOf(std::string_view url) {
  std::string_view address = WithoutScheme(url);
  if (const HostForm* form = FormOf(address)) {
    address.remove_prefix(form->host.size() + 1);
    const std::size_t slash = address.find('/');
    if (slash == std::string_view::npos) return {};
    std::string_view name = address.substr(slash + 1);
    name = name.substr(0, name.find_first_of("/?#@"));
    if (name.ends_with(".git")) name.remove_suffix(4);
    return {address.substr(0, slash), name};
  }
  // owner.github.io/name
  const std::size_t slash = address.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view host = address.substr(0, slash);
  for (const std::string_view pages : {".github.io", ".gitlab.io", ".codeberg.page"}) {
    if (!host.ends_with(pages)) continue;
    std::string_view name = address.substr(slash + 1);
    return {host.substr(0, host.size() - pages.size()), name.substr(0, name.find_first_of("/?#"))};
  }
  return {};
}

}  // namespace prereq::references
