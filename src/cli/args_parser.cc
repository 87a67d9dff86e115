// The wall around CLI11: the only file that names it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/format.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/shared_arguments.h"

namespace prereq {
namespace {

constexpr int kHelpColumn = 34;
constexpr int kMostWords = 64;  // of a positional argument that repeats

// A value that an option does not take, in our words.
[[noreturn]] void Refuse(const Argument& argument, const std::string& why) {
  const std::string_view name = argument.name;
  const std::size_t comma = name.find(',');
  throw CLI::ValidationError(
      fmt::format("{}: {}", comma == std::string_view::npos ? name : name.substr(comma + 1), why));
}

std::string Quoted(const std::string& text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return "`" + Printable(text) + "`";
  return fmt::format("`{}…` ({} bytes)", Printable(text.substr(0, kMost)), text.size());
}

void CheckChoice(const Argument& argument, const std::string& text) {
  if (argument.choices.empty() ||
      std::ranges::find(argument.choices, text) != argument.choices.end())
    return;
  Refuse(argument,
         fmt::format("expected one of {}, found {}", Join(argument.choices, ", "), Quoted(text)));
}

template <class N>
N NumberOf(const Argument& argument, const std::string& text) {
  const bool bounded = argument.lowest <= argument.highest && argument.highest != 0;
  const auto low = static_cast<N>(argument.lowest), high = static_cast<N>(argument.highest);
  N value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failed == std::errc() && end == text.data() + text.size();
  if (whole && value >= low && (!bounded || value <= high)) return value;
  Refuse(argument, bounded ? fmt::format("expected a number from {} to {}, found {}",
                                         argument.lowest, argument.highest, Quoted(text))
                           : fmt::format("expected a number, {} or more, found {}", argument.lowest,
                                         Quoted(text)));
}

FormatChoice FormatOf(const Argument& argument, const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string format = text.substr(0, equals);
  if (text.ends_with('=')) Refuse(argument, "expected a file after " + Quoted(text));
  CheckChoice(argument, format);
  return {format, equals == std::string::npos ? "" : text.substr(equals + 1)};
}

// Brings the texts of the command line into the variable behind an argument.
class Store {
 public:
  Store(const Argument& argument, const std::vector<std::string>& texts)
      : argument_(argument), texts_(texts) {}

  void operator()(bool* /*flag*/) const {}  // CLI11 sets it
  void operator()(std::string* target) const {
    *target = texts_.back();
    if (argument_.refuses_empty && target->empty())
      Refuse(argument_, "expected a path, found an empty text");
    CheckChoice(argument_, *target);
  }
  void operator()(int* target) const { *target = NumberOf<int>(argument_, texts_.back()); }
  void operator()(std::optional<int>* target) const {
    *target = NumberOf<int>(argument_, texts_.back());
  }
  void operator()(std::int64_t* target) const {
    *target = NumberOf<std::int64_t>(argument_, texts_.back());
  }
  void operator()(double* target) const { *target = NumberOf<double>(argument_, texts_.back()); }
  void operator()(std::vector<std::string>* target) const {
    target->clear();
    for (const std::string& text : texts_) {
      if (!argument_.splits_commas) {
        target->push_back(text);
        continue;
      }
      for (const std::string_view part : Split(text, ',')) target->emplace_back(part);
    }
    for (const std::string& text : *target) CheckChoice(argument_, text);
  }
  void operator()(std::vector<FormatChoice>* target) const {
    target->clear();
    for (const std::string& text : texts_) target->push_back(FormatOf(argument_, text));
  }

 private:
  const Argument& argument_;
  const std::vector<std::string>& texts_;
};

bool Repeats(const ArgumentTarget& target) {
  return std::holds_alternative<std::vector<std::string>*>(target) ||
         std::holds_alternative<std::vector<FormatChoice>*>(target);
}

class ArgsParser {
 public:
  ArgsParser(int argc, const char* const* argv);
  std::variant<Invocation, Printout> Parse(int argc, const char* const* argv);

 private:
  CLI::App* AppOf(const Command& row);
  void Declare(CLI::App* app, const std::vector<Argument>& arguments);
  void DeclareOne(CLI::App* app, const Argument& argument);
  [[nodiscard]] Printout Explain(const CLI::ParseError& stop, int argc, const char* const* argv);
  [[nodiscard]] std::string Reworded(const CLI::ParseError& stop) const;
  [[nodiscard]] const CLI::App* Chosen() const;

