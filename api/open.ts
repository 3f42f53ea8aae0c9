import type { Connection } from 'mongoose';
import { createKeyRing } from './auth.ts';
import type { ApiDeps } from './deps.ts';
import { createDraining } from './draining.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { rollOut } from './rollout.ts';
import { openStores } from './stores.ts';

/** What only the main can provide. */
export type Outside = Pick<
  ApiDeps,
  'clock' | 'log' | 'temporalAnswers' | 'ingest' | 'imports' | 'tasks' | 'checkMails'
> & {
  readonly limits?: Partial<Limits>;
};

/** The API's dependencies over a connection; afterwards `ensureIndexes(connection)` knows all its collections. */
export function openApi(connection: Connection, { limits, ...outside }: Outside): ApiDeps {
  const stores = openStores(connection);
  return {
    ...outside,
    connection,
    stores,
    keyRing: createKeyRing(stores.keys, outside.clock),
    draining: createDraining(),
    limits: { ...DEFAULT_LIMITS, ...limits },
    rollOut: (workspace) => rollOut({ ...outside, stores }, workspace),
  };
}
