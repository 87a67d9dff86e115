#include "graph/edge_list.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "base/format.h"
#include "base/index.h"
#include "base/text.h"

namespace prereq {
namespace {

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr int kMostDigits = 9;
constexpr std::size_t kNoNumber = std::numeric_limits<std::size_t>::max();

// The value of a name that is a number in its only spelling: no sign, no leading zero, nine digits
// at most. kNoNumber for all others.
std::size_t SmallNumber(std::string_view name) {
  if (name.empty() || name.size() > Index(kMostDigits) || (name[0] == '0' && name.size() > 1))
    return kNoNumber;
  std::size_t value = 0;
  for (const char c : name) {
    if (!IsDigit(c)) return kNoNumber;
    value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return value;
}

// The node whose number stands at `at`, when it is known and `behind` follows; `at` is then behind
// that. Else −1.
inline int KnownNumber(const NodeTable& nodes, const char*& at, const char* end, char behind) {
  const char* const begin = at;
  const char* const most = begin + std::min<std::ptrdiff_t>(end - begin, kMostDigits);
  std::size_t value = 0;
  const char* next = begin;
  for (; next < most && IsDigit(*next); ++next) {
    value = value * 10 + static_cast<std::size_t>(*next - '0');
  }
  if (next == begin || next == end || *next != behind) return -1;
  if (*begin == '0' && next - begin > 1) return -1;
  at = next + 1;
  return nodes.FindNumber(value);
}

}  // namespace

NodeTable::NodeTable() : slots_(1024, -1) {}

std::string_view NodeTable::name(int node) const {
  const std::size_t begin = node == 0 ? 0 : ends_[Index(node) - 1];
  return std::string_view(text_).substr(begin, ends_[Index(node)] - begin);
}

int NodeTable::Add(std::string_view name) {
  text_.append(name);
  ends_.push_back(text_.size());
  return count() - 1;
}

int& NodeTable::Slot(std::string_view wanted, std::size_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots_[at] < 0 || name(slots_[at]) == wanted) return slots_[at];
  }
}

void NodeTable::Grow() {
  std::vector<int> old = std::exchange(slots_, std::vector<int>(2 * slots_.size(), -1));
  for (const int node : old) {
    if (node >= 0) Slot(name(node), std::hash<std::string_view>{}(name(node))) = node;
  }
}

// Names that are numbers need no hashing while they lie as close as if they were counted.
int NodeTable::InternNumber(std::string_view name, std::size_t value) {
  if (value >= by_value_.size()) by_value_.resize(std::max(value + 1, 2 * by_value_.size()), -1);
  int& node = by_value_[value];
  if (node >= 0) return node;
  if (numbers_hashed_) node = Slot(name, std::hash<std::string_view>{}(name));
  if (node < 0) node = Add(name);
  return node;
}

int NodeTable::Intern(std::string_view name) {
  const std::size_t value = SmallNumber(name);
  if (value < by_value_.size() || value < 65536 + 16 * ends_.size()) {
    return InternNumber(name, value);
  }
  numbers_hashed_ = numbers_hashed_ || value != kNoNumber;
  int& slot = Slot(name, std::hash<std::string_view>{}(name));
  if (slot >= 0) return slot;
  const int node = Add(name);
  slot = node;
  if (2 * ends_.size() > slots_.size()) Grow();
  return node;
}

void EdgeList::Add(int first, int second, EdgePlace place) {
  const std::size_t edge = before.size();
  before.push_back(first);
  after.push_back(second);
  const bool follows =
      !runs_.empty() && place.column == 1 && runs_.back().place.column == 1 &&
      static_cast<std::size_t>(place.line - runs_.back().place.line) == edge - runs_.back().first;
  if (!follows) runs_.push_back({edge, place});
}

EdgePlace EdgeList::PlaceOf(std::size_t edge) const {
  const auto run = std::ranges::upper_bound(runs_, edge, {}, &Run::first) - 1;
  return {run->place.line + static_cast<int>(edge - run->first), run->place.column};
}

EdgeReader::EdgeReader(EdgeFormat format, std::string path, std::size_t expected_bytes,
                       std::size_t memory_bytes)
    : format_(format),
      path_(std::move(path)),
      expected_bytes_(expected_bytes),
      memory_bytes_(memory_bytes) {}

Status EdgeReader::Feed(std::string_view piece) {
  if (Status counted = CheckCounts(piece.size()); !counted) return counted;
  fed_ += piece.size();
  if (format_ == EdgeFormat::kPairs) {
    FeedPairs(piece);
  } else {
    rest_.append(piece);
  }
  return fed_ >= next_check_ ? CheckMemory() : Status(Done{});
}

// Lines, nodes and edges are counted in an int; a piece of so many bytes adds no more of any.
Status EdgeReader::CheckCounts(std::size_t bytes) const {
  const std::size_t most = Index(std::numeric_limits<int>::max()) - bytes;
  const auto refuse = [&](std::string_view what) {
    return Error{
        Error::Code::kUnreadable,
        fmt::format("expected at most {} {}, found more", std::numeric_limits<int>::max(), what),
        {path_, 0, 0},
        {}};
  };
  if (edges_.size() > most) return refuse("edges");
  if (Index(edges_.nodes.count()) > most) return refuse("nodes");
  if (Index(line_) > most) return refuse("lines");
  return Done{};
}

