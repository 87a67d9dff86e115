// tools/prereq.schema.json knows exactly the keys and words that the parser takes.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/text.h"
#include "documents/json.h"
#include "prereq/config.h"
#include "prereq/edits.h"

namespace prereq {
namespace {

using Words = std::set<std::string>;

Json SchemaOf(const std::string& what) {
  std::ifstream file(PREREQ_SOURCE_DIR "/tools/" + what + ".schema.json");
  return Json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

Json Schema() { return SchemaOf("prereq"); }

// The words in backticks after `start` in the first error that holds it.
Words WordsAfter(const std::string& policy, const std::string& start) {
  const auto config = ParseConfig("p", policy);
  if (config) return {};
  for (const Error& error : config.error()) {
    const std::size_t at = error.message.find(start);
    if (at == std::string::npos) continue;
    const std::size_t end = error.message.find(" as ", at);
    const std::string list = error.message.substr(at, end == std::string::npos ? end : end - at);
    Words words;
    const std::vector<std::string_view> parts = Split(list, '`');
    for (std::size_t i = 1; i < parts.size(); i += 2) words.emplace(parts[i]);
    return words;
  }
  return {};
}

// A key or word that is like no other, so that the parser lists them all.
constexpr const char* kUnknown = "zzzzzzzzzzzzzzzz";

struct Place {
  const char* pointer;  // of the object in the schema
  const char* policy;   // with @ where the unknown key goes
};
constexpr Place kMaps[] = {
    {"", "@"},
    {"/definitions/series", "series: {@}"},
    {"/definitions/module", "modules: [{@}]"},
    {"/definitions/metadata", "metadata: {@}"},
    {"/definitions/enables", "metadata: {file: m, enables: {@}}"},
    {"/definitions/import", "imports: {@}"},
    {"/definitions/provides", "imports: {language: go, files: x, provides: {@}}"},
    {"/definitions/paths", "paths: {@}"},
    {"/definitions/mirror", "mirrors: {@}"},
    {"/definitions/constraint", "constraints: [{@}]"},
    {"/definitions/phase", "phases: [{@}]"},
    {"/definitions/waiver", "waive: [{@}]"},
    {"/definitions/generated", "references: {generated: {@}}"},
    {"/definitions/references", "references: {@}"},
    {"/definitions/suppression", "suppress: {@}"},
};
constexpr Place kChoices[] = {
    {"/definitions/series/properties/gaps", "series: {path: 'm/{number}', gaps: @}"},
    {"/definitions/enables/properties/as", "metadata: {file: m, enables: {keys: k, as: @}}"},
    {"/definitions/import/properties/language", "imports: {files: x, language: @}"},
    {"/definitions/mirror/properties/kind", "mirrors: {path: 'm/{number}', kind: @}"},
    {"/definitions/references/properties/number_only", "references: {number_only: @}"},
    {"/properties/prose", "prose: @"},
    {"/properties/rules/additionalProperties", "rules: {PRQ202: @}"},
};

std::string Filled(const Place& place, const std::string& filling) {
  std::string policy = place.policy;
  policy.replace(policy.find('@'), 1, filling);
  return "version: 1\n" + policy + "\n";
}

TEST(PolicySchema, HasTheParsersKeys) {
  const Json schema = Schema();
  for (const Place& place : kMaps) {
    const Json& object = schema.at(Json::json_pointer(place.pointer));
    EXPECT_EQ(object.at("additionalProperties"), false) << place.pointer;
    Words keys;
    for (const auto& [key, value] : object.at("properties").items()) keys.insert(key);
    const Words parsers = WordsAfter(Filled(place, std::string(kUnknown) + ": 1"), "; expected");
    EXPECT_EQ(keys, parsers) << place.pointer;
  }
}

TEST(PolicySchema, HasTheParsersWords) {
  const Json schema = Schema();
  for (const Place& place : kChoices) {
    Words words;
    for (const Json& word : schema.at(Json::json_pointer(place.pointer)).at("enum")) {
      if (word.is_string()) words.insert(word);
    }
    const std::string policy = "modules: [a]\n" + Filled(place, kUnknown);
    EXPECT_EQ(words, WordsAfter(policy, "expected `")) << place.pointer;
  }
}

// A map or a list of words that is missing above would go unnoticed.
TEST(PolicySchema, IsComparedWhole) {
  std::size_t maps = 0;
  std::size_t choices = 0;
  const auto count = [&](const auto& self, const Json& json) -> void {
    if (json.is_object()) {
      if (json.contains("properties") && json["properties"].is_object()) ++maps;
      if (json.contains("enum")) ++choices;
    }
    for (const auto& item : json) {
      if (item.is_structured()) self(self, item);
    }
  };
  count(count, Schema());
  EXPECT_EQ(maps, std::size(kMaps));
  EXPECT_EQ(choices, std::size(kChoices) + 2);  // and those of `version` and the names of rules
}

TEST(PlanSchema, NamesEveryCauseOfAnEdit) {
  Words causes;
  for (std::size_t i = 0; i < kReferenceShapes; ++i) {
    causes.emplace(ReferenceShapeName(static_cast<ReferenceShape>(i)));
  }
  for (int i = 1; i <= static_cast<int>(EditCause::kNeighbour); ++i) {
    SpanEdit edit;
    edit.cause = static_cast<EditCause>(i);
    causes.emplace(CauseName(edit));
  }
  const Json schema = SchemaOf("plan");
  Words known;
  for (const Json& word : schema.at(
           "/properties/edits/items/properties/spans/items/properties/rule/enum"_json_pointer)) {
    known.insert(word.get<std::string>());
  }
  EXPECT_EQ(known, causes);
}

TEST(EditCauses, AreReadBack) {
  for (const std::string_view name : {"path", "title", "import", "link", "name", "block", "fix",
                                      "policy", "retitle", "undo", "entry"}) {
    SpanEdit edit;
    ASSERT_TRUE(SetCause(edit, name)) << name;
    EXPECT_EQ(CauseName(edit), name);
  }
  SpanEdit edit;
  EXPECT_FALSE(SetCause(edit, "numbered"));
  EXPECT_FALSE(SetCause(edit, ""));
}

}  // namespace
}  // namespace prereq
