// What a change wrote, kept beside its journal as spans: with the old versions they give the new
// ones again, which an undo needs once somebody has edited these.
#pragma once

#include <string>
#include <vector>

#include "apply/transaction.h"
#include "prereq/edits.h"

namespace prereq {

/// The spans of all files of `edits`, as SPANS holds them; empty when nothing is replaced. They
/// need no seal: NewVersion compares what they give with the journal.
std::string WriteSpans(const Journal& journal, const EditSet& edits);

/// The spans that Stage wrote into the transaction's directory, for each replacement of its
/// journal; empty lists for symlinks, and for all of them when nothing was kept or it is damaged.
/// kUnreadable.
Result<std::vector<std::vector<SpanEdit>>> ReadSpans(TransactionDisk& fs,
                                                     const Transaction& transaction);

/// What Apply wrote in place of `old_bytes`; kInvalid unless the journal says the same.
Result<std::string> NewVersion(const Replacement& replacement, const std::string& old_bytes,
                               const std::vector<SpanEdit>& spans);

}  // namespace prereq
