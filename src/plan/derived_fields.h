// Fields of metadata whose values follow from a module's number, slug and title, learned from the
// metadata of its neighbours.
#pragma once

#include <string>
#include <vector>

#include "documents/yaml.h"
#include "plan/newcomer.h"

namespace prereq {

/// The metadata of one neighbour.
struct FieldsOfModule {
  ModuleId module;
  YamlNode root;     // a map, else it has no fields
  std::string path;  // of the file
};

struct DerivedField {
  std::string key, value;
  bool is_quoted = false;   // by the nearest neighbour
  bool is_number = false;   // of the module, or a multiple; else text, whatever it reads like
  bool has_number = false;  // the module's number stands somewhere in it
};
struct DerivedFields {
  std::vector<DerivedField> fields;  // in the order of the nearest neighbour
  std::vector<std::string> others;   // keys that most have and whose values follow from nothing
};

/// `all`: the nearest neighbour first. A bare number counts only where that of the module behind
/// the new one follows its place in the order: else both would have the same.
DerivedFields DeriveFields(const Newcomer& newcomer, const std::vector<FieldsOfModule>& all);

enum class FieldSyntax { kYaml, kToml, kJson };
/// The fields as a whole document of that syntax; empty when it would not read back the same.
std::string WriteFields(const std::vector<DerivedField>& fields, FieldSyntax syntax);

}  // namespace prereq
