// Networks and volumes of containers, which one script makes and another one names.
#pragma once

#include <string_view>

#include "paths/package_words.h"
#include "paths/source_words.h"

namespace prereq {

/// What `word` of a script of a shell names: `docker network create lab` makes one, `--network lab`
/// and `-v data:/var/lib` use one. Looks at its command.
NamedWord NameOfContainers(std::string_view text, const SourceWord& word);

}  // namespace prereq
