#include "plan/made_paths.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"

namespace prereq {
namespace {

// What could be a path in a text: no blanks, quotes or brackets; without steps up and anchors.
std::vector<std::string> PathsIn(std::string_view text) {
  constexpr std::string_view kEnds = " \t\r\n\"'`()[]<>{}|,;=";
  std::vector<std::string> paths;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find_first_of(kEnds, at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = end + 1;
    word = word.substr(0, word.find_first_of("#?"));
    while (word.starts_with("./") || word.starts_with("../") || word.starts_with('/')) {
      word.remove_prefix(word.find('/') + 1);
    }
    while (word.ends_with('/') || word.ends_with(':')) word.remove_suffix(1);
    if (!word.empty()) paths.emplace_back(word);
  }
  return paths;
}

}  // namespace

void PathEnds::Add(const std::string& path) {
  for (std::string at = path; !at.empty(); at = ParentPath(at)) {
    if (!known_.insert(at).second) break;
    AddEnds(at);
    const std::size_t dot = at.rfind('.');
    if (dot != std::string::npos && dot > at.rfind('/') + 1) AddEnds(at.substr(0, dot));
  }
}

void PathEnds::AddEnds(const std::string& path) {
  std::string_view rest = path;
  while (true) {
    ends_.insert(std::string(rest));
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
}

MadePaths::MadePaths(const Facts& facts, const std::vector<Creation>& created) {
  for (const ScannedFile& file : facts.files) existing_.Add(file.path);
  for (const Creation& creation : created) made_.Add(creation.path);
}

std::optional<bool> MadePaths::LeadToWhatIsMade(const TextForm& form,
                                                const std::vector<TextOfModule>& all,
                                                const std::string& text,
                                                const std::string& title) const {
  const auto like = std::ranges::find_if(
      all, [&](const TextOfModule& one) { return form.Fits(one.text, *one.words); });
  if (like == all.end()) return false;
  const std::vector<std::string> theirs = PathsIn(like->text);
  const bool leads =
      std::ranges::any_of(theirs, [&](const std::string& path) { return existing_.Have(path); });
  if (!leads) return std::nullopt;
  bool found = false;
  const std::vector<std::string> of_title = PathsIn(title);  // "Client/Server"
  for (const std::string& path : PathsIn(text)) {
    if (std::ranges::find(theirs, path) != theirs.end()) continue;  // the same in every text
    if (std::ranges::find(of_title, path) != of_title.end() && !made_.Have(path)) continue;
    if (made_.Have(path)) {
      found = true;
    } else if (path.find('/') != std::string::npos && path.find(':') == std::string::npos) {
      return false;
    }
  }
  return found;
}

}  // namespace prereq
