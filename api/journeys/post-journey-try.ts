import { nextMove } from '../../domain/decision/next-deadline.ts';
import { nextNamed, type NextOf } from '../../domain/decision/next-named.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { nextSilence } from '../../domain/silence/silence.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { postJourneyTryContract } from './post-journey-try.contract.ts';
import { triedTimeline, triedMessages } from './tried.ts';
import { tryRun } from './try-run.ts';

export const postJourneyTry = endpoint(postJourneyTryContract, async ({ params, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { of, events, walked } = await tryRun(deps, here, params.id, body);
  const messages = await triedMessages(deps, of, walked.effects);
  const { next } = walked;
  return {
    status: 200,
    body: {
      journey: params.id,
      version: of.version,
      customer: of.customer,
      from: isoTime(of.from),
      until: isoTime(walked.state.asOf),
      complete: !walked.isCut,
      entries: triedTimeline(of, events, walked, messages),
      messages: messages.map(({ key: _key, ...message }) => message),
      next: next && {
        at: isoTime(next.at),
        because: next.because,
        ...nextNamed(next.at, aheadOf(walked.state, of.playbook)),
      },
    },
  };
});

/** Of somebody made up no row says what comes next. */
function aheadOf(state: CustomerState, playbook: Playbook): NextOf {
  return { state, nextMove: nextMove(state, playbook), nextSilence: nextSilence(state.limits, state.asOf) };
}
