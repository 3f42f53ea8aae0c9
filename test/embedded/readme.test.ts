import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, onTestFinished } from 'vitest';
import type { Door } from '../faults/shop.ts';
import { openStand } from '../faults/stand.ts';

/** The sections of the README whose blocks can be pasted into one shell. */
const FROM = '## The API in five minutes';
const TO = '## A year of real orders';
const DONE = '--- a block is done ---';

/** What is pasted, with the answers that the README shows right below it. */
interface Block {
  readonly code: string;
  readonly shown: readonly { readonly kind: string; readonly text: string }[];
}

async function blocksOfReadme(): Promise<readonly Block[]> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const part = readme.slice(readme.indexOf(FROM), readme.indexOf(TO));
  return [...part.matchAll(/^```sh\n([\s\S]*?)^```\n((?:\n```(?:json|text)\n[\s\S]*?^```\n)*)/gm)].map(
    ([, code = '', answers = '']) => ({
      code,
      shown: [...answers.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = '', shown = '']) => ({
        kind,
        text: shown,
      })),
    }),
  );
}

interface Pasted {
  /** What each block printed. */
  readonly printed: readonly string[];
  /** Status and address of every answer. */
  readonly answers: readonly string[];
}

/** Pastes the blocks into one shell, from top to bottom. */
async function paste(blocks: readonly Block[], folder: string, { url, key }: Door): Promise<Pasted> {
  // What a newcomer fills in, and a longer breath for a busy machine.
  const script = blocks
    .map(({ code }) => code.replace(/^URL=.*$/m, `URL=${url}`).replace(/^KEY=….*$/m, `KEY=${key}`))
    .map((code) => `${code.replaceAll(/^sleep 1$/gm, 'sleep 3')}\necho\necho '${DONE}'\n`)
    .join('');
  await writeFile(join(folder, '.curlrc'), '-w "%{stderr}%{http_code} %{method} %{url_effective}\\n"\n');
  const { PATH } = process.env;
  const shell = spawn('bash', { cwd: folder, env: { PATH, CURL_HOME: folder }, stdio: ['pipe', 'pipe', 'pipe'] });
  // A block that waits for what does not come would wait for ever.
  onTestFinished(() => void shell.kill('SIGKILL'));
  shell.stdin.end(script);
  const [out, said] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
  return { printed: out.replaceAll('\r', '').split(DONE).slice(0, -1), answers: said.trim().split('\n') };
}

/** Every JSON document in what was printed, one a line. */
function documentsIn(printed: string): readonly unknown[] {
  return printed.split('\n').flatMap((line): readonly unknown[] => {
    try {
      return line.startsWith('{') ? [JSON.parse(line)] : [];
    } catch {
      return [];
    }
  });
}

/** The documents of a block that shows an answer: each begins with a brace of its own. */
function shownIn(block: string): readonly unknown[] {
  return block.split(/(?<=^\})\n(?=\{)/m).map((document): unknown => JSON.parse(document));
}

/** Whether an answer has all that the shortened one shows: fields of objects, and items of lists in their order. */
function shows(answer: unknown, short: unknown): boolean {
  if (typeof short === 'string' && short.includes('…')) return typeof answer === 'string';
  if (typeof short !== 'object' || short === null) return answer === short;
  if (Array.isArray(short)) {
    let place = 0;
    return short.every((item) => {
      const found = Array.isArray(answer) ? answer.findIndex((one, at) => at >= place && shows(one, item)) : -1;
      place = found + 1;
      return found >= 0;
    });
  }
  if (typeof answer !== 'object' || answer === null) return false;
  return Object.entries(short).every(([key, value]) => shows(Reflect.get(answer, key), value));
}

const oneThatShows = (short: unknown) => (answers: readonly unknown[]) => answers.some((one) => shows(one, short));

test('what the README says to paste works, and again; and prints what the README shows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sojourn-readme-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const blocks = await blocksOfReadme();
  expect(blocks.flatMap(({ shown }) => shown).length).toBeGreaterThan(6);
  const { api } = await openStand();

  const first = await paste(blocks, folder, api.door);
  expect(first.printed).toHaveLength(blocks.length);
  expect(first.answers.filter((answer) => !answer.startsWith('20'))).toEqual([]);
  for (const [place, { shown }] of blocks.entries()) {
    const printed = first.printed[place] ?? '';
    for (const { kind, text: answer } of shown) {
      if (kind === 'text') expect(printed).toContain(answer.trim());
      else for (const short of shownIn(answer)) expect(documentsIn(printed)).toSatisfy(oneThatShows(short));
    }
  }

  const second = await paste(blocks, folder, api.door);
  expect(second.printed).toHaveLength(blocks.length);
  expect(second.answers.filter((answer) => !answer.startsWith('20'))).toEqual([
    `409 POST ${api.door.url}/v1/workspaces`,
  ]);
});
