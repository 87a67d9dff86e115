// std::filesystem and plain strings: nothing of the code under test.
#include "crash/random_course.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/digest.h"
#include "base/format.h"

namespace prereq {

namespace {

namespace fs = std::filesystem;

std::string ReadBytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteBytes(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string Attributes(const std::string& path) {
  std::array<char, 256> value{};
  const ssize_t size = ::lgetxattr(path.c_str(), "user.prereq", value.data(), value.size());
  return size < 0 ? std::string() : std::string(value.data(), static_cast<std::size_t>(size));
}

std::string Numbered(int number, const std::string& rest) {
  return fmt::format("{:02}_{}", number, rest);
}

const std::vector<std::string>& Slugs() {
  static const std::vector<std::string> slugs{"setup", "-rf", "caf\xC3\xA9", "two words", "it's"};
  return slugs;
}

/// The slug of module `i` as MakeCourse names it.
std::string SlugOf(int i) {
  const std::string& base = Slugs()[static_cast<std::size_t>(i) % Slugs().size()];
  return fmt::format("{}{}", base, i);
}

std::vector<int> NumbersOf(const std::string& root) {
  std::vector<int> numbers;  // index: module
  std::map<std::string, int> found;
  for (const auto& entry : fs::directory_iterator(root + "/modules")) {
    const std::string name = entry.path().filename();
    const std::size_t line = name.find('_');
    found[name.substr(line + 1)] = std::stoi(name.substr(0, line));
  }
  // Others were made by an earlier renumbering.
  for (int i = 0; found.contains(SlugOf(i)); ++i) numbers.push_back(found.at(SlugOf(i)));
  return numbers;
}

}  // namespace

Tree ReadTree(const std::string& root) {
  Tree tree;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    const std::string path = fs::relative(at->path().parent_path(), root) / at->path().filename();
    const std::string name = path.starts_with("./") ? path.substr(2) : path;
    if (name == ".git" || name == ".prereq") {
      at.disable_recursion_pending();
      continue;
    }
    struct stat found {};
    ::lstat(at->path().c_str(), &found);
    Entry entry;
    entry.mode = found.st_mode & 07777;
    entry.inode = found.st_ino;
    entry.links = S_ISDIR(found.st_mode) ? 0 : found.st_nlink;
    entry.attributes = Attributes(at->path());
    if (S_ISDIR(found.st_mode)) entry.kind = FileKind::kDirectory;
    if (S_ISLNK(found.st_mode)) {
      entry.kind = FileKind::kSymlink;
      entry.bytes = fs::read_symlink(at->path());
    }
    if (S_ISREG(found.st_mode)) entry.bytes = ReadBytes(at->path());
    tree[name] = entry;
  }
  return tree;
}

std::string Show(const Tree& tree) {
  std::string out;
  for (const auto& [path, entry] : tree) {
    out += fmt::format("{} {} {:o} {} {}\n", path, static_cast<int>(entry.kind), entry.mode,
                       entry.bytes, entry.attributes);
  }
  return out;
}

void MakeCourse(const std::string& root, std::uint64_t seed, int count) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < count; ++i) {
    const int number = i + 1;
    const std::string slug = SlugOf(i);
    const fs::path home = fs::path(root) / "modules" / Numbered(number, slug);
    WriteBytes(home / Numbered(number, "dev.py"), fmt::format("number = {}\r\n# \xFF end", number));
    WriteBytes(home / "deep" / Numbered(number, "deep") / "x.md", fmt::format("M {}", number));
    WriteBytes(fs::path(root) / "tests" / fmt::format("module_{:02}", number) / "t.py",
               fmt::format("n{}", number));
    fs::permissions(home / Numbered(number, "dev.py"),
                    static_cast<fs::perms>(random() % 2 == 0 ? 0755 : 0640));
    (void)::setxattr((home / Numbered(number, "dev.py")).c_str(), "user.prereq", "kept", 4, 0);
    fs::create_symlink(fmt::format("../modules/{}", Numbered(number, slug)),
                       fs::path(root) / "tests" / fmt::format("link_{}", i));
  }
  WriteBytes(fs::path(root) / "README.md", "A course\n");
}

