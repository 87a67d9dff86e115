// Drawings of a tree: where at least as many numbered entries beside a module's name belong to no
// module, it is the tree of something else, or the names are alike by chance.
#include <algorithm>

#include "references/scan.h"
#include "references/scan_text.h"

namespace prereq::references {
namespace {

constexpr std::size_t kLongestBranch = 300, kMostBranches = 200;
constexpr std::string_view kFork = "\xE2\x94\x9C", kEnd = "\xE2\x94\x94";  // ├ └

struct Branch {
  std::size_t line = 0, line_end = 0;
  std::size_t mark = 0;  // of ├ or └
};

class Drawings {
 public:
  explicit Drawings(Scan& scan) : scan_(scan), text_(scan.text) {}

  void Run() {
    for (Found& found : scan_.found) {
      if (found.reference.certainty != Certainty::kAgreeing) continue;
      const std::size_t at = found.reference.whole.offset;
      const std::size_t low = at > kLongestBranch ? at - kLongestBranch : 0;
      if (text_.substr(low, at - low).find('\n') == std::string_view::npos && low > 0) continue;
      const std::optional<Branch> branch = BranchAt(LineBegin(at));
      if (!branch || branch->mark > found.reference.whole.offset) continue;
      if (IsOfOthers(*branch)) doubted_.push_back(&found);
    }
    for (Found* found : doubted_) found->reference.certainty = Certainty::kLikely;
  }

 private:
  [[nodiscard]] std::size_t LineBegin(std::size_t at) const {
    return at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  }

  [[nodiscard]] std::optional<Branch> BranchAt(std::size_t line) const {
    const std::size_t end = std::min(text_.find('\n', line), text_.size());
    const std::string_view shown = text_.substr(line, std::min(end - line, kLongestBranch));
    const std::size_t mark = std::min(shown.find(kFork), shown.find(kEnd));
    if (mark == std::string_view::npos) return std::nullopt;
    return Branch{line, end, line + mark};
  }

  // Whether the entry has a module's name, or a numbered one that belongs to no module.
  void Count(const Branch& branch, int& ours, int& others) const {
    const auto found = FirstEndingBehind(scan_, branch.mark);
    const bool here = found != scan_.found.end() && found->reference.whole.offset < branch.line_end;
    if (here) {
      if (found->reference.certainty == Certainty::kAgreeing) ++ours;
      return;
    }
    std::size_t at = branch.mark + kFork.size();
    while (at < branch.line_end &&
           (IsBlank(text_[at]) || static_cast<unsigned char>(text_[at]) >= 0x80))
      ++at;
    const std::size_t digits = at;
    while (at < branch.line_end && IsDigit(text_[at])) ++at;
    if (at > digits && at + 1 < branch.line_end && scan_.lexicon.IsSeparator(text_[at]) &&
        IsLetter(text_[at + 1])) {
      ++others;
    }
  }

  // The entries of the folder that `branch` stands in, above and below it.
  [[nodiscard]] bool IsOfOthers(const Branch& branch) const {
    const std::string_view lead = text_.substr(branch.line, branch.mark - branch.line);
    int ours = 0, others = 0;
    Count(branch, ours, others);
    for (const int step : {-1, 1}) {
      std::size_t line = branch.line;
      for (std::size_t lines = 0; lines < kMostBranches; ++lines) {
        if (step < 0) {
          if (line == 0) break;
          line = LineBegin(line - 1);
        } else {
          line = std::min(text_.find('\n', line), text_.size()) + 1;
          if (line >= text_.size()) break;
        }
        const std::optional<Branch> next = BranchAt(line);
        if (!next || next->mark - next->line < lead.size()) break;
        const bool sibling =
            next->mark - next->line == lead.size() && text_.substr(next->line, lead.size()) == lead;
        if (sibling) Count(*next, ours, others);
      }
    }
    return others > 0 && others >= ours;
  }

  Scan& scan_;
  std::string_view text_;
  std::vector<Found*> doubted_;
};

}  // namespace

void SettleDrawings(Scan& scan) {
  if (scan.format.content != FileContent::kProse) return;
  if (scan.text.find(kFork) == std::string_view::npos) return;
  Drawings(scan).Run();
}

}  // namespace prereq::references
