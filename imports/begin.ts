import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { NOTHING_COUNTED, type ImportOptions, type JobRow, type JobStore } from '../db/jobs.ts';
import type { UploadStore } from '../db/uploads.ts';
import type { Money } from '../domain/currency.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import type { ImportInput } from '../workflows/import-messages.ts';
import { fileKind } from './kinds.ts';
import { isFaults, type MappingFault } from './mapping.ts';
import { readHead } from './rows.ts';
import { Survey } from './survey.ts';
import { surveyed } from './surveyed.ts';
import { openUpload, type Upload } from './upload.ts';

export interface BeginPorts {
  readonly jobs: JobStore;
  readonly uploads: UploadStore;
  /** Starts the job's workflow; repeating it does nothing. */
  readonly launch: (job: ImportInput) => Promise<void>;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Of a launch that did not work: the job waits for `launchWaiting`. */
  readonly failed: (error: unknown) => void;
}

export type Begun =
  | { readonly is: 'begun'; readonly job: JobRow }
  /** The file or its mapping is not right, or the file leaves a doubt; nothing was stored. */
  | { readonly is: 'refused'; readonly faults: readonly MappingFault[] }
  /** An import of this workspace is not finished yet. */
  | { readonly is: 'busy'; readonly job: JobRow };

/** Whose file it is. */
export interface Importer {
  readonly workspace: WorkspaceId;
  readonly money: Money;
}

/** The job was called off while its file was arriving. */
export class UploadCalledOff extends Error {
  override readonly name = 'UploadCalledOff';
}

/** An upload says this often that it is still arriving, hears whether it was called off, and is given up after so long. */
const TOUCH_EVERY = SECOND;
const ABANDONED_AFTER = MINUTE;

/**
 * Takes a file into the store as it streams, and sets its import going. The header is checked before anything is
 * stored. Once this resolves with `begun`, the import happens even where Temporal cannot be reached just now.
 * @throws UploadTooLarge, UploadCalledOff, or what the body or the store throws: then nothing is left behind
 */
export async function beginImport(
  ports: BeginPorts,
  { workspace, money }: Importer,
  options: ImportOptions,
  body: Readable,
): Promise<Begun> {
  const upload = await openUpload(body);
  const faults = faultsOf(upload.head, options);
  if (faults.length > 0) {
    await upload.discard();
    return { is: 'refused', faults };
  }
  const survey = surveyOf(options, money);
  const row = newJob(workspace, options, ports.now());
  const busy = await claim(ports, row);
  if (busy) {
    await upload.discard();
    return { is: 'busy', job: busy };
  }
  const stored = await store(ports, row, upload, survey);
  if (stored.is === 'begun') await launch(ports, stored.job);
  return stored;
}

/** Finds out how a file is to be read. @param money the workspace's */
export function surveyOf(options: ImportOptions, money: Money): Survey {
  return new Survey(fileKind(options.kind), { ...options, ...money });
}

/** Sets going what was uploaded while Temporal could not be reached. */
export async function launchWaiting(ports: Pick<BeginPorts, 'jobs' | 'launch' | 'now' | 'failed'>): Promise<void> {
  for (const job of await ports.jobs.waiting(ports.now() - TOUCH_EVERY)) await launch(ports, job);
}

async function launch(ports: Pick<BeginPorts, 'launch' | 'failed'>, job: JobRow): Promise<void> {
  try {
    await ports.launch({ workspace: job.workspace, job: job._id });
  } catch (error) {
    ports.failed(error);
  }
}

export function faultsOf(head: string, options: ImportOptions): readonly MappingFault[] {
  const read = readHead(head, options.format);
  if ('message' in read) return [read];
  const matched = fileKind(options.kind).match(options.mapping, read.present);
  return isFaults(matched) ? matched : [];
}

function newJob(workspace: WorkspaceId, options: ImportOptions, now: Instant): JobRow {
  return {
    _id: randomUUID(),
    workspace,
    kind: 'import',
    state: 'queued',
    phase: 'uploading',
    done: 0,
    total: null,
    phaseAt: now,
    counts: NOTHING_COUNTED,
    options,
    lines: 0,
    startedAt: now,
    changedAt: now,
    active: 1,
  };
}

/** One import of a workspace at a time: else one could call a row a duplicate that another takes back. */
async function claim(ports: BeginPorts, row: JobRow): Promise<JobRow | null> {
  for (;;) {
    if (await ports.jobs.begin(row)) return null;
    const other = await ports.jobs.unfinished(row.workspace);
    if (other === null) continue;
    const isAbandoned = other.phase === 'uploading' && other.changedAt < ports.now() - ABANDONED_AFTER;
    if (!isAbandoned) return other;
    await discardJob(ports, other._id);
  }
}

async function discardJob(ports: BeginPorts, job: string): Promise<void> {
  await ports.uploads.remove(job);
  await ports.jobs.remove(job);
}

async function store(ports: BeginPorts, row: JobRow, upload: Upload, survey: Survey): Promise<Begun> {
  try {
    await ports.uploads.save(row._id, touching(ports, row._id, upload, surveyed(upload.chunks, survey)));
    const found = survey.end();
    if ('faults' in found) {
      await discardJob(ports, row._id);
      return { is: 'refused', faults: found.faults };
    }
    const now = ports.now();
    const arrived = { phase: 'waiting', phaseAt: now, changedAt: now, done: 0, lines: upload.lines() } as const;
    const change = { ...arrived, ...found };
    if (!(await ports.jobs.change(row._id, change))) throw calledOff();
    return { is: 'begun', job: { ...row, ...change } };
  } catch (error) {
    if (error instanceof UploadCalledOff) await ports.uploads.remove(row._id);
    else await discardJob(ports, row._id);
    throw error;
  }
}

async function* touching(
  ports: BeginPorts,
  job: string,
  upload: Upload,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let touchedAt = ports.now();
  for await (const chunk of chunks) {
    yield chunk;
    const changedAt = ports.now();
    if (changedAt - touchedAt < TOUCH_EVERY) continue;
    touchedAt = changedAt;
    if (!(await ports.jobs.change(job, { done: upload.bytes(), changedAt }))) throw calledOff();
  }
}

function calledOff(): UploadCalledOff {
  return new UploadCalledOff('the job was called off while its file was being sent');
}
