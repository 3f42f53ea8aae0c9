import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ContactsOptions } from '../db/task-results.ts';
import type { ContactsTask, TaskRow } from '../db/tasks.ts';
import type { UploadStore } from '../db/uploads.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { contactColumns } from '../imports/contact-file.ts';
import type { MappingFault } from '../imports/mapping.ts';
import { NOT_WHOLE, openUpload, type Upload } from '../imports/upload.ts';
import { launchTask, type TaskPorts } from './begin.ts';

export interface ContactsPorts extends TaskPorts {
  readonly uploads: UploadStore;
}

export type ContactsBegun =
  | { readonly is: 'begun'; readonly task: TaskRow }
  /** The header or its mapping is not right; nothing was stored. */
  | { readonly is: 'refused'; readonly faults: readonly MappingFault[] }
  /** Another file of contacts of this workspace is not finished yet. */
  | { readonly is: 'busy'; readonly task: TaskRow };

/** The job was called off while its file was arriving. */
export class ContactsCalledOff extends Error {
  override readonly name = 'ContactsCalledOff';
}

/** Bytes: more than a million contacts. */
export const MOST_CONTACT_BYTES = 200 * 1_024 ** 2;
/** A file says this often that it is still arriving, and is given up when it has not for so long. */
const TOUCH_EVERY = 5 * SECOND;
const ABANDONED_AFTER = MINUTE;

/**
 * Takes a file of contacts into the store as it streams, and sets its import going. The header is checked before
 * anything is stored; the file is removed when the job ends.
 * @throws UploadTooLarge, ContactsCalledOff, or what the body or the store throws: then nothing is left behind
 */
export async function beginContacts(
  ports: ContactsPorts,
  workspace: WorkspaceId,
  options: ContactsOptions,
  body: Readable,
): Promise<ContactsBegun> {
  const upload = await openUpload(body, MOST_CONTACT_BYTES);
  const columns = contactColumns(upload.head, options.mapping);
  if (Array.isArray(columns)) {
    await upload.discard();
    return { is: 'refused', faults: columns };
  }
  const task = newTask(workspace, options, ports.now());
  const busy = await claim(ports, task);
  if (busy) {
    await upload.discard();
    return { is: 'busy', task: busy };
  }
  return { is: 'begun', task: await launchTask(ports, await store(ports, task, upload)) };
}

function newTask(workspace: WorkspaceId, options: ContactsOptions, now: Instant): ContactsTask {
  return {
    _id: randomUUID(),
    workspace,
    kind: 'contacts',
    options,
    stored: false,
    state: 'running',
    done: 0,
    total: null,
    startedAt: now,
    changedAt: now,
    active: 1,
  };
}

async function claim(ports: ContactsPorts, task: ContactsTask): Promise<TaskRow | null> {
  for (;;) {
    if (await ports.tasks.begin(task)) return null;
    const other = await ports.tasks.unfinished(task.workspace, 'contacts');
    if (other?.kind !== 'contacts') continue;
    if (other.stored || other.changedAt >= ports.now() - ABANDONED_AFTER) return other;
    await giveUp(ports, other._id, NOT_WHOLE);
  }
}

async function giveUp({ tasks, uploads, now }: ContactsPorts, task: string, error: string): Promise<void> {
  await uploads.remove(task);
  await tasks.end(task, { state: 'failed', at: now(), error });
}

async function store(ports: ContactsPorts, task: ContactsTask, upload: Upload): Promise<ContactsTask> {
  try {
    await ports.uploads.save(task._id, touching(ports, task._id, upload));
    const total = Math.max(0, upload.lines() - 1);
    const change = { stored: true, state: 'queued', total, changedAt: ports.now() } as const;
    if (!(await ports.tasks.change(task._id, change))) throw calledOff();
    return { ...task, ...change };
  } catch (error) {
    await giveUp(ports, task._id, NOT_WHOLE);
    throw error;
  }
}

async function* touching({ tasks, now }: ContactsPorts, task: string, upload: Upload): AsyncGenerator<Uint8Array> {
  let touchedAt = now();
  for await (const chunk of upload.chunks) {
    yield chunk;
    const changedAt = now();
    if (changedAt - touchedAt < TOUCH_EVERY) continue;
    touchedAt = changedAt;
    if (!(await tasks.change(task, { changedAt }))) throw calledOff();
  }
}

function calledOff(): ContactsCalledOff {
  return new ContactsCalledOff('the job was called off while its file was being sent');
}
