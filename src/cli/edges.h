// Edge lists on the command line: what `check`, `suggest` and `graph` do with one.
#pragma once

#include <optional>

#include "cli/args.h"
#include "graph/edge_list.h"

namespace prereq {

/// How the input is written when it is an edge list: as --input-format says, else by its ending
/// (.edges, .csv, .tsv, .dot, .gv); `-`, stdin, is read as pairs. nullopt: it is none.
std::optional<EdgeFormat> EdgeFormatOf(const Options& options);

/// Each says its errors and returns an exit status.
int CheckEdgeList(const Options& options, EdgeFormat format);
int SuggestEdgeList(const Options& options, EdgeFormat format);
int ShowEdgeList(const Options& options, EdgeFormat format);

}  // namespace prereq
