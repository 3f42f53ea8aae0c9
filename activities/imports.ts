import type { Connection } from 'mongoose';
import { mongoEventStore } from '../db/events.ts';
import { mongoImportedStore } from '../db/imported.ts';
import { mongoJobStore } from '../db/jobs.ts';
import { mongoPseudonymKeyStore } from '../db/pseudonym-keys.ts';
import { mongoRejectedStore } from '../db/rejected-rows.ts';
import { mongoReturnStore } from '../db/returns.ts';
import { mongoUploadStore } from '../db/uploads.ts';
import type { ImportDeps } from './import-deps.ts';
import { createEndImport, createTakeBackImport } from './import-end.ts';
import { createFoldImport } from './import-fold.ts';
import { createReadImport } from './import-read.ts';
import { createStartImported } from './import-start.ts';

/** The activities of imports. */
export function createImportActivities(deps: ImportDeps) {
  return {
    readImport: createReadImport(deps),
    foldImport: createFoldImport(deps),
    takeBackImport: createTakeBackImport(deps),
    startImported: createStartImported(deps),
    endImport: createEndImport(deps),
  };
}

/** What they need, over a connection. */
export function mongoImportDeps(
  connection: Connection,
  shared: Pick<ImportDeps, 'playbooks' | 'workspace'>,
): ImportDeps {
  return {
    ...shared,
    jobs: mongoJobStore(connection),
    uploads: mongoUploadStore(connection),
    rejected: mongoRejectedStore(connection),
    imported: mongoImportedStore(connection),
    returns: mongoReturnStore(connection),
    pseudonymKeys: mongoPseudonymKeyStore(connection),
    events: mongoEventStore(connection),
    now: Date.now,
  };
}
