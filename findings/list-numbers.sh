#!/usr/bin/env bash
# Prettier 3.10.1 on a Markdown list whose numbers name lessons and have gaps (6, 8, 9, 12): it writes 6, 7, 8, 9, so that each entry names another
# lesson, and takes the zero from `06.`. Browsers show a list so, but the text of a course says it in its own numbers.
# Expected: a formatter changes spaces, not numbers.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
begin prettier@3.10.1
printf '6. Autograd\n8. Optimizers\n9. Spatial\n12. Training\n' >order.md
printf '06. Autograd\n07. Data\n09. Spatial\n' >padded.md
seen '6. Autograd
7. Optimizers
8. Spatial
9. Training' npx --no-install prettier order.md
seen '6.  Autograd
7.  Data
8.  Spatial' npx --no-install prettier padded.md
finish
