// Checks, staging, steps, and the steps backwards, in that order.
#include "report/plan_script.h"

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "base/format.h"
#include "base/text.h"
#include "report/script_text.h"

namespace prereq {
namespace {

// A word of the script, which old shells run, too.
std::string Word(std::string_view text) { return ShellQuote(text, "\"$newline\""); }

// As a shell word that is never an option: `./-rf`.
std::string Path(const std::string& path) { return Word("./" + path); }

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string Count(std::size_t n, const std::string& one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

class ScriptWriter {
 public:
  ScriptWriter(const EditSet& edits, std::vector<RenameStep> steps)
      : edits_(edits), steps_(std::move(steps)) {}

  std::string Write() {
    text_ = fmt::format(
        "#!/bin/sh\n"
        "# Renames {}, edits {}, retargets {}{}. Written by prereq.\n"
        "# Usage: sh SCRIPT [FOLDER]: paths start from FOLDER, by default the current one.\n"
        "# Checks everything before it changes anything; takes all back when a step fails.\n"
        "# shellcheck disable=SC2016  # names and texts are meant literally\n",
        Count(edits_.moves.size(), "path"), Count(edits_.files.size(), "file"),
        Count(edits_.retargets.size(), "symlink"),
        edits_.created.empty() ? "" : ", creates " + Count(edits_.created.size(), "file"));
    text_ += ScriptChecks();
    text_ += ScriptSteps();
    Checks();
    Undo();
    Stage();
    Steps();
    text_ += "\ntrap - EXIT HUP INT TERM\nrm -rf \"$stage\"\n";
    return std::move(text_);
  }

 private:
  void Line(const std::string& line) { text_ += line + "\n"; }

  void Checks() {
    Line("\n# What must hold before anything changes.");
    // Names that moves make; a folder below one of them is not there yet.
    std::set<std::string> made;
    std::set<std::string> sources;
    for (const PathMove& move : edits_.moves) {
      made.insert(move.to);
      sources.insert(FoldName(move.from));
    }
    std::set<std::string> folders;
    std::set<std::string> entered;  // folders whose entries change
    const auto add_folders = [&](const std::string& path) {
      for (std::string folder = FolderOf(path); !folder.empty(); folder = FolderOf(folder)) {
        folders.insert(folder);
      }
    };
    for (const PathMove& move : edits_.moves) {
      add_folders(move.from);
      entered.insert(FolderOf(move.from));
      bool will_be_made = false;
      for (std::string f = FolderOf(move.to); !f.empty(); f = FolderOf(f)) {
        will_be_made |= made.contains(f);
      }
      if (will_be_made) continue;
      add_folders(move.to);
      entered.insert(FolderOf(move.to));
    }
    for (const FileEdit& file : edits_.files) add_folders(file.path);
    for (const Retarget& link : edits_.retargets) {
      add_folders(link.path);
      entered.insert(FolderOf(link.path));
    }
    for (const std::string& folder : folders) Line("need_folder " + Path(folder));
    for (const PathMove& move : edits_.moves) {
      const char* need = move.kind == FileKind::kDirectory || move.kind == FileKind::kSubmodule
                             ? "need_folder "
                         : move.kind == FileKind::kRegular ? "need_file "
                                                           : "need_any ";
      Line(need + Path(move.from));
      Line("need_merged " + Path(move.from));
    }
    for (const PathMove& move : edits_.moves) {
      if (!sources.contains(FoldName(move.to))) Line("need_free " + Path(move.to));
    }
    for (const std::string& folder : NewFolders()) Line("need_way " + Path(folder));
    for (const Creation& creation : edits_.created) {
      bool is_vacated = false;  // with a folder that moves away
      for (std::string at = creation.path; !at.empty(); at = FolderOf(at)) {
        is_vacated |= sources.contains(FoldName(at));
      }
      if (!is_vacated) Line("need_free " + Path(creation.path));
    }
    for (const RenameStep& step : steps_) {
      if (step.temporary && !made.contains(step.to)) Line("need_free " + Path(step.to));
    }
    Line("need_free \"$stage\"");
    for (const std::string& folder : entered) {
      Line("need_write " + (folder.empty() ? "." : Path(folder)));
    }
    if (!edits_.files.empty() || !edits_.created.empty()) Line("need_write .");
    for (const FileEdit& file : edits_.files) {
      Line(fmt::format("need_content {} {}", Path(file.path), file.sha256));
      Line("need_write " + Path(file.path));
    }
    for (const Retarget& link : edits_.retargets) {
      Line(fmt::format("need_link {} {}", Path(link.path), Word(link.old_target)));
    }
    Line("if [ -n \"$bad\" ]; then");
    Line("  say 'nothing was changed'");
    Line("  exit 2");
    Line("fi");
  }

  void Undo() {
    Line("\n# The steps backwards; each does nothing when its step was not made.");
    Line("undo() {");
    Line("  trap - EXIT");
    Line("  trap '' HUP INT TERM");
    Line("  stuck=''");
    Line("  if [ \"$at\" -gt 0 ]; then say 'a step failed: taking everything back'; fi");
    const std::vector<std::string> folders = NewFolders();
    std::size_t step = edits_.files.size() + edits_.retargets.size() + steps_.size() +
                       folders.size() + edits_.created.size();
    for (std::size_t i = edits_.created.size(); i-- > 0; --step) {
      Line(fmt::format("  undo_create {} {}", step, Path(edits_.created[i].path)));
    }
    for (std::size_t i = folders.size(); i-- > 0; --step) {
      Line(fmt::format("  undo_folder {} {}", step, Path(folders[i])));
    }
    for (std::size_t i = steps_.size(); i-- > 0; --step) {
      Line(fmt::format("  undo_rename {} {} {}", step, Path(steps_[i].from), Path(steps_[i].to)));
    }
    for (std::size_t i = edits_.retargets.size(); i-- > 0; --step) {
      const Retarget& link = edits_.retargets[i];
      Line(fmt::format("  undo_relink {} {} {}", step, Path(link.path), Word(link.old_target)));
    }
    for (std::size_t i = edits_.files.size(); i-- > 0; --step) {
      Line(fmt::format("  undo_replace {} {}", step, Path(edits_.files[i].path)));
    }
    Line("  if [ -n \"$stuck\" ]; then");
    Line("    say \"could not take everything back; the original files are in $stage\"");
    Line("    exit 3");
    Line("  fi");
    Line("  rm -rf \"$stage\"");
    Line("  say 'nothing was changed'");
    Line("  exit 1");
    Line("}");
    Line("trap undo EXIT");
    Line("trap 'exit 1' HUP INT TERM");
  }

  void Stage() {
    if (edits_.files.empty() && edits_.created.empty()) return;
    Line("\n# The new contents, beside the tree.");
    Line("mkdir \"$stage\"");
    std::size_t step = 0;
    for (const FileEdit& file : edits_.files) {
      ++step;
      Line("{");
      std::size_t at = 0;
      std::size_t size = file.size;
      for (const SpanEdit& edit : file.spans) {
        Bytes("keep", edit.span.offset - at);
        if (!edit.new_text.empty()) Line("  put " + Word(edit.new_text));
        Bytes("drop", edit.span.length);
        at = edit.span.end();
        size = size - edit.span.length + edit.new_text.size();
      }
      Line("  cat");
      Line(fmt::format("}} <{} >\"$stage/{}.new\"", Path(file.path), step));
      Line(fmt::format("need_size \"$stage/{}.new\" {}", step, size));
    }
    step += edits_.retargets.size() + steps_.size() + NewFolders().size();
    for (const Creation& creation : edits_.created) {
      ++step;
      Line(fmt::format("put {} >\"$stage/{}.new\"", Word(creation.bytes), step));
      Line(fmt::format("need_size \"$stage/{}.new\" {}", step, creation.bytes.size()));
    }
  }

  // The folders above new files, each behind the one that holds it; some may be there already.
  std::vector<std::string> NewFolders() const {
    std::set<std::string> folders;
    for (const Creation& creation : edits_.created) {
      for (std::string f = FolderOf(creation.path); !f.empty(); f = FolderOf(f)) folders.insert(f);
    }
    return {folders.begin(), folders.end()};
  }

  // dd takes a block into memory, so large stretches go in pieces.
  void Bytes(const char* what, std::size_t count) {
    constexpr std::size_t kLargest = std::size_t{1} << 20U;
    for (; count > 0; count -= std::min(count, kLargest)) {
      Line(fmt::format("  {} {}", what, std::min(count, kLargest)));
    }
  }

  void Steps() {
    Line("\n# The steps.");
    std::size_t step = 0;
    for (const FileEdit& file : edits_.files) {
      Line(fmt::format("do_replace {} {}", ++step, Path(file.path)));
    }
    for (const Retarget& link : edits_.retargets) {
      Line(fmt::format("do_relink {} {} {}", ++step, Path(link.path), Word(link.new_target)));
    }
    for (const RenameStep& rename : steps_) {
      Line(fmt::format("do_rename {} {} {}", ++step, Path(rename.from), Path(rename.to)));
    }
    for (const std::string& folder : NewFolders()) {
      Line(fmt::format("do_folder {} {}", ++step, Path(folder)));
    }
    for (const Creation& creation : edits_.created) {
      Line(fmt::format("do_create {} {}", ++step, Path(creation.path)));
    }
  }

  const EditSet& edits_;
  std::vector<RenameStep> steps_;
  std::string text_;
};

}  // namespace

Result<std::string> RenderScript(const EditSet& edits, const std::vector<std::string>& existing) {
  Result<std::vector<RenameStep>> steps = SequenceMoves(edits.moves, existing);
  if (!steps) return steps.error();
  return ScriptWriter(edits, std::move(*steps)).Write();
}

}  // namespace prereq
