import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What the sample's files leak. Made at run time, so that no token stands in this repository. */
export type SampleTokens = {
  /** Of MileApp: one from the sandbox. */
  mileapp: string;
  /** A JWT that somebody else issued. */
  other: string;
  /** A bearer token without a structure. */
  opaque: string;
};

/** Writes a small integration project with hard-coded tokens, the way such projects look, into an empty folder. */
export async function writeSample(folder: string, tokens: SampleTokens): Promise<void> {
  for (const [name, text] of Object.entries(sampleFiles(tokens))) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The text of each file, by its path with forward slashes. */
export function sampleFiles(tokens: SampleTokens): Record<string, string> {
  return {
    'README.md': readme,
    '.gitignore': 'node_modules/\n.env\n',
    'tsconfig.json': tsconfig,
    'env.d.ts': env,
    'create-task.ts': createTask(tokens),
    'report.js': report(tokens),
    'sync_tasks.py': syncTasks(tokens),
    'deploy.sh': deploy(tokens),
    'tasks.http': requests(tokens),
    'cmd/courier/main.go': courier(tokens),
    'safe.ts': safe,
  };
}

const readme = `# Warung deliveries

A small integration with MileApp: orders of a shop become delivery tasks. It was written in a hurry, and tokens stand in
the code. Some things to try:

1. Open \`create-task.ts\`. The token is underlined, and nothing else. Put the cursor on it and press
   Ctrl+. (Cmd+. on a Mac): the light bulb replaces it with an environment lookup.
2. Do the same in \`sync_tasks.py\`. Python needs \`import os\` for the lookup: it is added once.
3. Look at \`safe.ts\`: variables, placeholders and environment lookups are left alone.
4. Click the MileApp icon in the activity bar and sign in with the token that \`npm start\` printed. Open a group of tasks,
   load more, open a task.

Nothing here reaches the real MileApp: the requests go to a sandbox on this machine.
`;

const tsconfig = `{ "compilerOptions": { "strict": true, "target": "es2024", "module": "esnext", "noEmit": true } }
`;

// Nothing is installed in the sample: what Node.js brings is told in one line.
const env = `declare const process: { env: Record<string, string | undefined> };
`;

const createTask = ({ mileapp }: SampleTokens) => `// Creates a delivery task for an order.

const api = 'https://apiweb.mile.app/api/v3';

type Order = { id: string; customer: string; address: string; dueAt: Date };

export async function createTask(order: Order, hubId: string): Promise<string> {
  const response = await fetch(\`\${api}/task\`, {
    method: 'POST',
    headers: {
      Authorization: 'Bearer ${mileapp}',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      flow: 'Delivery',
      hubId,
      endTime: order.dueAt.toISOString(),
      orderId: order.id,
      customer: order.customer,
      address: order.address,
    }),
  });
  if (!response.ok) throw new Error(\`MileApp answered \${response.status}\`);
  const { task } = (await response.json()) as { task: { _id: string } };
  return task._id;
}
`;

const report = ({
  opaque,
}: SampleTokens) => `// Posts the number of finished deliveries to the shop's own dashboard, once a day.
const { readFile } = require('node:fs/promises');

async function report(file) {
  const tasks = JSON.parse(await readFile(file, 'utf8'));
  const done = tasks.filter((task) => task.status === 'DONE');
  await fetch('https://dashboard.example.com/api/deliveries', {
    method: 'PUT',
    headers: { authorization: 'Bearer ${opaque}' },
    body: JSON.stringify({ day: new Date().toISOString().slice(0, 10), done: done.length }),
  });
}

report(process.argv[2] ?? 'tasks.json');
`;

const syncTasks = ({
  mileapp,
}: SampleTokens) => `"""Copies the tasks that are under way into the shop's database."""

import sqlite3

import requests

API = "https://apiweb.mile.app/api/v3"
TOKEN = "${mileapp}"


def ongoing(page: int) -> list[dict]:
    response = requests.get(
        f"{API}/tasks",
        params={"status": "ONGOING", "page": page, "limit": 50},
        headers={"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"},
        timeout=30,
    )
    response.raise_for_status()
    return response.json()["tasks"]["data"]


def main() -> None:
    database = sqlite3.connect("deliveries.db")
    database.execute("create table if not exists task (id text primary key, title text)")
    page = 1
    while tasks := ongoing(page):
        rows = [(task["_id"], task["title"]) for task in tasks]
        database.executemany("insert or replace into task values (?, ?)", rows)
        page += 1
    database.commit()


if __name__ == "__main__":
    main()
`;

const deploy = ({ other }: SampleTokens) => `#!/usr/bin/env bash
# Puts the integration on the shop's server and tells the platform that it is there.
set -euo pipefail

npm ci
npm run build
rsync --archive --delete dist/ deploy@shop.example.com:/srv/deliveries/

curl --fail --silent --show-error \\
  --request POST https://platform.example.com/api/releases \\
  --header "Authorization: Bearer ${other}" \\
  --data "revision=$(git rev-parse HEAD)"
`;

const requests = ({ mileapp }: SampleTokens) => `### Who am I
GET https://apiweb.mile.app/api/v3/user
Authorization: Bearer ${mileapp}
Accept: application/json

### What is under way
GET https://apiweb.mile.app/api/v3/tasks?status=ONGOING&limit=10
Authorization: Bearer {{token}}
Accept: application/json
`;

const courier = ({ opaque }: SampleTokens) => `// Courier asks the partner's API where a parcel is.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	request, err := http.NewRequest("GET", "https://courier.example.com/v1/parcels/"+os.Args[1], nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer ${opaque}")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	fmt.Println(string(body))
}
`;

const safe = `// None of these is a leak, and none is underlined.

const token = process.env.MILEAPP_ACCESS_TOKEN;

export const headers = [
  { Authorization: \`Bearer \${token}\` },
  { Authorization: 'Bearer ' + token },
  { Authorization: 'Bearer YOUR_ACCESS_TOKEN' },
  { Authorization: 'Bearer <token>' },
  { Authorization: 'Bearer xxxxxxxxxxxxxxxxxxxxxxxx' },
];
`;
