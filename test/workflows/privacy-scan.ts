import { IllegalStateError } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { ImportWorld } from './import-world.ts';

/** Everything that workers say of themselves, from the least on. */
const logged: string[] = [];

/** Keeps what workers log; called before the first of them is made. */
export function listen(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('INFO', (entry) => void logged.push(textOf(entry))) });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}

export function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? '';
}

/** Rows that hold a word, by collection: all that there are, whatever any register knows of. */
export async function holding({ store }: ImportWorld, ...words: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const db = store.getClient().db(store.name);
  for (const { name } of await db.listCollections().toArray()) {
    const rows = await db.collection(name).find({}).toArray();
    const own = rows.filter((row) => words.some((word) => textOf(row).includes(word)));
    if (own.length > 0) found[name] = own.length;
  }
  return found;
}

/** What Temporal keeps of a workspace and what its workers logged, as texts: payloads are read, and not only the names around them. */
export async function recorded({ client, workspace }: ImportWorld): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>([
    ['histories', []],
    ['descriptions', []],
    ['search attributes', []],
    ['logs', [...logged]],
  ]);
  const query = ['customer', 'job'].map((kind) => `WorkflowId STARTS_WITH "${kind}:${workspace}:"`).join(' OR ');
  for await (const { workflowId: id, runId } of client.workflow.list({ query })) {
    const handle = client.workflow.getHandle(id, runId);
    const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()));
    found.get('histories')?.push(textOf(history) + decoded(history).join('\n'));
    const { raw, memo, searchAttributes, typedSearchAttributes } = await handle.describe();
    found.get('search attributes')?.push(textOf(typedSearchAttributes.getAll()));
    const shown = JSON.parse(textOf(raw));
    found.get('descriptions')?.push(textOf({ memo, searchAttributes, shown }) + decoded(shown).join('\n'));
  }
  return found;
}

/** What payloads hold, wherever they lie. */
function decoded(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'data' && typeof one === 'string' ? [Buffer.from(one, 'base64').toString()] : decoded(one),
  );
}

/** Those of them that tell of a failure. */
export function failuresIn(found: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...found.values()].flat().filter((text) => /ailure":\{/.test(text));
}

/** How much was looked through. */
export function scanned(found: ReadonlyMap<string, readonly string[]>): string {
  const each = [...found].map(([what, texts]) => `${texts.length} ${what}, ${texts.join('').length} characters`);
  return `scanned: ${each.join('; ')}; with failures: ${failuresIn(found).length}`;
}
