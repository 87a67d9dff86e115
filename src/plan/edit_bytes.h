// New bytes of a file from its old bytes and its span edits, with a proof that nothing else
// changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prereq/edits.h"

namespace prereq {

/// `before` with every span replaced by its new text, in one pass over the original bytes.
/// Error kInvalid: spans that are unsorted, overlap, reach past the end, or two insertions at one
/// place. O(|before| + |after|).
Result<std::string> ReplaceSpans(std::string_view before, const std::vector<SpanEdit>& spans);

/// Proves that `before` without its spans equals `after` without the new texts, and that each new
/// text stands where it should. Shares no code with ReplaceSpans. Error kInvalid: not so.
Status ProveOnlySpansChanged(std::string_view before, std::string_view after,
                             const std::vector<SpanEdit>& spans);

/// ReplaceSpans, then the proof. `path` names the file in errors.
Result<std::string> EditBytes(const std::string& path, std::string_view before,
                              const std::vector<SpanEdit>& spans);

}  // namespace prereq
