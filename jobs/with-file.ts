import type { FileJobKind, JobRow } from '../db/jobs/rows.ts';
import type { JobChange } from '../db/jobs/store.ts';
import type { UploadStore } from '../db/jobs/uploads.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { Problem } from '../domain/problem.ts';
import type { Upload } from '../imports/upload.ts';
import { launchJob, type JobPorts } from './begin.ts';

export interface FilePorts extends JobPorts {
  readonly uploads: UploadStore;
}

export type FileBegun<Kind extends FileJobKind> =
  | { readonly is: 'begun'; readonly job: JobRow<Kind> }
  /** The file or its mapping is not right, or the file leaves a doubt; nothing was stored. */
  | { readonly is: 'refused'; readonly faults: readonly Problem[] }
  /** Another such job of this workspace is not finished yet. */
  | { readonly is: 'busy'; readonly job: JobRow };

/** A file on its way in. */
export interface Arrival<Kind extends FileJobKind> {
  /** As it begins, `uploading`. */
  readonly job: JobRow<Kind>;
  readonly upload: Upload;
  /** The bytes to be stored. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What is known once all of it has come. */
  readonly arrived: () => JobChange<Kind> | { readonly faults: readonly Problem[] };
}

/** The job was called off while its file was arriving. */
export class UploadCalledOff extends Error {
  override readonly name = 'UploadCalledOff';
}

/** An upload says this often that it is still arriving, hears whether it was called off, and is given up after so long. */
const TOUCH_EVERY = SECOND;
const ABANDONED_AFTER = MINUTE;

/**
 * Takes a file into the store as it streams, and sets its job going. Once this resolves with `begun`, the job happens
 * even where Temporal cannot be reached just now; the file is removed when the job ends.
 * @throws UploadTooLarge, UploadCalledOff, or what the body or the store throws: then nothing is left behind
 */
export async function beginWithFile<Kind extends FileJobKind>(
  ports: FilePorts,
  arrival: Arrival<Kind>,
): Promise<FileBegun<Kind>> {
  const busy = await claim(ports, arrival.job);
  if (busy) {
    await arrival.upload.discard();
    return { is: 'busy', job: busy };
  }
  const stored = await store(ports, arrival);
  if (stored.is === 'begun') await launchJob(ports, stored.job);
  return stored;
}

/** Takes the place of one whose sender has gone away. @returns the job that is in the way */
async function claim(ports: FilePorts, job: JobRow): Promise<JobRow | null> {
  for (;;) {
    if (await ports.jobs.begin(job)) return null;
    const other = await ports.jobs.unfinished(job);
    if (other === null) continue;
    const isUploading = 'phase' in other && other.phase === 'uploading';
    if (!isUploading || other.changedAt >= ports.now() - ABANDONED_AFTER) return other;
    await discard(ports, other._id);
  }
}

async function discard({ uploads, jobs }: FilePorts, job: string): Promise<void> {
  await uploads.remove(job);
  await jobs.remove(job);
}

async function store<Kind extends FileJobKind>(
  ports: FilePorts,
  { job, upload, chunks, arrived }: Arrival<Kind>,
): Promise<FileBegun<Kind>> {
  const { _id }: JobRow = job;
  try {
    await ports.uploads.save(_id, touching(ports, _id, upload, chunks));
    const found = arrived();
    if (isRefused(found)) {
      await discard(ports, _id);
      return { is: 'refused', faults: found.faults };
    }
    const now = ports.now();
    const change = { ...found, phase: 'waiting', phaseAt: now, changedAt: now, done: 0 } as const;
    if (!(await ports.jobs.change(_id, change))) throw calledOff();
    return { is: 'begun', job: { ...job, ...change } };
  } catch (error) {
    if (error instanceof UploadCalledOff) await ports.uploads.remove(_id);
    else await discard(ports, _id);
    throw error;
  }
}

function isRefused(found: object): found is { readonly faults: readonly Problem[] } {
  return 'faults' in found;
}

async function* touching(
  { jobs, now }: FilePorts,
  job: string,
  upload: Upload,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let touchedAt = now();
  for await (const chunk of chunks) {
    yield chunk;
    const changedAt = now();
    if (changedAt - touchedAt < TOUCH_EVERY) continue;
    touchedAt = changedAt;
    if (!(await jobs.change(job, { done: upload.bytes(), changedAt }))) throw calledOff();
  }
}

function calledOff(): UploadCalledOff {
  return new UploadCalledOff('the job was called off while its file was being sent');
}
