#include "apply/touched.h"

#include "apply/kept_spans.h"
#include "base/digest.h"
#include "base/line_diff.h"

namespace prereq {
namespace {

// The bytes that were there before the change, where they are kept unchanged.
Result<std::optional<std::string>> OldBytes(const Transaction& transaction, std::size_t i) {
  using Text = std::optional<std::string>;
  TransactionDisk& fs = transaction.disk();
  for (const std::string& path : {transaction.NewFile(i), transaction.OldFile(i)}) {
    const auto found = fs.Status(path);
    if (!found) return ToError(found.error());
    if (!*found || (*found)->kind != FileKind::kRegular) continue;
    auto bytes = fs.Read(path);
    if (!bytes) return ToError(bytes.error());
    if (Sha256(*bytes) == transaction.journal().replacements[i].old_digest) {
      return Text(*std::move(bytes));
    }
  }
  return Text();
}

}  // namespace

Result<Touched> LookAtTouched(const Transaction& transaction, std::size_t i,
                              const std::string& path) {
  const Replacement& r = transaction.journal().replacements[i];
  Touched touched;
  if (r.kind != FileKind::kRegular) return touched;
  const auto now = transaction.disk().Read(path);
  if (!now) return ToError(now.error());
  const auto old = OldBytes(transaction, i);
  if (!old) return old.error();
  if (!*old || now->find('\0') != std::string::npos) return touched;
  const auto spans = ReadSpans(transaction.disk(), transaction);
  if (!spans) return spans.error();
  const Result<std::string> written = NewVersion(r, **old, (*spans)[i]);
  if (!written) return touched;
  MergedLines back = MergeLines(*written, *now, **old);
  if (!back.conflicts.empty()) return touched;
  // Where some of the old lines are back already, doing the change once more gives another text.
  const MergedLines again = MergeLines(**old, back.text, *written);
  touched.has_change = again.conflicts.empty() && again.text == *now;
  touched.without = std::move(back.text);
  return touched;
}

}  // namespace prereq
