// Paths judged as a whole: `x/02-core` is no module where that folder stands in `x/` and the
// modules do not, however the path is written: `os.path.join("x", "02-core")`, `x\02-core`, an
// address.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/path.h"
#include "base/percent.h"
#include "base/text.h"
#include "references/address.h"
#include "references/folder_paths.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {

void Lexicon::AddNamesakes(const std::vector<std::string>& paths) {
  std::map<std::string_view, std::vector<ModuleId>> modules;  // by the names of their paths
  for (const auto& [path, id] : homes_) {
    if (!path.empty()) modules[BaseName(path)].push_back(id);
  }
  const auto is_ours = [&](std::string_view folder) {
    return std::ranges::any_of(folders_, [&](const NumberedFolder& one) {
      return one.folder == folder && one.kind != NumberedFolder::Kind::kFixed;
    });
  };
  for (const std::string& path : paths) {
    const std::string_view whole = path;
    for (std::size_t begin = 0; begin < path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const auto named = modules.find(whole.substr(begin, end - begin));
      const std::string_view folder = whole.substr(0, begin == 0 ? 0 : begin - 1);
      const bool inside_it =
          named != modules.end() && std::ranges::any_of(named->second, [&](ModuleId id) {
            const std::string& home = module_paths_[static_cast<std::size_t>(id.value)];
            return whole.substr(0, end) == home || IsInside(path, home);
          });
      if (named != modules.end() && !inside_it && !is_ours(folder)) {
        namesakes_[std::string(named->first)].emplace(folder);
      }
      begin = end + 1;
    }
  }
}

const std::set<std::string>* Lexicon::NamesakesOf(std::string_view part) const {
  const auto found = namesakes_.find(part);
  return found == namesakes_.end() ? nullptr : &found->second;
}

namespace {

// What stands in front of one part of a path.
struct PathAbove {
  std::string folder;   // as written, decoded, with `/` between parts
  bool rooted = false;  // it begins at the root of the tree
  bool is_end = false;  // only its end is known: a variable stands in front
};

class WholePaths {
 public:
  explicit WholePaths(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (Found& found : scan_.found) {
      Reference& reference = found.reference;
      if (reference.certainty == Certainty::kForeign || reference.written_last) continue;
      const Span part = PartAround(reference.number.offset);
      const std::set<std::string>* namesakes = scan_.lexicon.NamesakesOf(Decoded(part));
      if (namesakes == nullptr) continue;
      const std::optional<PathAbove> above = Above(part);
      if (above && IsTheirs(*above, *namesakes)) reference.certainty = Certainty::kForeign;
    }
  }

 private:
  static constexpr ByteSet kEnds{" \t\r\n\"'`()[]{}<>|,;=#?&*/:"};

  // Whether a `\` stands there that parts a path; one before `_` is TeX's.
  [[nodiscard]] bool IsBackslash(std::size_t at) const {
    return text_[at] == '\\' && at + 1 < text_.size() && text_[at + 1] != '_';
  }

  // The part of a path that holds `at`.
  [[nodiscard]] Span PartAround(std::size_t at) const {
    const std::size_t low = at > kReach ? at - kReach : 0;
    const std::size_t high = std::min(text_.size(), at + kReach);
    std::size_t begin = at, end = at;
    while (begin > low && !kEnds.Has(text_[begin - 1]) && !IsBackslash(begin - 1)) --begin;
    while (end < high && !kEnds.Has(text_[end]) && !IsBackslash(end)) ++end;
    return {begin, end - begin};
  }

  [[nodiscard]] std::string Decoded(Span span) const {
    std::string part = DecodePercent(text_.substr(span.offset, span.length));
    std::erase(part, '\\');
    return part;
  }

  // What stands above a part; nullopt where nothing does, and it is not the first of a path.
  [[nodiscard]] std::optional<PathAbove> Above(Span part) const {
    PathAbove above;
    const std::size_t begin = part.offset, end = part.end();
    const bool goes_on = end < text_.size() && (text_[end] == '/' || IsBackslash(end));
    const std::size_t low = begin > kReach ? begin - kReach : 0;
    std::size_t at = begin;
    if (at > low && (text_[at - 1] == '/' || IsBackslash(at - 1))) {
      while (at > low && (text_[at - 1] == '/' || !kEnds.Has(text_[at - 1]))) --at;
      // `${ROOT}/x`, `{{ root }}/x`, `C:/x`, `$(ROOT)/x`
      if (at > low && std::string_view("}):*").find(text_[at - 1]) != std::string_view::npos) {
        above.is_end = true;
      }
      AddWritten(at, begin, above);
    } else if (at == low || !IsQuote(text_[at - 1])) {
      return goes_on ? std::optional(above) : std::nullopt;
    }
    const std::string_view url = UrlBefore(text_, begin);
    if (!url.empty()) {
      if (!RootOfAddress(url, above)) return std::nullopt;
      return above;
    }
    if (at > low && IsQuote(text_[at - 1])) AddArguments(at - 1, low, above);
    if (above.folder.empty() && !above.rooted && !goes_on) return std::nullopt;
    return above;
  }

