import type { Readable } from 'node:stream';
import { NOTHING_COUNTED, type ImportOptions } from '../db/jobs/rows.ts';
import type { Money } from '../domain/currency.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { faultsOf, surveyOf } from '../imports/evidence/survey-file.ts';
import { surveyed } from '../imports/evidence/surveyed.ts';
import { openUpload } from '../imports/upload.ts';
import { newJob } from './begin.ts';
import { beginWithFile, type FileBegun, type FilePorts } from './with-file.ts';

/** Whose file it is. */
export interface Importer {
  readonly workspace: WorkspaceId;
  readonly money: Money;
}

/** Begins the import of a file of history. The header is checked before anything is stored. @see beginWithFile */
export async function beginImport(
  ports: FilePorts,
  { workspace, money }: Importer,
  options: ImportOptions,
  body: Readable,
): Promise<FileBegun<'import'>> {
  const upload = await openUpload(body);
  const faults = faultsOf(upload.head, options);
  if (faults.length > 0) {
    await upload.discard();
    return { is: 'refused', faults };
  }
  const survey = surveyOf(options, money);
  const now = ports.now();
  return await beginWithFile(ports, {
    job: {
      ...newJob(workspace, now),
      kind: 'import',
      phase: 'uploading',
      phaseAt: now,
      counts: NOTHING_COUNTED,
      options,
      lines: 0,
    },
    upload,
    chunks: surveyed(upload.chunks, survey),
    arrived() {
      const found = survey.end();
      return 'faults' in found ? found : { ...found, lines: upload.lines() };
    },
  });
}
