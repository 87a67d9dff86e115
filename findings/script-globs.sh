#!/usr/bin/env bash
# Bun 1.4.5, `bun run --sequential "lab:*"` on the scripts lab:1, lab:2, lab:10 of package.json: it runs 1, 10, 2, sorted as text, and takes
# lab:2:check along, since its `*` goes over colons. npm-run-all2 8.0.4 (`run-s`) runs 1, 2, 10 on the same pattern, and pnpm 12.21.0 on "/^lab:/" and
# concurrently 9.2.1 the order of the file as well.
# Expected: sequential means the order of the file, as in the tools whose patterns it takes over. Up to nine steps both agree.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin bun@1.4.5 pnpm@12.21.0 npm-run-all2@8.0.4 concurrently@9.2.1
export PATH=$PWD/node_modules/.bin:$PATH
echo '{"private": true, "scripts": {"lab:1": "echo ran 1", "lab:2": "echo ran 2", "lab:2:check": "echo ran check", "lab:10": "echo ran 10"}}' >package.json
steps() { "$@" 2>&1 </dev/null | sed 's/\x1b\[[0-9;]*m//g' | grep -v 'echo' | grep -oE 'ran [0-9a-z]+$' | cut -d' ' -f2 | paste -sd' '; }
seen '1 10 2 check' steps bun run --sequential 'lab:*'
seen '1 2 10' steps run-s --silent 'lab:*'
seen '1 2 check 10' steps run-s --silent 'lab:**'
seen '1 2 check 10' steps pnpm run --sequential '/^lab:/'
seen '1 2 check 10' steps concurrently --max-processes 1 'npm:lab:*'
finish
