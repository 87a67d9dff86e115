// Places where things stand that are called as modules are and are none: another repository, a
// branch, an image of a registry, a mailbox, a folder of somebody's machine.
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

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

// `/tmp/02_loops`, `~/src/02_loops`, `$HOME/02_loops`, `C:\Users\me\02_loops`.
bool IsOnMachine(std::string_view text, std::size_t start, std::string_view before) {
  constexpr std::array<std::string_view, 9> kRoots = {
      "/tmp/", "/home/", "/Users/", "/srv/", "/opt/", "/var/", "/mnt/", "/root/", "~/"};
  const auto begins = [&](std::string_view root) { return before.starts_with(root); };
  if (std::ranges::any_of(kRoots, begins)) return true;
  constexpr std::string_view kHome = "HOME/";
  if (start > 0 && text[start - 1] == '$' && before.starts_with(kHome)) return true;
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