  CLI::App app_;
  Invocation invocation_;
  std::vector<std::unique_ptr<Declaration>> declarations_;  // callbacks refer to their arguments
};

// Whether the command line may mean this command: its last word stands there.
bool IsNamed(const Command& row, int argc, const char* const* argv) {
  const std::string_view word = row.name.substr(row.name.rfind(' ') + 1);
  return std::any_of(argv + std::min(argc, 1), argv + argc,
                     [&](const char* said) { return word == said; });
}

// Only what may be meant gets its arguments: declaring those of all commands takes longer than most
// of them run.
ArgsParser::ArgsParser(int argc, const char* const* argv)
    : app_("Validates and plans the order of numbered modules.", "prereq") {
  app_.set_version_flag("-V,--version", "prereq " PREREQ_VERSION);
  app_.require_subcommand(1);
  app_.get_formatter()->column_width(kHelpColumn);
  declarations_.push_back(std::make_unique<Declaration>());
  declarations_.back()->arguments = GlobalArguments(invocation_.options);
  Declare(&app_, declarations_.back()->arguments);
  app_.fallthrough();
  app_.footer(std::string(kProgramFooter));
  for (const Command& row : Commands()) {
    CLI::App* app = AppOf(row);
    if (row.declare == nullptr || !IsNamed(row, argc, argv)) continue;
    declarations_.push_back(std::make_unique<Declaration>(row.declare(invocation_.options)));
    Declare(app, declarations_.back()->arguments);
    if (!declarations_.back()->examples.empty()) {
      app->footer("Examples:\n" + declarations_.back()->examples);
    }
    app->callback([this, &row] { invocation_.command = &row; });
  }
}

// The command itself; `baseline add` belongs to `baseline`, which stands in the table before it.
CLI::App* ArgsParser::AppOf(const Command& row) {
  const std::string name(row.name);
  const std::size_t blank = name.find(' ');
  CLI::App* app = nullptr;
  if (blank == std::string::npos) {
    app = app_.add_subcommand(name, std::string(row.about));
    app->group(std::string(GroupTitle(row.group)));
  } else {
    CLI::App* parent = app_.get_subcommand(name.substr(0, blank));
    parent->require_subcommand(1);
    app = parent->add_subcommand(name.substr(blank + 1), std::string(row.about));
  }
  app->get_formatter()->column_width(kHelpColumn);
  return app;
}

void ArgsParser::Declare(CLI::App* app, const std::vector<Argument>& arguments) {
  for (const Argument& argument : arguments) DeclareOne(app, argument);
}

void ArgsParser::DeclareOne(CLI::App* app, const Argument& argument) {
  CLI::Option* option = nullptr;
  if (const auto* flag = std::get_if<bool*>(&argument.target)) {
    option = app->add_flag(argument.name, **flag, argument.help);
  } else {
    option = app->add_option(
        argument.name,
        [&argument](const std::vector<std::string>& texts) {
          std::visit(Store(argument, texts), argument.target);
          return true;
        },
        argument.help);
    option->type_name(argument.value.empty() ? "TEXT" : argument.value);
    if (argument.is_positional()) option->type_name("");
    option->expected(argument.bare.empty() ? 1 : 0, 1);
    if (!argument.bare.empty()) option->default_str(argument.bare);
    option->allow_extra_args(false);
    if (Repeats(argument.target)) option->take_all();
    if (Repeats(argument.target) && argument.is_positional()) {
      option->expected(1, kMostWords)->allow_extra_args(true);
    }
  }
  option->required(argument.is_required);
  for (const std::string& other : argument.excludes) option->excludes(app->get_option(other));
  for (const std::string& other : argument.needs) option->needs(app->get_option(other));
}

std::variant<Invocation, Printout> ArgsParser::Parse(int argc, const char* const* argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return Explain(stop, argc, argv);
  }
  const std::vector<FormatChoice>& formats = invocation_.options.formats;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (formats[i].file != formats[j].file) continue;
      const std::string& file = formats[i].file;
      return Printout{
          fmt::format("prereq: error: two formats for {}; give one of them a file: --format "
                      "{}=FILE\nfix: prereq {} --help\n",
                      file.empty() ? std::string("stdout") : "`" + Printable(file) + "`",
                      formats[i].format, invocation_.command->name),
          true};
    }
  }
  return invocation_;
}

const CLI::App* ArgsParser::Chosen() const {
  const CLI::App* chosen = nullptr;
  for (const CLI::App* level = &app_; !level->get_subcommands().empty();) {
    level = chosen = level->get_subcommands().front();
  }
  return chosen;
}

