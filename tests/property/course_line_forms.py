"""The forms in which files of a course write a module's number: what real READMEs, syllabi, site
navigation, notebooks, books and code were seen to write. One table, read by course_lines.py.

A form stands for one entry and may have several lines. Its fields:

    «n» «N»        the number, plain and with two digits
    «name» «Name»  the slug, and the words that people write for it; «Camel» without blanks,
                   «ident» the slug as an identifier
    «path» «root»  the module's directory or file, from where the page stands, and from the root
    «L» «l» «LL»   the label as it is, in small letters and in capitals; «Ls» in the plural
    «n2» «N2» «name2» «Name2» «path2»   the same of the module behind it: a form that names two

Braces would clash with JSON and TeX, `$` with the shell, `<n>` with HTML.
"""

# Words of any page, whatever its markup.
PROSE = [
    "«L» «n»: «Name»", "«L» «n» - «Name»", "«L» «n» – «Name»", "«L» «n» — «Name»", "«L» «n» («Name»)",
    "«L» «N»: «Name»", "«L» «n». «Name»", "«L» «n», «Name»", "«L» «n»; «Name»", "«L» «n» · «Name»",
    "«L» «n» | «Name»", "«L» «n» / «Name»", "«L» «n»/«Name»", "«L» «n» → «Name»", "«L» «n» «Name»",
    "«L»-«n»: «Name»", "«L»_«n»_«Camel»", "«L»«n»: «Name»", "«L» #«n»: «Name»", "«L» no. «n»: «Name»",
    "«L» № «n»: «Name»", "«L» («n»): «Name»", "«L» [«n»]: «Name»", "«L»: «n» «Name»", "«L» («n»)",
    "«L» \"«n»\": «Name»", "«LL» «n»: «Name»", "«LL» «N» - «Name»", "«l» «n»: «Name»", "«Ls» «n»: «Name»",
    "«Name» («L» «n»)", "«Name», «L» «n»", "«Name» is «L» «n».", "«Name» - «L» «n»", "«Name» [«L» «n»]",
    "As «L» «n» said, «name» are fun.", "See «L» «n» for «name».", "see «Name» in «L» «n»",
    "(see «L» «n»: «Name»)", "In «L» «n» (\"«Name»\") we saw it.", "See «L» «n».",
    "Do «L» «n» first, then «L» «n2».", "«Ls» «n» and «n2»", "«Ls» «n», «n2»", "«Ls» «n» & «n2»",
    "«Ls» «n»-«n2»", "«Ls» «n» – «n2»", "«Ls» «n» to «n2»", "«Ls» «n» through «n2»", "«L» «n»/«n2»",
    "«L» «n» and «L» «n2»", "from «L» «n» to «L» «n2»", "«Name» (needs «L» «n2»)",
    "«n»: «Name»", "«n» - «Name»", "«n» – «Name»", "«n» «Name»", "«N» «Name»", "«N» - «Name»",
    "«N»: «Name»", "«Name» («n»)", "«Name» (#«n»)", "#«n» «Name»", "#«n»: «Name»", "No. «n»: «Name»",
    "«n» | «Name»", "(«n») «Name»", "[«n»] «Name»", "«path»", "«path» («L» «n»)", "«n»: «path»",
    "«path»: «n»", "«path» # «L» «n»", "«L» «n»: «path»", "«L» «n» -> «path»", "«N» -> «path»",
    "«path» -> «n»", "📘 «L» «n»: «Name»", "«L» «n»️⃣ «Name»", "✅ «L» «n» «Name»", "«N»_«name»",
    "«n») «Name»", "1 «L» «n»: «Name»", "2 h: «L» «n»: «Name»", "«L» «n»: «Name» (2 h)",
    "«L» «n»: «Name», 3 exercises", "«L» «n»  «Name»", "«L» «n»\t«Name»", "«n»\t«Name»",
]

