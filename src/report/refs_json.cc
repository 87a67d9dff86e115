// References as versioned JSON, complete and in order. Spans are byte offsets of the file.
#include "base/json_marks.h"
#include "base/numbered_name.h"
#include "base/text.h"
#include "files/json_text.h"
#include "prereq/report.h"

namespace prereq {
namespace {

Json SpanJson(Span span) { return Json::array({span.offset, span.length}); }

Json ReferenceJson(const Facts& facts, const Reference& reference) {
  Json json = {{"location", LocationJson(reference.where)},
               {"certainty", CertaintyName(reference.certainty)},
               {"shape", ReferenceShapeName(reference.shape)},
               {"number", ShowNumber(reference.written)}};
  if (reference.written_last) json["last_number"] = ShowNumber(*reference.written_last);
  json["series"] = EscapeInvalidUtf8(facts.series.name);
  json["module"] = nullptr;
  if (reference.module) json["module"] = EscapeInvalidUtf8(facts.module(*reference.module).slug);
  json["whole"] = SpanJson(reference.whole);
  json["number_span"] = SpanJson(reference.number);
  if (reference.written_last) json["last_number_span"] = SpanJson(reference.last_number);
  json["name_span"] = SpanJson(reference.name);
  return json;
}

}  // namespace

std::string RenderReferencesJson(const std::vector<SeriesReferences>& all) {
  Json report = {{"version", 1},
                 {"tool", {{"name", "prereq"}, {"version", PREREQ_VERSION}}},
                 {"references", Json::array()}};
  for (const auto& [facts, references] : all) {
    for (const Reference& reference : references) {
      report["references"].push_back(ReferenceJson(*facts, reference));
    }
  }
  return EscapeMarks(report.dump(2)) + '\n';
}

}  // namespace prereq
