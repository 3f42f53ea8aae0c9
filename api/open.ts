import type { Connection } from 'mongoose';
import { createKeyRing } from './auth.ts';
import type { ApiDeps } from './deps.ts';
import { createDraining } from './draining.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { rollOut } from './rollout.ts';
import { openStores } from './stores.ts';
import type { WorkflowPage } from './temporal-page.ts';

/** What only the main can provide. */
export type Outside = Pick<
  ApiDeps,
  'clock' | 'log' | 'temporalAnswers' | 'ingest' | 'imports' | 'jobs' | 'checkMails'
> & {
  readonly limits?: Partial<Limits>;
  /** Left out: nobody is sent to Temporal's page. */
  readonly workflowPage?: WorkflowPage;
};

/** The API's dependencies over a connection; afterwards `ensureIndexes(connection)` knows all its collections. */
export function openApi(connection: Connection, { limits, workflowPage = () => null, ...outside }: Outside): ApiDeps {
  const stores = openStores(connection);
  return {
    ...outside,
    workflowPage,
    connection,
    stores,
    keyRing: createKeyRing(stores.keys, outside.clock),
    draining: createDraining(),
    limits: { ...DEFAULT_LIMITS, ...limits },
    rollOut: (workspace) => rollOut({ ...outside, stores }, workspace),
  };
}
