import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import type { Door } from '../faults/shop.ts';

const DONE = '--- a block is done ---';

/** What is pasted, with the answers that the README shows right below it. */
export interface Block {
  readonly code: string;
  readonly shown: readonly { readonly kind: string; readonly text: string }[];
}

/** The blocks of a document that can be pasted into one shell, from one heading up to another. */
export async function blocksOf(document: string, from: string, to?: string): Promise<readonly Block[]> {
  const whole = await readFile(new URL(`../../${document}`, import.meta.url), 'utf8');
  const part = whole.slice(whole.indexOf(from), to === undefined ? undefined : whole.indexOf(to));
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

export interface Pasted {
  /** What each block printed. */
  readonly printed: readonly string[];
  /** Status and address of every answer. */
  readonly answers: readonly string[];
}

/** Pastes the blocks into one shell, from top to bottom. */
export async function paste(blocks: readonly Block[], { url, key }: Door): Promise<Pasted> {
  const folder = await mkdtemp(join(tmpdir(), 'sojourn-paste-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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

/** What the API said where it refused something, one a line: it tells why a test of pasted blocks fails. */
export function problemsIn({ printed }: Pasted): string {
  const documents = printed.flatMap((each) => documentsIn(each));
  return documents.flatMap((one) => (shows(one, { code: '…', detail: '…' }) ? [JSON.stringify(one)] : [])).join('\n');
}

/** Every block prints what the document shows right below it. */
export function expectShown(blocks: readonly Block[], { printed }: Pasted): void {
  expect(printed).toHaveLength(blocks.length);
  for (const [place, { shown }] of blocks.entries()) {
    const answer = printed[place] ?? '';
    for (const { kind, text: wanted } of shown) {
      if (kind === 'text') expect(answer).toContain(wanted.trim());
      else for (const short of shownIn(wanted)) expect(documentsIn(answer)).toSatisfy(oneThatShows(short));
    }
  }
}
