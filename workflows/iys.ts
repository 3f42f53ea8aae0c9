import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { IYS_STEPS, type IysStep } from './iys-messages.ts';

/** Where the register is away for longer, the next exchange goes on. */
const { exchangeWithIys } = proxyActivities<Pick<Activities, 'exchangeWithIys'>>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 5 },
});

/**
 * One exchange with the register of messages: what was said here goes there, and what was said there comes here. A step
 * that fails keeps none of the others, so withdrawals are heard of while uploads are refused.
 * @returns how many each step was about
 */
export async function iysExchange(workspace: WorkspaceId): Promise<Readonly<Partial<Record<IysStep, number>>>> {
  const done: Partial<Record<IysStep, number>> = {};
  const failed: unknown[] = [];
  for (const step of IYS_STEPS) {
    try {
      done[step] = await exchangeWithIys({ workspace, step });
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return done;
}