# Lists, as Markdown, reStructuredText, Org and plain text write them.
LISTS = [
    "- «L» «n»: «Name»", "* «L» «n» - «Name»", "- [ ] «L» «n»: «Name»", "- [x] «L» «n» – «Name»",
    "* «n» - «Name»", "* «N»: «Name»", "- «n»: «Name»", "- «N» «Name»", "- («n») «Name»", "+ «n». «Name»",
    "«n». «Name»", "«n». «L» «n»: «Name»", "«N». «Name»", "«n».«Name»", "1. «L» «n»: «Name»",
    "   - «L» «n»: «Name»", "• «L» «n»: «Name»", "- «Name» («L» «n»)", "- «Name»: «L» «n»",
    "- «Name» … «n»", "- «Name» .......... «n»", "- «path»", "- «path» – «L» «n»", "- `«path»`: «n»",
    "- `«N»_«name»`: «Name»", "- **«N»** «Name»", "- **«n»**: «Name»", "- 📘 **«L» «n»** — «Name»",
    "- «L» «n»\n  - «Name»", "- «Name»\n  - «L» «n»", "- «L» «n»:\n  «Name»", "- «n»\n  - «Name»",
]

MARKDOWN = [
    "**«L» «n»: «Name»**", "**«L» «n»**: «Name»", "**«L» «n»** «Name»", "**«L» «n»:** «Name»",
    "__«L» «n»__: «Name»", "*«L» «n»*: «Name»", "**«n»** «Name»", "**«n».** «Name»", "`«n»` «Name»",
    "**«L»** «n»: «Name»", "**«L»**: «n» «Name»", "_«Name»_ («L» «n»)", "~~«L» «n»: «Name»~~",
    "[«L» «n»: «Name»](«path»)", "[«L» «n»](«path»)", "[«L» «n»](«path»): «Name»", "[«n»](«path») «Name»",
    "[«N»](«path»)", "[«n». «Name»](«path»)", "[«N» «Name»](«path»)", "[«N» - «Name»](«path»)",
    "[«Name»](«path») («L» «n»)", "[«Name»](«path») («n»)", "«Name» [«L» «n»](«path»)",
    "«L» «n»: [«Name»](«path»)", "«L» «n» [«Name»](«path»)", "«n» [«Name»](«path»)", "«n» - [«Name»](«path»)",
    "«N» – [«Name»](«path»)", "**«N»** [«Name»](«path»)", "(«n») [«Name»](«path»)", "[«L» «n»](<«path»>)",
    "[«L» «n»](«path» \"«Name»\")", "[«Name»](«path» \"«L» «n»\")", "[«Name»](«path» \"«L» «n»: «Name»\")",
    "[**«L» «n»**: «Name»](«path»)", "**[«L» «n»: «Name»](«path»)**", "[«L» «n»<br>«Name»](«path»)",
    "[`«L» «n»`](«path») «Name»", "[«Name»](./«path»)", "[«L» «n»: «Name»][m«name»]", "[«n»][m«name»] «Name»\n\n[m«name»]: «path»",
    "[m«name»]: «path» \"«L» «n»: «Name»\"", "[m«name»]: «path»", "[«L» «n»]: «path»", "[«N»]: «path»",
    "[[«N»_«name»|«L» «n»: «Name»]]", "[[«path»|«L» «n»]]", "[^«name»]: «L» «n»: «Name»",
    "![«L» «n»: «Name»](«path»/a.png)", "![«n»](«path»/a.png)", "![«Name»](«path»/a.png \"«L» «n»\")",
    "[![«L» «n»](«path»/a.png)](«path»)", "[![«Name»](«path»/a.png)](«path») «L» «n»",
    "![«n»](https://img.shields.io/badge/«L»-«n»-blue)", "![«Name»](https://img.shields.io/badge/«L»-«n»-blue)",
    "[![«L» «n»](https://img.shields.io/badge/«L»_«n»-«Name»-blue)](«path»)",
    "[![x](https://img.shields.io/badge/«L»%20«n»-«Name»-blue)](«path»)",
    "![«n»](https://img.shields.io/badge/«n»-«Name»-blue) [«Name»](«path»)",
    "- [«L» «n»](«path»): «Name»", "- [«L» «n»](«path») — «Name»", "- «L» «n»: «Name» ([code](«path»))",
    "* [ ] [«L» «n»: «Name»](«path»)", "- [x] «n». [«Name»](«path»)", "- [ ] «n» [«Name»](«path»)",
    "- «N» – [«Name»](«path»)", "- **«N»** [«Name»](«path»)", "- **«L» «n»** – [«Name»](«path»)",
    "- «L» «n»\n  - [«Name»](«path»)", "- [«Name»](«path»)\n  - «L» «n»", "- «Name» (`«path»`, «L» «n»)",
    "- [«Name»](«path»): «L» «n» of the course", "- «L» «n»: «Name» · [slides](«path»/a.png) · [code](«path»)",
    "1. [«L» «n»: «Name»](«path») ([«N»](«path»))", "1. **«L» «n»** [«Name»](«path»)",
    "«n». [«Name»](«path»)", "«n». **«Name»**", "«n») [«Name»](«path»)", "«n». [«Name»](«path») - 2 h",
    "«n».  [«L» «n»: «Name»](«path»)", "«n»\\. [«Name»](«path»)",
    "### «L» «n»: «Name»", "### «n». «Name»", "## «N» «Name»", "## [«L» «n»: «Name»](«path»)", "## «n» - «Name»",
    "## «L» «n» «Name» {#«name»}", "### «L» «n»\n\n«Name» is taught here.", "«L» «n»: «Name»\n----------------",
    "> «L» «n»: «Name»", "> **«L» «n»: «Name»** is next", "> [!NOTE]\n> «L» «n»: «Name»", "«L» «n»\n: «Name»",
    "**«L» «n»**\\\n«Name»", "«L» «n»<br>«Name»", "<!-- «L» «n»: «Name» -->", "«path» <!-- «L» «n»: «Name» -->",
    "<details><summary>«L» «n»: «Name»</summary>", "<summary><b>«L» «n»</b> «Name»</summary>",
    "| «n» | «Name» |", "| «N» | [«Name»](«path») |", "| «L» «n» | «Name» |", "| [«L» «n»](«path») | «Name» |",
    "| «n» | [«L» «n»: «Name»](«path») | 3 h |", "| [«Name»](«path») | «n» |", "| **«n»** | **«Name»** | x |",
    "| [«N»](«path») | «Name» | `x` |", "| «L» «n»: «Name» | [open](«path») |", "| 3 h | «L» «n» | «Name» |",
    "| [ ] | «n» | «Name» |", "| «L» «n»: «Name» | «path» |", "| `«path»` | «n» |", "| «N» | `«path»` | «Name» |",
    "||«n»|[«Name»](«path»)|", "| «L» «n»<br>«Name» | x |", "| «n» | x | [«Name»](«path») |", "|«n»|«Name»|",
    "| «n» | 2 h | «Name» |", "| x | «n» | [«Name»](«path») |", "| x | «L» «n» | 4 h | [«Name»](«path») |",
    "| «n» | 2 | «Name» |", "| «Name» | 2 h | «n» |", "| `«n»` | «Name» |", "| «n». | «Name» |", "| #«n» | «Name» |",
    "| «n» – «Name» | x |", "| «n». [«Name»](«path») | x |", "| Mon | «n» | «Name» | [open](«path») |",
    "«n» | [«Name»](«path») | x", "«L» «n» | «Name» | x", "| [«n»](«path») | [«Name»](«path») | 3 |",
    "| 📘 «n» | «Name» |", "| «L» **«n»** | [«Name»](«path») |",
    "```mermaid\ngraph LR\n  «name»[\"«L» «n»: «Name»\"]\n```", "```mermaid\ngraph LR\n  L«N»[«Name»]\n```",
    "```mermaid\ngraph LR\n  «name»[«n». «Name»] --> «name2»[«n2». «Name2»]\n```",
    "```\n«path»/   # «L» «n»: «Name»\n```", "```\n├── «path»/  «Name» («L» «n»)\n```", "```bash\ncd «path»\n```",
    "```sh\n# «L» «n»: «Name»\ncd «path»\n```", "```text\n«n». «Name»\n```", "`cd «path»` (# «n»)",
    "{% link «path» %} «L» «n»", "{{< relref \"«path»\" >}} «L» «n»", "{{% ref \"«path»\" %}} «n»",
    "<Card title=\"«L» «n»: «Name»\" href=\"«root»\" />", "<Card title=\"«n». «Name»\" href=\"«path»\">",
    ":::{card} «L» «n»: «Name»\n:link: «path»\n:::", "- {doc}`«L» «n»: «Name» <«path»>`", "{ref}`«L» «n» <«path»>`",
    "<a href=\"«path»\">«L» «n»: «Name»</a>", "<li><a href=\"«path»\">«n». «Name»</a></li>",
    "<img src=\"«path»/a.png\" alt=\"«L» «n»\"> «Name»", "<h3 align=\"center\">«L» «n»: «Name»</h3>",
    "- «L» «n»: «Name» → «L» «n2»: «Name2»", "«Name» needs [«L» «n2»](«path2»).",
    "[← «L» «n»: «Name»](«path») | [«L» «n2»: «Name2» →](«path2»)", "[«Name»](«path») → [«Name2»](«path2»)",
]

