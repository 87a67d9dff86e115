// How one entry of metadata is written: as a list in words, as the name or path of a module, or as
// something that the reader should know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata/mentions.h"

namespace prereq {

/// The shortest parts that marks and words of lists leave: "loops; lists and 02-intro" has three.
/// Views into `text`, each trimmed; a text without such marks is one part.
std::vector<std::string_view> ListedParts(std::string_view text);

/// The address that an entry is a link to: `[Tutorial](https://…)`; empty for any other entry.
std::string_view AddressOfLink(std::string_view text);

/// Whether a text is written as modules are named: by a number, a label or a path. An address of
/// the web, "4 GB RAM" and "CI/CD" are not. `pattern` is the series'.
bool LooksLikeModule(std::string_view text, const MentionLabels& labels, std::string_view pattern);

/// Every word that courses call their parts by, as a label of lessons.
MentionLabels EveryCourseWord();

/// Whether an entry is "All previous lessons", where no label says how modules are called.
bool SaysAllBefore(std::string_view text);

}  // namespace prereq
