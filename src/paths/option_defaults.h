// What options of a script are where nobody says otherwise: `add_argument("--out",
// default="lake")`, `dbutils.widgets.text("out", "lake")`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "paths/held_paths.h"
#include "paths/path_values.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether code of Python may have such options. Linear.
bool MayHaveOptions(std::string_view text);

/// Adds the paths that options of `script`, which has no comments, are by their defaults: of
/// argparse as `args.out`, whatever holds them there, of click as `out`, of Databricks' widgets as
/// NameOfWidget and as the variables that lines give them to. Not those with several defaults. The
/// first dozens of each; linear.
void AddOptions(const Script& script, HeldPaths& held);

/// How such a widget is called among paths that are held.
std::string NameOfWidget(std::string_view widget);

/// The parameter that click gives the quoted `word` to, and where the body of its function begins;
/// no name where `word` is no default of click.
struct OptionOfFunction {
  std::string name;
  std::size_t body = 0;
};
OptionOfFunction OptionOfClick(std::string_view text, const SourceWord& word);

}  // namespace prereq
