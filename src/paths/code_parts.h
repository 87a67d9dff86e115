// The stretches of code that a file holds, each with its language: all of a script, the cells of a
// notebook, the chunks of R Markdown, what PHP has between `<?php` and `?>`, the scripts of a page.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/file_kinds.h"
#include "prereq/facts.h"

namespace prereq {

/// From a span of a part to the bytes of the file that it came from.
using ToFile = std::function<Span(Span)>;

struct CodePart {
  const FileFormat* format = nullptr;
  std::string_view text;
  ToFile to_file;
  bool imports_are_read = true;  // by the readers of imports (languages/imports.h)
};

/// Calls `visit` with the parts of a file in the order in which they stand; a part lives as long as
/// the call. None for a notebook that is malformed. Linear.
void VisitCodeParts(const std::string& path, std::string_view text,
                    const std::function<void(const CodePart&)>& visit);

}  // namespace prereq
