import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { literal, phpText } from '../../../src/editor/tasks/literals.ts';
import {
  type ApiRequest,
  createTaskRequest,
  listRequest,
  oneTaskRequest,
  requestCode,
  type Target,
  targets,
} from '../../../src/editor/tasks/requestCode.ts';
import { scan } from '../../../src/leaks/index.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const base = 'https://api.example/api/v3';
const list = listRequest({
  flowId: 'a,b',
  status: 'ONGOING',
  timeBy: 'startTime',
  timeFrom: '2026-11-18 00:00:00',
});
const nasty = `a"b'c\`d$e{f}\\g\n#{h} $(i) </script> \u202E \u2028 é 😀 \ud800`;
const create = createTaskRequest(
  { flow: nasty, hubId: 'h1', n: -1.5, yes: true, no: false, none: null, list: [1, [], {}], __proto: nasty },
  ['Samples:\nreplace them', '*/ ?> -->'],
);
const languages: Record<Target, string> = {
  curl: 'shellscript',
  fetch: 'javascript',
  axios: 'javascript',
  python: 'python',
  php: 'php',
  go: 'go',
  http: 'http',
};

const code = (target: Target, request: ApiRequest) =>
  requestCode(target, request, base, 'MILEAPP_ACCESS_TOKEN');

describe('request code', () => {
  it('is a line or a few to read a list with cURL', () => {
    assert.equal(
      code('curl', list),
      `curl 'https://api.example/api/v3/tasks?flowId=a%2Cb&status=ONGOING&timeBy=startTime&timeFrom=2026-11-18%2000%3A00%3A00' \\
  --header "Authorization: Bearer $MILEAPP_ACCESS_TOKEN" \\
  --header 'Accept: application/json'
`,
    );
  });

  it('reads with fetch', () => {
    assert.equal(
      code('fetch', oneTaskRequest('a/b')),
      `const response = await fetch('https://api.example/api/v3/task/a%2Fb', {
  headers: {
    Authorization: \`Bearer \${process.env.MILEAPP_ACCESS_TOKEN}\`,
    Accept: 'application/json',
  },
});
if (!response.ok) throw new Error(\`MileApp answered \${response.status}\`);
console.log(await response.json());
`,
    );
  });

  it('reads with Python, Guzzle and a .http file', () => {
    assert.equal(
      code('python', listRequest({ status: 'DONE' })),
      `import os

import requests

response = requests.get(
    "https://api.example/api/v3/tasks",
    params={
        "status": "DONE",
    },
    headers={
        "Authorization": f"Bearer {os.environ['MILEAPP_ACCESS_TOKEN']}",
        "Accept": "application/json",
    },
    timeout=30,
)
response.raise_for_status()
print(response.json())
`,
    );
    assert.equal(
      code('php', listRequest({ status: 'DONE' })),
      `<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\\Client();
$response = $client->request('GET', 'https://api.example/api/v3/tasks', [
    'headers' => [
        'Authorization' => 'Bearer ' . getenv('MILEAPP_ACCESS_TOKEN'),
        'Accept' => 'application/json',
    ],
    'query' => [
        'status' => 'DONE',
    ],
]);
print_r(json_decode((string) $response->getBody(), true));
`,
    );
    assert.equal(
      code('http', createTaskRequest({ flow: 'Pickup' }, ['Samples'])),
      `# Samples
POST https://api.example/api/v3/task
Authorization: Bearer {{$processEnv MILEAPP_ACCESS_TOKEN}}
Accept: application/json
Content-Type: application/json

{
  "flow": "Pickup"
}
`,
    );
  });

  it('creates with axios and Go', () => {
    assert.equal(
      code('axios', createTaskRequest({ flow: 'Pickup', note: "it's" }, ['Samples'])),
      `// Samples
import axios from 'axios';

const { data } = await axios.post('https://api.example/api/v3/task', {
  flow: 'Pickup',
  note: 'it\\'s',
}, {
  headers: {
    Authorization: \`Bearer \${process.env.MILEAPP_ACCESS_TOKEN}\`,
    Accept: 'application/json',
  },
});
console.log(data);
`,
    );
    const go = code('go', createTaskRequest({ flow: 'Pickup' }, ['Samples']));
    assert.match(go, /^package main\n\nimport \(\n\t"fmt"\n\t"io"\n\t"net\/http"\n\t"os"\n\t"strings"\n\)/);
    assert.ok(
      go.includes(
        '\t// Samples\n\trequest, err := http.NewRequest("POST", "https://api.example/api/v3/task", ' +
          'strings.NewReader("{\\"flow\\":\\"Pickup\\"}"))',
      ),
    );
    const reading = code('go', list);
    assert.ok(reading.includes('query.Set("flowId", "a,b")'));
    assert.ok(reading.includes('"https://api.example/api/v3/tasks?"+query.Encode(), nil)'));
  });

  for (const target of targets) {
    it(`${target}: holds no token our own scanner would see, and marks samples`, () => {
      const text = code(target, create);
      assert.deepEqual(scan(text, { languageId: languages[target] }), []);
      assert.match(text, /Samples: replace them\n/);
      assert.doesNotMatch(text, /[\u202e\u2028]/);
    });
  }

  it('writes literals that mean what the value was', () => {
    const value = JSON.parse(
      JSON.stringify({ ...(create.body as object), ['__proto__']: 1 }).replace('\\ud800', ''),
    );
    value.flow = value.flow.toWellFormed();
    value.__proto = value.__proto.toWellFormed();
    const own = JSON.parse(`{"__proto__": [1], "a-b": ${JSON.stringify(value)}}`);
    const read = runInNewContext(`(${literal('javascript', own)})`);
    assert.deepEqual(JSON.stringify(read), JSON.stringify(own));
    assert.equal(phpText(`it's \\ $x`), `'it\\'s \\\\ $x'`);
    assert.equal(phpText('a\n"$x"\u202e'), '"a\\u{a}\\"\\$x\\"\\u{202e}"');
  });
});

