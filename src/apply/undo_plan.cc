// The way back as edits of the tree as it stands, so that what was written since stays.
#include <algorithm>
#include <optional>
#include <set>

#include "apply/engine.h"
#include "apply/kept_spans.h"
#include "apply/observe.h"
#include "apply/undo_checks.h"
#include "base/digest.h"
#include "base/format.h"
#include "base/line_diff.h"
#include "base/path.h"
#include "base/text.h"
#include "plan/move_map.h"

namespace prereq {
namespace {

using Code = Error::Code;

// The finished transaction that goes back next.
Result<NextUndo> NextOf(TransactionDisk& fs, const std::string& directory,
                        const std::vector<std::string>& seals) {
  const auto left = LeftOfCrash(fs, directory);
  if (!left) return left.error();
  if (*left) return WaitsForRecover(**left);
  const auto found = Survey(fs, directory);
  if (!found) return found.error();
  NextUndo next = FindNextUndo(fs, directory, *found, seals);
  if (next.name.empty()) return NothingToUndo(next);
  return next;
}

// The lines that differ, as spans of `before`.
std::vector<SpanEdit> SpansBetween(const std::string& before, const std::string& after) {
  const std::vector<std::string_view> old_lines = LinesWithEnds(before);
  const std::vector<std::string_view> new_lines = LinesWithEnds(after);
  const auto offset_of = [](const std::string& text, const std::vector<std::string_view>& lines,
                            std::size_t line) {
    return line == lines.size() ? text.size()
                                : static_cast<std::size_t>(lines[line].data() - text.data());
  };
  std::vector<SpanEdit> spans;
  for (const LineHunk& hunk : DiffLines(old_lines, new_lines)) {
    const std::size_t begin = offset_of(before, old_lines, hunk.old_begin);
    const std::size_t end = offset_of(before, old_lines, hunk.old_end);
    const std::size_t from = offset_of(after, new_lines, hunk.new_begin);
    const std::size_t to = offset_of(after, new_lines, hunk.new_end);
    spans.push_back({{begin, end - begin}, after.substr(from, to - from), EditCause::kUndo});
  }
  return spans;
}

// Collects the edits of one transaction's way back.
class UndoPlanner {
 public:
  UndoPlanner(TransactionDisk& fs, const Transaction& transaction)
      : fs_(fs), transaction_(transaction) {}

  Result<UndoPlan> Plan() {
    const auto spans = ReadSpans(fs_, transaction_);
    if (!spans) return spans.error();
    const std::vector<Replacement>& replacements = transaction_.journal().replacements;
    for (std::size_t i = 0; i < replacements.size(); ++i) {
      const Replacement& r = replacements[i];
      const Status added = r.kind == FileKind::kSymlink ? AddLink(i) : AddFile(i, (*spans)[i]);
      if (!added) return added.error();
    }
    const std::vector<Making>& makings = transaction_.journal().makings;
    for (std::size_t k = 0; k < makings.size(); ++k) {
      const bool was_created = makings[k].role == Making::Role::kCreated;
      const Status added = was_created ? AddCreated(makings[k]) : AddRemoved(k);
      if (!added) return added.error();
    }
    std::set<std::string> merged;
    for (const EditedSince& file : plan_.merged) merged.insert(file.path);
    const std::int64_t done = WhenDone(fs_, transaction_.directory());
    if (Status free = CheckUndo(fs_, transaction_.journal(), done, merged); !free) {
      return free.error();
    }
    plan_.edits.moves = MovesOf(transaction_.journal(), true);
    for (PathMove& move : plan_.edits.moves) move.inode = 0;
    std::ranges::sort(plan_.edits.files, {}, &FileEdit::path);
    std::ranges::sort(plan_.merged, {}, &EditedSince::path);
    std::ranges::sort(plan_.edits.removed, {}, &Removal::path);
    std::ranges::sort(plan_.kept);
    if (Status observed = Observe(fs_, plan_.edits); !observed) return observed.error();
    return std::move(plan_);
  }

 private:
  // The old version of a file: its second name, or what changed places with the new one.
  Result<std::string> OldBytes(std::size_t i) {
    const Replacement& r = transaction_.journal().replacements[i];
    for (const std::string& path : {transaction_.OldFile(i), transaction_.NewFile(i)}) {
      const auto found = fs_.Status(path);
      if (!found) return ToError(found.error());
      if (!*found || (*found)->kind != r.kind) continue;
      auto bytes = r.kind == FileKind::kSymlink ? fs_.ReadLink(path) : fs_.Read(path);
      if (!bytes) return ToError(bytes.error());
      if (Sha256(*bytes) == r.old_digest) return *std::move(bytes);
    }
    return Error{Code::kStale,
                 fmt::format("the old version of `{}` is not kept any more", Printable(r.new_path)),
                 {r.new_path, 0, 0},
                 {}};
  }

  Status AddLink(std::size_t i) {
    const Replacement& r = transaction_.journal().replacements[i];
    const auto found = fs_.Status(r.new_path);
    if (!found) return ToError(found.error());
    if (!*found || (*found)->kind != r.kind) return Done{};  // CheckUndo says so
    const auto target = fs_.ReadLink(r.new_path);
    if (!target) return ToError(target.error());
    const Result<std::string> old = OldBytes(i);
    if (!old) return old.error();
    plan_.edits.retargets.push_back({r.new_path, *target, *old});
    return Done{};
  }

