// The words that findings, plans and documentation use in one meaning each.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "prereq/report.h"

namespace prereq {

struct GlossaryWord {
  std::string_view word;  // lower case
  std::string_view text;  // one paragraph, Markdown
};

/// Every word, in the order of the alphabet.
std::span<const GlossaryWord> Glossary();
/// By the word, in any case; nullptr when there is none.
const GlossaryWord* FindWord(std::string_view word);

/// The word with what it means, in lines for a terminal.
std::string RenderWordText(const GlossaryWord& word, const TextStyle& style);
std::string RenderWordMarkdown(const GlossaryWord& word);
/// All of it as a page: docs/glossary.md.
std::string RenderGlossaryMarkdown();

}  // namespace prereq
