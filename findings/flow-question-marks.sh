#!/usr/bin/env bash
# yaml-cpp 0.7.0 and libyaml 0.2.5 (Debian 12) on the same lines, all valid in YAML 1.2. In a list in brackets yaml-cpp refuses a text that ends with a
# question mark ("[Why tests?]") or has one between blanks; libyaml reads both. "[?first]" is a text in YAML 1.2; yaml-cpp refuses it and libyaml
# makes the map {first: null} of it without a word. A list item behind a tab ("-<TAB>first") is read by yaml-cpp and refused by libyaml.
# Expected: <Why tests?>, <what ? why>, <?first>, <first> from both.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
cat >both.cc <<'X'
#include <yaml-cpp/yaml.h>
#include <yaml.h>

#include <iostream>
#include <string>

std::string WithLibyaml(const std::string& text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string seen;
  for (bool more = true; more;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) return "refused";
    if (event.type == YAML_SCALAR_EVENT) {
      seen += "<" + std::string(reinterpret_cast<char*>(event.data.scalar.value), event.data.scalar.length) + ">";
    }
    if (event.type == YAML_MAPPING_START_EVENT) seen += "{";
    if (event.type == YAML_MAPPING_END_EVENT) seen += "}";
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return seen;
}

std::string Shown(const YAML::Node& node) {
  if (node.IsScalar()) return "<" + node.Scalar() + ">";
  std::string seen;
  if (node.IsSequence()) for (const auto& item : node) seen += Shown(item);
  if (node.IsMap()) for (const auto& pair : node) seen += "{" + Shown(pair.first) + Shown(pair.second) + "}";
  return seen;
}

int main() {
  for (const char* text : {"a: Why tests?", "[Why tests?]", "[what ? why]", "a: ?first", "[?first]", "-\tfirst"}) {
    std::string with_yaml_cpp;
    try {
      with_yaml_cpp = Shown(YAML::Load(text));
    } catch (const YAML::Exception&) {
      with_yaml_cpp = "refused";
    }
    std::cout << text << " | libyaml " << WithLibyaml(text) << " | yaml-cpp " << with_yaml_cpp << "\n";
  }
}
X
g++ -std=c++17 both.cc -o both -lyaml-cpp -lyaml 2>build.log || { cat build.log >&2; exit 77; }
seen 'a: Why tests? | libyaml {<a><Why tests?>} | yaml-cpp {<a><Why tests?>}
[Why tests?] | libyaml <Why tests?> | yaml-cpp refused
[what ? why] | libyaml <what ? why> | yaml-cpp refused
a: ?first | libyaml {<a><?first>} | yaml-cpp {<a><?first>}
[?first] | libyaml {<first><>} | yaml-cpp refused
-	first | libyaml refused | yaml-cpp <first>' ./both
finish