HTML = [
    "<a href=\"«path»/index.html\">«n». «Name»</a>", "<h2>«L» «n»: «Name»</h2>", "<b>«L» «n»</b>: «Name»",
    "<tr><td>«n»</td><td><a href=\"«path»\">«Name»</a></td></tr>", "<tr><td>«n»</td><td>«Name»</td></tr>",
    "<tr><td><a href=\"«path»\">«Name»</a></td><td>«n»</td></tr>", "<tr><th>«n»</th><td>«Name»</td></tr>",
    "<tr>\n<td>«n»</td>\n<td><a href=\"«path»\">«Name»</a></td>\n</tr>",
    "<tr>\n  <td>«n»</td>\n  <td>«Name»</td>\n  <td>2 h</td>\n</tr>",
    "<tr>\n  <td>«n»</td>\n  <td>2 h</td>\n  <td><a href=\"«path»\">«Name»</a></td>\n</tr>",
    "<tr>\n  <td>\n    «n»\n  </td>\n  <td>\n    <a href=\"«path»\">«Name»</a>\n  </td>\n</tr>",
    "<tr>\n  <td><a href=\"«path»\">«Name»</a></td>\n  <td>«n»</td>\n</tr>",
    "<tr>\n  <td>«L» «n»</td>\n  <td><a href=\"«path»\">«Name»</a></td>\n</tr>",
    "<td>«n»</td><td>«Name»</td>", "<td><a href=\"«path»\">«L» «n»</a></td><td>«Name»</td>",
    "<td>«L» «n»</td>\n<td>«Name»</td>", "<td align=\"right\">«n»</td>\n<td class=\"x\">«Name»</td>",
    "<li><a href=\"«path»\"><b>«L» «n»</b> «Name»</a></li>", "<li>«L» «n»: <a href=\"«path»\">«Name»</a></li>",
    "<li>\n  <span>«n»</span>\n  <a href=\"«path»\">«Name»</a>\n</li>", "<li value=\"«n»\">«Name»</li>",
    "<li data-number=\"«n»\"><a href=\"«path»\">«Name»</a></li>", "<a id=\"«l»-«n»\" href=\"«path»\">«Name»</a>",
    "<a href=\"«path»\"><span>«n»</span> «Name»</a>", "<a href=\"«path»\">«n»</a>", "<dt>«L» «n»</dt><dd>«Name»</dd>",
    "<dt>«n»</dt>\n<dd>«Name»</dd>", "<img src=\"«path»/a.png\" alt=\"«L» «n»: «Name»\">",
    "<option value=\"«n»\">«Name»</option>", "<option value=\"«path»\">«L» «n»</option>",
    "<option value=\"«path»\">«n». «Name»</option>", "<title>«L» «n»: «Name»</title>",
    "<a href=\"«path»\">«L»&nbsp;«n»: «Name»</a>", "<span class=\"num\">«n»</span> <span>«Name»</span>",
    "<div class=\"n\">«n»</div>\n<div class=\"t\">«Name»</div>", "<p><strong>«n».</strong> «Name»</p>",
    "<a href=\"«path»\" title=\"«L» «n»: «Name»\">«n»</a>", "<meta name=\"description\" content=\"«L» «n»: «Name»\">",
    "<button onclick=\"open('«path»')\">«L» «n»</button>", "<!-- «L» «n»: «Name» -->", "<h3>«n» &ndash; «Name»</h3>",
    "<h3>«n» &mdash; «Name»</h3>", "<h3>«L» «n» &mdash; «Name»</h3>", "<h3>«L» «n»&#58; «Name»</h3>",
]

