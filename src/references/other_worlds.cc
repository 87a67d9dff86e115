// Places where things stand that are called as modules are and are none: another repository, a
// branch, an image of a registry, a mailbox, a folder of somebody's machine.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/machine_folders.h"
#include "base/path.h"
#include "base/text.h"
#include "references/scan_text.h"
#include "references/shapes.h"

namespace prereq::references {
namespace {

// `02_loops@example.org`, `acme/02_loops.git`.
bool IsMailboxOrRepository(std::string_view behind) {
  constexpr std::string_view kGit = ".git";
  if (behind.starts_with(kGit)) return behind.size() == kGit.size() || !IsWord(behind[kGit.size()]);
  if (behind.size() < 2 || behind.front() != '@' || !IsLetter(behind[1])) return false;
  std::size_t at = 1;
  while (at < behind.size() && (IsWord(behind[at]) || behind[at] == '-')) ++at;
  return at + 1 < behind.size() && behind[at] == '.' && IsLetter(behind[at + 1]);
}

// `refs/heads/02_loops`, `origin/02_loops`.
bool IsOfGit(std::string_view before) {
  constexpr std::array<std::string_view, 4> kRemotes = {"origin/", "upstream/", "remotes/origin/",
                                                        "remotes/upstream/"};
  return before.ends_with("refs/heads/") || before.ends_with("refs/tags/") ||
         std::ranges::find(kRemotes, before) != kRemotes.end();
}

// `git checkout 02_loops`, `feature/02_loops`: a branch may be called so.
bool MayBeBranch(std::string_view text, std::size_t begin, std::string_view before,
                 std::string_view behind) {
  constexpr std::array<std::string_view, 7> kKinds = {"feature/", "feat/",    "fix/",  "bugfix/",
                                                      "hotfix/",  "release/", "chore/"};
  constexpr std::array<std::string_view, 8> kCommands = {
      "checkout ", "switch ", "branch ", "merge ", "rebase ", "push ", "pull ", "worktree add "};
  if (behind.starts_with('/') ||
      (behind.starts_with('.') && behind.size() > 1 && IsWord(behind[1])))
    return false;
  if (std::ranges::find(kKinds, before) != kKinds.end()) return true;
  if (!before.empty()) return false;
  const std::size_t low = begin > kReach ? begin - kReach : 0;
  std::string_view line = text.substr(low, begin - low);
  line.remove_prefix(std::min(line.rfind('\n') + 1, line.size()));  // npos + 1 is 0
  const std::size_t git = line.rfind("git ");
  if (git == std::string_view::npos || line.find(" -- ", git) != std::string_view::npos)
    return false;
  return std::ranges::any_of(kCommands, [&](std::string_view command) {
    return line.substr(git + 4).starts_with(command);
  });
}

// `02_loops.example.org`
bool IsOfHost(std::string_view behind) {
  constexpr std::array<std::string_view, 9> kDomains = {"com", "org", "net",   "edu",     "io",
                                                        "dev", "gov", "local", "internal"};
  if (!behind.starts_with('.')) return false;
  std::size_t at = 0, dots = 0;
  while (at < behind.size() && (IsWord(behind[at]) || behind[at] == '-' || behind[at] == '.')) {
    dots += behind[at++] == '.' ? 1U : 0U;
  }
  std::string_view host = behind.substr(0, at);
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return dots > 1 && host.rfind('.') > 0 && std::ranges::find(kDomains, last) != kDomains.end();
}

// `/tmp/02_loops`, `~/src/02_loops`, `$HOME/02_loops`, `C:\Users\me\02_loops`, `D:/02_loops`,
// `//server/share/02_loops`.
bool IsOnMachine(std::string_view text, std::size_t start, std::string_view before) {
  constexpr std::array<std::string_view, 14> kRoots = {
      "/tmp/",  "/home/", "/Users/", "/srv/", "/opt/", "/var/",   "/mnt/",
      "/root/", "~/",     "/usr/",   "/etc/", "/run/", "/media/", "//"};
  const auto begins = [&](std::string_view root) { return before.starts_with(root); };
  if (std::ranges::any_of(kRoots, begins)) return true;
  if (start > 0 && text[start - 1] == '$' &&
      IsFolderOfMachine(before.substr(0, before.find('/')))) {
    return true;
  }
  const bool drive = start > 1 && text[start - 1] == ':' && IsLetter(text[start - 2]) &&
                     (start == 2 || !IsWord(text[start - 3]));
  if (drive && before.starts_with('/')) return true;
  std::size_t at = start;  // a path of Windows
  while (at > 0 && start - at < kReach && (IsWord(text[at - 1]) || text[at - 1] == '\\')) --at;
  return at > 1 && at < start && text[at] == '\\' && text[at - 1] == ':' && IsLetter(text[at - 2]);
}

// `2023/02_loops`, of another year's course.
bool IsOfYear(std::string_view before) {
  constexpr std::size_t kYear = 4;
  if (before.size() < kYear + 1) return false;
  const std::string_view year = before.substr(before.size() - kYear - 1, kYear);
  const bool alone = before.size() == kYear + 1 || before[before.size() - kYear - 2] == '/';
  return alone && std::ranges::all_of(year, IsDigit) &&
         (year.starts_with("19") || year.starts_with("20"));
}

}  // namespace

OtherWorld OtherWorldOf(const Scan& scan, Span whole, const Written& written) {
  if (written.standing.folder != nullptr) return OtherWorld::kNone;
  const std::string_view text = scan.text;
  const std::string_view behind = text.substr(std::min(whole.end(), text.size()), kReach);
  std::string_view before = written.before;
  if (IsMailboxOrRepository(behind) || IsOfGit(before)) return OtherWorld::kSure;
  const std::size_t start = whole.offset - std::min(whole.offset, written.raw_length);
  // A clone, wherever it lies.
  const std::vector<std::string_view> parts = Split(before, '/');
  const auto is_own = [&](std::string_view part) { return scan.lexicon.IsOwnName(part); };
  if (std::ranges::any_of(parts, is_own)) return OtherWorld::kNone;
  if (IsOnMachine(text, start, before)) return OtherWorld::kPerhaps;
  if (IsOfHost(behind) || MayBeBranch(text, start, before, behind)) return OtherWorld::kPerhaps;
  if (before.empty()) return OtherWorld::kNone;
  if (IsOfYear(before)) return OtherWorld::kPerhaps;
  const bool one_part = std::ranges::count(before, '/') == 1 && before.front() != '/';
  // `@acme/02_loops` of npm, `acme/02_loops:latest` of a registry.
  if (one_part && start > 0 && text[start - 1] == '@')
    before = text.substr(start - 1, before.size() + 1);
  const bool scope = one_part && before.front() == '@' && before.size() > 2;
  const bool tagged = one_part && behind.size() > 1 && behind.front() == ':' &&
                      (IsLetter(behind[1]) || IsDigit(behind[1])) &&
                      before.find('.') > before.size();
  const bool own = scan.lexicon.MayHoldModules(scope ? before.substr(1) : before);
  if ((scope || tagged) && !own) return OtherWorld::kPerhaps;
  if (!before.starts_with("../")) return OtherWorld::kNone;
  // Out of the tree, into a folder that is not called as the own repository.
  while (before.starts_with("../")) before.remove_prefix(3);
  const bool leaves = !FollowPath(ParentPath(scan.path), written.before);
  const std::string_view first = before.substr(0, before.find('/'));
  return leaves && !first.empty() && !scan.lexicon.IsOwnName(first) ? OtherWorld::kPerhaps
                                                                    : OtherWorld::kNone;
}

}  // namespace prereq::references
