// The structured bindings name every member on purpose: one that is added and not written here does
// not compile.
#include "policy/config_meaning.h"

#include "base/format.h"
#include "base/numbered_name.h"
#include "base/quoted_word.h"

namespace prereq {
namespace {

// Texts quoted, so that no two lists of fields look alike.
class MeaningText {
 public:
  explicit MeaningText(std::string section) : text_(std::move(section)) {}

  MeaningText& Add(const std::string& text) {
    text_ += ' ' + QuoteWord(text);
    return *this;
  }
  MeaningText& Add(const Name& name) { return Add(name.text); }
  MeaningText& Add(long number) { return Add(fmt::format("{}", number)); }
  MeaningText& Add(Number number) { return Add(ShowNumber(number)); }
  MeaningText& Add(const Date& day) {
    return Add(fmt::format("{}-{}-{}", day.year, day.month, day.day));
  }
  template <class T>
  MeaningText& Add(const std::optional<T>& value) {
    text_ += value ? " +" : " -";
    return value ? Add(*value) : *this;
  }
  template <class T>
  MeaningText& Add(const std::vector<T>& values) {
    text_ += fmt::format(" {}:", values.size());
    for (const T& value : values) Add(value);
    return *this;
  }
  [[nodiscard]] std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string Line(const Series& whole) {
  const auto& [name, pattern, written, labels, start, gaps, where] = whole;
  std::optional<long> first;
  if (start) first = *start;
  return MeaningText("series").Add(name).Add(pattern).Add(labels).Add(first).Add(long(gaps)).Take();
}

std::string Line(const ModuleDecl& whole) {
  const auto& [slug, number, title, aliases, needs, weight, where] = whole;
  return MeaningText("module")
      .Add(slug)
      .Add(number)
      .Add(title)
      .Add(aliases)
      .Add(needs)
      .Add(weight)
      .Take();
}

std::string Line(const MetadataShape& whole) {
  const auto& [file, entries, slug, title, number, needs, enables, provides, as_requires, where] =
      whole;
  MeaningText fields("metadata");
  fields.Add(file).Add(entries).Add(slug).Add(title).Add(number).Add(needs).Add(enables).Add(
      provides);
  return fields.Add(long(as_requires)).Take();
}

std::string Line(const ImportRule& whole) {
  const auto& [language, files, key, pattern, where] = whole;
  return MeaningText("import").Add(language).Add(files).Add(key).Add(pattern).Take();
}

std::string Line(const PathPolicy& whole) {
  const auto& [files, exclude, kinds, helpers, where] = whole;
  return MeaningText("paths").Add(files).Add(exclude).Add(kinds).Add(helpers).Take();
}

std::string Line(const Mirror& whole) {
  const auto& [pattern, kind, offset, where] = whole;
  return MeaningText("mirror").Add(pattern).Add(long(kind)).Add(long(offset)).Take();
}

std::string Line(const std::pair<Name, std::vector<std::string>>& aliases) {
  return MeaningText("alias").Add(aliases.first).Add(aliases.second).Take();
}

std::string Line(const Rule& whole) {
  const auto& [kind, subject, object, low, high, text, because, where] = whole;
  MeaningText fields("constraint");
  fields.Add(long(kind)).Add(subject).Add(object).Add(low).Add(high);
  return fields.Add(text).Add(because).Take();
}

std::string Line(const Phase& whole, std::size_t index) {
  const auto& [name, modules, where] = whole;
  const bool unnamed = name == fmt::format("phase {}", index + 1);
  return MeaningText("phase").Add(unnamed ? std::string() : name).Add(modules).Take();
}

std::string Line(const Waiver& whole) {
  const auto& [dependent, prerequisite, text, because, until, where] = whole;
  return MeaningText("waiver")
      .Add(dependent)
      .Add(prerequisite)
      .Add(text)
      .Add(because)
      .Add(until)
      .Take();
}

std::string Line(const ReferencePolicy& whole) {
  const auto& [exclude, generated, history, urls, number_only] = whole;
  MeaningText fields("references");
  fields.Add(exclude).Add(history).Add(urls).Add(long(number_only));
  for (const auto& [path, regenerate] : generated) fields.Add(path).Add(regenerate);
  return fields.Take();
}

std::string Line(const SeverityOverride& whole) {
  const auto& [rule, severity] = whole;
  return MeaningText("rule").Add(rule).Add(severity).Take();
}

std::string Line(const Suppression& whole) {
  const auto& [rule, path, modules, because, until, where] = whole;
  return MeaningText("suppress").Add(rule).Add(path).Add(modules).Add(because).Add(until).Take();
}

std::string Line(const std::string& command) { return MeaningText("verify").Add(command).Take(); }

}  // namespace

std::vector<std::string> MeaningOf(const Config& whole) {
  const auto& [path, series, modules, has_modules, metadata, read_prose, imports, paths, mirrors,
               aliases, rules, phases, waivers, references, severities, suppressions, verify] =
      whole;
  std::vector<std::string> lines;
  const auto add = [&](const auto& section) {
    for (const auto& entry : section) lines.push_back(Line(entry));
  };
  add(series);
  lines.push_back(has_modules ? "modules" : "no modules");
  add(modules);
  add(metadata);
  if (!read_prose) lines.push_back("no prose");
  add(imports);
  if (paths) lines.push_back(Line(*paths));
  add(mirrors);
  add(aliases);
  add(rules);
  for (std::size_t i = 0; i < phases.size(); ++i) lines.push_back(Line(phases[i], i));
  add(waivers);
  lines.push_back(Line(references));
  add(severities);
  add(suppressions);
  add(verify);
  return lines;
}

}  // namespace prereq
