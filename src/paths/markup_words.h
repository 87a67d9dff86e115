// The words of XML and HTML that may name a path: values of attributes and short texts.
#pragma once

#include <string_view>
#include <vector>

#include "base/file_kinds.h"
#include "paths/source_words.h"

namespace prereq {

/// Whether files of this kind consist of elements.
bool IsMarkup(const FileFormat& format);

/// The values of attributes, with `call` the element and `assigned` the attribute, and what stands
/// alone between two tags, with `call` the element; all as quoted words, by offset. Comments,
/// declarations and the text of `script` and `style` are left out. Linear.
std::vector<SourceWord> FindMarkupWords(std::string_view text);

/// The text of each `script` element, and what stands between `---` at the very beginning, where
/// Astro keeps a component's code.
std::vector<std::string_view> FindScripts(std::string_view text);

/// The tag that the byte at `offset` stands in, from `<` to before `>`; empty outside of tags.
std::string_view TagAround(std::string_view text, std::size_t offset);

}  // namespace prereq
