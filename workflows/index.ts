export { bots } from './bots.ts';
export { beginFit } from './begin-fit.ts';
export { beginLaunch } from './begin-launch.ts';
export { customer } from './customer.ts';
export { importJob, task } from './earlier-jobs.ts';
export { deliverChanges } from './deliver-changes.ts';
export { iysExchange } from './iys.ts';
export { job } from './job.ts';
export { upkeep } from './upkeep.ts';
