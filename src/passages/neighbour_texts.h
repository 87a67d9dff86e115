// Words for the module before or after, whatever the language: the texts that pages use for links
// to it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/passages.h"

namespace prereq {

/// A link of a module's page to another module, and what it is called.
struct NamedLink {
  Location where;              // of the text
  std::string text;            // as written
  std::string form;            // what it says beside the other module's names and number; folded
  std::string lead;            // what stands in front of a colon, folded
  std::optional<bool> onward;  // where its arrow points
  ModuleId from, to;
};

/// The words of a folded text (FoldModuleName) beside numbers and the series' labels.
std::string WordsBeside(std::string_view folded, const std::vector<std::string>& labels);

/// What a text says beside the names and the number of a module, and labels; folded.
std::string TextBesideNames(std::string_view text, ModuleId module, const Facts& facts);

/// The links among `links` of a page of `own` that lead to another module, with their texts. Of
/// Markdown. In the order of `links`.
std::vector<NamedLink> NamedLinks(
    std::string_view text, ModuleId own, const std::vector<RelativeLink>& links, const Facts& facts,
    const std::function<std::optional<ModuleId>(const std::string&)>& owner_of);

/// Those whose text means a neighbour: in the pages of at least three modules what it says beside
/// the module's names leads to the module after (or before), and seldom elsewhere; of two modules
/// for an arrow. What `known` holds at the same line is left out.
std::vector<NeighbourWord> NeighbourTexts(
    const std::vector<NamedLink>& links, const std::vector<NeighbourWord>& known,
    const std::function<std::optional<ModuleId>(ModuleId, bool)>& neighbour_of);

}  // namespace prereq
