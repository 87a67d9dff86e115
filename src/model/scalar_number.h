// What programs make of a number that stands as a value in a metadata file.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "prereq/order.h"

namespace prereq {

/// How a metadata file writes its values.
enum class ScalarNotation { kYaml, kJson, kToml };
/// By the name of the file; the front matter of a page counts as YAML.
ScalarNotation ScalarNotationOf(std::string_view path);

/// The families of readers that differ from each other.
enum class ScalarReader {
  kYaml11,   // PyYAML 6.0, Ruby Psych 4.0, js-yaml 3 (so gray-matter 4.0): `010` is octal
  kYaml12,   // npm yaml 2.9, js-yaml 4 (so @11ty/gray-matter 1.0): `010` is ten
  kYamlCpp,  // yaml-cpp 0.7: octal, and an exception for `08`
};
inline constexpr std::size_t kScalarReaders = 3;

/// What one reader makes of a value.
struct ScalarReading {
  enum class Kind { kInteger, kText, kError } kind = Kind::kText;
  long value = 0;  // kInteger only

  bool operator==(const ScalarReading&) const = default;
};

/// What each reader, in the order of ScalarReader, makes of `text`: at most nine digits and at most
/// one lower-case letter. JSON and TOML have one reading for all readers; a leading zero is an
/// error there. A value in quotes is a text for all.
std::array<ScalarReading, kScalarReaders> ReadScalar(ScalarNotation notation, std::string_view text,
                                                     bool quoted);

/// Whether all readers make the same of it.
bool ReadersAgree(ScalarNotation notation, std::string_view text, bool quoted);

/// Whether `after` may replace `before` (in the same quotes, if any): each reader takes it for
/// `number`, or for a text as before.
bool KeepsMeaning(ScalarNotation notation, std::string_view before, std::string_view after,
                  Number number, bool quoted);

/// "PyYAML, Ruby Psych and gray-matter 4.0 read the text "08", npm yaml and js-yaml 4 read 8"; for
/// a value of YAML on which readers disagree.
std::string DescribeReadings(std::string_view text);

}  // namespace prereq
