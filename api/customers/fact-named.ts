import type { z } from 'zod';
import { isOfChain, type ChainFact } from '../../domain/journey/chain-facts.ts';
import { HELD_OUT } from '../../domain/journey/definition/window.ts';
import { isoTime } from '../../domain/time.ts';
import type { ToldFact } from '../sentences.ts';
import { isSkipReason, type Known } from './effect-text.ts';
import type { factNamed } from './fact-named.contract.ts';

export type FactNamed = z.input<typeof factNamed>;

/** What the sentence of a fact says, in parts; `null` where only the sentence says all of it. */
export function namedFact(fact: ToldFact): FactNamed | null {
  if (isOfChain(fact)) return ofChain(fact);
  switch (fact.what) {
    case 'entered':
      return unlessKeyed(fact, { version: fact.place.version });
    case 'refused':
      return unlessKeyed(fact, { refused: fact.because });
    case 'waiting':
      return waitOf(fact);
    case 'passed':
      return passedOf(fact);
    case 'skipped':
      return { skipped: fact.because };
    case 'left':
      return leftBy(fact.because);
    case 'converted':
      return measured(fact);
    case 'matured':
      return { ...measured(fact), reached: fact.converted };
    case 'opened':
    case 'clicked':
    case 'paused':
    case 'resumed':
      return {};
    case 'draining':
    case 'relocated':
      return null;
  }
}

function unlessKeyed({ key }: { readonly key?: string }, named: FactNamed): FactNamed | null {
  return key === undefined ? named : null;
}

function waitOf({ waiting }: Extract<ToldFact, { readonly what: 'waiting' }>): FactNamed {
  const { for: waits, until } = waiting;
  return { waits, ...(until === null ? {} : { until: isoTime(until) }) };
}

function passedOf({ said, took }: Extract<ToldFact, { readonly what: 'passed' }>): FactNamed | null {
  if (said) return null;
  return took === undefined ? {} : { took };
}

function ofChain(fact: ChainFact): FactNamed | null {
  switch (fact.what) {
    case 'passed-over':
      return { channel: fact.channel, skipped: fact.because };
    case 'reacted':
      return { channel: fact.channel, reaction: fact.by };
    case 'attempted':
      return null;
  }
}

function leftBy(because: Extract<ToldFact, { readonly what: 'left' }>['because']): FactNamed {
  switch (because.by) {
    case 'stop':
      return { left: 'stop', reason: because.reason };
    case 'segment':
      return { left: 'segment', to: because.to };
    case 'end':
    case 'exit':
    case 'goal':
    case 'step-gone':
    case 'archived':
    case 'drained':
    case 'relocated':
    case 'limit':
      return { left: because.by };
  }
}

function measured({ by, arm }: Extract<ToldFact, { readonly what: 'converted' | 'matured' }>): FactNamed {
  if (by === 'step') return { arm };
  return arm === HELD_OUT ? { heldOut: true } : {};
}

/** Of a message; `null` where it failed for a reason that only its sentence says. */
export function namedMessage(known: Known | undefined): FactNamed | null {
  if (known === undefined) return { queued: true };
  const { state, reason, taken } = known;
  if (reason === undefined || state === 'done') return taken === undefined ? {} : { taken };
  return isSkipReason(reason) ? { skipped: reason } : null;
}
