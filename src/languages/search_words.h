// Small steps that several languages take to find an import or its file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "languages/language.h"

namespace prereq {

/// Calls `visit(offset, rest of the line)` for each line of `text`, from its first byte that is no
/// blank, without the line end. `visit` may change bytes of `text`, not its length.
template <class Text, class Visit>
void ForEachLine(Text& text, const Visit& visit) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::size_t first = std::min(text.find_first_not_of(" \t", start), end);
    std::string_view line = std::string_view(text).substr(first, end - first);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) visit(first, line);
    start = end + 1;
  }
}

/// Puts blanks over the line that starts at `start`.
void BlankLine(std::string& text, std::size_t start);

/// Whether a span of `source` at `offset` holds code.
bool IsCode(const HandReading& source, std::size_t offset);

/// Whose the file is that a path means: followed from the importing file's folder, then from the
/// folders above. What stands before the path and is not known (`$DIR/x.sh`) leaves a leading `/`.
/// Only a file that exists counts; `endings` are tried in turn ("" for none).
ImportTarget ResolveFile(const Codebase& code, const ImportQuestion& question,
                         std::span<const std::string_view> endings);

/// The quoted texts among the arguments of a call, joined to one path with `/`; nothing when a
/// quote stays open. `quotes` are the marks that begin and end a text.
std::vector<UsePath> JoinQuoted(std::string_view arguments, std::string_view quotes);

/// `text` with `_` for each `-`: a slug as an identifier.
std::string AsIdentifier(std::string_view text);

}  // namespace prereq
