#!/usr/bin/env bash
# epicshop 6.90.33 (@epic-web/workshop-utils, September 2026), which runs workshops whose exercises are folders such as 01.basics/01.problem: the exercise
# 00.setup is left out of the workshop without a word, because its number is 0 and 0 counts as none. And 2.problem beside 2.solution is step 2 of its
# exercise, with both halves, but has no tests: they lie with the solution, which for this is looked for as `02.solution` alone.
# Expected: exercise 0, or a word about it, as for a folder that matches nothing ("Ignoring directory"); and tests for all steps, or for none without a zero.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @epic-web/workshop-utils@6.90.33
export HOME=$PWD EPICSHOP_CONTEXT_CWD=$PWD
echo '{"name": "course", "private": true, "type": "module", "epicshop": {"title": "T", "githubRepo": "https://example.org/course"}}' >package.json
for step in 00.setup/01 01.basics/01 01.basics/2 02.models/01; do
  for half in problem solution; do
    mkdir -p "exercises/$step.$half"
    echo '{"name": "step", "type": "module"}' >"exercises/$step.$half/package.json"
  done
  echo 'test' >"exercises/$step.solution/one.test.ts"
done
cat >exercises.mjs <<'END'
import '@epic-web/workshop-utils/init-env';
const { getExercises } = await import('@epic-web/workshop-utils/apps.server');
for (const { exerciseNumber, dirName, steps } of await getExercises())
  console.log(`${exerciseNumber} ${dirName}:`, steps.map(
    ({ problem, solution }) => `${problem.dirName} and ${solution.dirName}, tests ${problem.test.type}`).join('; '));
process.exit();
END
seen '1 01.basics: 01.problem and 01.solution, tests browser; 2.problem and 2.solution, tests none
2 02.models: 01.problem and 01.solution, tests browser' timeout 100 node exercises.mjs
finish
