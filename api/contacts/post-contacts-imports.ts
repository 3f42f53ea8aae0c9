import type { Readable } from 'node:stream';
import type { ContactsOptions } from '../../db/jobs/results.ts';
import { CONTACT_FIELDS } from '../../imports/contact-file.ts';
import { tryContacts } from '../../imports/contacts-dry-run.ts';
import { fieldProblem, isFaults, parseMapping } from '../../imports/mapping.ts';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { UploadTooLarge } from '../../imports/upload.ts';
import { MOST_CONTACT_BYTES } from '../../jobs/contacts-file.ts';
import { UploadCalledOff } from '../../jobs/with-file.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { contactsView } from '../jobs/view.ts';
import { notReadable } from '../http/not-readable.ts';
import { ApiProblem } from '../http/problem.ts';
import { postContactsImportsContract } from './post-contacts-imports.contract.ts';

export const postContactsImports = endpoint(postContactsImportsContract, async ({ query, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const mapping = parseMapping(query.map, CONTACT_FIELDS);
  if (isFaults(mapping)) throw notReadable(mapping);
  try {
    if (query.dryRun === '1') {
      const tried = await tryContacts({ mapping, now: here.now }, body, MOST_CONTACT_BYTES);
      if (isFaults(tried)) throw notReadable(tried);
      return { status: 200, body: { dryRun: tried } };
    }
    return { status: 202, body: { job: await begin(deps, here, { mapping, source: query.source }, body) } };
  } catch (error) {
    if (error instanceof UploadTooLarge) {
      throw new ApiProblem('too-large', 'A file of contacts may have at most 200 MB; import it in parts.', {
        cause: error,
      });
    }
    if (error instanceof UnreadableFile) throw notReadable([fieldProblem('body', error.message)]);
    if (!(error instanceof UploadCalledOff)) throw error;
    throw new ApiProblem('conflict', 'The job was called off while its file was being sent.', { cause: error });
  }
});

async function begin({ jobs }: ApiDeps, { workspace }: Here, options: ContactsOptions, body: Readable) {
  const begun = await jobs.beginContacts(workspace._id, options, body);
  if (begun.is === 'refused') throw notReadable(begun.faults);
  if (begun.is === 'busy') {
    const detail = `The import ${begun.job._id} of contacts is not finished; wait for it, or call it off.`;
    throw new ApiProblem('conflict', detail);
  }
  return contactsView(begun.job);
}
