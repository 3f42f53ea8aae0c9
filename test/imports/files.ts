import type { Reading } from '../../db/jobs/reading.ts';
import { sourceId } from '../../domain/ids.schema.ts';
import type { FileEvent } from '../../imports/evidence/file-kind.ts';
import { fileKind } from '../../imports/kinds.ts';
import { pseudonyms } from '../../imports/pseudonym.ts';
import { readFile, type FileRules } from '../../imports/read-file.ts';
import type { Rejection } from '../../imports/rejection.ts';
import { Survey, type Said } from '../../imports/evidence/survey.ts';

export const READING: Reading = {
  rows: 'orders',
  origin: null,
  encoding: 'utf-8',
  delimiter: ',',
  dates: 'iso',
  decimal: '.',
  currency: 'GBP',
  columns: {},
  pointZero: [],
};

export const RULES: FileRules = {
  format: 'csv',
  mapping: {},
  reading: READING,
  timezone: 'UTC',
  latest: null,
  now: Date.parse('2011-12-10T00:00:00Z'),
  currency: 'GBP',
  digits: 2,
  source: sourceId.parse('api'),
  pseudonym: pseudonyms(Buffer.from('a key of this test')),
};

export async function* bytes(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

type Kind = Parameters<typeof fileKind>[0];

interface Given extends Partial<Omit<Said, 'mapping'>> {
  readonly kind?: Kind;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly timezone?: string;
  readonly latest?: number | null;
}

/** What the survey of a file says. */
export function surveyOf(text: string | Uint8Array, { kind, ...given }: Given = {}) {
  const survey = new Survey(fileKind(kind), { format: 'csv', mapping: {}, currency: 'GBP', digits: 2, ...given });
  survey.take(Buffer.from(text));
  return survey.end();
}

/** Reads a file as an import does: surveyed first, then read by what was found. Fails where there is a question. */
export async function imported(text: string | Uint8Array, given: Given = {}) {
  const found = surveyOf(text, given);
  if ('faults' in found) throw new Error(found.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  const { kind, timezone = 'UTC', latest = null, format = 'csv', mapping = {} } = given;
  const rules: FileRules = { ...RULES, reading: found.reading, format, mapping, timezone, latest };
  const events: FileEvent[] = [];
  const rejected: Rejection[] = [];
  let { folds } = found;
  for await (const batch of readFile(bytes(text), fileKind(kind), rules)) {
    events.push(...batch.events);
    rejected.push(...batch.rejected);
    folds = batch.folds;
  }
  return { ...found, surveyed: found.folds, folds, events, rejected, briefs: events.map(briefOf) };
}

/** An event in one line: `purchase o1 c1 1000 2011-01-01T00:00:00Z`. */
function briefOf({ wire }: FileEvent): string {
  const amount = 'amount' in wire ? wire.amount : 'monetary' in wire ? wire.monetary : '';
  const order = 'order' in wire && wire.order !== wire.id ? ` of ${wire.order}` : '';
  return `${wire.type} ${wire.id} ${wire.customer} ${amount}${order} ${wire.at}`;
}

/** The questions a file leaves, by their field. */
export function questionsOf(text: string | Uint8Array, given: Given = {}): Readonly<Record<string, string>> {
  const found = surveyOf(text, given);
  return Object.fromEntries('faults' in found ? found.faults.map(({ path, message }) => [path, message]) : []);
}
