// What a text says beside its links.
#pragma once

#include <string>
#include <string_view>

namespace prereq {

/// `text` with a blank for each link, image, tag, comment, reference of HTML and expression of a
/// template in it: links of Markdown, HTML, reStructuredText, AsciiDoc, Org and wikis, the words in
/// them included. Brackets that begin no link stay. Linear for links of ordinary length.
std::string BesideLinks(std::string_view text);

}  // namespace prereq
