// Typed access to the keys of a YAML map: every wrong type, unknown key or missing key becomes an
// error with its place, and reading goes on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/yaml.h"
#include "prereq/config.h"

namespace prereq {

/// Adds a kInvalid error.
void AddError(Errors& errors, const Location& where, std::string message, std::string fix = {});

/// A scalar with its place; an error and an empty text for anything else. `what` names the thing in
/// the message: "`title` of a module".
Name ReadName(const YamlNode& node, std::string_view what, Errors& errors);
/// A scalar, or a list of scalars. Nothing (`key:` without value) is an empty list.
std::vector<Name> ReadNames(const YamlNode& node, std::string_view what, Errors& errors);
/// A module number: digits and at most one lower-case letter.
std::optional<Number> ReadNumber(const Name& name, std::string_view what, Errors& errors);
/// A calendar day written YYYY-MM-DD.
std::optional<Date> ReadDate(const Name& name, std::string_view what, Errors& errors);
/// "A, B or C", for messages.
std::string Alternatives(std::span<const std::string_view> words);

/// The keys of one map.
class Fields {
 public:
  /// `what` names the map in messages ("a mirror"); keys other than `known` are errors. A node that
  /// is not a map is an error too, and then no key is found.
  Fields(const YamlNode& node, std::string what, std::vector<std::string_view> known,
         Errors& errors);

  [[nodiscard]] bool ok() const { return is_map_; }
  [[nodiscard]] const YamlNode& node() const { return node_; }
  [[nodiscard]] bool Has(std::string_view key) const;
  /// The value under `key`; nullopt when the key is absent or has no value.
  [[nodiscard]] std::optional<YamlNode> Node(std::string_view key) const;
  /// Adds an error unless `key` is there with a value.
  bool Require(std::string_view key) const;

  // Absent keys yield empty values; wrong types yield them too, with an error.
  [[nodiscard]] Name OneName(std::string_view key) const;
  [[nodiscard]] std::string Text(std::string_view key) const { return OneName(key).text; }
  [[nodiscard]] std::vector<Name> Names(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> Texts(std::string_view key) const;
  [[nodiscard]] std::optional<long> Integer(std::string_view key, long low, long high) const;
  [[nodiscard]] std::optional<Date> Day(std::string_view key) const;
  /// Index into `words` of the value; an error with the nearest word when it is none of them.
  [[nodiscard]] std::optional<std::size_t> Choice(std::string_view key,
                                                  std::span<const std::string_view> words) const;

  /// "`key` of WHAT".
  [[nodiscard]] std::string Describe(std::string_view key) const;
  void Error(const Location& where, std::string message) const;

 private:
  YamlNode node_;
  std::string what_;
  bool is_map_;
  Errors& errors_;
};

}  // namespace prereq
