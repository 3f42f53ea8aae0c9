import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ImportOptions } from '../db/jobs/rows.ts';
import type { PseudonymKeyStore } from '../db/customers/pseudonym-keys.ts';
import { NOTHING_FOLDED, type Folds, type Reading, type Refused } from '../db/jobs/reading.ts';
import type { UploadStore } from '../db/jobs/uploads.ts';
import { moneyOf, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Problem } from '../domain/problem.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import type { FileEvent } from './evidence/file-kind.ts';
import { fileRules } from './file-rules.ts';
import { fileKind } from './kinds.ts';
import { readFile } from './read-file.ts';
import { Refusals } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import { faultsOf, surveyOf } from './evidence/survey-file.ts';
import { surveyed } from './evidence/surveyed.ts';
import { openUpload } from './upload.ts';

export interface DryRunPorts {
  readonly uploads: UploadStore;
  readonly pseudonymKeys: PseudonymKeyStore;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** What an import would bring. */
export interface Tried {
  readonly is: 'tried';
  readonly reading: Reading;
  readonly folds: Folds;
  /** Events of the file, among them refunds. */
  readonly events: number;
  readonly refunds: number;
  readonly rejected: number;
  readonly refused: readonly Refused[];
  /** The first of them, each by itself. */
  readonly firstRejected: readonly Rejection[];
  /** The first of the events. */
  readonly first: readonly FileEvent[];
}

const FIRST_SHOWN = 20;
/** Whoever has more to mend than this has found out. */
const MOST_REJECTED_SHOWN = 100;
/** None takes so long: what is older was left behind by a process that died. */
const LEFT_BEHIND_AFTER = HOUR;

/**
 * Reads a file as an import would, and keeps nothing of it. Whether an event is stored already it does not say.
 * @throws UploadTooLarge, or what the body or the store throws
 */
export async function tryImport(
  ports: DryRunPorts,
  workspace: WorkspaceRow,
  options: ImportOptions,
  body: Readable,
): Promise<Tried | { readonly is: 'refused'; readonly faults: readonly Problem[] }> {
  const upload = await openUpload(body);
  const faults = faultsOf(upload.head, options);
  if (faults.length > 0) {
    await upload.discard();
    return { is: 'refused', faults };
  }
  const startedAt = ports.now();
  await ports.uploads.removeTried(startedAt - LEFT_BEHIND_AFTER);
  const survey = surveyOf(options, moneyOf(workspace));
  const id = ports.uploads.triedId(startedAt, randomUUID());
  try {
    await ports.uploads.save(id, surveyed(upload.chunks, survey));
    const found = survey.end();
    if ('faults' in found) return { is: 'refused', faults: found.faults };
    const rules = await fileRules({ options, startedAt, ...found }, workspace, ports.pseudonymKeys);
    return { is: 'tried', reading: found.reading, ...(await readAll(ports.uploads.read(id), options, rules)) };
  } finally {
    await ports.uploads.remove(id);
  }
}

async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  rules: Awaited<ReturnType<typeof fileRules>>,
): Promise<Omit<Tried, 'is' | 'reading'>> {
  const refusals = new Refusals();
  const first: FileEvent[] = [];
  const firstRejected: Rejection[] = [];
  let folds = NOTHING_FOLDED;
  let events = 0;
  let refunds = 0;
  for await (const batch of readFile(chunks, fileKind(options.kind), rules)) {
    refusals.add(batch.rejected);
    firstRejected.push(...batch.rejected.slice(0, MOST_REJECTED_SHOWN - firstRejected.length));
    first.push(...batch.events.slice(0, FIRST_SHOWN - first.length));
    events += batch.events.length;
    refunds += batch.events.filter(({ wire }) => wire.type === 'refund').length;
    folds = batch.folds;
  }
  return { folds, events, refunds, rejected: refusals.rows, refused: refusals.all(), firstRejected, first };
}
