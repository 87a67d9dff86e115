// A title as other texts have to write it so that it reads the same there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "prereq/result.h"

namespace prereq {

/// kInvalid unless `title` is one line of text: not blank, valid UTF-8, no control characters and
/// no line ends of any kind.
Status CheckTitle(std::string_view title);

/// In a heading or any other text of Markdown: marks that would be markup get a backslash, text
/// between backticks stays. `in_table`: `|` does, too; `in_link`: brackets do; `in_mdx`: braces do.
struct MarkdownPlace {
  bool in_table = false, in_link = false, in_mdx = false;
};
std::string MarkdownTitle(std::string_view title, const MarkdownPlace& place = {});

/// As a JSON string with its quotes, which YAML and TOML read alike.
std::string QuotedTitle(std::string_view title);
/// As a YAML value: without quotes where that reads the same.
std::string YamlTitle(std::string_view title);
/// Whether it reads as itself, unquoted, within a YAML value.
bool IsPlainInYaml(std::string_view title);

/// Whether a string is open at the end of `before`, which begins a line.
bool IsInQuotes(std::string_view before);

/// Where a title is put: `before` and `after` are the text around it on its line.
struct TitlePlace {
  std::string_view path;  // of the file
  std::string before, after;
  bool in_table = false;
};
/// The title as it has to stand there; nullopt where that is not certain.
std::optional<std::string> TitleAt(const TitlePlace& place, std::string_view title);

}  // namespace prereq
