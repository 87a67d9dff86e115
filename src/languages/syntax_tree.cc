#include "languages/syntax_tree.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "languages/packed_tables.h"
#include "languages/syntax_tree_watch.h"

namespace prereq {
namespace {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using ParserHandle = std::unique_ptr<TSParser, FreeWith<ts_parser_delete>>;
using TreeHandle = std::unique_ptr<TSTree, FreeWith<ts_tree_delete>>;
using QueryHandle = std::unique_ptr<TSQuery, FreeWith<ts_query_delete>>;
using CursorHandle = std::unique_ptr<TSQueryCursor, FreeWith<ts_query_cursor_delete>>;

constexpr std::size_t kMostParsed = std::size_t{1} << 30U;

// "the text of this capture is one of these"
struct Predicate {
  std::uint32_t capture = 0;
  std::vector<std::string> texts;
};

// A query compiled for one grammar; made on first use, then never changed.
struct Compiled {
  UnpackedGrammar grammar{};
  QueryHandle query{};
  std::vector<std::vector<Predicate>> predicates{};  // index: pattern
  std::string problem{};                             // why there is no query
};

std::string_view CaptureName(const TSQuery* query, std::uint32_t id) {
  std::uint32_t length = 0;
  const char* name = ts_query_capture_name_for_id(query, id, &length);
  return {name, length};
}

// The predicates of one pattern; nullopt when one is not known.
std::optional<std::vector<Predicate>> ReadPredicates(const TSQuery* query, std::uint32_t pattern) {
  std::uint32_t count = 0;
  const TSQueryPredicateStep* steps = ts_query_predicates_for_pattern(query, pattern, &count);
  std::vector<Predicate> predicates;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto text = [&](std::uint32_t at) {
      std::uint32_t length = 0;
      const char* value = ts_query_string_value_for_id(query, steps[at].value_id, &length);
      return std::string(value, length);
    };
    const std::string name = text(i);
    if ((name != "eq?" && name != "any-of?") || i + 1 >= count ||
        steps[i + 1].type != TSQueryPredicateStepTypeCapture) {
      return std::nullopt;
    }
    Predicate predicate{steps[i + 1].value_id, {}};
    for (i += 2; i < count && steps[i].type == TSQueryPredicateStepTypeString; ++i) {
      predicate.texts.push_back(text(i));
    }
    if (i >= count || steps[i].type != TSQueryPredicateStepTypeDone) return std::nullopt;
    predicates.push_back(std::move(predicate));
  }
  return predicates;
}

Compiled Compile(const Language& language, const Grammar& grammar) {
  Compiled compiled;
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  compiled.grammar = UnpackedGrammar(grammar.name, grammar.table());
  const std::string query = std::string(language.query) + std::string(language.more_query);
  compiled.query.reset(ts_query_new(compiled.grammar.language(), query.data(),
                                    static_cast<std::uint32_t>(query.size()), &offset, &error));
  if (!compiled.query) {
    compiled.problem = fmt::format("the query for {} is broken at byte {} (error {})", grammar.name,
                                   offset, static_cast<int>(error));
    return compiled;
  }
  for (std::uint32_t i = 0; i < ts_query_pattern_count(compiled.query.get()); ++i) {
    auto predicates = ReadPredicates(compiled.query.get(), i);
    if (!predicates) {
      compiled.problem = fmt::format("the query for {} has an unknown predicate", grammar.name);
      return compiled;
    }
    compiled.predicates.push_back(*std::move(predicates));
  }
  return compiled;
}

// Each grammar has its own lock, so that several are compiled at the same time.
const Compiled& FindCompiled(const Language& language, const Grammar& grammar) {
  struct Known {
    std::once_flag once;
    Compiled compiled;
  };
  static std::mutex mutex;
  static std::map<std::string_view, Known> known;
  std::unique_lock lock(mutex);
  Known& one = known[grammar.name];
  lock.unlock();
  std::call_once(one.once, [&] { one.compiled = Compile(language, grammar); });
  return one.compiled;
}

// What is left of a budget. The library asks after every hundred of its own steps, whose number
// depends on the text alone. How long a step takes grows with the length of an error, so the time
// of this thread bounds what steps do not.
class Spending {
 public:
  Spending(const ParseBudget& budget, std::size_t bytes)
      : steps_(budget.steps + budget.steps_per_byte * bytes), end_(Now() + budget.seconds) {}