RST = [
    ".. toctree::\n\n   «L» «n» <«path»/README>", ".. toctree::\n\n   «n». «Name» <«path»/README>",
    "* - «n»\n  - «Name»", "* - «L» «n»\n  - «Name»", "* - `«Name» <«path»>`_\n  - «n»",
    "«L» «n»: «Name»\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "«n». «Name»\n~~~~~~~~~~~~~~~~~~~~~~~~",
    "`«L» «n»: «Name» <«path»>`_", "`«n» <«path»>`__ «Name»", ":doc:`«L» «n»: «Name» <«path»/README>`",
    ":doc:`«L» «n» <«path»/README>`", ":doc:`«n». «Name» <«root»/README>`", ".. _«L» «n»: «path»",
    ".. |«name»| replace:: «L» «n»: «Name»", ".. include:: «path»/x.rst", "**«L» «n»**\n  «Name»", "«N»  «Name»",
    ".. rubric:: «L» «n»: «Name»", "   «path»/README", ":ref:`«L» «n»: «Name» <«name»>`", "#. «L» «n»: «Name»",
    ".. image:: «path»/a.png\n   :alt: «L» «n»: «Name»", ".. note:: «L» «n»: «Name»", "    :«L» «n»: «Name»",
    "======  ==========\n«L» «n»  «Name»\n======  ==========", "+----+----------------------+\n| «n»  | «Name» |\n+----+----------------------+",
    ".. literalinclude:: «path»/main.py\n   :caption: «L» «n»: «Name»",
]