// Says in time when memory will not suffice, and reserves what will be needed.
Status EdgeReader::CheckMemory() {
  const std::size_t total = std::max(expected_bytes_, fed_);
  const double ratio = static_cast<double>(total) / static_cast<double>(fed_);
  const auto at_end = [&](std::size_t now) {
    return static_cast<std::size_t>(static_cast<double>(now) * ratio * 1.02);
  };
  // Two ends and a place in the rows for each edge, a name and its tables for each node.
  const std::size_t need =
      format_ == EdgeFormat::kPairs
          ? at_end(edges_.size()) * 12 + at_end(Index(edges_.nodes.count())) * 48 +
                at_end(edges_.nodes.bytes() + rest_.size()) * 2 + at_end(edges_.runs()) * 32
          : 3 * total;
  constexpr std::size_t kMebi = std::size_t{1} << 20U;
  // Of a pipe no end is known: the more it takes, the more often is looked.
  next_check_ = fed_ + (4 * need > memory_bytes_ && memory_bytes_ != 0 ? fed_ / 8 : fed_);
  if (memory_bytes_ != 0 && need > memory_bytes_) {
    return Error{Error::Code::kUnreadable,
                 fmt::format("{} needs about {} MiB of memory, and there are {}",
                             expected_bytes_ == 0 ? "what was read so far" : "this", need / kMebi,
                             memory_bytes_ / kMebi),
                 {path_, 0, 0},
                 "free -m"};
  }
  // Until the end, or until it is looked again.
  const double step = static_cast<double>(next_check_) / static_cast<double>(fed_);
  const auto coming = static_cast<std::size_t>(static_cast<double>(edges_.size()) *
                                               (expected_bytes_ == 0 ? step : ratio) * 1.02);
  edges_.before.reserve(coming);
  edges_.after.reserve(coming);
  return Done{};
}

void EdgeReader::Token(std::string_view token, EdgePlace place) {
  Node(edges_.nodes.Intern(token), place);
}

inline void EdgeReader::Node(int node, EdgePlace place) {
  if (waiting_ < 0) {
    waiting_ = node;
    waiting_place_ = place;
    return;
  }
  if (node != waiting_) edges_.Add(waiting_, node, waiting_place_);
  waiting_ = -1;
}

// Most lists hold lines of two numbers and little else: how many bytes of such lines, of nodes that
// are known, `text` begins with.
std::size_t EdgeReader::FeedPlainLines(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    const char* next = at;
    const int first = KnownNumber(edges_.nodes, next, end, ' ');
    if (first < 0) break;
    const int second = KnownNumber(edges_.nodes, next, end, '\n');
    if (second < 0) break;
    if (first != second) edges_.Add(first, second, {line_, 1});
    ++line_;
    at = next;
  }
  return static_cast<std::size_t>(at - text.data());
}

void EdgeReader::FeedPairs(std::string_view piece) {
  std::size_t at = 0;
  if (!rest_.empty()) {
    while (at < piece.size() && !IsBlank(piece[at])) ++at;
    rest_.append(piece.substr(0, at));
    column_ += at;
    if (at == piece.size()) return;
    Token(std::exchange(rest_, {}), rest_place_);
  }
  std::size_t line_start = at - (column_ - 1);  // wraps around where the line began earlier
  while (at < piece.size()) {
    if (IsBlank(piece[at])) {
      if (piece[at] == '\n') {
        ++line_;
        line_start = at + 1;
        if (waiting_ < 0) line_start += FeedPlainLines(piece.substr(line_start));
        at = line_start;
        continue;
      }
      ++at;
      continue;
    }
    const std::size_t begin = at;
    // Most lists name their nodes by numbers: their value is worth knowing before their end.
    std::size_t value = 0;
    while (at < piece.size() && IsDigit(piece[at])) {
      value = value * 10 + static_cast<std::size_t>(piece[at++] - '0');
    }
    const bool is_number = at < piece.size() && IsBlank(piece[at]) &&
                           at - begin <= Index(kMostDigits) &&
                           (piece[begin] != '0' || at - begin == 1);
    while (at < piece.size() && !IsBlank(piece[at])) ++at;
    const EdgePlace place{line_, static_cast<int>(begin - line_start) + 1};
    if (const int known = is_number ? edges_.nodes.FindNumber(value) : -1; known >= 0) {
      Node(known, place);
      continue;
    }
    if (at == piece.size()) {
      rest_ = piece.substr(begin);
      rest_place_ = place;
      break;
    }
    Token(piece.substr(begin, at - begin), place);
  }
  column_ = piece.size() - line_start + 1;
}

Result<EdgeList> EdgeReader::Finish() {
  Status status = Done{};
  switch (format_) {
    case EdgeFormat::kPairs:
      if (!rest_.empty()) Token(std::exchange(rest_, {}), rest_place_);
      if (waiting_ >= 0) {
        status = Error{Error::Code::kInvalid,
                       fmt::format("expected two names for each edge, found an odd number: `{}` "
                                   "has no partner",
                                   Printable(edges_.nodes.name(waiting_))),
                       {path_, waiting_place_.line, waiting_place_.column},
                       {}};
      }
      break;
    case EdgeFormat::kCsv:
      status = ReadEdgeRows(path_, rest_, ',', true, edges_);
      break;
    case EdgeFormat::kTsv:
      status = ReadEdgeRows(path_, rest_, '\t', false, edges_);
      break;
    case EdgeFormat::kDot:
      status = ReadEdgeDot(path_, rest_, edges_);
      break;
  }
  if (!status) return std::move(status).error();
  return std::move(edges_);
}

}  // namespace prereq
