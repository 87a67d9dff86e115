#!/usr/bin/env bash
# ts-morph 28.0.0 moves 02_models.ts to 04_models.ts and mends the imports of other files: "./02_models.js" becomes "./04_models", without the ending
# that the author wrote, under NodeNext with "type": "module" too. Its own diagnostics say nothing, and Node stops at the import when the program
# runs. The rename of TypeScript 5.9.3's language service keeps the ending.
# Expected: only the number changes.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin ts-morph@28.0.0 typescript@5.9.3
mkdir lessons
echo '{"private": true, "type": "module"}' >lessons/package.json
echo 'export const models = "models";' >lessons/02_models.ts
printf 'import { models } from "./02_models.js";\nconsole.log(models);\n' >lessons/03_training.ts
cat >service.mjs <<'X2'
import { readFileSync } from 'node:fs';
import ts from 'typescript';
const files = ['lessons/02_models.ts', 'lessons/03_training.ts'].map((name) => `${process.cwd()}/${name}`);
const service = ts.createLanguageService({
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext }),
  getScriptFileNames: () => files,
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined,
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
});
const edits = service.getEditsForFileRename(files[0], files[0].replace('02', '04'), {}, {});
console.log(edits.flatMap((edit) => edit.textChanges.map((change) => change.newText)).join(' '));
X2
cat >move.mjs <<'X2'
import { ModuleKind, Project, ScriptTarget } from 'ts-morph';
const project = new Project({ compilerOptions: { module: ModuleKind.NodeNext, target: ScriptTarget.ES2022 } });
project.addSourceFilesAtPaths('lessons/*.ts');
project.getSourceFileOrThrow('02_models.ts').move('04_models.ts');
await project.save();
console.log(project.getSourceFileOrThrow('03_training.ts').getFullText().split('\n')[0]);
console.log(`${project.getPreEmitDiagnostics().length} errors`);
await project.emit();
X2
run() { node lessons/03_training.js 2>&1 | grep -oE '^models$|ERR_MODULE_NOT_FOUND' | head -1; }
seen './04_models.js' node service.mjs
seen 'import { models } from "./04_models";
0 errors' node move.mjs
seen 'ERR_MODULE_NOT_FOUND' run
finish
