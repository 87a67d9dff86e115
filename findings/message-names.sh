#!/usr/bin/env bash
# Paraglide 2.25.4 (@inlang/paraglide-js) compiles each message to a function of a safe name: small letters, other signs as `_`, a `_` in front of a
# digit, the number of capitals behind. Two names that come to one are not told apart: of `lesson1` and `Lesson` (one capital, so lesson1), of
# `step_1` and `step.1`, of `_1_intro` and `1_intro` the latter is gone from `m`, where a call fails. The compiler says nothing.
# Expected: an error that names both, or two functions, as it makes for `Lesson` and `LESSON`.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin @inlang/paraglide-js@2.25.4 @inlang/sdk@3.0.6
cat >compile.mjs <<'X2'
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compileProject } from '@inlang/paraglide-js';
import { insertBundleNested, loadProjectInMemory, newProject } from '@inlang/sdk';
const project = await loadProjectInMemory({ blob: await newProject({ settings: { baseLocale: 'en', locales: ['en'] } }) });
const names = process.argv.slice(2);
for (const id of names) {
  const variants = [{ id: `${id} v`, messageId: `${id} m`, matches: [], pattern: [{ type: 'text', value: `text of ${id}` }] }];
  await insertBundleNested(project.db, { id, declarations: [], messages: [{ id: `${id} m`, bundleId: id, locale: 'en', selectors: [], variants }] });
}
for (const [file, text] of Object.entries(await compileProject({ project }))) {
  mkdirSync(dirname(`out/${file}`), { recursive: true });
  writeFileSync(`out/${file}`, text);
}
writeFileSync('out/package.json', '{"type": "module"}');
const { m } = await import(`${process.cwd()}/out/messages.js`);
console.log(names.map((name) => m[name] ? m[name]() : `no ${name}`).join(', '));
process.exit();
X2
compile() { rm -rf out && node compile.mjs "$@"; }
seen 'text of Lesson, text of LESSON' compile Lesson LESSON
seen 'text of lesson1, no Lesson' compile lesson1 Lesson
seen 'text of step_1, no step.1' compile step_1 step.1
seen 'text of _1_intro, no 1_intro' compile _1_intro 1_intro
finish