// What CLI11 says, in the form of our other messages. Its kinds of error are data, its words not.
std::string ArgsParser::Reworded(const CLI::ParseError& stop) const {
  const CLI::App* chosen = Chosen();
  const CLI::App& level = chosen != nullptr ? *chosen : app_;
  if (dynamic_cast<const CLI::ExtrasError*>(&stop) != nullptr) {
    const std::vector<std::string> extras = level.remaining(true);
    const std::string extra =
        extras.empty() ? app_.remaining(true).empty() ? std::string() : app_.remaining(true).front()
                       : extras.front();
    std::vector<std::string> names;
    for (const CLI::App* app : {&level, &app_}) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      }
    }
    const std::string nearest =
        extra.starts_with("-") ? Nearest(extra.substr(0, extra.find('=')), names) : std::string();
    return fmt::format("unexpected argument {}{}", Quoted(extra),
                       nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest));
  }
  if (dynamic_cast<const CLI::RequiredError*>(&stop) != nullptr) {
    for (const CLI::Option* option : level.get_options()) {
      if (option->get_required() && option->count() == 0) {
        return fmt::format("expected {}, found none", option->get_name());
      }
    }
    std::vector<std::string> names;
    for (const CLI::App* app : level.get_subcommands({})) names.push_back(app->get_name());
    return fmt::format("expected one of {} after `{}`", Join(names, ", "), level.get_name());
  }
  for (const CLI::App* app : {&level, &app_}) {
    for (const CLI::Option* option : app->get_options()) {
      if (option->count() == 0) continue;
      const auto given = [](const CLI::Option* one) { return one->count() > 0; };
      if (dynamic_cast<const CLI::ExcludesError*>(&stop) != nullptr) {
        const auto& others = option->get_excludes();
        const auto other = std::ranges::find_if(others, given);
        if (other == others.end()) continue;
        return fmt::format("{} and {} exclude each other", option->get_name(),
                           (*other)->get_name());
      }
      if (dynamic_cast<const CLI::RequiresError*>(&stop) != nullptr) {
        const auto& others = option->get_needs();
        const auto other = std::ranges::find_if_not(others, given);
        if (other == others.end()) continue;
        return fmt::format("{} works with {} alone", option->get_name(), (*other)->get_name());
      }
    }
  }
  const std::string text = stop.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&stop) != nullptr) {
    for (const CLI::App* app : {&level, &app_}) {
      for (const CLI::Option* option : app->get_options()) {
        const bool once = option->get_multi_option_policy() == CLI::MultiOptionPolicy::Throw;
        if (once && option->get_expected_max() == 1 && option->count() > 1) {
          return fmt::format("{} may be given once", option->get_name());
        }
      }
    }
    return fmt::format("expected a value after {}", text.substr(0, text.find_first_of(": ")));
  }
  return text;
}

Printout ArgsParser::Explain(const CLI::ParseError& stop, int argc, const char* const* argv) {
  const CLI::App* chosen = Chosen();
  if (stop.get_name() == "CallForHelp" || stop.get_name() == "CallForAllHelp") {
    if (chosen == nullptr) return {app_.help(), false};
    const CLI::App* parent = chosen->get_parent();
    return {chosen->help(parent == &app_ ? "prereq" : "prereq " + parent->get_name()), false};
  }
  if (stop.get_name() == "CallForVersion") return {"prereq " PREREQ_VERSION "\n", false};
  if (argc <= 1) return {app_.help(), true};
  std::string message = Reworded(stop);
  std::string fix = "prereq --help";
  if (chosen != nullptr) {
    const CLI::App* parent = chosen->get_parent();
    fix = fmt::format("prereq {}{} --help", parent == &app_ ? "" : parent->get_name() + " ",
                      chosen->get_name());
  } else if (argv[1][0] != '-') {
    std::vector<std::string> names;
    for (const CLI::App* command : app_.get_subcommands({})) names.push_back(command->get_name());
    message = "there is no command " + Quoted(argv[1]);
    const std::string nearest = Nearest(argv[1], names);
    if (!nearest.empty()) fix = "prereq " + nearest;
  }
  return {"prereq: error: " + Printable(message) + "\nfix: " + fix + "\n", true};
}

}  // namespace

std::variant<Invocation, Printout> ParseArgs(int argc, const char* const* argv) {
  return ArgsParser(argc, argv).Parse(argc, argv);
}

}  // namespace prereq
