// Two independent ways of looking at an edit: what it makes, and what it leaves.
#include "plan/edit_bytes.h"

#include <algorithm>
#include <utility>

#include "base/format.h"
#include "base/text.h"

namespace prereq {

namespace {

Error SpanError(const SpanEdit& edit, std::string_view problem) {
  return Error{Error::Code::kInvalid,
               fmt::format("edit of bytes {}..{} ({}) {}", edit.span.offset, edit.span.end(),
                           CauseName(edit), problem),
               {},
               {}};
}

/// The bytes of `text` outside the given stretches; nothing when a stretch leaves the text or two
/// of them share a byte.
std::optional<std::string> Outside(std::string_view text, std::vector<Span> stretches) {
  const auto leaves = [&](const Span& stretch) {
    return stretch.offset > text.size() || stretch.length > text.size() - stretch.offset;
  };
  if (std::ranges::any_of(stretches, leaves)) return {};
  std::erase_if(stretches, [](const Span& stretch) { return stretch.length == 0; });
  std::ranges::sort(stretches);
  std::string kept;
  kept.reserve(text.size());
  std::size_t done = 0;
  for (const Span& stretch : stretches) {
    if (stretch.offset < done) return {};
    kept += text.substr(done, stretch.offset - done);
    done = stretch.end();
  }
  kept += text.substr(done);
  return kept;
}

}  // namespace

Result<std::string> ReplaceSpans(std::string_view before, const std::vector<SpanEdit>& spans) {
  std::string after;
  std::size_t done = 0;  // bytes of `before` already dealt with
  const SpanEdit* previous = nullptr;
  for (const SpanEdit& edit : spans) {
    if (edit.span.offset > before.size() || edit.span.length > before.size() - edit.span.offset) {
      return SpanError(edit, fmt::format("reaches past the end of {} bytes", before.size()));
    }
    if (edit.span.offset < done) return SpanError(edit, "overlaps the edit before it");
    if (previous != nullptr && previous->span.offset == edit.span.offset) {
      return SpanError(edit, "starts where the edit before it starts");
    }
    after += before.substr(done, edit.span.offset - done);
    after += edit.new_text;
    done = edit.span.end();
    previous = &edit;
  }
  after += before.substr(done);
  return after;
}

Status ProveOnlySpansChanged(std::string_view before, std::string_view after,
                             const std::vector<SpanEdit>& spans) {
  std::vector<Span> old_spans;
  std::vector<Span> new_spans;
  std::size_t removed = 0;
  std::size_t added = 0;
  for (const SpanEdit& edit : spans) {
    const Span now{edit.span.offset - removed + added, edit.new_text.size()};
    if (now.offset > after.size() || after.substr(now.offset, now.length) != edit.new_text) {
      return SpanError(edit, "does not stand in the result");
    }
    old_spans.push_back(edit.span);
    new_spans.push_back(now);
    removed += edit.span.length;
    added += edit.new_text.size();
  }
  const std::optional<std::string> kept_before = Outside(before, std::move(old_spans));
  const std::optional<std::string> kept_after = Outside(after, std::move(new_spans));
  if (!kept_before || !kept_after || *kept_before != *kept_after) {
    return Error{Error::Code::kInvalid, "bytes outside the edits would change", {}, {}};
  }
  return Done{};
}

Result<std::string> EditBytes(const std::string& path, std::string_view before,
                              const std::vector<SpanEdit>& spans) {
  Result<std::string> after = ReplaceSpans(before, spans);
  if (!after) {
    Error error = after.error();
    error.where.path = path;
    return error;
  }
  if (Status proof = ProveOnlySpansChanged(before, *after, spans); !proof) {
    Error error = proof.error();
    error.where.path = path;
    return error;
  }
  return after;
}

}  // namespace prereq
