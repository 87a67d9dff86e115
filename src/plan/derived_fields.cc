#include "plan/derived_fields.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "documents/json.h"
#include "documents/toml.h"
#include "model/certainty.h"
#include "plan/title_text.h"

namespace prereq {
namespace {

std::optional<long> WholeNumber(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A multiple of each module's number, as `weight: 20` of module 2.
std::optional<std::string> AsMultiple(const std::vector<TextOfModule>& values, Number number) {
  std::optional<long> step;
  std::size_t alike = 0;
  for (const TextOfModule& one : values) {
    const std::optional<long> value = WholeNumber(one.text);
    if (!value || one.words->number.value == 0 || *value % one.words->number.value != 0) continue;
    const long found = *value / one.words->number.value;
    if (!step) step = found;
    if (found == *step) ++alike;
  }
  const bool is_common = alike >= 2 && alike * 4 >= values.size() * 3;
  if (!step || *step < 2 || !is_common) return std::nullopt;
  return fmt::format("{}", *step * number.value);
}

// What imports call the modules: that would be said of code that is not there yet.
bool IsProvided(const Newcomer& newcomer, const std::vector<TextOfModule>& values) {
  return std::ranges::any_of(values, [&](const TextOfModule& one) {
    const auto id = newcomer.facts.FindSlug(one.words->slug);
    return id && newcomer.facts.module(*id).provides == one.text && !one.text.empty();
  });
}

std::optional<DerivedField> ValueFrom(const Newcomer& newcomer,
                                      const std::vector<TextOfModule>& values) {
  if (IsProvided(newcomer, values)) return std::nullopt;
  const std::optional<TextForm> form = CommonForm(values);
  const bool has_places = form && form->HasPlaces();
  const auto with_title = [&](const auto&, const auto&) {
    return std::optional(newcomer.added.title);
  };
  const auto value = has_places ? form->Fill(newcomer.added.number, newcomer.added.slug, with_title)
                                : AsMultiple(values, newcomer.added.number);
  if (!value) return std::nullopt;
  // An address may lead to what is not there.
  if (value->find("://") != std::string::npos) return std::nullopt;
  const bool is_number = !has_places || (form->HasNumber() && form->Skeleton() == "\x01");
  return DerivedField{{}, *value, false, is_number, !has_places || form->HasNumber()};
}

std::string InYamlSyntax(const DerivedField& field) {
  const std::string key = IsPlainInYaml(field.key) ? field.key : QuotedTitle(field.key);
  std::string value = field.value;
  if (field.is_quoted) {
    value = QuotedTitle(value);
  } else if (!field.is_number) {
    value = YamlTitle(value);
  }
  return fmt::format("{}: {}\n", key, value);
}

std::string InTomlSyntax(const DerivedField& field) {
  const bool is_bare = std::ranges::all_of(field.key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  const bool is_number = !field.is_quoted && field.is_number;
  return fmt::format("{} = {}\n", is_bare ? field.key : QuotedTitle(field.key),
                     is_number ? field.value : QuotedTitle(field.value));
}

std::string InJsonSyntax(const std::vector<DerivedField>& fields) {
  Json document = Json::object();
  for (const DerivedField& field : fields) {
    const std::optional<long> number = WholeNumber(field.value);
    if (!field.is_quoted && field.is_number && number) {
      document[field.key] = *number;
    } else {
      document[field.key] = field.value;
    }
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool ReadsBack(const std::string& text, const std::vector<DerivedField>& fields,
               FieldSyntax syntax) {
  const auto document = syntax == FieldSyntax::kToml ? ParseToml("", text) : ParseYaml("", text);
  if (!document) return false;
  return std::ranges::all_of(fields, [&](const DerivedField& field) {
    const auto value = document->root().Find(field.key);
    return value && value->IsScalar() && value->text() == field.value;
  });
}

// Whether the number that stands as `value` in a file of the module goes where that goes.
bool Follows(const Newcomer& newcomer, const FieldsOfModule& one, const YamlNode& value) {
  const Span span = value.span();
  return std::ranges::any_of(newcomer.facts.references, [&](const Reference& reference) {
    return IsSure(reference) && reference.module == one.module &&
           reference.where.path == one.path && reference.number.offset >= span.offset &&
           reference.number.end() <= span.end();
  });
}

// The number of the next module under `key`, if it has one there.
bool NextFollows(const Newcomer& newcomer, const std::vector<FieldsOfModule>& all,
                 const std::string& key) {
  if (newcomer.after.empty()) return true;
  const auto next = std::ranges::find(all, newcomer.after.front(), &FieldsOfModule::module);
  if (next == all.end() || !next->root.IsMap()) return true;
  const auto value = next->root.Find(key);
  return !value || Follows(newcomer, *next, *value);
}

}  // namespace

DerivedFields DeriveFields(const Newcomer& newcomer, const std::vector<FieldsOfModule>& all) {
  DerivedFields derived;
  std::vector<std::string> keys;
  for (const FieldsOfModule& one : all) {
    for (std::size_t i = 0; i < one.root.size() && one.root.IsMap(); ++i) {
      const std::string key(one.root.key(i).text());
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
  }
  for (const std::string& key : keys) {
    std::vector<TextOfModule> values;
    std::size_t holders = 0;
    std::optional<bool> is_quoted;
    for (const FieldsOfModule& one : all) {
      const auto value = one.root.IsMap() ? one.root.Find(key) : std::nullopt;
      if (!value) continue;
      ++holders;
      if (!value->IsScalar()) continue;
      values.push_back({std::string(value->text()), &newcomer.words.at(one.module)});
      if (!is_quoted) is_quoted = !value->plain();
    }
    if (!newcomer.AreMost(holders)) continue;
    auto field = newcomer.AreMost(values.size()) ? ValueFrom(newcomer, values) : std::nullopt;
    if (field && field->has_number && !NextFollows(newcomer, all, key)) field.reset();
    if (field) {
      field->key = key;
      field->is_quoted = is_quoted.value_or(false);
      derived.fields.push_back(*std::move(field));
    } else {
      derived.others.push_back(key);
    }
  }
  return derived;
}

std::string WriteFields(const std::vector<DerivedField>& fields, FieldSyntax syntax) {
  if (fields.empty()) return {};
  std::string text;
  if (syntax == FieldSyntax::kJson) {
    text = InJsonSyntax(fields);
  } else {
    for (const DerivedField& field : fields) {
      text += syntax == FieldSyntax::kToml ? InTomlSyntax(field) : InYamlSyntax(field);
    }
  }
  return ReadsBack(text, fields, syntax) ? text : std::string();
}

}  // namespace prereq
