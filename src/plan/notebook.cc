// Outputs are found on the raw bytes, because edits are made there; the check parses both versions.
#include "plan/notebook.h"

#include <string>

#include "base/json.h"

namespace prereq {
namespace {

// The end of the string that begins at `at` (a quote): just behind its closing quote.
std::size_t StringEnd(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return at < json.size() ? at + 1 : json.size();
}

// The end of the value that begins at `at`: brackets counted, strings skipped.
std::size_t ValueEnd(std::string_view json, std::size_t at) {
  int depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = StringEnd(json, at);
      if (depth == 0) return at;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && --depth == 0) return at + 1;
    ++at;
  }
  return at;
}

bool SameButTexts(const Json& a, const Json& b) {
  if (a.type() != b.type()) return false;
  if (a.is_string()) return true;
  if (a.is_primitive()) return a == b;
  if (a.size() != b.size()) return false;
  if (a.is_array()) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!SameButTexts(a[i], b[i])) return false;
    }
    return true;
  }
  auto other = b.begin();
  for (auto item = a.begin(); item != a.end(); ++item, ++other) {
    if (item.key() != other.key()) return false;
    if (item.key() == "outputs" ? item.value() != other.value()
                                : !SameButTexts(item.value(), other.value())) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Span> NotebookOutputs(std::string_view json) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::vector<Span> outputs;
  for (std::size_t at = json.find('"'); at < json.size(); at = json.find('"', at)) {
    const std::size_t end = StringEnd(json, at);
    const bool is_outputs = json.substr(at, end - at) == "\"outputs\"";
    at = end;
    const std::size_t colon = json.find_first_not_of(kBlank, end);
    if (!is_outputs || colon == std::string_view::npos || json[colon] != ':') continue;
    const std::size_t value_end = ValueEnd(json, colon + 1);
    outputs.push_back({colon + 1, value_end - colon - 1});
    at = value_end;
  }
  return outputs;
}

bool OnlyTextsChange(std::string_view json, const std::vector<SpanEdit>& spans) {
  const Json before = Json::parse(json, nullptr, false);
  if (before.is_discarded()) return true;
  std::string edited;
  std::size_t at = 0;
  for (const SpanEdit& edit : spans) {
    edited.append(json.substr(at, edit.span.offset - at)).append(edit.new_text);
    at = edit.span.end();
  }
  edited.append(json.substr(at));
  const Json after = Json::parse(edited, nullptr, false);
  return !after.is_discarded() && SameButTexts(before, after);
}

}  // namespace prereq
