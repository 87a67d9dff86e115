#include "languages/syntax_tree.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/format.h"
#include "base/text.h"
#include "languages/queries.h"

extern "C" {
const TSLanguage* tree_sitter_c();
const TSLanguage* tree_sitter_cpp();
const TSLanguage* tree_sitter_go();
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_rust();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_typescript();
}

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

constexpr std::size_t kMostBytes = std::size_t{1} << 30U;

// "the text of this capture is one of these"
struct Predicate {
  std::uint32_t capture = 0;
  std::vector<std::string> texts;
};

// A grammar with its compiled query; made on first use, then never changed.
struct Grammar {
  std::string_view language;
  std::string_view query_name;
  const TSLanguage* (*table)();
  std::once_flag once{};
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

void Compile(Grammar& grammar) {
  const std::string_view source = ImportQuery(grammar.query_name);
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  grammar.query.reset(ts_query_new(grammar.table(), source.data(),
                                   static_cast<std::uint32_t>(source.size()), &offset, &error));
  if (!grammar.query) {
    grammar.problem = fmt::format("the query for {} is broken at byte {} (error {})",
                                  grammar.language, offset, static_cast<int>(error));
    return;
  }
  for (std::uint32_t i = 0; i < ts_query_pattern_count(grammar.query.get()); ++i) {
    auto predicates = ReadPredicates(grammar.query.get(), i);
    if (!predicates) {
      grammar.problem = fmt::format("the query for {} has an unknown predicate", grammar.language);
      return;
    }
    grammar.predicates.push_back(*std::move(predicates));
  }
}

Result<const Grammar*> FindGrammar(std::string_view language) {
  static std::array<Grammar, 8> grammars{{{"c", "c", tree_sitter_c},
                                          {"cpp", "cpp", tree_sitter_cpp},
                                          {"go", "go", tree_sitter_go},
                                          {"javascript", "javascript", tree_sitter_javascript},
                                          {"python", "python", tree_sitter_python},
                                          {"rust", "rust", tree_sitter_rust},
                                          {"tsx", "typescript", tree_sitter_tsx},
                                          {"typescript", "typescript", tree_sitter_typescript}}};
  const auto found = std::ranges::find(grammars, language, &Grammar::language);
  if (found == grammars.end()) {
    return Error{Error::Code::kUnsupported,
                 fmt::format("imports of language `{}` cannot be read", Printable(language)),
                 {},
                 {}};
  }
  std::call_once(found->once, Compile, std::ref(*found));
  if (!found->problem.empty()) return Error{Error::Code::kUnsupported, found->problem, {}, {}};
  return &*found;
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

}  // namespace

Result<std::vector<SyntaxMatch>> MatchImports(std::string_view language, std::string_view text) {
  const auto grammar = FindGrammar(language);
  if (!grammar) return grammar.error();
  if (text.size() > kMostBytes) {
    return Error{Error::Code::kInvalid, "expected at most 1 GiB of source text", {}, {}};
  }
  const ParserHandle parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), (*grammar)->table())) {
    return Error{Error::Code::kUnsupported,
                 fmt::format("this tree-sitter library cannot read the grammar of {}", language),
                 {},
                 {}};
  }
  const TreeHandle tree(ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                               static_cast<std::uint32_t>(text.size())));
  const TSQuery* query = (*grammar)->query.get();
  const CursorHandle cursor(ts_query_cursor_new());
  ts_query_cursor_exec(cursor.get(), query, ts_tree_root_node(tree.get()));
  std::vector<SyntaxMatch> matches;
  TSQueryMatch found;
  while (ts_query_cursor_next_match(cursor.get(), &found)) {
    if (!Holds((*grammar)->predicates[found.pattern_index], found, text)) continue;
    SyntaxMatch match;
    for (std::uint16_t i = 0; i < found.capture_count; ++i) {
      match.push_back(
          {CaptureName(query, found.captures[i].index), SpanOf(found.captures[i].node)});
    }
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace prereq
