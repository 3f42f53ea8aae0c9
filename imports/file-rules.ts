import type { ImportOptions } from '../db/jobs/rows.ts';
import type { PseudonymKeyStore } from '../db/customers/pseudonym-keys.ts';
import type { Reading } from '../db/jobs/reading.ts';
import { moneyOf, workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Instant } from '../domain/time.ts';
import { eventsKeptFrom } from '../domain/privacy/retention.ts';
import { MAX_AHEAD } from '../ingest/event-row.ts';
import { pseudonyms } from './pseudonym.ts';
import type { FileRules } from './read-file.ts';

/** A file, and how it is read. */
export interface FileRead {
  readonly options: ImportOptions;
  readonly reading: Reading;
  /** When it came. */
  readonly startedAt: Instant;
}

/** How a file of a workspace is read. The key is made only where the file has addresses. */
export async function fileRules(
  { options, reading, startedAt }: FileRead,
  workspace: WorkspaceRow,
  keys: PseudonymKeyStore,
): Promise<FileRules> {
  const { timezone, clock } = workspace;
  const key = Object.hasOwn(reading.columns, 'email') ? await keys.of(workspace._id) : new Uint8Array();
  return {
    format: options.format,
    mapping: options.mapping,
    source: options.source,
    reading,
    timezone,
    ...moneyOf(workspace),
    now: workspaceTime(workspace, startedAt),
    earliest: eventsKeptFrom(workspace.retention, workspaceTime(workspace, startedAt)),
    latest: clock === undefined ? startedAt + MAX_AHEAD : null,
    pseudonym: pseudonyms(key),
  };
}
