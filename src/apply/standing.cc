// TASKS holds the list and, for a tree from a stranger, a seal that only this user can write: the
// list comes first with its length in front, so that no text can pass for another.
#include "apply/standing.h"

#include <charconv>

#include "apply/engine.h"
#include "apply/seal.h"
#include "apply/store.h"
#include "apply/undo_checks.h"
#include "base/format.h"
#include "base/path.h"
#include "base/text.h"

namespace prereq {
namespace {

// What is sealed: the list, bound to its transaction.
std::string Bound(const std::string& home, std::string_view tasks) {
  return fmt::format("prereq tasks of {}\n{}", BaseName(home), tasks);
}

Error NotByUs(const std::string& path) {
  return Error{Error::Code::kUnsupported,
               fmt::format("`{}` was not written in this tree by this user, so a stranger may have "
                           "put it there; it is not read",
                           Printable(path)),
               {path, 0, 0},
               "rm " + ShellQuote(path.starts_with('-') ? "./" + path : path)};
}

// The list that KeepTasks wrote into the transaction's directory `home`; empty when there is none.
Result<std::string> ReadTasks(TransactionDisk& fs, const std::string& home,
                              const std::vector<std::string>& seals) {
  const std::string path = JoinPath(home, kTasksName);
  const auto found = fs.Status(path);
  if (!found) return ToError(found.error());
  if (!*found) return std::string();
  const auto text = fs.Read(path);
  if (!text) return ToError(text.error());
  std::size_t length = 0;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, length);
  const auto start = static_cast<std::size_t>(at - text->data()) + 1;
  if (error != std::errc() || at == end || *at != '\n' || length > text->size() - start) {
    return NotByUs(path);
  }
  const std::string tasks = text->substr(start, length);
  if (!IsSealed(seals, Bound(home, tasks), text->substr(start + length))) return NotByUs(path);
  return tasks;
}

// A finished transaction, without its tasks.
Result<LastChange> ReadChange(TransactionDisk& fs, const std::string& home,
                              const std::vector<std::string>& seals) {
  const auto transaction = LoadTransaction(fs, home, seals);
  if (!transaction) return transaction.error();
  return LastChange{Report(*transaction, false), WhenDone(fs, home), {}};
}

}  // namespace

Status KeepTasks(Transaction& transaction, const ApplyOptions& options) {
  if (options.tasks.empty()) return Done{};
  const std::string seal =
      SealJournal(options.seals, Bound(transaction.directory(), options.tasks));
  return transaction.Mark(kTasksName,
                          fmt::format("{}\n{}{}", options.tasks.size(), options.tasks, seal));
}

Status ReplaceTasks(TransactionDisk& fs, const std::string& directory, const std::string& tasks,
                    const std::vector<std::string>& seals) {
  const auto store = Store::Open(fs, directory);
  if (!store) return store.error();
  const auto found = Survey(fs, directory);
  if (!found) return found.error();
  for (const Found& one : *found) {
    if (one.state == Found::State::kPending) return WaitsForRecover(one.name);
  }
  const std::string last = FindNextUndo(fs, directory, *found, seals).name;
  if (last.empty()) return Error{Error::Code::kNotFound, "no change to look after", {}, {}};
  auto transaction = store->Load(last, seals);
  if (!transaction) return transaction.error();
  ApplyOptions options;
  options.tasks = tasks;
  options.seals = seals;
  return KeepTasks(*transaction, options);
}

Result<Standing> ReadStanding(TransactionDisk& fs, const std::string& directory,
                              const std::vector<std::string>& seals) {
  const auto found = Survey(fs, directory);
  if (!found) return found.error();
  Standing standing;
  const NextUndo next = FindNextUndo(fs, directory, *found, seals);
  standing.taken_back = next.taken_back.size();
  for (auto one = found->rbegin(); one != found->rend(); ++one) {
    if (one->state == Found::State::kPending) {
      // What another process is at work on is no leftover of a crash.
      const auto left = LeftOfCrash(fs, directory);
      const bool at_work = left ? !*left : left.error().code == Error::Code::kBusy;
      if (!at_work) standing.interrupted = one->name;
    }
    if (one->state != Found::State::kDone) continue;
    if (!standing.last && one->name != next.name) continue;  // taken back by something else
    const std::string home = JoinPath(directory, one->name);
    auto change = ReadChange(fs, home, seals);
    // What an older one looks like matters once it is the last.
    if (!change && standing.last) break;
    if (!change) return change.error();
    if (standing.last) {
      standing.before.push_back(*std::move(change));
      continue;
    }
    auto tasks = ReadTasks(fs, home, seals);
    if (!tasks) return tasks.error();
    standing.last = *std::move(change);
    standing.last->tasks = *std::move(tasks);
  }
  return standing;
}

}  // namespace prereq
