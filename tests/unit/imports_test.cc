#include "languages/imports.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace prereq {
namespace {

// One line per import: place, dots and module, names, flags.
std::string Imports(std::string_view language, std::string_view text,
                    const std::string& path = "f") {
  const auto statements = ParseImports(language, path, text);
  if (!statements) return "error: " + statements.error().message;
  std::string shown;
  for (const ImportStatement& import : statements->statements) {
    shown += std::to_string(import.where.line) + ":" + std::to_string(import.where.column) + " " +
             std::string(static_cast<std::size_t>(import.level), '.') + import.module;
    for (const std::string& name : import.names) shown += " +" + name;
    if (import.is_path) shown += " path";
    if (import.conditional) shown += " conditional";
    if (import.in_function) shown += " function";
    if (import.type_only) shown += " types";
    shown += "\n";
    const std::string_view module =
        text.substr(import.module_span.offset, import.module_span.length);
    const bool continued = module.find('\\') != std::string_view::npos;
    if (language != "rust" && import.level == 0 && !continued) {
      EXPECT_EQ(module, import.module);
    }
    EXPECT_LE(import.statement.end(), text.size());
  }
  return shown;
}

TEST(PythonImports, EveryForm) {
  EXPECT_EQ(Imports("python", R"(import os
import a.b, c as d
from a.b.c import X
from a import (X,
               Y as Z,
               )
from a import *
from . import sibling
from ..pkg.mod import thing
from .   mod import x
from __future__ import annotations
import a \
  .b
)"),
            "1:1 os\n2:1 a.b\n2:1 c\n3:1 a.b.c +X\n4:1 a +X +Y\n7:1 a +*\n8:1 . +sibling\n"
            "9:1 ..pkg.mod +thing\n10:1 .mod +x\n12:1 a.b\n");
}

// Only what stands before the last word that an import needs is looked through.
TEST(PythonImports, AreWholeBehindTheLastWordThatSaysSo) {
  EXPECT_EQ(
      Imports("python", "def f():\n  if x:\n    from a import (\n      b,\n      c)\n  y = 1\n"),
      "3:5 a +b +c conditional function\n");
  EXPECT_EQ(Imports("python", "if TYPE_CHECKING:\n  import a\nelse:\n  b = 1\n"),
            "2:3 a conditional types\n");
  EXPECT_EQ(Imports("javascript", "import {\n  a,\n  b,\n} from './c.js'\nlet x = 1\n"),
            "1:1 ./c.js +a +b\n");
  EXPECT_EQ(Imports("typescript", "export type {\n  A,\n  B,\n} from './c'\nlet x = 1\n"),
            "1:1 ./c +A +B types\n");
  EXPECT_EQ(Imports("python", "x = [1, 2\ndef\n"), "");
  const std::string gap(2000, '#');
  EXPECT_EQ(Imports("python", "import a\ndef f(x):\n  if x:\n    from b import c\n    " + gap +
                                  "\n    import d\n"),
            "1:1 a\n4:5 b +c conditional function\n6:5 d conditional function\n");
}

TEST(PythonImports, KnowWhereTheyStand) {
  EXPECT_EQ(Imports("python", R"(try:
    import a
except ImportError:
    import b
if x:
    import c
def f():
    import d
    if y:
        import e
class C:
    import g
async def h():
    from i import j
with x:
    import k
)"),
            "2:5 a conditional\n4:5 b conditional\n6:5 c conditional\n8:5 d function\n"
            "10:9 e conditional function\n12:5 g\n14:5 i +j function\n16:5 k\n");
}

TEST(PythonImports, ForTypeCheckersOnly) {
  EXPECT_EQ(Imports("python", R"(from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import a
else:
    import b
if typing.TYPE_CHECKING:
    from c import D
if not TYPE_CHECKING:
    import e
else:
    import f
if x:
    pass
elif TYPE_CHECKING:
    import g
)"),
            "1:1 typing +TYPE_CHECKING\n3:5 a conditional types\n5:5 b conditional\n"
            "7:5 c +D conditional types\n9:5 e conditional\n11:5 f conditional types\n"
            "15:5 g conditional types\n");
}

TEST(PythonImports, CallsWithALiteral) {
  EXPECT_EQ(Imports("python", R"(importlib.import_module("a.b")
import_module('modules.06_autograd.autograd_dev')
import_module(".x", package="p")
__import__("c")
importlib.import_module(name)
importlib.import_module(f"a.{b}")
importlib.import_module("a" + b)
importlib.import_module("")
other("d")
x.__import__("e")
)"),
            "1:1 a.b\n2:1 modules.06_autograd.autograd_dev\n3:1 .x\n4:1 c\n10:1 e\n");
}

TEST(PythonImports, NeverTextOrComments) {
  EXPECT_EQ(Imports("python", R"("""
import a
from b import c
"""
# import d
text = '''
from e import f
'''
print("import g"); import h
x = "\
import i"
)"),
            "9:20 h\n");
}

TEST(PythonImports, SurvivesBrokenSource) {
  EXPECT_EQ(Imports("python", "import a\nprint 'x'\ndef (:\nimport b\n"), "1:1 a\n4:1 b\n");
  EXPECT_EQ(Imports("python", ""), "");
  EXPECT_EQ(Imports("python", "\xef\xbb\xbfimport a\r\nimport b\r\n"), "1:4 a\n2:1 b\n");
  EXPECT_EQ(Imports("python", "import a  # \xff\xfe\nimport b"), "1:1 a\n2:1 b\n");
  Imports("python", std::string(3000, '('));
  Imports("python", std::string("\0import a\n", 10));
}

TEST(PythonImports, TextIsOneShortLine) {
  const std::string many = "from a import (b,\n\t  c, " + std::string(200, 'x') + ")";
  const auto parsed = ParseImports("python", "f", many);
  ASSERT_TRUE(parsed);
  const std::vector<ImportStatement>* statements = &parsed->statements;
  ASSERT_EQ(statements->size(), 1U);
  EXPECT_TRUE(statements->front().text.starts_with("from a import (b, c, xxx"));
  EXPECT_TRUE(statements->front().text.ends_with("…"));
  EXPECT_EQ(statements->front().text.size(), 100U);
}

TEST(NotebookImports, OnlyCodeCellsWithTheirPlaceInTheFile) {
  const std::string notebook = R"json({
 "cells": [
  {"cell_type": "markdown", "source": ["import no\n"]},
  {"cell_type": "code",
   "source": [
    "%matplotlib inline\n",
    "!pip install x\n",
    "import a\n",
    "text = \"\"\"\n",
    "import no\n",
    "\"\"\"\n",
    "from b.c import (D,\n",
    "   E)"
   ], "outputs": [{"text": ["import no\n"]}]},
  {"source": "x = !ls\n\tfiles?\nimport \u0062b", "cell_type": "code"},
  {"cell_type": "code", "source": ["%%bash\n", "import no\n"]},
  {"cell_type": "code", "source": ["%%time\n", "import c\n"]}
 ],
 "metadata": {"kernelspec": {"language": "python"}}
})json";
  const auto statements = ParseImports("python", "x.ipynb", notebook);
  ASSERT_TRUE(statements) << statements.error().message;
  std::string shown;
  for (const ImportStatement& import : statements->statements) {
    shown += Show(import.where) + " " + import.module + " [" + import.text + "] ";
    shown += notebook.substr(import.module_span.offset, import.module_span.length) + "\n";
  }
  EXPECT_EQ(shown,
            "x.ipynb:8:6 a [import a] a\n"
            "x.ipynb:12:6 b.c [from b.c import (D, E)] b.c\n"
            "x.ipynb:15:34 bb [import bb] \\u0062b\n"
            "x.ipynb:17:49 c [import c] c\n");
}

TEST(NotebookImports, SaysWhatIsNoNotebook) {
  EXPECT_EQ(Imports("python", "{", "x.ipynb"),
            "error: malformed notebook: expected a key in quotes, found the end");
  EXPECT_EQ(Imports("python", "{}", "x.ipynb"), "error: malformed notebook: no list `cells`");
  EXPECT_EQ(Imports("python", R"({"cells": [{"source": "\x"}]})", "x.ipynb"),
            "error: malformed notebook: expected an escape sequence, found `x`");
  const auto deep = ParseImports("python", "x.ipynb", R"({"cells": )" + std::string(100000, '['));
  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().where.line, 1);
}

TEST(JavaScriptImports, EveryForm) {
  EXPECT_EQ(Imports("javascript", R"(import a from "./a.js";
import { b, c as d } from '../06_x/b.js';
import * as e from "pkg/e";
import "side-effect";
export { f } from "./f";
export * from "./g";
const h = require("../h");
const i = await import("./i.js");
require(name); import(name); require("j" + k);
// import x from "no";
const text = `import y from "no"`;
function later() { return require("./k"); }
if (z) require("./l");
other("no");
)"),
            "1:1 ./a.js\n2:1 ../06_x/b.js +b +c\n3:1 pkg/e\n4:1 side-effect\n5:1 ./f +f\n"
            "6:1 ./g\n7:11 ../h\n8:17 ./i.js\n12:27 ./k function\n13:8 ./l conditional\n");
}

TEST(TypeScriptImports, EveryForm) {
  const std::string text = R"(import type { A } from "./a";
import { B, type C } from "./b";
import d = require("./d");
export type { E } from "./e";
const f = await import("./f");
const g = <T>(x: T) => x;
)";
  EXPECT_EQ(Imports("typescript", text),
            "1:1 ./a +A types\n2:1 ./b +B\n3:1 ./d\n4:1 ./e +E types\n5:17 ./f\n");
  EXPECT_EQ(Imports("typescript",
                    "import a from './a';\nconst b = <div>import c</div>;\n"
                    "import d from './d';\n",
                    "f.tsx"),
            "1:1 ./a\n3:1 ./d\n");
}

TEST(RustImports, EveryForm) {
  EXPECT_EQ(Imports("rust", R"(use std::io;
use crate::{a::{self, B}, c::*, d as e};
pub mod f;
mod inline { use super::g; }
extern crate h;
#[path = "../01_intro/mod.rs"]
mod i;
// use no::no;
const T: &str = "use no::no;";
fn main() { use j::k; }
)"),
            "1:1 std::io\n2:1 crate::a\n2:1 crate::a::B\n2:1 crate::c +*\n2:1 crate::d\n3:1 f\n"
            "4:14 super::g\n5:1 h\n7:1 ../01_intro/mod.rs path\n10:13 j::k function\n");
}

TEST(GoImports, EveryForm) {
  EXPECT_EQ(Imports("go",
                    "package m\nimport \"a/b\"\nimport (\n\tx \"c\"\n\t_ `d`\n)\n"
                    "const t = \"import no\" // import \"no\"\n"),
            "2:8 a/b\n4:2 c\n5:2 d\n");
}

TEST(CImports, EveryForm) {
  const std::string text =
      "#include <stdio.h>\n#include \"../06_x/a b.h\"\n// #include \"no\"\n"
      "const char *t = \"#include <no>\";\n#ifdef X\n#include \"c.h\"\n#endif\n"
      "#include MACRO\n";
  EXPECT_EQ(Imports("c", text), "1:1 stdio.h\n2:1 ../06_x/a b.h\n6:1 c.h conditional\n");
  EXPECT_EQ(Imports("cpp", text + "auto r = R\"(\n#include \"no\"\n)\";\n"),
            "1:1 stdio.h\n2:1 ../06_x/a b.h\n6:1 c.h conditional\n");
}

TEST(Imports, UnknownLanguage) {
  EXPECT_EQ(Imports("cobol", ""), "error: imports of language `cobol` cannot be read");
}

}  // namespace
}  // namespace prereq
