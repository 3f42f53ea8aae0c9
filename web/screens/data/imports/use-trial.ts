import { useQuery } from '@tanstack/react-query';
import type { postCatalogueImportsContract } from '../../../../api/catalogue/post-catalogue-imports.contract.ts';
import type { postContactsImportsContract } from '../../../../api/contacts/post-contacts-imports.contract.ts';
import type { postImportsContract } from '../../../../api/jobs/post-imports.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { guessColumns, looksKnown, mapText, mappingOf, type FileKindName, type Mapping } from './columns.ts';
import { wholeLines, type FileHead } from './file-head.ts';

/** What a file of items brought, or would bring. */
export type Items = CallReply<typeof postCatalogueImportsContract>;

type Tried = Extract<CallReply<typeof postImportsContract>, { readonly reading: unknown }>;

/** A file that somebody chose, and its beginning. */
export interface Picked {
  readonly file: File;
  readonly format: 'csv' | 'ndjson';
  readonly head: FileHead;
  /** Another one for each choice. */
  readonly key: string;
}

/** How somebody wants it read; null: the file tells. */
export interface HowRead {
  readonly dates: Tried['reading']['dates'] | null;
  readonly decimal: Tried['reading']['decimal'] | null;
  readonly rows: 'orders' | 'lines' | null;
  readonly source: string;
}

export interface Wanted {
  readonly kind: FileKindName;
  readonly picked: Picked;
  /** Null: nobody has corrected anything. */
  readonly choice: Mapping | null;
  readonly how: HowRead;
}

/** One row that would be refused. */
export interface Fault {
  readonly line: number;
  readonly column: string | null;
  /** In one word of the API. */
  readonly reason: string;
  readonly message: string;
}

/** What the file would bring, read by the server, with nothing stored. */
export interface Trial {
  readonly mapping: Mapping;
  /** What of it was sent; the rest the server found by itself. The import has to be asked for in the same way. */
  readonly sent: Mapping;
  /** Null: of contacts and items. */
  readonly history: Tried | null;
  /** Null: of all else. */
  readonly items: Items | null;
  readonly taken: number;
  readonly refused: number;
  readonly faults: readonly Fault[];
  /** Bytes that were checked, where that is not all of the file. */
  readonly part: number | null;
}

/** A file up to here is checked as a whole. */
const CHECKED_BYTES = 16 * 1_024 ** 2;

/** Asks the server what it would make of the file, again whenever somebody corrects something. */
export function useTrial({ kind, picked, choice, how }: Wanted, when: boolean) {
  return useQuery({
    queryKey: ['try', picked.key, kind, choice, how],
    queryFn: ({ signal }) => tryFile({ kind, picked, choice, how }, signal),
    enabled: when,
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** An export that the server knows is read without a map; where it turns out to be none, the guess is sent. */
async function tryFile(wanted: Wanted, signal: AbortSignal): Promise<Trial> {
  const part = await checkedPart(wanted.picked.file);
  const guess = guessColumns(wanted.kind, wanted.picked.head.present);
  const isKnown = wanted.kind === 'orders' && looksKnown(wanted.picked.head.present);
  if (wanted.choice !== null || !isKnown) return await tryWith(wanted, wanted.choice ?? guess, part, signal);
  try {
    return await tryWith(wanted, {}, part, signal);
  } catch (error) {
    if (!isMissingColumn(error)) throw error;
    return await tryWith(wanted, guess, part, signal);
  }
}

function isMissingColumn(error: unknown): boolean {
  return error instanceof ApiError && error.trouble.problems.some(({ path }) => path.startsWith('map.'));
}

async function checkedPart(file: File): Promise<Blob> {
  if (file.size <= CHECKED_BYTES) return file;
  const bytes = new Uint8Array(await file.slice(0, CHECKED_BYTES).arrayBuffer());
  return file.slice(0, wholeLines(bytes));
}

async function tryWith(wanted: Wanted, mapping: Mapping, body: Blob, signal: AbortSignal): Promise<Trial> {
  const part = body.size < wanted.picked.file.size ? body.size : null;
  const options = { signal, headers: typeOf(wanted.picked) };
  const query = { ...queryOf(wanted, mapping), dryRun: '1' } as const;
  if (wanted.kind === 'catalogue') {
    const items = await call<typeof postCatalogueImportsContract>(
      'post /v1/catalogue/imports',
      { query, body },
      options,
    );
    const { accepted, rejected, problems } = items;
    return { ...ofRows(mapping, accepted, rejected, problems), items, part };
  }
  if (wanted.kind === 'contacts') {
    const reply = await call<typeof postContactsImportsContract>('post /v1/contacts/imports', { query, body }, options);
    if ('job' in reply) throw new Error('A dry run has begun a job.');
    const { accepted, rejected, problems } = reply.dryRun;
    return { ...ofRows(mapping, accepted, rejected, problems), items: null, part };
  }
  const reply = await call<typeof postImportsContract>('post /v1/imports', { query, body }, options);
  if ('job' in reply) throw new Error('A dry run has begun a job.');
  const { reading, events, rejected, refused } = reply;
  return {
    mapping: mappingOf(reading.columns),
    sent: mapping,
    history: reply,
    items: null,
    taken: events,
    refused: rejected,
    faults: refused,
    part,
  };
}

/** What is told row by row. */
function ofRows(mapping: Mapping, taken: number, refused: number, faults: readonly Fault[]) {
  return { mapping, sent: mapping, history: null, taken, refused, faults };
}

/** How a file is asked about, and imported. */
export function queryOf({ kind, how }: Pick<Wanted, 'kind' | 'how'>, mapping: Mapping) {
  const map = mapText(kind, mapping);
  if (kind === 'contacts') return { map };
  if (kind === 'catalogue') return { map, ...(how.decimal ? { decimal: how.decimal } : {}) };
  return {
    map,
    source: how.source,
    ...(kind === 'summaries' ? { type: kind } : how.rows ? { type: how.rows } : {}),
    ...(how.dates ? { dates: how.dates } : {}),
    ...(how.decimal ? { decimal: how.decimal } : {}),
  };
}

export function typeOf({ format }: Picked): Readonly<Record<string, string>> {
  return { 'Content-Type': format === 'ndjson' ? 'application/x-ndjson' : 'text/csv' };
}
