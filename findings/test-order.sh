#!/usr/bin/env bash
# vitest 4.1.12, one file after another (`--no-file-parallelism`), on the tests of three numbered lessons: it starts with the largest file, so that the order
# is 10, 02, 01 here and another one once a lesson has grown. Numbers do not count.
# Expected: the order of the names, as text or as numbers, as mocha 11.7.5 has it.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin vitest@4.1.12 mocha@11.7.5
mkdir vitest mocha
lesson() {
  printf 'import { test } from "vitest";\ntest("lesson", () => { process.stdout.write("ran %s\\n"); });\n' "$1" >"vitest/$1.test.mjs"
  printf 'it("lesson", () => { process.stdout.write("ran %s\\n"); });\n' "$1" >"mocha/$1.test.cjs"
  for _ in $(seq "$2"); do echo "// one more line" | tee -a "vitest/$1.test.mjs" >>"mocha/$1.test.cjs"; done
}
lesson 01_files 0
lesson 02_words 100
lesson 10_server 200
with_vitest() { NO_COLOR=1 npx --no-install vitest run --root vitest --no-file-parallelism 2>&1 | grep '^ran'; }
with_mocha() { npx --no-install mocha 'mocha/*.cjs' | grep '^ran'; }
seen 'ran 10_server
ran 02_words
ran 01_files' with_vitest
seen 'ran 01_files
ran 02_words
ran 10_server' with_mocha
finish
