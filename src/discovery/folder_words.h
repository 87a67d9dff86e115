// What the names of folders say of what they hold.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// The part of `folder` down to one that builds write to by its name (`book/_build`); empty when
/// there is none. A mark in front alone says nothing: `_lessons` holds what Jekyll reads.
std::string BuildFolderOf(const std::string& folder);
/// The same with names that others use as well (`out`, `site`, `public`): only what such a folder
/// holds can say that a build wrote it.
std::string OutputFolderOf(const std::string& folder);

/// `backup`, `old`, `archive` and the like in the name of any folder of the path, or a year:
/// `2022-fall`.
bool LooksLikeCopy(std::string_view folder);
/// Code that goes with texts: `examples`, `samples/basic`.
bool HoldsExamples(const std::string& folder);

/// `de`, `pt-br`, `zh_Hans`.
bool IsLanguageCode(std::string_view name);
/// A folder of texts in another language, beside those that have no language in their path or are
/// English: `translations/bn`, `i18n/de/current`, `docs-zh`.
bool MayBeTranslation(const std::string& folder);

}  // namespace prereq
