#include "paths/job_tasks.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/file_kinds.h"
#include "base/text.h"
#include "paths/code_text.h"

namespace prereq {
namespace {

constexpr std::string_view kTaskKey = "task_key", kDependsOn = "depends_on";

class JobTaskReader {
 public:
  JobTaskReader(const PathTargets& targets, const std::string& path, std::string_view text)
      : targets_(targets), path_(path), code_(BlankComments(FormatOf(path), text)), lines_(text) {}

  std::vector<ToldNeed> Run() {
    const std::string_view code = code_;
    for (std::size_t at = 0; at < code.size(); ++at) {
      const char c = code[at];
      if (c == '{' || c == '[' || c == '(') Open(c);
      if (c == '}' || c == ']' || c == ')') Close();
      if (c != '"' && c != '\'') continue;
      std::size_t end = at + 1;
      while (end < code.size() && code[end] != c && code[end] != '\n') {
        end += code[end] == '\\' ? 2 : 1;
      }
      end = std::min(end, code.size());
      Word(code.substr(at + 1, end - at - 1), end + 1);
      at = end;
    }
    std::ranges::stable_sort(needs_, {}, &ToldNeed::where);
    return std::move(needs_);
  }

 private:
  // An open bracket and what stood in it so far.
  struct Frame {
    bool is_map = false;
    bool of_needs = false;  // below `depends_on`
    std::string_view key;   // the last one of a map; of a list, that of the map around it
    std::string_view task;
    std::set<ModuleId> modules;
    std::vector<std::string_view> needs;
    std::vector<Frame> tasks;  // of a list
  };

  void Open(char bracket) {
    Frame frame;
    frame.is_map = bracket == '{';
    if (!frames_.empty()) {
      const Frame& outer = frames_.back();
      frame.of_needs = outer.of_needs || outer.key == kDependsOn;
      if (!frame.is_map) frame.key = outer.key;
    }
    frames_.push_back(std::move(frame));
  }

  void Close() {
    if (frames_.empty()) return;
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    Connect(frame.tasks);
    if (frames_.empty()) return;
    if (frame.is_map && !frame.task.empty() && !frame.of_needs) {
      frames_.back().tasks.push_back(std::move(frame));
    } else {
      Frame& outer = frames_.back();
      if (frame.of_needs && !frame.task.empty()) outer.needs.push_back(frame.task);
      outer.needs.insert(outer.needs.end(), frame.needs.begin(), frame.needs.end());
      outer.modules.insert(frame.modules.begin(), frame.modules.end());
    }
  }

  // A string whose closing quote stands before `behind`.
  void Word(std::string_view word, std::size_t behind) {
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    const std::size_t next = code_.find_first_not_of(" \t\r\n", behind);
    if (frame.is_map && next < code_.size() && code_[next] == ':') {
      frame.key = word;
    } else if (frame.key == kTaskKey) {
      frame.task = word;
    } else if (targets_.MayName(word)) {
      const auto target = targets_.Find(word, path_, PathTargets::Trust::kCommand);
      if (target && target->module) frame.modules.insert(*target->module);
    }
  }

  // The tasks of one list.
  void Connect(const std::vector<Frame>& tasks) {
    std::map<std::string_view, ModuleId> owners;
    for (const Frame& task : tasks) {
      if (task.modules.size() == 1) owners.emplace(task.task, *task.modules.begin());
    }
    for (const Frame& task : tasks) {
      const auto own = owners.find(task.task);
      if (own == owners.end()) continue;
      for (const std::string_view name : task.needs) {
        const auto needed = owners.find(name);
        if (needed == owners.end() || needed->second == own->second) continue;
        const auto place = static_cast<std::size_t>(name.data() - code_.data());
        needs_.push_back({own->second, needed->second, lines_.At(path_, place), std::string(name),
                          FormatOf(path_).name});
      }
    }
  }

  const PathTargets& targets_;
  const std::string& path_;
  const std::string code_;
  const LineIndex lines_;
  std::vector<Frame> frames_;
  std::vector<ToldNeed> needs_;
};

}  // namespace

bool MayDefineTasks(std::string_view path, std::string_view text) {
  return FormatOf(path).Is("python") && text.find(kTaskKey) != std::string_view::npos &&
         text.find(kDependsOn) != std::string_view::npos;
}

std::vector<ToldNeed> ReadJobTasks(const PathTargets& targets, const std::string& path,
                                   std::string_view text) {
  return JobTaskReader(targets, path, text).Run();
}

}  // namespace prereq