  static bool Step(void* payload) {
    auto& spending = *static_cast<Spending*>(payload);
    spending.is_over_ = spending.is_over_ || spending.steps_ == 0 || Now() > spending.end_;
    if (!spending.is_over_) --spending.steps_;
    return spending.is_over_;
  }

  /// Looks at the time alone.
  static bool IsLate(void* payload) {
    auto& spending = *static_cast<Spending*>(payload);
    spending.is_over_ = spending.is_over_ || Now() > spending.end_;
    return spending.is_over_;
  }

  [[nodiscard]] bool is_over() const { return is_over_; }

 private:
  static double Now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }

  std::uint64_t steps_;
  double end_;
  bool is_over_ = false;
};

const char* ReadAt(void* payload, std::uint32_t offset, TSPoint /*position*/,
                   std::uint32_t* count) {
  const auto& text = *static_cast<const std::string_view*>(payload);
  const std::string_view rest = text.substr(std::min<std::size_t>(offset, text.size()));
  *count = static_cast<std::uint32_t>(rest.size());
  return rest.data();
}

// A tree, or none where the budget did not suffice; then the parser may be gone, too.
TreeHandle Parse(ParserHandle& parser, std::string_view text, Spending& spending) {
  struct Job {
    TSParser* parser;
    TSInput input;
    TSParseOptions options;
    TSTree* tree;
  } job{parser.get(),
        {&text, ReadAt, TSInputEncodingUTF8, nullptr},
        {&spending, [](TSParseState* state) { return Spending::Step(state->payload); }},
        nullptr};
  const ParseEnd end = RunWatched({[](void* data) {
                                     auto& one = *static_cast<Job*>(data);
                                     one.tree = ts_parser_parse_with_options(
                                         one.parser, nullptr, one.input, one.options);
                                   },
                                   &job, Spending::IsLate, &spending});
  if (end == ParseEnd::kDone) return TreeHandle(job.tree);
  static_cast<void>(parser.release());  // in the middle of something: lost
  if (end == ParseEnd::kNoMemory) throw std::bad_alloc();
  return {};
}

// The first stretch without syntax, or the first token that should be there.
std::optional<std::size_t> FirstError(TSNode node) {
  if (!ts_node_has_error(node)) return std::nullopt;
  while (!ts_node_is_error(node) && !ts_node_is_missing(node)) {
    const std::uint32_t count = ts_node_child_count(node);
    std::uint32_t i = 0;
    while (i < count && !ts_node_has_error(ts_node_child(node, i))) ++i;
    if (i == count) break;
    node = ts_node_child(node, i);
  }
  return ts_node_start_byte(node);
}

// The stretches of `text` around the language's marks, rising and apart; all of it for a language
// without marks. Where there are many, they are one.
std::vector<Span> StretchesOfMarks(const Language& language, std::string_view text) {
  constexpr std::size_t kApart = 256, kMost = 16;
  if (language.marks.empty()) return {{0, text.size()}};
  std::vector<Span> found;
  for (const std::string_view mark : Split(language.marks, ' ')) {
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + mark.size())) {
      found.push_back({at, mark.size()});
    }
  }
  std::ranges::sort(found);
  std::vector<Span> stretches;
  for (const Span span : found) {
    if (stretches.empty() || span.offset > stretches.back().end() + kApart) {
      stretches.push_back(span);
    } else {
      stretches.back().length = span.end() - stretches.back().offset;
    }
  }
  if (stretches.size() <= kMost) return stretches;
  return {{stretches.front().offset, stretches.back().end() - stretches.front().offset}};
}

