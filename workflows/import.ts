import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { ImportInput, ImportOutcome } from './import-messages.ts';
import { imports } from './import-proxies.ts';
import { reasonOf } from './reason.ts';

/**
 * One import: read the file into events, score the customers they belong to, start those customers' workflows.
 * Called off or failed half-way, whoever has been scored stays a customer, and the rest is taken back.
 */
export async function importJob(input: ImportInput): Promise<ImportOutcome> {
  const outcome = await readAndScore(input);
  return await CancellationScope.nonCancellable(async () => {
    if (outcome.state !== 'done') await imports.takeBackImport(input);
    // Without its workflow a customer's silence would go unnoticed.
    await imports.startImported(input);
    await imports.endImport({ ...input, ...outcome });
    return outcome;
  });
}

async function readAndScore(input: ImportInput): Promise<ImportOutcome> {
  try {
    await imports.readImport(input);
    await imports.foldImport(input);
    return { state: 'done' };
  } catch (error) {
    if (isCancellation(error)) return { state: 'cancelled' };
    return { state: 'failed', error: reasonOf(error, 'the import') };
  }
}
