// Finds the links of a Markdown file that lead to files of the same tree.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// What links and images (`[a](b)`, `[a](<b>)`, `[a]: b`, `href="b"`, `src="b"`) lead to, as
/// written, without anchor and query; by offset, none empty. Linear.
std::vector<Span> LinkTargets(std::string_view text);

/// Links and images (`[a](b)`, `[a](<b>)`, `[a]: b`, `href="b"`, `src="b"`) whose target, resolved
/// from the file's folder and with `%20` and the like decoded, is a path for which `known` is true.
/// Anchors and queries belong to no link's span. By offset. Linear.
std::vector<RelativeLink> FindRelativeLinks(const std::string& path, std::string_view text,
                                            const std::function<bool(const std::string&)>& known);

}  // namespace prereq
