// Edges between named nodes, as tsort, a table or a DOT file writes them; as many as memory holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/result.h"

namespace prereq {

/// How edges are written. In each, `a b` means that a comes before b.
enum class EdgeFormat {
  kPairs,  // names between blanks, two by two, as tsort reads them; `a a` declares a node
  kCsv,    // RFC 4180: the first two cells of a row; a row of one cell declares a node
  kTsv,    // the same between tabs, without quotes
  kDot     // a -> b of a Graphviz digraph; attributes are skipped
};

/// The nodes, each once, numbered from 0 as they first appear.
class NodeTable {
 public:
  NodeTable();
  /// The node of this name, made when there is none.
  int Intern(std::string_view name);
  [[nodiscard]] int count() const { return static_cast<int>(ends_.size()); }
  /// Of all names together.
  [[nodiscard]] std::size_t bytes() const { return text_.size(); }
  /// The node whose name is this number in its only spelling, when that is known at once; else −1.
  [[nodiscard]] int FindNumber(std::size_t value) const {
    return value < by_value_.size() ? by_value_[value] : -1;
  }
  /// Valid until the next Intern.
  [[nodiscard]] std::string_view name(int node) const;

 private:
  int Add(std::string_view name);
  int& Slot(std::string_view name, std::size_t hash);
  void Grow();
  int InternNumber(std::string_view name, std::size_t value);

  std::string text_;               // all names, one behind the other
  std::vector<std::size_t> ends_;  // per node: where its name ends
  std::vector<int> slots_;         // open addressing by hash of the name; -1: free
  std::vector<int> by_value_;      // nodes whose name is a small number, by that number; -1: none
  bool numbers_hashed_ = false;    // some number stands in `slots_`
};

/// A place in the file: 1-based line, 1-based column in bytes.
struct EdgePlace {
  int line = 0, column = 0;
};

/// What was read. Edge i says that `before[i]` comes before `after[i]`; a node of its own is no
/// edge. Edges stand in the order of the file.
struct EdgeList {
  NodeTable nodes;
  std::vector<int> before, after;

  [[nodiscard]] std::size_t size() const { return before.size(); }
  /// Stretches of edges whose places need not be kept one by one.
  [[nodiscard]] std::size_t runs() const { return runs_.size(); }
  void Add(int first, int second, EdgePlace place);
  /// O(log n) in edges that do not each begin the line behind the one before.
  [[nodiscard]] EdgePlace PlaceOf(std::size_t edge) const;

 private:
  struct Run {
    std::size_t first = 0;  // edge
    EdgePlace place;        // of it; the following edges begin the following lines
  };
  std::vector<Run> runs_;
};

/// Reads a file piece by piece, so that it never stands in memory as a whole (kPairs).
class EdgeReader {
 public:
  /// `path` is for errors. `expected_bytes`: size of the file, 0 when unknown; `memory_bytes`:
  /// what may be used at most, 0 for no limit.
  EdgeReader(EdgeFormat format, std::string path, std::size_t expected_bytes,
             std::size_t memory_bytes);

  /// The next piece. kUnreadable as soon as it shows that memory will not suffice.
  Status Feed(std::string_view piece);
  /// All edges, once everything was fed. kInvalid: an odd number of names, an unfinished quote, a
  /// row of no cells, no valid DOT, an edge without direction; with its place.
  Result<EdgeList> Finish();

 private:
  void Token(std::string_view token, EdgePlace place);
  void Node(int node, EdgePlace place);
  void FeedPairs(std::string_view piece);
  std::size_t FeedPlainLines(std::string_view text);
  [[nodiscard]] Status CheckCounts(std::size_t bytes) const;
  Status CheckMemory();

  EdgeFormat format_;
  std::string path_;
  std::size_t expected_bytes_, memory_bytes_;
  std::size_t fed_ = 0, next_check_ = std::size_t{1} << 20U;
  EdgeList edges_;
  std::string rest_;  // kPairs: a name cut by the end of a piece; else the whole text
  EdgePlace rest_place_;
  int line_ = 1;
  std::size_t column_ = 1;
  int waiting_ = -1;  // first node of a pair whose second is to come
  EdgePlace waiting_place_;
};

/// Behind EdgeReader: rows of cells, and DOT. Into `edges`; kInvalid with the place.
Status ReadEdgeRows(const std::string& path, std::string_view text, char separator, bool quotes,
                    EdgeList& edges);
Status ReadEdgeDot(const std::string& path, std::string_view text, EdgeList& edges);

}  // namespace prereq