describe('request code that is run', () => {
  const run = promisify(execFile);
  let sandbox: Sandbox;
  let folder: string;
  before(async () => {
    sandbox = await startSandbox({ size: 40, seed: 1 });
    folder = await mkdtemp(join(tmpdir(), 'mileapp-code-'));
  });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => ({ ...process.env, MY_TOKEN: sandbox.mint() });
  const text = (target: Target, request: ApiRequest) =>
    requestCode(target, request, `${sandbox.baseUrl}/`, 'MY_TOKEN');
  const request = listRequest({
    status: 'ONGOING',
    limit: 5,
    timeBy: 'createdTime',
    timeFrom: '2020-01-01 00:00:00',
  });
  const expected = { path: '/tasks', authorization: 'valid', query: Object.fromEntries(request.query) };
  const seen = () => {
    const { path, authorization, query } = sandbox.requests.at(-1)!;
    return { path, authorization, query };
  };

  it('asks what the tree asks, with fetch', async () => {
    const file = join(folder, 'list.mjs');
    await writeFile(file, text('fetch', request));
    await run(process.execPath, [file], { env: env() });
    assert.deepEqual(seen(), expected);
  });

  it('asks what the tree asks, with cURL', async function () {
    if (!(await works('curl', ['--version']))) this.skip();
    await run('sh', ['-c', `${text('curl', request).trimEnd()} --fail --silent`], { env: env() });
    assert.deepEqual(seen(), expected);
  });

  it('asks what the tree asks, with Python and its package requests', async function () {
    if (!(await works('python3', ['-c', 'import requests']))) this.skip();
    await run('python3', ['-c', text('python', request)], { env: env() });
    assert.deepEqual(seen(), expected);
  });

  it('asks what the tree asks, with Go', async function () {
    if (!(await works('go', ['version']))) this.skip();
    this.timeout(60_000);
    const file = join(folder, 'main.go');
    await writeFile(file, text('go', request));
    await run('go', ['run', file], { env: { ...env(), GOFLAGS: '-mod=mod', GO111MODULE: 'off' } });
    assert.deepEqual(seen(), expected);
  });

  it('is formatted as Go’s own formatter does it, whatever the values', async function () {
    if (!(await works('sh', ['-c', 'command -v gofmt']))) this.skip();
    for (const one of [request, create]) {
      const file = join(folder, 'formatted.go');
      await writeFile(file, text('go', one));
      assert.equal((await run('gofmt', ['-d', file])).stdout, '');
    }
  });

  it('parses in Python and PHP, whatever the values', async function () {
    const parsers = [
      ['python', 'python3', ['-c', 'import ast, sys; ast.parse(sys.argv[1])']],
      ['php', 'php', ['-r', 'token_get_all($argv[1], TOKEN_PARSE);']],
    ] as const;
    let any = false;
    for (const [target, program, args] of parsers) {
      if (!(await works(program, ['--version']))) continue;
      any = true;
      for (const one of [request, create]) await run(program, [...args, text(target, one)]);
    }
    if (!any) this.skip();
  });

  async function works(program: string, args: string[]): Promise<boolean> {
    return run(program, args).then(
      () => true,
      () => false,
    );
  }
});