  // A new file goes unless somebody wrote to it, or took it away himself.
  Status AddCreated(const Making& making) {
    const auto found = fs_.Status(making.path);
    if (!found) return ToError(found.error());
    if (!*found) return Done{};
    const bool is_file = (*found)->kind == FileKind::kRegular;
    const auto bytes = is_file ? fs_.Read(making.path) : FsResult<std::string>(std::string());
    if (!bytes) return ToError(bytes.error());
    if (is_file && Sha256(*bytes) == making.digest) {
      plan_.edits.removed.push_back({making.path, making.digest});
    } else {
      plan_.kept.push_back(making.path);
    }
    return Done{};
  }

  Status AddRemoved(std::size_t k) {
    const auto bytes = fs_.Read(transaction_.Made(k));
    if (!bytes) return ToError(bytes.error());
    plan_.edits.created.push_back({transaction_.journal().makings[k].path, *bytes});
    return Done{};
  }

  Status AddFile(std::size_t i, const std::vector<SpanEdit>& spans) {
    const Replacement& r = transaction_.journal().replacements[i];
    const auto found = fs_.Status(r.new_path);
    if (!found) return ToError(found.error());
    if (!*found || (*found)->kind != r.kind) return Done{};  // CheckUndo says so
    const auto now = fs_.Read(r.new_path);
    if (!now) return ToError(now.error());
    Result<std::string> after = OldBytes(i);
    if (!after) return after.error();
    if (Sha256(*now) != r.new_digest) {
      auto merged = Merged(r, *after, *now, spans);
      if (!merged) return merged.error();
      if (!*merged) return Done{};  // CheckUndo says that it changed
      plan_.merged.push_back({r.new_path, *std::move(after)});
      after = **std::move(merged);
    }
    FileEdit edit;
    edit.path = r.new_path;
    edit.size = now->size();
    edit.sha256 = Sha256(*now);
    edit.spans = SpansBetween(*now, *after);
    if (!edit.spans.empty()) plan_.edits.files.push_back(std::move(edit));
    return Done{};
  }

  // The old version with what was changed in the new one since; nothing where lines cannot tell.
  static Result<std::optional<std::string>> Merged(const Replacement& r, const std::string& old,
                                                   const std::string& now,
                                                   const std::vector<SpanEdit>& spans) {
    const Result<std::string> written = NewVersion(r, old, spans);
    if (!written || now.find('\0') != std::string::npos) return std::optional<std::string>();
    MergedLines merged = MergeLines(*written, now, old);
    if (merged.conflicts.empty()) return std::optional(std::move(merged.text));
    std::vector<std::string> lines;
    for (const std::size_t line : merged.conflicts) lines.push_back(fmt::format("{}", line));
    const bool is_one = lines.size() == 1;
    return Error{
        Code::kStale,
        fmt::format("line{} {} changed since undo would have to change {}; nothing was undone",
                    is_one ? "" : "s", Join(lines, ", "), is_one ? "it" : "them"),
        {r.new_path, static_cast<int>(merged.conflicts.front()), 1},
        "put the lines back as the change wrote them, then run `prereq undo` again"};
  }

  TransactionDisk& fs_;
  const Transaction& transaction_;
  UndoPlan plan_;
};

}  // namespace

Result<UndoPlan> PlanUndo(TransactionDisk& fs, const std::string& directory,
                          const std::vector<std::string>& seals) {
  Result<NextUndo> next = NextOf(fs, directory, seals);
  if (!next) return next.error();
  const std::string home = JoinPath(directory, next->name);
  const auto transaction = LoadTransaction(fs, home, seals);
  if (!transaction) return transaction.error();
  Result<UndoPlan> plan = UndoPlanner(fs, *transaction).Plan();
  if (!plan) return plan;
  plan->when = WhenDone(fs, home);
  plan->change = Report(*transaction, false);
  plan->index_entries = transaction->journal().index_entries;
  plan->taken_back = std::move(next->taken_back);
  return plan;
}

Result<Applied> UndoMerging(TransactionDisk& fs, const std::string& directory, const UndoPlan& plan,
                            const RepositoryState& repository, const ApplyOptions& options) {
  ApplyOptions with_room = options;
  with_room.most_undo = kMostUndo + 1;  // this one goes again
  Result<Applied> applied = Apply(fs, directory, plan.edits, repository, with_room);
  if (!applied) return applied;
  // What was taken back goes first: a crash in between leaves a change whose undo is a redo.
  auto store = Store::Open(fs, directory);
  if (!store) return store.error();
  for (const std::string& name : {plan.change.transaction, applied->transaction}) {
    if (name.empty()) continue;
    if (Status gone = store->Discard(name, applied->warnings); !gone) return gone.error();
  }
  for (const std::string& name : plan.taken_back) {
    if (Status gone = store->Retire(name, options.seals, applied->warnings); !gone) {
      applied->warnings.push_back(gone.error().message);
    }
  }
  store->RemoveIfEmpty();
  applied->outcome = Applied::Outcome::kUndone;
  const MoveMap moves(plan.edits.moves);
  for (const EditedSince& file : plan.merged) applied->merged.push_back(moves.After(file.path));
  for (const std::string& path : plan.kept) applied->merged.push_back(moves.After(path));
  for (const Removal& removal : plan.edits.removed) applied->created.push_back(removal.path);
  std::ranges::sort(applied->merged);
  return applied;
}

}  // namespace prereq
