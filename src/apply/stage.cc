// Writes into the transaction's directory only.
#include "apply/stage.h"

#include <cerrno>

#include "base/path.h"
#include "base/progress.h"

namespace prereq {

namespace {

/// Writes staged files one after another; remembers what the barrier has to cover.
class Stager {
 public:
  Stager(TransactionDisk& fs, const Transaction& transaction, const Prepared& prepared)
      : fs_(fs), transaction_(transaction), prepared_(prepared) {}

  FsStatus Run();

 private:
  FsStatus NewVersion(std::size_t i);
  FsStatus OldVersion(std::size_t i);
  FsStatus Copy(const Replacement& r, const std::string& to);

  TransactionDisk& fs_;
  const Transaction& transaction_;
  const Prepared& prepared_;
  std::vector<std::string> files_;
};

FsStatus Stager::NewVersion(std::size_t i) {
  const Replacement& r = transaction_.journal().replacements[i];
  const std::string path = transaction_.NewFile(i);
  const std::size_t first = prepared_.same_file[i];
  if (first != i) return fs_.Link(transaction_.NewFile(first), path);
  const std::string& content = prepared_.contents[i];
  const bool symlink = r.kind == FileKind::kSymlink;
  FsStatus made = symlink ? fs_.MakeSymlink(content, path) : fs_.WriteNew(path, content);
  if (!made) return made;
  if (!symlink) files_.push_back(path);
  return fs_.CopyAttributes(r.path, path);
}

/// A link keeps the very inode for undo; where links are impossible a copy keeps the content.
FsStatus Stager::OldVersion(std::size_t i) {
  const Replacement& r = transaction_.journal().replacements[i];
  const std::string path = transaction_.OldFile(i);
  FsStatus linked = fs_.Link(r.path, path);
  if (!linked) {
    const int code = linked.error().code;
    if (code != EPERM && code != EMLINK && code != ENOTSUP && code != EXDEV) return linked;
    if (FsStatus copied = Copy(r, path); !copied) return copied;
  }
  if (r.kind != FileKind::kSymlink) files_.push_back(path);
  return Done{};
}

FsStatus Stager::Copy(const Replacement& r, const std::string& to) {
  if (r.kind == FileKind::kSymlink) {
    const auto target = fs_.ReadLink(r.path);
    if (!target) return target.error();
    if (FsStatus made = fs_.MakeSymlink(*target, to); !made) return made;
  } else {
    const auto bytes = fs_.Read(r.path);
    if (!bytes) return bytes.error();
    if (FsStatus made = fs_.WriteNew(to, *bytes); !made) return made;
  }
  return fs_.CopyAttributes(r.path, to);
}

FsStatus Stager::Run() {
  const Journal& journal = transaction_.journal();
  std::vector<std::string> directories{transaction_.directory(), transaction_.Inside("new"),
                                       transaction_.Inside("old"), transaction_.Inside("park")};
  if (!journal.makings.empty()) directories.push_back(transaction_.Inside("made"));
  for (const std::string& directory : directories) {
    if (FsStatus made = fs_.MakePrivateDirectory(directory); !made) return made;
  }
  WorkStage stage("writing", journal.replacements.size(), "files");
  for (std::size_t i = 0; i < journal.replacements.size(); ++i) {
    stage.Advance();
    if (FsStatus staged = NewVersion(i); !staged) return staged;
    if (FsStatus staged = OldVersion(i); !staged) return staged;
  }
  for (std::size_t j = 0; j < journal.transfers.size(); ++j) {
    if (journal.transfers[j].role != Transfer::Role::kMade) continue;
    if (FsStatus made = fs_.MakeDirectory(transaction_.Parked(j)); !made) return made;
  }
  for (std::size_t k = 0; k < journal.makings.size(); ++k) {
    if (journal.makings[k].role != Making::Role::kCreated) continue;
    files_.push_back(transaction_.Made(k));
    if (FsStatus made = fs_.WriteNew(files_.back(), prepared_.created[k]); !made) return made;
  }
  files_.push_back(transaction_.Inside(kJournalName));
  if (FsStatus written = fs_.WriteNew(files_.back(), WriteJournal(journal)); !written) {
    return written;
  }
  if (!prepared_.spans.empty()) {
    files_.push_back(transaction_.Inside(kSpansName));
    if (FsStatus written = fs_.WriteNew(files_.back(), prepared_.spans); !written) return written;
  }
  Barrier barrier{"stage", files_, directories};
  const std::string store = ParentPath(transaction_.directory());
  barrier.directories.push_back(store);
  barrier.directories.push_back(ParentPath(store));
  return fs_.MakeDurable(barrier);
}

}  // namespace

Status Stage(TransactionDisk& fs, const Transaction& transaction, const Prepared& prepared) {
  if (FsStatus staged = Stager(fs, transaction, prepared).Run(); !staged) {
    return ToError(staged.error());
  }
  return Done{};
}

}  // namespace prereq
