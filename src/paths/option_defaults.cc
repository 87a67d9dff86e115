#include "paths/option_defaults.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "paths/assigned_values.h"
#include "paths/call_arguments.h"
#include "paths/command_lines.h"

namespace prereq {
namespace {

constexpr std::size_t kMostOfOption = 600;  // bytes
constexpr std::size_t kMostDefaults = 60, kMostHolders = 4;
constexpr std::string_view kArgument = "add_argument(", kWidget = "dbutils.widgets.get(";
constexpr std::string_view kDeclarationsOfClick[] = {"click.option(", "click.argument("};
constexpr std::string_view kDeclarationsOfWidgets[] = {
    "dbutils.widgets.text(", "dbutils.widgets.dropdown(", "dbutils.widgets.combobox("};

bool IsByteOfOption(char c) { return IsWordByte(c) || c == '_'; }

// `out_dir` of "--out-dir" or `dest="out_dir"`; else empty.
std::string NameOfOption(const std::vector<std::string_view>& arguments) {
  if (const auto said = OnlyText(ArgumentCalled(arguments, "dest"))) return std::string(*said);
  std::string name;
  for (const std::string_view argument : arguments) {
    const auto option = OnlyText(argument);
    if (!option) break;
    const bool is_long = option->starts_with("--");
    if (!is_long && (option->starts_with('-') || !name.empty())) continue;
    name = option->substr(is_long ? 2 : 0);
    if (is_long) break;
  }
  std::ranges::replace(name, '-', '_');
  return name;
}

// What holds the options of argparse: `args` of `args = parser.parse_args()`.
std::vector<std::string_view> HoldersOf(std::string_view text) {
  std::vector<std::string_view> holders;
  for (const std::string_view call : {"parse_args(", "parse_known_args("}) {
    for (const std::size_t at : PlacesBehindCalls(text, call, kMostHolders)) {
      const std::size_t begin = BeginOfLine(text, at);
      const std::string_view line = Trim(text.substr(begin, at - begin));
      const std::size_t end = line.find_first_of("=,");
      const std::string_view name = Trim(line.substr(0, end));
      if (end == line.npos || name.empty() || !std::ranges::all_of(name, IsByteOfOption)) continue;
      if (std::ranges::find(holders, name) == holders.end()) holders.push_back(name);
    }
  }
  if (holders.empty()) holders.emplace_back("args");
  return holders;
}

// Paths by the names of options; none where an option has several.
class Defaults {
 public:
  void Add(const Script& script, std::string name, std::string_view value, std::size_t at) {
    if (name.empty() || value.empty()) return;
    ComposedPath path;
    path.begin = at;
    const bool is_path =
        AddExpression(script, value, at, path) && !path.path.empty() && !path.has_variable;
    path.is_option = true;
    const auto [found, is_new] =
        paths_.emplace(std::move(name), is_path ? std::optional(path) : std::nullopt);
    if (is_new || !found->second) return;
    if (!is_path || found->second->path != path.path) found->second.reset();
  }

  void AddTo(HeldPaths& held, const std::string& before, const std::string& behind) const {
    for (const auto& [name, path] : paths_) {
      if (path) held.Add(before + name + behind, *path);
    }
  }

 private:
  std::map<std::string, std::optional<ComposedPath>, std::less<>> paths_;
};

void AddWidgets(const Script& script, HeldPaths& held) {
  Defaults widgets;
  for (const std::string_view call : kDeclarationsOfWidgets) {
    for (const std::size_t at : PlacesBehindCalls(script.text, call, kMostDefaults)) {
      const std::vector<std::string_view> arguments = ArgumentsOf(script.text.substr(at));
      const auto name = arguments.size() < 2 ? std::nullopt : OnlyText(arguments.front());
      if (name) widgets.Add(script, std::string(*name), arguments[1], at);
    }
  }
  widgets.AddTo(held, std::string(kWidget), ")");
  for (const std::size_t at : PlacesBehindCalls(script.text, kWidget, kMostDefaults)) {
    const std::vector<std::string_view> arguments = ArgumentsOf(script.text.substr(at));
    const auto name = arguments.size() == 1 ? OnlyText(arguments.front()) : std::nullopt;
    const ComposedPath* path = name ? held.Find(NameOfWidget(*name)) : nullptr;
    const std::size_t line = BeginOfLine(script.text, at - kWidget.size());
    std::string_view before = script.text.substr(line, at - kWidget.size() - line);
    before = Trim(before);
    if (path == nullptr || !before.ends_with('=')) continue;
    before = Trim(before.substr(0, before.size() - 1));
    const bool is_name = !before.empty() && std::ranges::all_of(before, IsByteOfOption);
    if (is_name) held.Add(std::string(before), ComposedPath(*path));
  }
}

}  // namespace

bool MayHaveOptions(std::string_view text) {
  return text.find(kArgument) != text.npos || text.find("click.") != text.npos ||
         text.find("dbutils.widgets.") != text.npos;
}

void AddOptions(const Script& script, HeldPaths& held) {
  Defaults options, parameters;
  for (const std::size_t at : PlacesBehindCalls(script.text, kArgument, kMostDefaults)) {
    const std::vector<std::string_view> arguments = ArgumentsOf(script.text.substr(at));
    options.Add(script, NameOfOption(arguments), ArgumentCalled(arguments, "default"), at);
  }
  for (const std::string_view call : kDeclarationsOfClick) {
    for (const std::size_t at : PlacesBehindCalls(script.text, call, kMostDefaults)) {
      const std::vector<std::string_view> arguments = ArgumentsOf(script.text.substr(at));
      parameters.Add(script, NameOfOption(arguments), ArgumentCalled(arguments, "default"), at);
    }
  }
  for (const std::string_view holder : HoldersOf(script.text)) {
    options.AddTo(held, std::string(holder) + '.', {});
  }
  parameters.AddTo(held, {}, {});
  AddWidgets(script, held);
}

std::string NameOfWidget(std::string_view widget) {
  return std::string(kWidget) + std::string(widget) + ')';
}

OptionOfFunction OptionOfClick(std::string_view text, const SourceWord& word) {
  constexpr std::size_t kMostOfHead = 4000;  // bytes
  if (word.assigned != "default" || !IsOneOf(word.call, {"click.option", "click.argument"})) {
    return {};
  }
  const auto call = static_cast<std::size_t>(word.call.data() - text.data());
  const std::string_view behind = text.substr(call + word.call.size(), kMostOfOption);
  if (!behind.starts_with('(')) return {};
  const std::string_view head = text.substr(call, kMostOfHead);
  const std::size_t function = head.find("\ndef ");
  const std::size_t body = function == head.npos ? function : head.find(":\n", function);
  if (body == head.npos) return {};
  return {NameOfOption(ArgumentsOf(behind.substr(1))), call + body};
}

}  // namespace prereq