  static bool IsQuote(char c) { return c == '"' || c == '\''; }

  // The text `begin..end`, which ends with the mark between parts.
  void AddWritten(std::size_t begin, std::size_t end, PathAbove& above) const {
    std::string written;
    for (std::size_t at = begin; at < end; ++at) {
      if (text_[at] != '\\') {
        written += text_[at];
      } else if (IsBackslash(at) && !written.ends_with('/')) {
        written += '/';
      }
    }
    written = DecodePercent(written);
    while (written.ends_with('/')) written.pop_back();
    if (written.starts_with('/')) above.is_end = true;
    if (written.starts_with('$') || written.starts_with('%') || written.starts_with('~')) {
      const std::size_t slash = written.find('/');
      written = slash == std::string::npos ? std::string() : written.substr(slash);
      above.is_end = true;
    }
    while (written.starts_with('/')) written.erase(0, 1);
    above.folder = std::move(written);
  }

  // Literals joined in front of the one that begins at `quote`: `("x", "02-core")`, `"x" / "02"`.
  void AddArguments(std::size_t quote, std::size_t low, PathAbove& above) const {
    std::size_t at = quote;
    for (;;) {
      at = Blanks(at, low);
      if (at <= low || (text_[at - 1] != ',' && text_[at - 1] != '/')) return;
      const bool divides = text_[at - 1] == '/';
      at = Blanks(at - 1, low);
      if (divides && at > low + 1 && text_[at - 1] == ')') --at;  // `Path("x") / "02-core"`
      if (at <= low || !IsQuote(text_[at - 1])) {
        above.is_end = true;  // a variable
        return;
      }
      const char mark = text_[at - 1];
      const std::size_t close = at - 1;
      const std::size_t open = close == 0 ? std::string_view::npos : text_.rfind(mark, close - 1);
      if (open == std::string_view::npos || open < low || close - open < 2) return;
      std::string part(text_.substr(open + 1, close - open - 1));
      if (part.find('\n') != std::string::npos) return;
      above.folder = above.folder.empty() ? part : part + "/" + above.folder;
      at = open;
    }
  }

  [[nodiscard]] std::size_t Blanks(std::size_t at, std::size_t low) const {
    while (at > low && (text_[at - 1] == ' ' || text_[at - 1] == '\n' || text_[at - 1] == '\t')) {
      --at;
    }
    return at;
  }

  // Keeps of the address what stands behind its revision; false where it has none or is another's.
  bool RootOfAddress(std::string_view url, PathAbove& above) const {
    if (!scan_.lexicon.IsOwnUrl(url)) return false;
    const std::optional<std::string_view> path = PathInRevision(url, scan_.lexicon.revisions());
    if (!path) return false;
    above.folder = DecodePercent(*path);
    while (above.folder.ends_with('/')) above.folder.pop_back();
    above.rooted = true;
    above.is_end = false;
    return true;
  }

  // Whether the path leads to one of `namesakes`, and to none of our folders.
  [[nodiscard]] bool IsTheirs(const PathAbove& above,
                              const std::set<std::string>& namesakes) const {
    std::set<std::string> folders;
    if (!above.rooted) {
      if (auto here = FollowPath(ParentPath(scan_.path), above.folder)) folders.insert(*here);
    }
    if (auto root = FollowPath("", above.folder)) folders.insert(*root);
    const auto leads = [&](const std::string& home) {
      if (folders.contains(home)) return true;
      return above.is_end && !home.empty() && SameEnd(above.folder, home);
    };
    const bool ours = std::ranges::any_of(scan_.lexicon.folders(), [&](const NumberedFolder& one) {
      return one.kind != NumberedFolder::Kind::kFixed && leads(one.folder);
    });
    return !ours && std::ranges::any_of(namesakes, leads);
  }

  Scan& scan_;
  std::string_view text_;
};

}  // namespace

void SettleWholePaths(Scan& scan) {
  if (scan.lexicon.HasNamesakes()) WholePaths(scan).Run();
}

}  // namespace prereq::references
