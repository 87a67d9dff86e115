#include "read/verdict_json.h"

#include <charconv>
#include <limits>

#include "base/format.h"
#include "base/json.h"
#include "base/text.h"

namespace prereq {
namespace {

constexpr int kDeepest = 32;  // a report nests six levels
constexpr std::size_t kMostErrors = 20;

// The offset at which brackets nest too deep, before the parser spends memory on them.
std::optional<std::size_t> TooDeepAt(const std::string& text) {
  int depth = 0;
  bool inside_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside_string) {
      if (c == '\\') ++i;
      inside_string = c != '"';
    } else if (c == '"') {
      inside_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return i;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return std::nullopt;
}

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

  Verdict Read(const Json& report) {
    Verdict verdict;
    if (!report.is_object()) {
      Expect("", "an object with `version` and `findings`", report);
      return verdict;
    }
    const Json* version = Find(report, "version");
    if (version == nullptr || !version->is_number_integer()) {
      Expect("/version", "1", version);
      return verdict;
    }
    if (*version != 1) {
      Add(Error::Code::kUnsupported,
          fmt::format("expected a report of version 1, found {}", version->dump()));
      return verdict;
    }
    const Json* findings = Find(report, "findings");
    if (findings == nullptr || !findings->is_array()) {
      Expect("/findings", "an array", findings);
      return verdict;
    }
    for (std::size_t i = 0; i < findings->size() && errors_.size() < kMostErrors; ++i) {
      verdict.findings.push_back(OneFinding((*findings)[i], fmt::format("/findings/{}", i)));
    }
    return verdict;
  }

  Errors TakeErrors() { return std::move(errors_); }

 private:
  static const Json* Find(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
  }

  void Add(Error::Code code, std::string message) {
    if (errors_.size() >= kMostErrors) return;
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

  Location Place(const Json& object, const std::string& place) {
    const Json* where = Find(object, "location");
    if (where == nullptr) return {};
    const std::string at = place + "/location";
    if (!where->is_object()) {
      Expect(at, "an object", where);
      return {};
    }
    Location location{Text(*where, at, "path"), Positive(*where, at, "line"),
                      Positive(*where, at, "column")};
    const std::string uri = Text(*where, at, "path_uri");
    if (uri.empty()) return location;
    if (auto bytes = DecodeUri(uri)) {
      location.path = std::move(*bytes);
    } else {
      Expect(at + "/path_uri", "percent-encoded bytes", Find(*where, "path_uri"));
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

  Finding OneFinding(const Json& json, const std::string& place) {
    Finding finding;
    if (!json.is_object()) {
      Expect(place, "an object", json);
      return finding;
    }
    finding.rule = Text(json, place, "rule", true);
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
    finding.fix = Text(json, place, "fix");
    finding.modules = Texts(json, place, "modules");
    finding.evidence_kind = Text(json, place, "evidence_kind");
    return finding;
  }

  std::string path_;
  Errors errors_;
};

}  // namespace

Result<Verdict, Errors> ReadVerdictJson(const std::string& path, const std::string& text) {
  const auto invalid = [&](std::size_t offset, std::string message) {
    return Errors{
        {Error::Code::kInvalid, std::move(message), LineIndex(text).At(path, offset), ""}};
  };
  if (const auto deep = TooDeepAt(text)) {
    return invalid(*deep, fmt::format("expected a saved report, found more than {} levels of "
                                      "brackets",
                                      kDeepest));
  }
  Json report;
  try {
    report = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::size_t offset = error.byte == 0 ? 0 : error.byte - 1;
    return invalid(std::min(offset, text.size()),
                   "expected JSON as `--format json` writes it, "
                   "found something else here");
  } catch (const Json::exception&) {
    return invalid(0, "expected JSON as `--format json` writes it, found a number out of range");
  }
  ReportReader reader(path);
  Verdict verdict = reader.Read(report);
  if (Errors errors = reader.TakeErrors(); !errors.empty()) return errors;
  return verdict;
}

}  // namespace prereq