Error OverBudget() {
  return {Error::Code::kInvalid,
          "reading its syntax takes more work than any source file needs",
          {},
          {}};
}

Span SpanOf(TSNode node) {
  const std::size_t start = ts_node_start_byte(node);
  return {start, ts_node_end_byte(node) - start};
}

bool Holds(const std::vector<Predicate>& predicates, const TSQueryMatch& match,
           std::string_view text) {
  return std::ranges::all_of(predicates, [&](const Predicate& predicate) {
    for (std::uint16_t i = 0; i < match.capture_count; ++i) {
      if (match.captures[i].index != predicate.capture) continue;
      const Span span = SpanOf(match.captures[i].node);
      if (std::ranges::count(predicate.texts, text.substr(span.offset, span.length)) == 0) {
        return false;
      }
    }
    return true;
  });
}

// Calls `add` with each match of the query that touches `stretch`.
template <class Add>
void CollectMatches(const Compiled& compiled, const TSTree* tree, std::string_view text,
                    Span stretch, Spending& spending, const Add& add) {
  const TSQuery* query = compiled.query.get();
  const CursorHandle cursor(ts_query_cursor_new());
  ts_query_cursor_set_byte_range(cursor.get(), static_cast<std::uint32_t>(stretch.offset),
                                 static_cast<std::uint32_t>(stretch.end()));
  const TSQueryCursorOptions options{
      &spending, [](TSQueryCursorState* state) { return Spending::Step(state->payload); }};
  ts_query_cursor_exec_with_options(cursor.get(), query, ts_tree_root_node(tree), &options);
  TSQueryMatch found;
  while (ts_query_cursor_next_match(cursor.get(), &found)) {
    if (!Holds(compiled.predicates[found.pattern_index], found, text)) continue;
    SyntaxMatch match;
    for (std::uint16_t i = 0; i < found.capture_count; ++i) {
      match.push_back(
          {CaptureName(query, found.captures[i].index), SpanOf(found.captures[i].node)});
    }
    add(found.pattern_index, std::move(match));
  }
}

}  // namespace

Result<SyntaxMatches> MatchImports(const Language& language, const Grammar& grammar,
                                   std::string_view text, const ParseBudget& budget) {
  WatchAllocations();
  if (text.size() > kMostParsed) {
    return Error{Error::Code::kInvalid, "expected at most 1 GiB of source text", {}, {}};
  }
  const std::vector<Span> stretches = StretchesOfMarks(language, text);
  if (stretches.empty()) return SyntaxMatches{};
  const Compiled& compiled = FindCompiled(language, grammar);
  if (!compiled.problem.empty()) {
    return Error{Error::Code::kUnsupported, compiled.problem, {}, {}};
  }
  ParserHandle parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), compiled.grammar.language())) {
    return Error{
        Error::Code::kUnsupported,
        fmt::format("this tree-sitter library cannot read the grammar of {}", grammar.name),
        {},
        {}};
  }
  Spending spending(budget, text.size());
  const TreeHandle tree = Parse(parser, text, spending);
  if (!tree) return OverBudget();
  SyntaxMatches matches{{}, FirstError(ts_tree_root_node(tree.get()))};
  std::set<std::pair<std::uint32_t, std::vector<Span>>> known;  // by pattern and captures
  for (const Span stretch : stretches) {
    CollectMatches(compiled, tree.get(), text, stretch, spending,
                   [&](std::uint32_t pattern, SyntaxMatch match) {
                     std::vector<Span> spans;
                     if (stretches.size() > 1) {
                       for (const SyntaxCapture& capture : match) spans.push_back(capture.span);
                       if (!known.emplace(pattern, std::move(spans)).second) return;
                     }
                     matches.matches.push_back(std::move(match));
                   });
  }
  if (spending.is_over()) return OverBudget();
  return matches;
}

}  // namespace prereq
