// Format of SPANS: for each replacement the number of its spans, and of each span offset, length
// and new text; all of them netstrings, as in the journal.
#include "apply/kept_spans.h"

#include <map>

#include "apply/netstrings.h"
#include "base/digest.h"
#include "plan/edit_bytes.h"

namespace prereq {
namespace {

constexpr std::size_t kLeastSpan = 11;  // bytes of "1:0\n1:0\n0:\n"

}  // namespace

std::string WriteSpans(const Journal& journal, const EditSet& edits) {
  std::map<std::string, const FileEdit*> files;
  for (const FileEdit& file : edits.files) files.emplace(file.path, &file);
  std::string text;
  for (const Replacement& replacement : journal.replacements) {
    const auto file = files.find(replacement.path);
    const std::vector<SpanEdit> spans =
        file == files.end() ? std::vector<SpanEdit>() : file->second->spans;
    PutNumber(text, spans.size());
    for (const SpanEdit& edit : spans) {
      PutNumber(text, edit.span.offset);
      PutNumber(text, edit.span.length);
      PutField(text, edit.new_text);
    }
  }
  return text;
}

Result<std::vector<std::vector<SpanEdit>>> ReadSpans(TransactionDisk& fs,
                                                     const Transaction& transaction) {
  const std::size_t count = transaction.journal().replacements.size();
  std::vector<std::vector<SpanEdit>> all(count);
  const std::string path = transaction.Inside(kSpansName);
  const auto found = fs.Status(path);
  if (!found) return ToError(found.error());
  if (!*found) return all;
  const auto text = fs.Read(path);
  if (!text) return ToError(text.error());
  FieldReader reader(*text);
  for (std::vector<SpanEdit>& spans : all) {
    spans.resize(reader.Count(kLeastSpan));
    for (SpanEdit& edit : spans) {
      edit.span.offset = reader.Number<std::size_t>();
      edit.span.length = reader.Number<std::size_t>();
      edit.new_text = reader.Text();
    }
  }
  if (!reader.ok || !reader.AtEnd()) return std::vector<std::vector<SpanEdit>>(count);
  return all;
}

Result<std::string> NewVersion(const Replacement& replacement, const std::string& old_bytes,
                               const std::vector<SpanEdit>& spans) {
  Result<std::string> bytes = ReplaceSpans(old_bytes, spans);
  if (bytes && Sha256(*bytes) == replacement.new_digest) return bytes;
  return Error{Error::Code::kInvalid, "the kept spans do not give what was written", {}, {}};
}

}  // namespace prereq