TEX = [
    "\\input{«path»/x}", "\\include{«path»/x}", "\\subfile{«path»/x}", "\\section{«L» «n»: «Name»}",
    "\\chapter*{«L» «n»: «Name»}", "\\section{«n». «Name»}", "\\addcontentsline{toc}{chapter}{«L» «n»: «Name»}",
    "«n» & «Name» & 3h \\\\", "«L» «n» & «Name» \\\\", "«n» & 2 & «Name» \\\\", "«L»~«n» («Name»)", "«L»~«n»",
    "\\item[«n»] «Name»", "\\item[«n».] «Name»", "\\item «L» «n»: «Name»", "\\item[«L» «n»] «Name»",
    "\\item «n». «Name»", "\\href{«path»}{«L» «n»: «Name»}", "\\href{«path»}{«n»} «Name»", "% «L» «n»: «Name»",
    "\\includegraphics{«path»/a.png}", "\\textbf{«L» «n»}: «Name»", "\\textbf{«n»} «Name»", "\\textbf{«n».} «Name»",
    "\\lstinputlisting{«path»/main.py}", "\\caption{«Name» («L» «n»)}", "\\lesson{«n»}{«Name»}", "\\lesson{«n»}{«path»}",
    "\\includeonly{«path»/x}", "\\newcommand{\\«ident»}{«L» «n»}", "\\ref{«l»:«n»} «Name»", "«L»\\,«n»: «Name»",
    "\\setcounter{chapter}{«n»} % «Name»", "\\import{«path»/}{x} % «n»", "\\footnote{«L» «n»: «Name»}",
    "\\title{«L» «n» \\\\ «Name»}", "\\title{«L» «n»: «Name»}", "\\lecture{«n»}{«Name»}{2 h}",
]

ASCIIDOC = [
    "link:«path»[«L» «n»: «Name»]", "|«n» |«Name»", "| «L» «n» | «Name»", ". «L» «n»: «Name»", "== «L» «n»: «Name»",
    "include::«path»/x.adoc[]", "include::«path»/x.adoc[] // «L» «n»", "xref:«path»/README.adoc[«L» «n»]",
    "xref:«path»/README.adoc[«n». «Name»]", "*«L» «n»*:: «Name»", "«L» «n»:: «Name»", "«n»:: «Name»",
    "=== «n». «Name»", "image::«path»/a.png[«L» «n»: «Name»]", "|«n»\n|«Name»", "| link:«path»[«Name»] | «n»",
    "|«n»\n|link:«path»[«Name»]\n|2 h", "* xref:«path»[«L» «n»: «Name»]", "* «n» xref:«path»[«Name»]", "// «L» «n»: «Name»",
    "<<«name»,«L» «n»: «Name»>>", "[[«l»-«n»]] «Name»", "TIP: «L» «n»: «Name»", ":title: «L» «n»: «Name»",
    "* «L» «n» +\n«Name»", ".«L» «n»: «Name»", "*«n»* «Name»",
]

