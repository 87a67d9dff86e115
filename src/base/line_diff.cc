// Myers' greedy search for the fewest changes, after what both ends share is set aside.
#include "base/line_diff.h"

#include <algorithm>
#include <map>

namespace prereq {
namespace {

constexpr std::ptrdiff_t kMostChanges = 2000;  // keeps the memory of the search below 40 MiB

using LineNumbers = std::vector<std::size_t>;

// The same number for the same line, in both texts.
struct Numbered {
  LineNumbers before, after;
};

Numbered NumberLines(const std::vector<std::string_view>& before,
                     const std::vector<std::string_view>& after) {
  std::map<std::string_view, std::size_t> known;
  const auto number = [&](const std::vector<std::string_view>& lines) {
    LineNumbers numbers;
    for (const std::string_view line : lines) {
      numbers.push_back(known.emplace(line, known.size()).first->second);
    }
    return numbers;
  };
  Numbered numbered;
  numbered.before = number(before);
  numbered.after = number(after);
  return numbered;
}

// Finds which lines stay; both texts are seen from `skip` on, for `n` and `m` lines.
class Search {
 public:
  Search(const Numbered& lines, std::size_t skip, std::size_t n, std::size_t m)
      : lines_(lines),
        skip_(skip),
        n_(static_cast<std::ptrdiff_t>(n)),
        m_(static_cast<std::ptrdiff_t>(m)) {}

  /// Marks in `kept` each line of the old text that stays, with its place in the new one. False
  /// when too many differ.
  bool Run(std::vector<std::ptrdiff_t>& kept) {
    const std::ptrdiff_t most = std::min(n_ + m_, kMostChanges);
    for (std::ptrdiff_t changes = 0; changes <= most; ++changes) {
      rounds_.emplace_back(static_cast<std::size_t>(2 * changes + 1), 0);
      for (std::ptrdiff_t k = -changes; k <= changes; k += 2) {
        std::ptrdiff_t x = changes == 0 ? 0 : Start(changes, k);
        while (x < n_ && x - k < m_ && Same(x, x - k)) ++x;
        rounds_.back()[static_cast<std::size_t>(k + changes)] = x;
        if (x < n_ || x - k < m_) continue;
        TraceBack(changes, kept);
        return true;
      }
    }
    return false;
  }

 private:
  [[nodiscard]] bool Same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return lines_.before[skip_ + static_cast<std::size_t>(x)] ==
           lines_.after[skip_ + static_cast<std::size_t>(y)];
  }
  // How far the round before came on diagonal `k`.
  [[nodiscard]] std::ptrdiff_t Reached(std::ptrdiff_t changes, std::ptrdiff_t k) const {
    return rounds_[static_cast<std::size_t>(changes)][static_cast<std::size_t>(k + changes)];
  }
  // Whether the best way to diagonal `k` puts a line in, rather than taking one away.
  [[nodiscard]] bool PutsIn(std::ptrdiff_t changes, std::ptrdiff_t k) const {
    if (k == -changes) return true;
    return k != changes && Reached(changes - 1, k - 1) < Reached(changes - 1, k + 1);
  }
  // Where diagonal `k` begins after one more change.
  [[nodiscard]] std::ptrdiff_t Start(std::ptrdiff_t changes, std::ptrdiff_t k) const {
    return PutsIn(changes, k) ? Reached(changes - 1, k + 1) : Reached(changes - 1, k - 1) + 1;
  }

  void TraceBack(std::ptrdiff_t changes, std::vector<std::ptrdiff_t>& kept) const {
    std::ptrdiff_t x = n_;
    std::ptrdiff_t k = n_ - m_;
    for (std::ptrdiff_t round = changes; round >= 0; --round) {
      const std::ptrdiff_t start = round == 0 ? 0 : Start(round, k);
      while (x > start) {
        --x;
        kept[skip_ + static_cast<std::size_t>(x)] = static_cast<std::ptrdiff_t>(skip_) + x - k;
      }
      if (round == 0) return;
      const bool puts_in = PutsIn(round, k);
      k += puts_in ? 1 : -1;
      x = Reached(round - 1, k);
    }
  }

