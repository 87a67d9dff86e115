#!/usr/bin/env bash
# Mermaid 11.17.2: a quoted label of a flowchart ends at a `<` that a letter follows: `"List<T>"` is `List`, `"n<m"` is `n`, nothing is said. With a
# blank or a digit behind it (`n < m`, `n<10`) the label is whole.
# Expected: the text between the quotes, or an error.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin mermaid@11.17.2 jsdom@29.1.1
cat >labels.mjs <<'END'
import {JSDOM} from "jsdom";
globalThis.window = new JSDOM("<!doctype html><body></body>").window;
globalThis.document = window.document;
const {default: mermaid} = await import("mermaid");
mermaid.initialize({startOnLoad: false});
for (const label of process.argv.slice(2)) {
  const {db} = await mermaid.mermaidAPI.getDiagramFromText(`flowchart LR\n  A["${label}"] --> B`);
  console.log(`${label}: ${db.getVertices().get("A").text.replace("&lt;", "<")}`);
}
END
seen 'List<T>: List
n<m: n
n < m: n < m
n<10: n<10' node labels.mjs 'List<T>' 'n<m' 'n < m' 'n<10'
finish
