import assert from 'node:assert/strict';
import { fixFor } from '../../../src/leaks/fix/fixFor.ts';
import { fixed, marked } from './marked.ts';

/** Where the import goes: before and after, whole. */
const cases: readonly [language: string, title: string, before: string, after: string][] = [
  ['python', 'at the top', 'h = "§"\n', "import os\n\nh = os.environ['API_TOKEN']\n"],
  [
    'python',
    'after what must stay first',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n# Licence\n"""Says."""\n\nfrom __future__ import annotations\n\nh = "§"\n',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n# Licence\n"""Says."""\n\nfrom __future__ import annotations\n\nimport os\n\nh = os.environ[\'API_TOKEN\']\n',
  ],
  [
    'python',
    'in its place among others',
    'import json\nimport sys\n\nh = "§"\n',
    "import json\nimport os\nimport sys\n\nh = os.environ['API_TOKEN']\n",
  ],
  [
    'python',
    'before the from-imports',
    'import json\nfrom a import (\n    b,\n)\n\nh = "§"\n',
    "import json\nimport os\nfrom a import (\n    b,\n)\n\nh = os.environ['API_TOKEN']\n",
  ],
  [
    'python',
    'after the last',
    'import abc\nimport json\n\nh = "§"\n',
    "import abc\nimport json\nimport os\n\nh = os.environ['API_TOKEN']\n",
  ],
  ['python', 'never twice', 'import sys, os\nh = "§"\n', "import sys, os\nh = os.environ['API_TOKEN']\n"],
  ['python', 'under its alias', 'import os as o\nh = "§"\n', "import os as o\nh = o.environ['API_TOKEN']\n"],
  [
    'python',
    'as environ',
    'from os import environ\nh = "§"\n',
    "from os import environ\nh = environ['API_TOKEN']\n",
  ],
  [
    'python',
    'as environ under its alias',
    'from os import (path, environ as e)\nh = b"§"\n',
    'from os import (path, environ as e)\nh = e["API_TOKEN"].encode()\n',
  ],
  [
    'python',
    'not by what only a function imports',
    'def f():\n    import os\n\nh = "§"\n',
    "import os\n\ndef f():\n    import os\n\nh = os.environ['API_TOKEN']\n",
  ],
  [
    'python',
    'not by what comes later',
    'h = "§"\nimport os\n',
    "import os\n\nh = os.environ['API_TOKEN']\nimport os\n",
  ],
  [
    'python',
    'not by what is no code',
    '"""\nimport os\n"""\nh = "§"\n',
    '"""\nimport os\n"""\nimport os\n\nh = os.environ[\'API_TOKEN\']\n',
  ],
  [
    'python',
    'with the file’s line ends',
    'import json\r\nh = "§"\r\n',
    "import json\r\nimport os\r\nh = os.environ['API_TOKEN']\r\n",
  ],
  ['python', 'after a prompt', '>>> h = "§"\n', ">>> import os\n>>> h = os.environ['API_TOKEN']\n"],
  [
    'python',
    'after a cell’s magic',
    '%pip install a\nh = "§"\n',
    "%pip install a\nimport os\n\nh = os.environ['API_TOKEN']\n",
  ],
  [
    'markdown',
    'in the fence',
    'a\n\n```py\nh = "§"\n```\n',
    "a\n\n```py\nimport os\n\nh = os.environ['API_TOKEN']\n```\n",
  ],
  [
    'python',
    'with the quotes the file prefers',
    'import os\na = ["b", "c"]\nh = \'§\'\n',
    'import os\na = ["b", "c"]\nh = os.environ["API_TOKEN"]\n',
  ],
  [
    'go',
    'after the package',
    '// Licence\n\npackage a\n\nvar h = "§"\n',
    '// Licence\n\npackage a\n\nimport "os"\n\nvar h = os.Getenv("API_TOKEN")\n',
  ],
  [
    'go',
    'in the block',
    'package a\n\nimport (\n\t"fmt"\n\t"strings"\n\n\t"x.invalid/y"\n)\n\nvar h = "§"\n',
    'package a\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n\n\t"x.invalid/y"\n)\n\nvar h = os.Getenv("API_TOKEN")\n',
  ],
  [
    'go',
    'beside a single one',
    'package a\n\nimport "fmt"\n\nvar h = "§"\n',
    'package a\n\nimport "fmt"\nimport "os"\n\nvar h = os.Getenv("API_TOKEN")\n',
  ],
  [
    'go',
    'never twice',
    'package a\n\nimport ("fmt"; "os")\n\nvar h = "§"\n',
    'package a\n\nimport ("fmt"; "os")\n\nvar h = os.Getenv("API_TOKEN")\n',
  ],
  [
    'go',
    'under its alias',
    'package a\n\nimport o "os"\n\nvar h = "§"\n',
    'package a\n\nimport o "os"\n\nvar h = o.Getenv("API_TOKEN")\n',
  ],
  [
    'csharp',
    'at the top',
    '// Licence\nnamespace A;\nclass B { string C = "§"; }\n',
    '// Licence\nusing System;\n\nnamespace A;\nclass B { string C = Environment.GetEnvironmentVariable("API_TOKEN"); }\n',
  ],
  [
    'csharp',
    'first of the namespaces',
    'using System.Net;\nclass B { string C = "§"; }\n',
    'using System;\nusing System.Net;\nclass B { string C = Environment.GetEnvironmentVariable("API_TOKEN"); }\n',
  ],
  [
    'csharp',
    'never twice',
    'global using System;\nvar c = "§";\n',
    'global using System;\nvar c = Environment.GetEnvironmentVariable("API_TOKEN");\n',
  ],
  [
    'dart',
    'among the imports',
    "library a;\n\nimport 'dart:async';\nimport 'package:b/b.dart';\n\nvar h = '§';\n",
    "library a;\n\nimport 'dart:async';\nimport 'dart:io';\nimport 'package:b/b.dart';\n\nvar h = Platform.environment['API_TOKEN']!;\n",
  ],
  [
    'swift',
    'at the top',
    'let h = "§"\n',
    'import Foundation\n\nlet h = ProcessInfo.processInfo.environment["API_TOKEN"] ?? ""\n',
  ],
  [
    'cpp',
    'after the guard',
    '#pragma once\n#include <string>\nstd::string h = "§";\n',
    '#pragma once\n#include <cstdlib>\n#include <string>\nstd::string h = std::getenv("API_TOKEN");\n',
  ],
];

describe('an import', () => {
  for (const [languageId, title, before, after] of cases) {
    it(`${languageId}: ${title}`, () => assert.equal(fixed(before, { languageId }), after));
  }

  it('is one, however many fixes need it', () => {
    assert.equal(
      fixed('a = "§"\nb = "Bearer §"\n', { languageId: 'python' }),
      'import os\n\na = os.environ["API_TOKEN"]\nb = f"Bearer {os.environ[\'API_TOKEN\']}"\n',
    );
  });

  it('before a word that changes is one edit with it, so that no order of applying them matters', () => {
    const { text, findings } = marked('const t = "§"\n');
    const [finding] = findings;
    assert.ok(finding);
    assert.deepEqual(fixFor(text, finding, { languageId: 'go' }, 'API_TOKEN'), {
      edits: [
        { start: 0, end: 5, text: 'import "os"\n\nvar' },
        { start: 10, end: text.length - 1, text: 'os.Getenv("API_TOKEN")' },
      ],
      variable: 'API_TOKEN',
    });
  });
});
