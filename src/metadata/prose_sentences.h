// Sentences amid running text that say what the page's module needs: "This lesson builds on
// Lesson 3."
#pragma once

#include <string_view>
#include <vector>

#include "metadata/mentions.h"
#include "prereq/facts.h"

namespace prereq {

/// What stands in `line` behind such verbs, up to the end of the sentence, in a few languages. The
/// sentence is about "this lesson"; in the introduction of a page (`is_intro`) it may leave that
/// out. In the order of the line. Linear.
std::vector<Span> NeedsInSentences(std::string_view line, bool is_intro);

/// Of the modules that such a rest of a sentence names, those that the verb is about: the first,
/// right behind it or behind "the … from", and what is joined to it by "and". Not: "all previous
/// lessons", which is what any lesson may say of itself.
std::vector<ModuleMention> ObjectsOfVerb(std::string_view rest,
                                         std::vector<ModuleMention> mentions);

}  // namespace prereq
