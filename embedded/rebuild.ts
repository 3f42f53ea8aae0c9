import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { rebuildJob } from '../api/jobs/job.contract.ts';
import { firstWorkspace } from '../api/workspaces/first-workspace.ts';
import { readConfig } from '../config.ts';
import { keptKey } from './credentials.ts';
import { ApiRefused, get, post, type Api } from './demo/http.ts';
import { alignColumns, count } from './demo/table.ts';

const reply = z.object({ job: rebuildJob });
const differences = z.object({
  differences: z.array(
    z.object({ customer: z.string().nullable(), field: z.string(), live: z.string(), rebuilt: z.string() }),
  ),
});
type RebuildResult = NonNullable<z.infer<typeof rebuildJob>['result']>;
const SHOWN = 50;
const EVERY_MS = 500;

/**
 * Folds every event of a workspace again, with the same core, and compares with the live state.
 * @returns the exit code: 0 where nothing differs
 */
async function main(): Promise<number> {
  const api = await runningApi();
  const { job } = await post(api, '/v1/rebuild', {}, reply);
  const ended = await endOf(api, job.id);
  if (ended.state !== 'done' || ended.result === undefined) {
    console.error(`The rebuild ${ended.state}${ended.error === undefined ? '.' : `: ${ended.error}`}`);
    return 1;
  }
  const { customers, differing, differences: found, events, effects } = ended.result;
  console.log(
    `${count(events)} events of ${count(customers)} customers folded again: ${count(differing)} customers differ.`,
  );
  if (effects) console.log(effectsLine(effects));
  if (found === 0) return 0;
  const list = await get(api, `/v1/jobs/${job.id}/differences?limit=${SHOWN}`, differences);
  const rows = list.differences.map(({ customer, field, live, rebuilt }) => [customer ?? '-', field, live, rebuilt]);
  for (const line of alignColumns([['Customer', 'Field', 'Live', 'Rebuilt'], ...rows])) console.log(line);
  return 1;
}

/** Such as `812 effects decided: 0 missing in the ledger, 0 in it that nobody decided, 0 in it that say something else.` */
function effectsLine({ decided, missing, undecided, changed }: NonNullable<RebuildResult['effects']>): string {
  const found = `${count(missing)} missing in the ledger, ${count(undecided)} in it that nobody decided`;
  return `${count(decided)} effects decided: ${found}, ${count(changed)} in it that say something else.`;
}

/** The one that `npm start` runs here, unless another is named. */
async function runningApi(): Promise<Api> {
  const { SOJOURN_URL: url, SOJOURN_KEY: key } = process.env;
  const config = readConfig(process.env);
  const { id } = firstWorkspace(config);
  return {
    url: (url ?? `http://${config.host}:${config.port}`).replace(/\/$/, ''),
    key: key ?? config.adminKey ?? (await keptKey(resolve(config.dataDir), id)),
  };
}

async function endOf(api: Api, id: string): Promise<z.infer<typeof rebuildJob>> {
  for (;;) {
    const { job } = await get(api, `/v1/jobs/${id}`, reply);
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await pause(EVERY_MS);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isAway = error instanceof TypeError;
  const hint = 'No Sojourn answers: start it with npm start, or set SOJOURN_URL and SOJOURN_KEY.';
  console.error(isAway ? hint : error instanceof ApiRefused ? error.message : error);
  process.exitCode = 1;
}
