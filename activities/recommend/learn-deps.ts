import type { JobDeps } from '../jobs/job-deps.ts';

/** What learning from baskets needs. */
export type LearnDeps = Pick<
  JobDeps,
  'basketEvents' | 'baskets' | 'itemFigures' | 'customerSegments' | 'readOrders' | 'couponRefunds' | 'now'
>;
