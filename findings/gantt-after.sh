#!/usr/bin/env bash
# Mermaid 12.3.0, a Gantt chart in which each lesson comes `after` the one before. m2 was renumbered to m3, and one line still says `after m2`: no
# error, that lesson begins today, whatever day the chart is drawn on. `until m2` ends today. Of `after m2 m1` the unknown name is dropped. In a
# flowchart of Mermaid a forgotten name at least shows as a box of its own.
# Expected: an error that names m2. A course of January so gets a lesson in the week in which somebody looks at it.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin mermaid@12.3.0 jsdom@29.1.1
cat >tasks.mjs <<'END'
import { JSDOM } from 'jsdom';
globalThis.window = new JSDOM('<!doctype html><body></body>').window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false });
const text = ['gantt', 'dateFormat YYYY-MM-DD', 'Setup :m1, 2026-01-05, 3d', ...process.argv.slice(2)].join('\n');
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
const midnight = new Date().setHours(0, 0, 0, 0);
const day = (date) => date.getTime() === midnight ? 'today' : `January ${date.getDate()}`;
console.log(db.getTasks().map((task) => `${task.task.trim()} ${day(task.startTime)}${task.task.trim() === 'Review' ? ` to ${day(task.endTime)}` : ''}`).join(', '));
END
seen 'Setup January 5, Models January 8, Training January 11' node tasks.mjs 'Models :m2, after m1, 3d' 'Training :m4, after m2, 3d'
seen 'Setup January 5, Models January 8, Training today' node tasks.mjs 'Models :m3, after m1, 3d' 'Training :m4, after m2, 3d'
seen 'Setup January 5, Models January 8, Training January 8' node tasks.mjs 'Models :m3, after m1, 3d' 'Training :m4, after m2 m1, 3d'
seen 'Setup January 5, Review January 5 to today' node tasks.mjs 'Review :r, 2026-01-05, until m2'
finish
