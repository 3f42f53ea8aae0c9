import type { Readable } from 'node:stream';
import type { ImportOptions, JobRow } from '../../db/jobs/rows.ts';
import type { Tried } from '../../imports/dry-run.ts';
import { fileKind } from '../../imports/kinds.ts';
import { isFaults, parseMapping } from '../../imports/mapping.ts';
import { UploadTooLarge } from '../../imports/upload.ts';
import { UploadCalledOff } from '../../jobs/with-file.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { importView } from './view.ts';
import { notReadable } from '../http/not-readable.ts';
import { ApiProblem } from '../http/problem.ts';
import { triedView } from '../silence/tried-view.ts';
import { postImportsContract } from './post-imports.contract.ts';

export const postImports = endpoint(postImportsContract, async ({ query, body, headers, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const mapping = parseMapping(query.map, fileKind(query.type).fields);
  if (isFaults(mapping)) throw notReadable(mapping);
  const options: ImportOptions = {
    format: headers['content-type']?.toLowerCase().includes('ndjson') ? 'ndjson' : 'csv',
    mapping,
    source: query.source,
    ...(query.type ? { kind: query.type } : {}),
    ...(query.dates ? { dates: query.dates } : {}),
    ...(query.decimal ? { decimal: query.decimal } : {}),
  };
  if (query.dryRun === '1') return { status: 200, body: triedView(await tryOut(deps, here, options, body)) };
  return { status: 202, body: { job: importView(await begin(deps, here, options, body)) } };
});

async function tryOut(
  { imports }: Pick<ApiDeps, 'imports'>,
  { workspace }: Here,
  options: ImportOptions,
  body: Readable,
): Promise<Tried> {
  try {
    const result = await imports.dryRun(workspace, options, body);
    if (result.is === 'refused') throw notReadable(result.faults);
    return result;
  } catch (error) {
    throw error instanceof UploadTooLarge ? tooLarge(error) : error;
  }
}

async function begin(
  { jobs }: Pick<ApiDeps, 'jobs'>,
  { workspace }: Here,
  options: ImportOptions,
  body: Readable,
): Promise<JobRow<'import'>> {
  try {
    const begun = await jobs.beginImport(workspace, options, body);
    if (begun.is === 'begun') return begun.job;
    if (begun.is === 'refused') throw notReadable(begun.faults);
    const detail = `The import ${begun.job._id} of this workspace is not finished; wait for it, or call it off.`;
    throw new ApiProblem('conflict', detail);
  } catch (error) {
    if (error instanceof UploadTooLarge) throw tooLarge(error);
    if (!(error instanceof UploadCalledOff)) throw error;
    throw new ApiProblem('conflict', 'The job was called off while its file was being sent.', { cause: error });
  }
}

function tooLarge(cause: UploadTooLarge): ApiProblem {
  return new ApiProblem('too-large', 'A file may have at most 2 GB; import it in parts.', { cause });
}
