import type { Json, TaskFilter } from '../../mileapp/index.ts';
import { assertNever } from '../assertNever.ts';
import { plainText } from '../plainText.ts';
import { doubleQuoted, jsonText, jsText, literal, phpText, shellText } from './literals.ts';

export const targets = ['curl', 'fetch', 'axios', 'python', 'php', 'go', 'http'] as const;
/** In what the code of a request is written. */
export type Target = (typeof targets)[number];

/** A request of the API without its token: where that stands, the code looks up an environment variable. */
export type ApiRequest = {
  method: 'GET' | 'POST';
  /** Below the base address, its parts encoded: `/task/66a…`. */
  path: string;
  query: readonly (readonly [string, string])[];
  body?: Json;
  /** Said in a comment above the code, one line each: that the body's values are samples, for one. */
  notes?: readonly string[];
};

export function oneTaskRequest(id: string): ApiRequest {
  return { method: 'GET', path: `/task/${encodeURIComponent(id)}`, query: [] };
}

/** The list as it is filtered: what is undefined is left out, moments are in the API's own format already. */
export function listRequest(filter: TaskFilter): ApiRequest {
  const query = Object.entries(filter).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, Array.isArray(value) ? value.join(',') : String(value)] as const],
  );
  return { method: 'GET', path: '/tasks', query };
}

export function createTaskRequest(body: Json, notes: readonly string[]): ApiRequest {
  return { method: 'POST', path: '/task', query: [], body, notes };
}

/**
 * The request as code that runs.
 * @param variable the name of the environment variable that holds the token: letters, digits and `_`
 */
export function requestCode(target: Target, request: ApiRequest, baseUrl: string, variable: string): string {
  const parts: Parts = { ...request, url: `${baseUrl.replace(/\/+$/, '')}${request.path}`, variable };
  const notes = (mark: string) =>
    (request.notes ?? []).map((note) => `${mark} ${plainText(note)}\n`).join('');
  switch (target) {
    case 'curl':
      return notes('#') + curl(parts);
    case 'fetch':
      return notes('//') + fetchCode(parts);
    case 'axios':
      return notes('//') + axios(parts);
    case 'python':
      return notes('#') + python(parts);
    case 'php':
      return `<?php\n\n${notes('//')}${php(parts)}`;
    case 'go':
      return go(parts, notes('\t//'));
    case 'http':
      return notes('#') + http(parts);
    default:
      return assertNever(target);
  }
}

type Parts = ApiRequest & { url: string; variable: string };

function curl({ method, url, query, body, variable }: Parts): string {
  const words = [
    `curl ${method === 'GET' ? '' : `--request ${method} `}${shellText(withQuery(url, query))}`,
    `--header "Authorization: Bearer $${variable}"`,
    `--header 'Accept: application/json'`,
    ...(body === undefined
      ? []
      : [`--header 'Content-Type: application/json'`, `--data ${shellText(jsonText(body))}`]),
  ];
  return `${words.join(' \\\n  ')}\n`;
}

function fetchCode({ method, url, query, body, variable }: Parts): string {
  const address = query.length > 0 ? 'url' : jsText(url);
  return `${query.length > 0 ? `const url = new URL(${jsText(url)});\n` : ''}${query
    .map(([key, value]) => `url.searchParams.set(${jsText(key)}, ${jsText(value)});\n`)
    .join('')}const response = await fetch(${address}, {
${method === 'GET' ? '' : `  method: ${jsText(method)},\n`}  headers: {
    Authorization: \`Bearer \${process.env.${variable}}\`,
    Accept: 'application/json',${body === undefined ? '' : `\n    'Content-Type': 'application/json',`}
  },${body === undefined ? '' : `\n  body: JSON.stringify(${literal('javascript', body, '  ')}),`}
});
if (!response.ok) throw new Error(\`MileApp answered \${response.status}\`);
console.log(await response.json());
`;
}

function axios({ method, url, query, body, variable }: Parts): string {
  const params = Object.fromEntries(query);
  const config = `{
${query.length > 0 ? `  params: ${literal('javascript', params, '  ')},\n` : ''}  headers: {
    Authorization: \`Bearer \${process.env.${variable}}\`,
    Accept: 'application/json',
  },
}`;
  const call =
    method === 'GET'
      ? `axios.get(${jsText(url)}, ${config})`
      : `axios.post(${jsText(url)}, ${literal('javascript', body ?? null)}, ${config})`;
  return `import axios from 'axios';\n\nconst { data } = await ${call};\nconsole.log(data);\n`;
}

function python({ method, url, query, body, variable }: Parts): string {
  const words = [
    `    ${doubleQuoted(url)},`,
    ...(query.length > 0 ? [`    params=${literal('python', Object.fromEntries(query), '    ')},`] : []),
    `    headers={`,
    `        "Authorization": f"Bearer {os.environ['${variable}']}",`,
    `        "Accept": "application/json",`,
    `    },`,
    ...(body === undefined ? [] : [`    json=${literal('python', body, '    ')},`]),
    `    timeout=30,`,
  ];
  return `import os\n\nimport requests\n\nresponse = requests.${method.toLowerCase()}(\n${words.join('\n')}\n)
response.raise_for_status()
print(response.json())
`;
}

function php({ method, url, query, body, variable }: Parts): string {
  const words = [
    `    'headers' => [`,
    `        'Authorization' => 'Bearer ' . getenv('${variable}'),`,
    `        'Accept' => 'application/json',`,
    `    ],`,
    ...(query.length > 0 ? [`    'query' => ${literal('php', Object.fromEntries(query), '    ')},`] : []),
    ...(body === undefined ? [] : [`    'json' => ${literal('php', body, '    ')},`]),
  ];
  return `require 'vendor/autoload.php';

$client = new GuzzleHttp\\Client();
$response = $client->request('${method}', ${phpText(url)}, [
${words.join('\n')}
]);
print_r(json_decode((string) $response->getBody(), true));
`;
}

function go({ method, url, query, body, variable }: Parts, notes: string): string {
  const imports = ['fmt', 'io', 'net/http', ...(query.length > 0 ? ['net/url'] : []), 'os'];
  if (body !== undefined) imports.push('strings');
  const reader = body === undefined ? 'nil' : `strings.NewReader(${doubleQuoted(JSON.stringify(body))})`;
  const address = query.length > 0 ? `${doubleQuoted(`${url}?`)}+query.Encode()` : doubleQuoted(url);
  const values = query
    .map(([key, value]) => `\tquery.Set(${doubleQuoted(key)}, ${doubleQuoted(value)})\n`)
    .join('');
  return `package main

import (
${imports.map((name) => `\t"${name}"`).join('\n')}
)

func main() {
${query.length > 0 ? `\tquery := url.Values{}\n${values}` : ''}${notes}\trequest, err := http.NewRequest("${method}", ${address}, ${reader})
	if err != nil {
		panic(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("${variable}"))
	request.Header.Set("Accept", "application/json")
${body === undefined ? '' : '\trequest.Header.Set("Content-Type", "application/json")\n'}	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(response.Status, string(answer))
}
`;
}

/** For the REST Client of VS Code, whose `$processEnv` reads the environment. */
function http({ method, url, query, body, variable }: Parts): string {
  const json = body === undefined ? '' : `\n${jsonText(body)}\n`;
  return `${method} ${withQuery(url, query)}
Authorization: Bearer {{$processEnv ${variable}}}
Accept: application/json
${body === undefined ? '' : 'Content-Type: application/json\n'}${json}`;
}

function withQuery(url: string, query: Parts['query']): string {
  if (query.length === 0) return url;
  return `${url}?${query.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&')}`;
}