EditSet Renumbering(const std::string& root, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::vector<int> before = NumbersOf(root);
  std::vector<int> after = before;
  for (std::size_t i = after.size(); i > 1; --i) std::swap(after[i - 1], after[random() % i]);
  if (random() % 3 == 0) {
    for (int& number : after) number += 95;  // widths change, nothing stays
  }
  EditSet edits;
  const auto move = [&](const std::string& from, const std::string& to, FileKind kind) {
    struct stat found {};
    ::lstat((root + "/" + from).c_str(), &found);
    if (from != to) edits.moves.push_back({from, to, kind, found.st_dev, found.st_ino});
  };
  const auto edit = [&](const std::string& path, const std::string& head, int old_number,
                        int new_number) {
    const std::string bytes = ReadBytes(root + "/" + path);
    FileEdit change;
    change.path = path;
    change.size = bytes.size();
    change.sha256 = Sha256(bytes);
    change.spans.push_back(
        {{head.size(), fmt::format("{}", old_number).size()}, fmt::format("{}", new_number)});
    if (old_number != new_number) edits.files.push_back(change);
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string slug = SlugOf(static_cast<int>(i));
    const std::string from = "modules/" + Numbered(before[i], slug);
    const std::string to = "modules/" + Numbered(after[i], slug);
    const std::string dev = fmt::format("/{}", Numbered(before[i], "dev.py"));
    const std::string deep = fmt::format("/deep/{}", Numbered(before[i], "deep"));
    move(from, to, FileKind::kDirectory);
    move(from + dev, to + "/" + Numbered(after[i], "dev.py"), FileKind::kRegular);
    move(from + deep, to + "/deep/" + Numbered(after[i], "deep"), FileKind::kDirectory);
    move(fmt::format("tests/module_{:02}", before[i]), fmt::format("tests/module_{:02}", after[i]),
         FileKind::kDirectory);
    edit(from + dev, "number = ", before[i], after[i]);
    edit(from + deep + "/x.md", "M ", before[i], after[i]);
    edit(fmt::format("tests/module_{:02}/t.py", before[i]), "n", before[i], after[i]);
    if (before[i] != after[i]) {
      edits.retargets.push_back(
          {fmt::format("tests/link_{}", i), fmt::format("../{}", from), fmt::format("../{}", to)});
    }
  }
  // A new module, and a new file in one that moves.
  const std::string home = fmt::format("modules/00_new{}", seed);
  edits.created = {
      {home + "/deep/README.md", "# New\n"},
      {home + "/-rf", ""},
      {fmt::format("modules/{}/new{}.md", Numbered(after[0], SlugOf(0)), seed), "new\n"}};
  if (after == before) edits.created.clear();
  return edits;
}

Tree Expected(const Tree& before, const EditSet& edits) {
  Tree after;
  for (const auto& [path, entry] : before) {
    Entry changed = entry;
    for (const FileEdit& edit : edits.files) {
      if (edit.path != path) continue;
      for (auto span = edit.spans.rbegin(); span != edit.spans.rend(); ++span) {
        changed.bytes.replace(span->span.offset, span->span.length, span->new_text);
      }
    }
    for (const Retarget& edit : edits.retargets) {
      if (edit.path == path) changed.bytes = edit.new_target;
    }
    std::string name = path;
    std::size_t longest = 0;
    for (const PathMove& move : edits.moves) {
      const bool inside = path == move.from || path.starts_with(move.from + "/");
      if (!inside || move.from.size() < longest) continue;
      longest = move.from.size();
      name = move.to + path.substr(longest);
    }
    after[name] = changed;
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  for (const Creation& creation : edits.created) {
    Entry file;
    file.mode = 0666U & ~mask;
    file.links = 1;
    file.bytes = creation.bytes;
    after[creation.path] = file;
    for (fs::path at = fs::path(creation.path).parent_path(); !at.empty(); at = at.parent_path()) {
      Entry folder;
      folder.kind = FileKind::kDirectory;
      folder.mode = 0777U & ~mask;
      after.try_emplace(at, folder);
    }
  }
  return after;
}

}  // namespace prereq
