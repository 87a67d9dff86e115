// The board: the modules as a list to be put into another order, with what the page's script has to
// know of them.
#pragma once

#include <string>
#include <string_view>

#include "documents/json.h"
#include "report/graph_view.h"

namespace prereq {

/// {"series", "modules", "numbers", "values", "facts"}: the modules in their order, those without a
/// number last; the numbers of their places, as printed and as values; facts about ids. Texts are
/// printable. Deterministic.
Json BoardJson(const GraphView& view);

/// What stands behind the board: nothing, `prereq serve`, or one that has a terminal to ask on.
enum class BoardKind { kAlone, kLive, kApplying };

/// The board as a part of the page, whose `id` there is `name_of_part`.
std::string BoardSection(const GraphView& view, BoardKind kind, std::string_view name_of_part);

}  // namespace prereq
