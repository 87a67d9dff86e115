#!/usr/bin/env bash
# unittest of Python 3.11.2 (Debian 12) on two numbered lessons whose tests always fail. `discover` passes over `01_setup_test.py` and `test_02-loops.py`,
# though the pattern matches both, says "Ran 0 tests" and "OK" and ends with 0: a name that is no identifier (digits in front, a dash) is no module to it.
# Given by their paths, both run and fail. A rename from `setup_test.py` to `01_setup_test.py` so turns a red suite green.
# Expected: what matches the pattern is run, or named as left out.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
[ "$(/usr/bin/python3 --version 2>&1)" = "Python 3.11.2" ] || { echo "needs the Python 3.11.2 of Debian 12" >&2; exit 77; }
begin
mkdir tests
printf 'import unittest\nclass Lesson(unittest.TestCase):\n    def test_it(self):\n        self.fail("always")\n' |
  tee tests/01_setup_test.py >tests/test_02-loops.py
run() {
  /usr/bin/python3 -m unittest "$@" >log 2>&1
  echo "exit $?, $(grep -oE '^(Ran [0-9]+ tests?|OK|FAILED.*)' log | paste -sd ' ')"
}
seen 'exit 0, Ran 0 tests OK' run discover -s tests -p '*test*.py'
seen 'exit 1, Ran 2 tests FAILED (failures=2)' run tests/01_setup_test.py tests/test_02-loops.py
mv tests/01_setup_test.py tests/setup_test.py
seen 'exit 1, Ran 1 test FAILED (failures=1)' run discover -s tests -p '*test*.py'
finish
