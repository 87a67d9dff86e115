// A permutation of entries as byte edits, composed with the edits inside the entries.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// From the first entry to the end of the last; "line 4", "lines 4-9".
Span WholeOf(const OrderedBlock& block);
std::string LinesOf(const OrderedBlock& block);

/// Those of `plan.resorts` that `edits` hold: some cannot be made at the bytes and became tasks. In
/// the same order; pointers into `plan`.
std::vector<const Resort*> ResortsMade(const Plan& plan, const EditSet& edits);

/// Those of `spans` (sorted, disjoint) that begin in `piece`. O(log spans).
std::span<const SpanEdit> EditsIn(Span piece, const std::vector<SpanEdit>& spans);
/// The bytes of `piece` with the edits inside it done.
std::string Edited(std::string_view bytes, Span piece, const std::vector<SpanEdit>& spans);
/// Whether no edit reaches across an edge of `piece`.
bool IsApart(Span piece, const std::vector<SpanEdit>& spans);

/// Adds to `spans` (sorted, disjoint edits of `bytes`) what puts the entries of `resort` into their
/// new places: at each place that changes hands, body and tail become those of the entry that comes
/// there, with that entry's own edits done. Edits inside entries that move are taken over; marks,
/// line ends and all other bytes stay. The result is sorted and disjoint.
/// False, with `spans` as they were, when an edit reaches across the edge of an entry.
bool AddResort(std::string_view bytes, const Resort& resort, std::vector<SpanEdit>& spans);

}  // namespace prereq
