// Jekyll's forms of addresses: `/:collection/:title/`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prereq {

/// What Jekyll 4.3 puts for the words of `form` on the page `name` of a collection, which is a path
/// without suffix that begins with the collection's name, `chapters/03-reuse`. `slug`: what the
/// page's front matter sets; empty for nothing. nullopt when the form holds a word that the name
/// does not decide, as `:year`.
std::optional<std::string> FilledPermalink(std::string_view form, std::string_view name,
                                           std::string_view slug);

}  // namespace prereq