ORG = [
    "* «L» «n»: «Name»", "[[file:«path»][«L» «n»: «Name»]]", "| «n» | «Name» |", "- «L» «n» :: «Name»",
    "** «n». «Name»", "*«L» «n»*: «Name»", "/«L» «n»/: «Name»", "| «n» | [[file:«path»][«Name»]] |",
    "* TODO «L» «n»: «Name»", "#+TITLE: «L» «n»: «Name»", "#+INCLUDE: \"«path»/x.org\"", "- [[file:«path»][«n»]] «Name»",
    "- «n» :: «Name»", "| [[file:«path»][«Name»]] | «n» |", "- [ ] «n» [[file:«path»][«Name»]]", "# «L» «n»: «Name»",
]

TOML = [
    "title_«name» = \"«L» «n»: «Name»\"", "[[x]]\nnumber = «n»\npath = \"«path»\"", "x = { n = «n», path = \"«path»\" }",
    "\"«path»\" = \"«L» «n»\"", "# «L» «n»: «Name»", "p_«name» = \"«path»\"", "[[x]]\nname = \"«name»\"\nnumber = «n»",
    "[[x]]\npath = \"«path»\"\ntitle = \"«Name»\"\norder = «n»", "[[x]]\nweight = «n»\ntitle = \"«Name»\"", "«name» = «n»",
    "[x.«name»]\nnumber = «n»\ntitle = \"«Name»\"", "[[x]]\nid = \"«l»-«n»\"\nname = \"«Name»\"", "\"«path»\" = «n»",
    "[«l»«n»]\nname = \"«Name»\"", "[[menu.main]]\nname = \"«n». «Name»\"\nurl = \"«root»/\"\nweight = «n»",
]

YAML = [
    "- title: \"«L» «n»: «Name»\"\n  path: «path»", "- name: \"«n». «Name»\"\n  url: «root»/", "- working-directory: «path»",
    "- {lesson: «n», name: «Name»}", "- {path: «path», order: «n»}", "- «path»", "- {«name»: {number: «n», title: «Name»}}",
    "- number: «n»\n  slug: «name»", "- number: «n»\n  title: «Name»", "- file: «path»\n  title: «L» «n»",
    "- file: «path»\n  title: «n». «Name»", "- \"«L» «n»\": «path»", "- «n»: «path»", "- «path»: «n»", "# «L» «n»: «Name»",
    "- file: «path»   # «L» «n»: «Name»", "- text: \"«L» «n» – «Name»\"\n  link: «root»/", "- «L» «n» - «Name»: «path»",
    "- '«L» «n»: «Name»': «path»", "- '«n». «Name»': «path»", "- «N» «Name»: «path»", "- «Name»: «path» # «n»",
    "- week: «n»\n  topic: «Name»\n  hours: 2", "- id: «n»\n  name: «Name»\n  link: «path»", "- part: «L» «n»: «Name»",
    "- caption: «L» «n»\n  chapters:\n    - file: «path»/README", "- title: «Name»\n  weight: «n»", "- [«n», «Name»]",
    "- «l»: «n»\n  path: «path»", "- \"«n»\": «Name»", "- section: \"«L» «n»\"\n  contents:\n    - «path»/README.qmd",
    "- «Name»:\n    number: «n»", "- href: «path»\n  text: \"«n»\"", "- run: cd «path» && make # «L» «n»", "- '«Name» («n»)': «path»",
]

JSON = [
    "{\"title\": \"«L» «n»: «Name»\", \"path\": \"«path»\"},", "{\"number\": «n», \"title\": \"«Name»\"},", "\"«path»\",",
    "\"«n»\": \"«path»\",", "\"«path»\": \"«L» «n»\",", "\"«path»\": «n»,", "{\"text\": \"«n». «Name»\", \"link\": \"«root»/\"},",
    "{\"name\": \"«Name»\", \"order\": «n»},", "{\"slug\": \"«name»\", \"n\": «n»},", "{\"lesson\": «n», \"title\": \"«Name»\"},",
    "{\"lesson\": «n», \"path\": \"«path»\"},", "{\"n\": «n», \"path\": \"«path»\"},", "\"«L» «n»: «Name»\",", "\"«n» - «Name»\",",
    "{\n  \"id\": «n»,\n  \"name\": \"«Name»\"\n},", "{\n  \"name\": \"«Name»\",\n  \"id\": «n»\n},", "\"«L» «n»\": [\"«path»/README\"],",
    "{\"type\": \"category\", \"label\": \"«L» «n»\", \"items\": [\"«path»/README\"]},", "{\"title\": \"«n»\", \"url\": \"«path»\"},",
    "{\"label\": \"«n». «Name»\", \"to\": \"«root»\"},", "[«n», \"«Name»\"],", "\"«name»\": «n»,", "\"«n»\": \"«Name»\",", "{\"week\": «n», \"topic\": \"«Name»\"},",
    "{\"description\": \"«L» «n»: «Name»\", \"file\": \"«path»/main.py\", \"line\": 3},", "\"«l»-«n»\": \"«Name»\",",
]

