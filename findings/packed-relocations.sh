#!/usr/bin/env bash
# dpkg-shlibdeps (dpkg 1.21.22, Debian 12) and binutils 2.40: a program linked with `-z pack-relative-relocs` starts with glibc 2.36 or later
# alone, whose loader is asked for by the version GLIBC_ABI_DT_RELR. dpkg-shlibdeps looks at the versions of symbols, and no symbol has that
# one, so the package depends on `libc6 (>= 2.34)` with the option as without: it installs on a system where the program cannot start.
# Expected: 2.36. Such a package needs that dependency by hand, or the program no packed relocations.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin
for tool in gcc objdump dpkg-shlibdeps; do command -v "$tool" >/dev/null || exit 77; done
mkdir debian
printf 'Source: x\nPackage: x\nArchitecture: any\n' >debian/control
cat >x.c <<'X'
#include <stdio.h>
static const char* words[] = {"one", "two", "three"};
int main(int argc, char** argv) { (void)argv; return puts(words[argc % 3]) < 0; }
X
gcc -O1 -fPIE -pie x.c -o plain || exit 77
gcc -O1 -fPIE -pie -Wl,-z,pack-relative-relocs x.c -o packed || exit 77
describe() {
  printf '%s asks for %s; ' "$1" "$(objdump -p "$1" | grep -oE 'GLIBC_(ABI_DT_RELR|2\.34)' | sort | xargs)"
  dpkg-shlibdeps -O "./$1" 2>/dev/null
}
seen 'plain asks for GLIBC_2.34; shlibs:Depends=libc6 (>= 2.34)' describe plain
seen 'packed asks for GLIBC_2.34 GLIBC_ABI_DT_RELR; shlibs:Depends=libc6 (>= 2.34)' describe packed
finish
