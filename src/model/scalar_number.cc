#include "model/scalar_number.h"

#include <algorithm>

#include "base/file_kinds.h"
#include "base/format.h"

namespace prereq {
namespace {

using Kind = ScalarReading::Kind;

bool IsAll(std::string_view text, char last) {
  return std::ranges::all_of(text, [last](char c) { return c >= '0' && c <= last; });
}

long InBase(std::string_view digits, long base) {
  long value = 0;
  for (const char c : digits) value = value * base + (c - '0');
  return value;
}

std::string Describe(const ScalarReading& reading, std::string_view text) {
  return reading.kind == Kind::kInteger ? fmt::format("{}", reading.value)
                                        : fmt::format("the text \"{}\"", text);
}

}  // namespace

ScalarNotation ScalarNotationOf(std::string_view path) {
  const FileFormat& format = FormatOf(path);
  if (format.Is("json")) return ScalarNotation::kJson;
  return format.Is("toml") ? ScalarNotation::kToml : ScalarNotation::kYaml;
}

std::array<ScalarReading, kScalarReaders> ReadScalar(ScalarNotation notation, std::string_view text,
                                                     bool quoted) {
  const auto all = [](ScalarReading reading) {
    return std::array<ScalarReading, kScalarReaders>{reading, reading, reading};
  };
  const bool number = !text.empty() && IsAll(text, '9');
  if (quoted) return all({Kind::kText, 0});
  if (notation != ScalarNotation::kYaml) {
    const bool valid = number && (text.size() == 1 || text.front() != '0');
    return all(valid ? ScalarReading{Kind::kInteger, InBase(text, 10)}
                     : ScalarReading{Kind::kError, 0});
  }
  if (!number) return all({Kind::kText, 0});
  const ScalarReading decimal{Kind::kInteger, InBase(text, 10)};
  if (text.size() == 1 || text.front() != '0') return all(decimal);
  if (!IsAll(text, '7')) return {ScalarReading{Kind::kText, 0}, decimal, {Kind::kError, 0}};
  const ScalarReading octal{Kind::kInteger, InBase(text, 8)};
  return {octal, decimal, octal};
}

bool ReadersAgree(ScalarNotation notation, std::string_view text, bool quoted) {
  const auto readings = ReadScalar(notation, text, quoted);
  return std::ranges::all_of(readings, [&](const ScalarReading& reading) {
    return reading == readings.front() && reading.kind != Kind::kError;
  });
}

bool KeepsMeaning(ScalarNotation notation, std::string_view before, std::string_view after,
                  Number number, bool quoted) {
  const auto was = ReadScalar(notation, before, quoted);
  const auto becomes = ReadScalar(notation, after, quoted);
  for (std::size_t i = 0; i < becomes.size(); ++i) {
    if (becomes[i] == ScalarReading{Kind::kInteger, number.value}) continue;
    const bool text = becomes[i].kind == Kind::kText && was[i].kind == Kind::kText;
    const bool invalid = becomes[i].kind == Kind::kError && was[i].kind == Kind::kError;
    if (!text && !invalid) return false;
  }
  return true;
}

std::string DescribeReadings(std::string_view text) {
  const auto readings = ReadScalar(ScalarNotation::kYaml, text, false);
  return fmt::format(
      "PyYAML, Ruby Psych and gray-matter 4.0 read {}, npm yaml and js-yaml 4 read {}",
      Describe(readings[static_cast<std::size_t>(ScalarReader::kYaml11)], text),
      Describe(readings[static_cast<std::size_t>(ScalarReader::kYaml12)], text));
}

}  // namespace prereq
