import type { Readable } from 'node:stream';
import type { Connection } from 'mongoose';
import type { ImportOptions } from '../db/jobs/rows.ts';
import { mongoPseudonymKeyStore } from '../db/customers/pseudonym-keys.ts';
import { mongoUploadStore } from '../db/jobs/uploads.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { tryImport } from './dry-run.ts';
import { pseudonyms } from './pseudonym.ts';

export interface ImportsOptions {
  readonly connection: Connection;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** What is asked of files of history before they are imported; see `jobs/` for their way in. */
export interface Imports {
  /** See `tryImport`. */
  readonly dryRun: (workspace: WorkspaceRow, options: ImportOptions, body: Readable) => ReturnType<typeof tryImport>;
  /** What makes customers of the addresses of a workspace; see `pseudonyms`. */
  readonly pseudonyms: (workspace: WorkspaceId) => Promise<(address: string) => CustomerId>;
}

export function openImports({ connection, now }: ImportsOptions): Imports {
  const uploads = mongoUploadStore(connection);
  const pseudonymKeys = mongoPseudonymKeyStore(connection);
  return {
    dryRun: (workspace, options, body) => tryImport({ uploads, pseudonymKeys, now }, workspace, options, body),
    pseudonyms: async (workspace) => pseudonyms(await pseudonymKeys.of(workspace)),
  };
}
