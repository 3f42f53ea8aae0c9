import { ApplicationFailure, Context } from '@temporalio/activity';
import type { ConsentRecord } from '../../db/customers/contact-row.ts';
import type { ContactChange } from '../../db/customers/contacts.ts';
import type { RejectedRow } from '../../db/jobs/rejected-rows.ts';
import type { ContactsResult } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { UploadGone } from '../../db/jobs/uploads.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { readContacts, type ContactBatch, type ContactLine, type ContactRefusal } from '../../imports/contact-file.ts';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { NOT_WHOLE } from '../../imports/upload.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { changeContact, isAsWanted, type ContactPorts } from '../../ingest/contact.ts';
import { Pace } from '../../jobs/rate-limit.ts';
import { openJob, phaseOf, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

const AT_ONCE = 8;
/** A file of nonsense need not be kept row by row. */
const MOST_REJECTED = 100_000;

const ERASED = 'this customer was erased, and nothing is stored for them any more';

/** Where an attempt stood: everything up to and including this line has been taken or refused. */
interface Cursor extends ContactsResult {
  readonly line: number;
}

/**
 * Takes each row of an uploaded file the way of a single call, at a pace that leaves room for everybody's events. Tried
 * again it goes on behind the last batch that was completed; what is taken twice changes nothing.
 */
export function createImportContacts(deps: JobDeps) {
  return async function importContacts(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'contacts');
    if (job === null) return;
    if (job.phase === 'uploading') throw ApplicationFailure.nonRetryable(NOT_WHOLE, 'UploadGone');
    try {
      await takeAll(deps, job);
    } catch (error) {
      if (!(error instanceof UnreadableFile) && !(error instanceof UploadGone)) throw error;
      throw ApplicationFailure.nonRetryable(error.message, error.name);
    }
  };
}

async function takeAll(deps: JobDeps, job: JobRow<'contacts'>): Promise<void> {
  const workspace = await deps.workspace(job.workspace);
  const progress = await Progress.begin(deps, job, job.total ?? 0, phaseOf(job, 'reading', deps.now()));
  const rules = { mapping: job.options.mapping, now: workspaceTime(workspace, job.startedAt) };
  const taker = new Taker(deps, job, workspace);
  let cursor = lastCursor();
  for await (const batch of readContacts(deps.uploads.read(job._id), rules)) {
    pulse(cursor);
    const rest = behind(batch, cursor.line);
    cursor = await taker.take(rest, cursor);
    pulse(cursor);
    await progress.at(rowsIn(cursor));
  }
  const { line: _line, ...result } = cursor;
  await progress.end(rowsIn(result), { result });
}

function rowsIn({ changed, unchanged, rejected }: ContactsResult): number {
  return changed + unchanged + rejected;
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { line: 0, changed: 0, unchanged: 0, rejected: 0, ...details };
}

function behind({ contacts, refused }: ContactBatch, done: number): ContactBatch {
  return { contacts: contacts.filter(({ line }) => line > done), refused: refused.filter(({ line }) => line > done) };
}

class Taker {
  readonly #deps: JobDeps;
  readonly #job: JobRow<'contacts'>;
  readonly #workspace: WorkspaceRow;
  readonly #ports: ContactPorts;
  readonly #pace: Pace;

  constructor(deps: JobDeps, job: JobRow<'contacts'>, workspace: WorkspaceRow) {
    const { client, info } = Context.current();
    this.#deps = deps;
    this.#job = job;
    this.#workspace = workspace;
    this.#ports = { contacts: deps.contacts, acceptProfile: deps.ingest(client, info.taskQueue).acceptProfile };
    this.#pace = new Pace(deps.wakesPerSecond, deps.now);
  }

  async take(read: ContactBatch, before: Cursor): Promise<Cursor> {
    const batch = await this.#withoutErased(read);
    await this.#keepRefused(batch.refused, before.rejected);
    let changed = 0;
    await forEachAtOnce(AT_ONCE, byCustomer(batch.contacts), async (lines) => {
      // One after another: of two rows of one customer, the later one counts.
      for (const line of lines) {
        pulse(before);
        if (await this.#takeLine(line)) changed += 1;
      }
    });
    await this.#pace.admit(changed, () => pulse(before));
    return {
      line: Math.max(before.line, ...[...batch.contacts, ...batch.refused].map(({ line }) => line)),
      changed: before.changed + changed,
      unchanged: before.unchanged + batch.contacts.length - changed,
      rejected: before.rejected + batch.refused.length,
    };
  }

  /** Refused without what they say. */
  async #withoutErased({ contacts, refused }: ContactBatch): Promise<ContactBatch> {
    const { workspace } = this.#job;
    const all = [...new Set(contacts.map(({ customer }) => customer))];
    const erased = await this.#deps.erasures.among(workspace, all);
    if (erased.size === 0) return { contacts, refused };
    const gone = contacts.filter(({ customer }) => erased.has(customer));
    return {
      contacts: contacts.filter(({ customer }) => !erased.has(customer)),
      refused: [
        ...refused,
        ...gone.map(({ line }): ContactRefusal => ({ line, reason: 'erased', column: null, message: ERASED })),
      ],
    };
  }

  async #takeLine({ customer, addresses, timezone, consent }: ContactLine): Promise<boolean> {
    const wanted: ContactChange = { addresses, timezone, consents: consent && [this.#consentOf(consent)] };
    const isSame = isAsWanted(await this.#deps.contacts.get(this.#job.workspace, customer), wanted);
    // An attempt that was cut off may have stored it and told nobody.
    const isTold = isSame && Context.current().info.attempt === 1;
    if (!isTold) await changeContact(this.#ports, this.#workspace, customer, wanted);
    return !isSame;
  }

  /** The time of the import where none is given: the same in every attempt, so that a repeat is known. */
  #consentOf({ at, ...said }: NonNullable<ContactLine['consent']>): ConsentRecord {
    const { startedAt, options } = this.#job;
    return { ...said, at: at ?? workspaceTime(this.#workspace, startedAt), source: options.source };
  }

  async #keepRefused(refused: readonly ContactRefusal[], before: number): Promise<void> {
    const job = this.#job._id;
    const kept = refused.slice(0, Math.max(0, MOST_REJECTED - before));
    const rows = kept.map((row): RejectedRow => ({ _id: `${job}:${row.line}`, job, ...row, raw: '' }));
    await this.#deps.rejected.add(rows);
  }
}

function byCustomer(lines: readonly ContactLine[]): readonly (readonly ContactLine[])[] {
  const groups = new Map<CustomerId, ContactLine[]>();
  for (const line of lines) groups.set(line.customer, [...(groups.get(line.customer) ?? []), line]);
  return [...groups.values()];
}
