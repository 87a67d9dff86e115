// Entries of data that name each other by their numbers: `{number: 3, path: m/03_maps, requires:
// [2]}`. When the entries' own numbers follow, or their order, a person sees to these.
#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "metadata/needs_keys.h"
#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kFewestListed = 3;

// Whether the file lists modules by their paths.
bool ListsModules(const Scan& scan) {
  std::set<ModuleId> modules;
  for (const Found& found : scan.found) {
    if (IsTarget(scan, found)) modules.insert(*found.reference.module);
    if (modules.size() >= kFewestListed) return true;
  }
  return false;
}

// The word that ends at `end`, behind a quote perhaps: a key.
std::string_view KeyBefore(std::string_view text, std::size_t end) {
  end = SkipBlanksBack(text, end);
  if (end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'')) --end;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kReach && (IsWord(text[begin - 1]) || text[begin - 1] == '-')) {
    --begin;
  }
  return text.substr(begin, end - begin);
}

// Numbers of modules below keys that name other entries, in one walk: a key counts for what follows
// it up to anything but numbers, blanks and marks of lists.
class EntryNeeds {
 public:
  explicit EntryNeeds(Scan& scan) : scan_(scan) {}

  void Run() {
    scan_.format.Is("csv") ? ReadColumns() : ReadKeys();
    AddFound(scan_, std::move(added_));
  }

 private:
  void ReadKeys() {
    static constexpr ByteSet kOfLists(" \t\r\n,[\"'-");
    const std::string_view text = scan_.text;
    bool names = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (IsDigit(c)) {
        if (names && !IdentifierBefore(text, at)) Add(at);
        while (at + 1 < text.size() && IsDigit(text[at + 1])) ++at;
      } else if (c == ':' || c == '=') {
        names = NamesOthers(KeyBefore(text, at));
      } else if (!kOfLists.Has(c)) {
        names = false;
      }
    }
  }

  // By the heads in the first line; marks and line ends inside quotes part nothing.
  void ReadColumns() {
    const std::string_view text = scan_.text;
    std::vector<bool> names;
    std::size_t begin = 0, column = 0;
    bool quoted = false, heads = true;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const bool ends = !quoted && (IsMark(c) || c == '\n');
      if (c == '"') quoted = !quoted;
      if (ends && heads) names.push_back(NamesOthers(HeadOf(text.substr(begin, at - begin))));
      if (ends) {
        begin = at + 1;
        column = c == '\n' ? 0 : column + 1;
        heads = heads && c != '\n';
      }
      if (heads || !IsDigit(c)) continue;
      if (column < names.size() && names[column] && !IdentifierBefore(text, at)) Add(at);
      while (at + 1 < text.size() && IsDigit(text[at + 1])) ++at;
    }
  }

  static bool IsMark(char c) { return c == ',' || c == ';' || c == '\t'; }
  static std::string_view HeadOf(std::string_view cell) {
    cell = Trim(cell);
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
      cell = cell.substr(1, cell.size() - 2);
    }
    return cell;
  }

  void Add(std::size_t at) {
    const auto token = ReadToken(scan_, at);
    if (!token || IdentifierAt(scan_.text, token->end)) return;
    const char next = token->end < scan_.text.size() ? scan_.text[token->end] : '\n';
    if (next == '.' || next == '/' || next == ':' || next == '-') return;
    const std::vector<ModuleId> owners = scan_.lexicon.Owners(token->number);
    if (owners.size() != 1) return;
    Found found =
        MakeFound(scan_, *token, token->span(), {token->end, 0}, ReferenceShape::kIdentifier);
    found.reference.module = owners.front();
    found.reference.certainty = Certainty::kLikely;
    added_.push_back(std::move(found));
  }

  Scan& scan_;
  std::vector<Found> added_;
};

}  // namespace

void SettleEntryNeeds(Scan& scan) {
  // What a module's own metadata need is read as such.
  if (IsPage(scan) || scan.metadata_of || !ListsModules(scan)) return;
  EntryNeeds(scan).Run();
}

}  // namespace prereq::references
