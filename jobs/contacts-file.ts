import type { Readable } from 'node:stream';
import type { ContactsOptions } from '../db/jobs/results.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { contactColumns } from '../imports/contact-file.ts';
import { isFaults } from '../imports/mapping.ts';
import { openUpload } from '../imports/upload.ts';
import { newJob } from './begin.ts';
import { beginWithFile, type FileBegun, type FilePorts } from './with-file.ts';

/** Bytes: more than a million contacts. */
export const MOST_CONTACT_BYTES = 200 * 1_024 ** 2;

/** Begins the import of a file of contacts. The header is checked before anything is stored. @see beginWithFile */
export async function beginContacts(
  ports: FilePorts,
  workspace: WorkspaceId,
  options: ContactsOptions,
  body: Readable,
): Promise<FileBegun<'contacts'>> {
  const upload = await openUpload(body, MOST_CONTACT_BYTES);
  const columns = contactColumns(upload.head, options.mapping);
  if (isFaults(columns)) {
    await upload.discard();
    return { is: 'refused', faults: columns };
  }
  const now = ports.now();
  return await beginWithFile(ports, {
    job: { ...newJob(workspace, now), kind: 'contacts', phase: 'uploading', phaseAt: now, options },
    upload,
    chunks: upload.chunks,
    arrived: () => ({ total: Math.max(0, upload.lines() - 1) }),
  });
}
