#include "files/findings_read.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>

#include "base/format.h"
#include "base/text.h"
#include "documents/json_parse.h"
#include "files/json_text.h"

namespace prereq {
namespace {

std::optional<Severity> SeverityFromName(std::string_view name) {
  for (const Severity severity : {Severity::kOff, Severity::kWarn, Severity::kError}) {
    if (SeverityName(severity) == name) return severity;
  }
  return std::nullopt;
}

// The bytes behind percent escapes; nullopt when one is malformed.
std::optional<std::string> DecodeUri(std::string_view uri) {
  std::string bytes;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] != '%') {
      bytes += uri[i];
      continue;
    }
    unsigned value = 0;
    const std::string_view digits = uri.substr(i + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2) return std::nullopt;
    bytes += static_cast<char>(value);
    i += 2;
  }
  return bytes;
}

// Takes values out of parsed JSON; what is not as it must be becomes an error.
class ReportReader {
 public:
  explicit ReportReader(std::string path) : path_(std::move(path)) {}

  SavedVerdict Read(const Json& report) {
    SavedVerdict saved;
    if (!report.is_object()) {
      Expect("", "an object with `version` and `findings`", report);
      return saved;
    }
    const Json* version = Find(report, "version");
    if (version == nullptr || !version->is_number_integer()) {
      Expect("/version", "1", version);
      return saved;
    }
    if (*version != 1) {
      Add(Error::Code::kUnsupported,
          fmt::format("expected a report of version 1, found {}", version->dump()));
      return saved;
    }
    const Json* findings = Find(report, "findings");
    if (findings == nullptr || !findings->is_array()) {
      Expect("/findings", "an array", findings);
      return saved;
    }
    for (std::size_t i = 0; i < findings->size() && errors_.size() < kMostErrorsOfFile; ++i) {
      saved.verdict.findings.push_back(OneFinding((*findings)[i], fmt::format("/findings/{}", i)));
    }
    if (const Json* root = Find(report, "root"); root != nullptr && root->is_object()) {
      saved.surroundings.shown_root = Place(*root, "/root", "shown").path;
      saved.surroundings.repository_root = Place(*root, "/root", "repository").path;
    } else if (root != nullptr) {
      Expect("/root", "an object", root);
    }
    saved.surroundings.utf16_columns = std::move(utf16_columns_);
    return saved;
  }

  Errors TakeErrors() { return std::move(errors_); }

 private:
  static const Json* Find(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
  }

  void Add(Error::Code code, std::string message) {
    if (errors_.size() >= kMostErrorsOfFile) return;
    Error& error = errors_.emplace_back();
    error.code = code;
    error.message = std::move(message);
    error.where.path = path_;
  }

  void Expect(std::string_view place, std::string_view expected, const Json* found) {
    Add(Error::Code::kInvalid,
        fmt::format("expected {} at `{}`, found {}", expected, place.empty() ? "/" : place,
                    found == nullptr ? "nothing" : found->type_name()));
  }
  void Expect(std::string_view place, std::string_view expected, const Json& found) {
    Expect(place, expected, &found);
  }

  std::string Text(const Json& object, const std::string& place, const char* key,
                   bool required = false) {
    const Json* value = Find(object, key);
    if (value != nullptr && value->is_string()) return value->get<std::string>();
    if (value != nullptr || required) Expect(place + '/' + key, "a string", value);
    return "";
  }

  std::vector<std::string> Texts(const Json& object, const std::string& place, const char* key) {
    std::vector<std::string> texts;
    const Json* values = Find(object, key);
    if (values == nullptr) return texts;
    if (!values->is_array()) {
      Expect(place + '/' + key, "an array of strings", values);
      return texts;
    }
    for (const Json& value : *values) {
      if (value.is_string()) {
        texts.push_back(value.get<std::string>());
      } else {
        Expect(place + '/' + key, "an array of strings only", value);
      }
    }
    return texts;
  }

  int Positive(const Json& object, const std::string& place, const char* key) {
    const Json* value = Find(object, key);
    if (value == nullptr) return 0;
    if (value->is_number_integer()) {
      const bool fits = !value->is_number_unsigned() ||
                        value->get<std::uint64_t>() <= std::numeric_limits<int>::max();
      const auto number = fits ? value->get<std::int64_t>() : -1;
      if (number >= 1 && number <= std::numeric_limits<int>::max()) return static_cast<int>(number);
    }
    Add(Error::Code::kInvalid,
        fmt::format("expected a line or column from 1 at `{}/{}`, found {}", place, key,
                    Printable(value->dump(-1, ' ', true, Json::error_handler_t::replace))));
    return 0;
  }

  std::size_t Count(const Json& object, const std::string& place, const char* key) {
    const Json* value = Find(object, key);
    if (value != nullptr && value->is_number_unsigned()) return value->get<std::size_t>();
    Expect(fmt::format("{}/{}", place, key), "a count of bytes", value);
    return 0;
  }