CODE = [  # of several languages: `#` is the sign of a comment, put in by the file's row below
    "# «L» «n»: «Name»", "# «n». «Name»", "# «L» «n»", "# ---- «L» «n»: «Name» ----", "# see «path»", "# «path» («L» «n»)",
]

PYTHON = [
    "L.append((«n», \"«Name»\"))", "x = \"«path»\"", "\"\"\"«L» «n»: «Name».\"\"\"", "d = dict(number=«n», path=\"«path»\")",
    "{\"id\": «n», \"path\": \"«path»\"},", "(\"«path»\", «n»),", "print(\"«L» «n»: «Name»\")", "p = Path(\"«path»\")  # «L» «n»",
    "title = \"«n». «Name»\"", "title = \"«N» «Name»\"", "class «L»«n»«Camel»: pass", "«n»: \"«Name»\",", "«n»: \"«path»\",",
    "\"«Name»\": «n»,", "\"«path»\": «n»,", "run(\"«path»\", number=«n»)", "«ident»_NUMBER = «n»", "Lesson(«n», \"«Name»\"),",
    "Lesson(title=\"«Name»\", number=«n»),", "(«n», \"«Name»\", \"«path»\"),", "def test_«l»_«n»_«ident»(): pass", "assert number(\"«name»\") == «n»",
    "    («n», '«name»'),", "print(f\"«L» «n»\")  # «Name»", "@lesson(«n»)\ndef «ident»(): pass", "«L».«ident» = «n»",
]

JAVASCRIPT = [
    "{ id: «n», slug: \"«name»\", title: \"«L» «n»: «Name»\" },", "import x from \"./«path»/x.js\"", "{ number: «n», path: \"«path»\" },",
    "const a = [\"«path»\", \"«L» «n»\"];", "<Link to=\"«root»\">«L» «n»: «Name»</Link>", "/* «L» «n» - «Name» */",
    "{ to: \"«root»\", label: \"«n». «Name»\" },", "{ label: \"«L» «n»\", to: \"«root»\" },", "<li>«n». «Name»</li>", "title: `«L» «n»: «Name»`,",
    "{ text: '«n». «Name»', link: '«root»/' },", "{ text: '«L» «n»', link: '«root»/' },", "{\n  id: «n»,\n  title: '«Name»',\n},",
    "{\n  title: '«Name»',\n  order: «n»,\n},", "«n»: '«Name»',", "'«name»': «n»,", "[«n», '«Name»'],", "{ type: 'doc', id: '«path»/README', label: '«L» «n»' },",
    "case «n»: return '«Name»';", "<Lesson number={«n»} title=\"«Name»\" />", "add(«n», '«path»');",
]

SHELL = [
    "cd «path» && make", "echo \"«L» «n»: «Name»\"", "python «path»/main.py  # «L» «n»", "run «n» «path»", "run «path» «n»",
    "for d in «path»; do x; done", "test \"«path»\" = \"$1\" && echo «n»", "«n») cd «path» ;;", "\"«L» «n»\") cd «path» ;;", "  «n») echo \"«Name»\" ;;",
    "printf \"%s\\n\" \"«n». «Name»\"", "X_«ident»=«path»", "lessons[«n»]=«path»", "echo \"== «L» «n»: «Name» ==\"", "build «n» # «Name»",
    "NUMBER_«ident»=«n»", "git tag «l»-«n» # «Name»", "[\"«n»\"]=\"«path»\"",
]