  const Numbered& lines_;
  std::size_t skip_;
  std::ptrdiff_t n_, m_;
  std::vector<std::vector<std::ptrdiff_t>> rounds_;
};

std::string TextOf(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += lines[i];
  return text;
}

bool Overlap(const LineHunk& a, const LineHunk& b) {
  const bool a_puts_in = a.old_begin == a.old_end;
  const bool b_puts_in = b.old_begin == b.old_end;
  if (a_puts_in && b_puts_in) return a.old_begin == b.old_begin;
  if (a_puts_in) return b.old_begin < a.old_begin && a.old_begin < b.old_end;
  if (b_puts_in) return a.old_begin < b.old_begin && b.old_begin < a.old_end;
  return a.old_begin < b.old_end && b.old_begin < a.old_end;
}

}  // namespace

std::vector<std::string_view> LinesWithEnds(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

std::vector<LineHunk> DiffLines(const std::vector<std::string_view>& before,
                                const std::vector<std::string_view>& after) {
  constexpr std::ptrdiff_t kGone = -1;
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t front = 0;
  while (front < shorter && before[front] == after[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front &&
         before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
    ++back;
  }
  std::vector<std::ptrdiff_t> kept(before.size(), kGone);
  const Numbered numbered = NumberLines(before, after);
  Search search(numbered, front, before.size() - front - back, after.size() - front - back);
  (void)search.Run(kept);  // too many changes: nothing between the ends is kept
  for (std::size_t i = 0; i < front; ++i) kept[i] = static_cast<std::ptrdiff_t>(i);
  for (std::size_t i = before.size() - back; i < before.size(); ++i) {
    kept[i] = static_cast<std::ptrdiff_t>(i + after.size() - before.size());
  }
  std::vector<LineHunk> hunks;
  LineHunk open{0, 0, 0, 0};
  for (std::size_t i = 0; i <= before.size(); ++i) {
    const bool at_end = i == before.size();
    if (!at_end && kept[i] == kGone) continue;
    open.old_end = i;
    open.new_end = at_end ? after.size() : static_cast<std::size_t>(kept[i]);
    if (open.old_begin < open.old_end || open.new_begin < open.new_end) hunks.push_back(open);
    open = {i + 1, i + 1, open.new_end + 1, open.new_end + 1};
  }
  return hunks;
}

MergedLines MergeLines(std::string_view base, std::string_view ours, std::string_view theirs) {
  const std::vector<std::string_view> old = LinesWithEnds(base);
  const std::vector<std::string_view> mine = LinesWithEnds(ours);
  const std::vector<std::string_view> yours = LinesWithEnds(theirs);
  const std::vector<LineHunk> my_hunks = DiffLines(old, mine);
  const std::vector<LineHunk> your_hunks = DiffLines(old, yours);
  MergedLines merged;
  std::size_t at = 0;  // lines of the base that are done
  const auto take = [&](const LineHunk& hunk, const std::vector<std::string_view>& lines) {
    merged.text += TextOf(old, at, hunk.old_begin) + TextOf(lines, hunk.new_begin, hunk.new_end);
    at = hunk.old_end;
  };
  const auto comes_first = [](const LineHunk& a, const LineHunk& b) {
    return a.old_begin != b.old_begin ? a.old_begin < b.old_begin : a.old_end < b.old_end;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < my_hunks.size() || j < your_hunks.size()) {
    if (j == your_hunks.size()) {
      take(my_hunks[i++], mine);
      continue;
    }
    if (i == my_hunks.size()) {
      take(your_hunks[j++], yours);
      continue;
    }
    const LineHunk& a = my_hunks[i];
    const LineHunk& b = your_hunks[j];
    if (!Overlap(a, b)) {
      if (comes_first(a, b)) {
        take(my_hunks[i++], mine);
      } else {
        take(your_hunks[j++], yours);
      }
      continue;
    }
    const bool same = a.old_begin == b.old_begin && a.old_end == b.old_end &&
                      TextOf(mine, a.new_begin, a.new_end) == TextOf(yours, b.new_begin, b.new_end);
    if (same) {
      take(a, mine);
    } else if (merged.conflicts.empty() || merged.conflicts.back() < a.new_begin + 1) {
      merged.conflicts.push_back(a.new_begin + 1);
    }
    // The one that ends first is done with; the other may meet a further one.
    if (same || a.old_end <= b.old_end) ++i;
    if (same || a.old_end > b.old_end) ++j;
  }
  merged.text += TextOf(old, std::min(at, old.size()), old.size());
  return merged;
}

}  // namespace prereq