  // `path`, or the exact bytes of `path_uri` where that is given.
  std::string PathOf(const Json& object, const std::string& place) {
    std::string path = Text(object, place, "path");
    const std::string uri = Text(object, place, "path_uri");
    if (uri.empty()) return path;
    if (auto bytes = DecodeUri(uri)) return *std::move(bytes);
    Expect(place + "/path_uri", "percent-encoded bytes", Find(object, "path_uri"));
    return path;
  }

  Location Place(const Json& object, const std::string& place, const char* key = "location") {
    const Json* where = Find(object, key);
    if (where == nullptr) return {};
    const std::string at = place + '/' + key;
    if (!where->is_object()) {
      Expect(at, "an object", where);
      return {};
    }
    Location location{PathOf(*where, at), Positive(*where, at, "line"),
                      Positive(*where, at, "column")};
    if (const int column = Positive(*where, at, "utf16_column"); column > 0) {
      utf16_columns_[location] = column;
    }
    return location;
  }

  std::vector<Evidence> Facts(const Json& object, const std::string& place) {
    std::vector<Evidence> facts;
    const Json* values = Find(object, "facts");
    if (values == nullptr) return facts;
    if (!values->is_array()) {
      Expect(place + "/facts", "an array", values);
      return facts;
    }
    for (std::size_t i = 0; i < values->size(); ++i) {
      const Json& value = (*values)[i];
      const std::string at = fmt::format("{}/facts/{}", place, i);
      if (value.is_object()) {
        facts.push_back({Text(value, at, "kind"), Text(value, at, "text", true), Place(value, at)});
      } else {
        Expect(at, "an object", value);
      }
    }
    return facts;
  }

  // A rule of another release is as good as one of ours.
  RuleId Rule(const Json& json, const std::string& place) {
    const std::string rule = Text(json, place, "rule", true);
    if (const auto id = ParseRuleName(rule)) return *id;
    if (rule.empty()) return {};
    Add(Error::Code::kInvalid,
        fmt::format("expected a rule such as `PRQ301` at `{}/rule`, found `{}`", place,
                    Printable(rule)));
    return {};
  }

  // A report of an older release has the line alone.
  Fix ReadFix(const Json& json, const std::string& place) {
    Fix fix = FixByHand(Text(json, place, "fix"));
    const Json* details = Find(json, "fix_details");
    if (details == nullptr) return fix;
    const std::string at = place + "/fix_details";
    if (!details->is_object()) {
      Expect(at, "an object", details);
      return fix;
    }
    fix.command = Text(*details, at, "command");
    if (!fix.command.empty()) fix.text = Text(*details, at, "text");
    const std::string safety = Text(*details, at, "safety");
    for (const FixSafety one : {FixSafety::kManual, FixSafety::kLikely, FixSafety::kSafe}) {
      if (FixSafetyName(one) == safety) fix.safety = one;
    }
    const Json* edits = Find(*details, "edits");
    if (edits == nullptr) return fix;
    if (!edits->is_array()) {
      Expect(at + "/edits", "an array", edits);
      return fix;
    }
    for (std::size_t i = 0; i < edits->size(); ++i) {
      fix.edits.push_back(OneEdit((*edits)[i], fmt::format("{}/edits/{}", at, i)));
    }
    return fix;
  }

  FixEdit OneEdit(const Json& json, const std::string& place) {
    FixEdit edit;
    if (!json.is_object()) {
      Expect(place, "an object", json);
      return edit;
    }
    edit.path = PathOf(json, place);
    edit.span = {Count(json, place, "offset"), Count(json, place, "length")};
    edit.old_text = Text(json, place, "old_text", true);
    edit.new_text = Text(json, place, "new_text", true);
    return edit;
  }

  Finding OneFinding(const Json& json, const std::string& place) {
    Finding finding;
    if (!json.is_object()) {
      Expect(place, "an object", json);
      return finding;
    }
    finding.rule = Rule(json, place);
    const std::string severity = Text(json, place, "severity", true);
    if (const auto known = SeverityFromName(severity)) {
      finding.severity = *known;
    } else if (!severity.empty()) {
      Add(Error::Code::kInvalid,
          fmt::format("expected `error`, `warning` or `off` at `{}/severity`, found `{}`", place,
                      Printable(severity)));
    }
    finding.where = Place(json, place);
    finding.headline = Text(json, place, "headline", true);
    finding.facts = Facts(json, place);
    finding.because = Texts(json, place, "because");
    finding.fix = ReadFix(json, place);
    finding.modules = Texts(json, place, "modules");
    finding.evidence_kind = Text(json, place, "evidence_kind");
    return finding;
  }

  std::string path_;
  std::map<Location, int> utf16_columns_;
  Errors errors_;
};

}  // namespace

Result<SavedVerdict, Errors> ReadVerdictJson(const std::string& path, const std::string& text) {
  Result<Json> report = ParseUntrustedJson(path, text, "findings as `--format json` writes them");
  if (!report) return Errors{report.error()};
  ReportReader reader(path);
  SavedVerdict saved = reader.Read(*report);
  if (Errors errors = reader.TakeErrors(); !errors.empty()) return errors;
  return saved;
}

}  // namespace prereq