C = ["printf(\"«L» «n»: «Name»\\n\");", "{«n», \"«name»\"},", "{«n», \"«Name»\"},", "#include \"«path»/x.h\"", "/* «L» «n»: «Name» */",
     " * «L» «n» - «Name»", "{\"«L» «n»\", \"«path»\"},", "case «n»: return \"«Name»\";", "#define «ident»_NUMBER «n»", "[«n»] = \"«Name»\",",
     "register_lesson(«n», \"«path»\");", "/// @brief «L» «n»: «Name»"]

# File → (forms, the sign of a comment for CODE; None without). A page's name says its kind.
FILES = {
    "page.md": (PROSE + LISTS + MARKDOWN + MARKDOWN, None),
    "SUMMARY.md": (MARKDOWN, None),
    "page.mdx": (PROSE + MARKDOWN, None),
    "page.txt": (PROSE + LISTS, None),
    "page.html": (HTML + HTML + PROSE, None),
    "page.rst": (RST + RST + PROSE + LISTS, None),
    "page.tex": (TEX + TEX + PROSE, "%"),
    "page.adoc": (ASCIIDOC + ASCIIDOC + PROSE, None),
    "page.org": (ORG + PROSE, None),
    "page.ipynb": (PROSE + LISTS + MARKDOWN, None),
    "page.toml": (TOML, "#"),
    "page.yml": (YAML, "#"),
    "page.json": (JSON, None),
    "page.py": (PYTHON, "#"),
    "page.js": (JAVASCRIPT, "//"),
    "page.sh": (SHELL, "#"),
    "page.c": (C, "//"),
    "Makefile": (["«name»: «path»/main\n\tmake -C «path»", "«L»«n»: ; make -C «path»", "SRC += «path»/main.c",
                  "\t@echo \"«L» «n»: «Name»\"", ".PHONY: «path»", "«l»-«n»: «path»/x", "\t./run «n» «path»"], "#"),
    "page.csv": (["«n»,«Name»,3", "«L» «n»,«Name»,3", "\"«L» «n»: «Name»\",x,y", "«path»,«n»,x", "«Name»,«n»,x",
                  "«path»,«L» «n»,x", "x,«path»,«n»", "«n»,2024-01-02,«Name»", "«N»,«name»,2"], None),
    "page.tsv": (["«n»\t«Name»\t3", "«L» «n»\t«Name»", "«path»\t«L» «n»", "«path»\t«n»"], None),
    "page.xml": (["<lesson number=\"«n»\" title=\"«Name»\"/>", "<module>«path»</module>", "<x path=\"«path»\" n=\"«n»\"/>",
                  "<title>«L» «n»: «Name»</title>", "<item><n>«n»</n><p>«path»</p></item>", "<item>\n<n>«n»</n>\n<name>«Name»</name>\n</item>",
                  "<!-- «L» «n»: «Name» -->"], None),
    "CODEOWNERS": (["«root»/ @team-x", "«root»/ @team-x # «L» «n»"], "#"),
    "Dockerfile": (["COPY «path» /app/«path»", "RUN echo \"«L» «n»: «Name»\""], "#"),
    "page.go": (["p := \"«path»\" // «L» «n»", "{«n», \"«name»\"},", "{\"«L» «n»\", \"«path»\"},", "«n»: \"«Name»\","], "//"),
    "page.sql": (["INSERT INTO t VALUES («n», '«Name»');", "INSERT INTO t VALUES ('«path»', «n»);", "\\i «path»/x.sql",
                  "UPDATE t SET n = «n» WHERE name = '«Name»';", "(«n», '«name»'),"], "--"),
    "page.R": (["source(\"«path»/x.R\")", "x <- \"«L» «n»: «Name»\"", "rmarkdown::render(\"«path»/x.Rmd\")", "c(«n», \"«Name»\"),"], "#"),
    "page.rs": (["(«n», \"«Name»\"),", "//! «L» «n»: «Name»", "#[path = \"«path»/x.rs\"]", "println!(\"«L» «n»: «Name»\");"], "//"),
    "page.tf": (["source = \"./«path»\""], "#"),
    "CMakeLists.txt": (["add_subdirectory(«path»)", "add_lesson(«n» «path»)", "add_lesson(«path» «n»)", "set(LESSON_«n» «path»)"], "#"),
}


def forms_of(name):
    """All forms of the file's kind, in a fixed order; one that stands twice is drawn twice as often."""
    forms, comment = FILES[name]
    return forms + ([form.replace("# ", comment + " ", 1) for form in CODE] if comment else [])
