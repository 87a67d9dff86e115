#!/usr/bin/env python3
"""A change that ends half way, and what others do to the tree before `prereq recover`.

    interrupted_test.py PREREQ ACTION_YML [unittest arguments]
"""
import pathlib
import resource
import signal
import subprocess
import sys
import unittest

from hostile_test import PREREQ, Hostile, has_strace

RENAMES = "rename,renameat,renameat2"


class Recovery(Hostile):
    def setUp(self):
        super().setUp()
        self.put(self.tree, {"bb.md": "Look into modules/01_alpha.\nA line.\nThe end.\n"})
        self.commit()
        self.old = self.names_and_bytes()

    def names_and_bytes(self):
        return {str(path.relative_to(self.tree)): path.read_bytes()
                for path in sorted(self.tree.rglob("*"))
                if path.is_file() and ".git" not in path.relative_to(self.tree).parts}

    def new_tree(self):
        """The tree after the whole change, and back again."""
        self.assertEqual(self.prereq("apply").returncode, 0)
        new = self.names_and_bytes()
        self.assertEqual(self.prereq("undo").returncode, 0)
        return new

    def killed(self, at, *filters):
        """Runs apply and kills it at the rename that is number `at`; whether a recovery waits."""
        subprocess.run(["strace", "-f", "-o", str(self.home / "trace"), *filters,
                        "-e", f"trace={RENAMES}",
                        "-e", f"inject={RENAMES}:signal=SIGKILL:when={at}", PREREQ, "apply"],
                       cwd=self.tree, env=self.env, stdin=subprocess.DEVNULL, capture_output=True,
                       timeout=120)
        return "needed, " in self.prereq("status").stdout

    def each_kill(self):
        if not has_strace():
            self.skipTest("needs strace")
        waiting = 0
        for at in range(2, 40):
            if self.killed(at):
                waiting += 1
                yield at
            elif waiting > 0:
                break
            self.prereq("recover", "--forget")
            self.git("reset", "-q", "--hard")
            self.git("clean", "-fdqx")
            self.assertEqual(self.names_and_bytes(), self.old)
            for kept in (self.tree / ".git/prereq").glob("*"):
                subprocess.run(["rm", "-r", str(kept)], check=True)
        self.assertGreater(waiting, 5)

    def test_a_tree_that_git_put_back_is_whole_after_recover(self):
        new = self.new_tree()
        for at in self.each_kill():
            self.git("reset", "-q", "--hard")
            self.git("clean", "-fdq")
            done = self.prereq("recover")
            self.assertEqual(done.returncode, 0, f"{at}: {done.stderr}")
            tree = self.names_and_bytes()
            self.assertIn(tree, (self.old, new), f"{at}: {done.stderr}")
            self.assertEqual(self.prereq("recover").returncode, 0)
            self.assertNotIn("D ", self.git("status", "--short"))

    def test_a_mix_is_left_alone_and_forgotten_when_asked(self):
        new = self.new_tree()
        refused = 0
        for at in self.each_kill():
            self.git("checkout", "-q", "--", ".")  # new folders stay beside
            mixed = self.names_and_bytes()
            done = self.prereq("recover")
            if done.returncode == 0:
                self.assertIn(self.names_and_bytes(), (self.old, new), f"{at}: {done.stderr}")
                continue
            refused += 1
            self.refused(done, "nothing was changed")
            self.assertIn("fix: prereq recover --forget", done.stderr)
            self.assertEqual(self.names_and_bytes(), mixed, f"{at}: {done.stderr}")
            forgotten = self.prereq("recover", "--forget")
            self.assertEqual(forgotten.returncode, 0, forgotten.stderr)
            self.assertEqual(self.names_and_bytes(), mixed)
            self.assertEqual(self.prereq("status").returncode, 0)
            self.assertNotIn("needed, ", self.prereq("status").stdout)
        self.assertGreater(refused, 0)

    def test_files_that_git_does_not_know_are_not_lost(self):
        for at in self.each_kill():
            for folder in self.tree.rglob("0*_alpha"):
                if (folder / "README.md").exists() and "modules" in str(folder):
                    (folder / "notes.txt").write_text("mine alone\n")
            for folder in (self.tree / ".git/prereq").rglob("park/*"):
                (folder / "notes.txt").write_text("mine alone\n")
            self.git("reset", "-q", "--hard")
            done = self.prereq("recover")
            found = [path for path in self.tree.rglob("notes.txt")]
            self.assertTrue(found, f"{at}: {done.stderr}")

    def test_a_file_touched_by_a_failing_command_keeps_that(self):
        done = self.prereq("apply", "--verify", "echo generated >> bb.md; false")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("`bb.md` was changed meanwhile and keeps that", done.stderr)
        wanted = dict(self.old)
        wanted["bb.md"] += b"generated\n"
        self.assertEqual(self.names_and_bytes(), wanted)
        self.assertEqual(self.prereq("recover").returncode, 0)
        self.assertIn(self.prereq("lint").returncode, (0, 1))
        self.assertEqual(self.git("status", "--short"), " M bb.md\n")

    def test_lines_that_both_changed_stay_and_the_old_ones_are_kept(self):
        done = self.prereq("apply", "--verify", "echo 'all mine' > bb.md; false")
        self.assertEqual(done.returncode, 2, done.stderr)
        wanted = dict(self.old)
        wanted["bb.md"] = b"all mine\n"
        self.assertEqual(self.names_and_bytes(), wanted)
        kept = pathlib.Path(done.stderr.split("before the change is `")[1].split("`")[0])
        self.assertEqual((self.tree / kept).read_bytes(), self.old["bb.md"])
        self.assertEqual(self.prereq("recover").returncode, 0)
        self.assertIn(self.prereq("lint").returncode, (0, 1))

    def test_a_file_that_git_put_back_counts_as_put_back(self):
        done = self.prereq("apply", "--verify", "kill -KILL $PPID")
        self.assertEqual(done.returncode, -signal.SIGKILL)
        self.git("checkout", "-q", "--", "bb.md")
        done = self.prereq("recover")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.names_and_bytes(), self.old)
        self.assertEqual(self.git("status", "--short"), "")

    def test_our_own_lock_of_gits_index_goes(self):
        if not has_strace():
            self.skipTest("needs strace")
        lock = self.tree / ".git/index.lock"
        draft = self.tree / ".git/index.prereq"
        kills = 0
        for at in range(1, 9):
            self.killed(at, "-P", str(draft), "-P", f"{draft}.lock")
            if not lock.exists():
                break
            kills += 1
            done = self.prereq("recover")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertFalse(lock.exists(), done.stderr)
            self.assertNotIn("warning", done.stderr)
            for line in self.git("status", "--short").splitlines():
                self.assertEqual(line[1], " ", line)
            self.assertEqual(self.prereq("undo").returncode, 0)
            self.assertEqual(self.git("status", "--short"), "")
        self.assertFalse(lock.exists())
        self.assertGreater(kills, 1)

    def test_a_lock_of_gits_stays(self):
        lock = self.tree / ".git/index.lock"
        lock.write_text("")
        self.refused(self.prereq("apply"), "index.lock")
        self.assertTrue(lock.exists())
        self.assertEqual(self.names_and_bytes(), self.old)

    def test_a_limit_of_file_sizes_is_an_error(self):
        def limited(*arguments, ends=True):
            def limit():
                resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            out = subprocess.run([PREREQ, *arguments], cwd=self.tree, env=self.env,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True, preexec_fn=limit, timeout=60)
            self.assertEqual(out.returncode, 2, out.stderr)
            self.assertIn("File too large", out.stderr)
            self.assertFalse(list(self.tree.rglob(".*prereq-new")))
            if ends:
                self.assertEqual(self.names_and_bytes(), self.old)
        limited("apply")
        limited("require", "alpha", "gamma", "--because", "so")
        limited("baseline", "add", "--reason", "so")
        self.assertEqual(self.prereq("apply").returncode, 0)
        new = self.names_and_bytes()
        limited("undo", ends=False)
        self.assertEqual(self.prereq("recover").returncode, 0)
        self.assertIn(self.names_and_bytes(), (self.old, new))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
