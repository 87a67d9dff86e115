#!/usr/bin/env bash
# workshopper-adventure 7.0.0, which many workshops of NodeSchool run on, makes an exercise's id and folder from its name in small letters without other signs:
# "Step 1.1" and "Step 11" are both step_11. Added twice, the later is kept. The list still has three names, and choosing the first, by its name or its place,
# opens "Step 11" and calls it number 2. Who solves all that can be reached has one challenge left for good. Nothing is said when they are added.
# Expected: an error about the second, or two exercises. Sections 1.1 to 1.9 work until the course gets an eleventh step.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin workshopper-adventure@7.0.0
export HOME=$PWD
echo '{"name": "course", "repository": {"type": "git", "url": "https://example.org/course"}, "bugs": {"url": "https://example.org/bugs"}}' >package.json
cat >course.js <<'END'
const course = require('workshopper-adventure')({ appDir: __dirname, name: 'course', title: 'Course', exerciseDir: __dirname + '/exercises', languages: ['en'] });
course.addAll(['Step 1.1', 'Step 11', 'Step 2']);
course.execute(process.argv.slice(2));
END
for id in step_11 step_2; do
  mkdir -p exercises/$id
  echo "exports.problem = 'text of $id'; exports.init = (course, id, name, folder, number) => console.log(number + ': ' + name);
exports.verify = (args, done) => done(null, true);" >exercises/$id/exercise.js
done
course() { node course.js "$@" | sed 's/^ *//; s/ *$//' | grep -v '^$' | paste -sd'|'; }
seen 'Step 1.1|Step 11|Step 2' course list
seen '2: Step 11|text of step_11' course select 0
seen '2: Step 11|text of step_11' course select 'Step 1.1'
seen '2: Step 11|text of step_11' course select 1
seen '3: Step 2|text of step_2' course select 2
solve() { for place in 0 1 2; do course select $place >/dev/null && course verify answer | grep -oE 'You have [a-z0-9]+ challenges? left'; done; }
seen 'You have 2 challenges left
You have 2 challenges left
You have one challenge left' solve
finish
