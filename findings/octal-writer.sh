#!/usr/bin/env bash
# yaml 2.9.1 (npm) keeps the way in which the old number was written for the new one. Setting `number: 07` of a document that says %YAML 1.1 to 10 writes
# `012`, which js-yaml 4.1.0, a YAML 1.2 reader, reads as 12; `position: 1.10` set to 10 becomes `10.00`, `at: 1:30` set to 10 becomes `00:10`.
# Expected: `10`, as for a number without zeros.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin yaml@2.9.1 js-yaml@4.1.0
cat >set.mjs <<'END'
import {parseDocument} from "yaml";
import jsYaml from "js-yaml";
const [text, version] = process.argv.slice(2);
const document = parseDocument(text, {version});
document.set(document.contents.items[0].key.value, 10);
const written = String(document).trim().split("\n").at(-1);
console.log(`${text} -> ${written} (js-yaml: ${JSON.stringify(Object.values(jsYaml.load(written))[0])})`);
END
seen 'number: 7 -> number: 10 (js-yaml: 10)' node set.mjs 'number: 7' 1.1
seen 'number: 07 -> number: 012 (js-yaml: 12)' node set.mjs 'number: 07' 1.1
seen 'number: 07 -> number: 10 (js-yaml: 10)' node set.mjs 'number: 07' 1.2
seen 'position: 1.10 -> position: 10.00 (js-yaml: 10)' node set.mjs 'position: 1.10' 1.2
seen 'at: 1:30 -> at: 00:10 (js-yaml: "00:10")' node set.mjs 'at: 1:30' 1.1
finish
