import { ApplicationFailure, Context, log } from '@temporalio/activity';
import { IysFailure } from '../../channels/iys.ts';
import { IYS_STATES } from '../../domain/iys/consent.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import { beginIysExchange } from '../../jobs/launch.ts';
import { alive } from '../../jobs/progress.ts';
import type { IysCall, IysStep } from '../../workflows/iys-messages.ts';
import { collect } from './collect.ts';
import { openExchange, type Exchange, type IysDeps } from './deps.ts';
import { ask, pull, results, upload } from './talk.ts';

const STEPS: Readonly<Record<IysStep, (deps: IysDeps, exchange: Exchange) => Promise<number>>> = {
  collect,
  ask,
  upload,
  results,
  pull,
};

/** One step of an exchange with the register of messages; repeating it goes on where it was. @returns how many it was about */
export function createExchangeWithIys(deps: IysDeps) {
  /** @throws ApplicationFailure `IysRefused`, not to be tried again before somebody looks at the settings */
  return async function exchangeWithIys({ workspace, step }: IysCall): Promise<number> {
    try {
      const exchange = await openExchange(deps, workspace);
      if (exchange === null) return 0;
      const done = await alive(() => STEPS[step](deps, exchange), { doing: step });
      if (step === 'pull') await deps.iysSettings.noteDone(workspace, deps.now());
      return done;
    } catch (error) {
      if (!(error instanceof IysFailure)) throw error;
      await deps.iysSettings.noteTrouble(workspace, { at: deps.now(), step, reason: error.message });
      if (!error.isOurs) throw error;
      throw ApplicationFailure.nonRetryable(error.message, 'IysRefused');
    }
  };
}

/** How often it is looked whether there is anything to say. */
const AT_LEAST = MINUTE;

/** Begins the exchanges that are due: where something was said, the register owes an answer, or may know something new. */
export async function beginIysExchanges(deps: IysDeps): Promise<void> {
  const now = deps.now();
  const { client, info } = Context.current();
  for (const workspace of await deps.iysSettings.waiting(now - AT_LEAST)) {
    if (!(await isDue(deps, workspace, now))) continue;
    await deps.iysSettings.noteBegun(workspace, now);
    await beginIysExchange(client, info.taskQueue, workspace);
    log.debug('an exchange with the register of messages has begun', { workspace });
  }
}

async function isDue(
  { iysSettings, iysConsents, contacts }: IysDeps,
  workspace: IysCall['workspace'],
  now: number,
): Promise<boolean> {
  const { pulledAt = -Infinity } = (await iysSettings.find(workspace)) ?? {};
  if (pulledAt <= now - HOUR) return true;
  if ((await contacts.forRegister(workspace, 1)).length > 0) return true;
  return (await iysConsents.due(workspace, IYS_STATES, now, 1)).length > 0;
}
