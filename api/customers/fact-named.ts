import type { z } from 'zod';
import { isOfChain, type ChainFact } from '../../domain/journey/chain-facts.ts';
import { HELD_OUT } from '../../domain/journey/definition/window.ts';
import { isoTime } from '../../domain/time.ts';
import type { ToldFact } from '../sentences.ts';
import { isSkipReason, type Known } from './effect-text.ts';
import type { factNamed } from './fact-named.contract.ts';

export type FactNamed = z.input<typeof factNamed>;

/** What the sentence of a fact says, in parts. */
export function namedFact(fact: ToldFact): FactNamed {
  if (isOfChain(fact)) return ofChain(fact);
  switch (fact.what) {
    case 'entered':
      return { version: fact.place.version, ...keyOf(fact) };
    case 'refused':
      return { refused: fact.because, ...keyOf(fact) };
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
      return toVersion(fact);
  }
}

function toVersion(fact: Extract<ToldFact, { readonly what: 'draining' | 'relocated' }>): FactNamed {
  const { version } = fact.place;
  if (fact.what === 'relocated') return { version, from: { version: fact.from.version, step: fact.from.step } };
  return { version, ...(fact.until === null ? {} : { until: isoTime(fact.until) }) };
}

function keyOf({ key }: { readonly key?: string }): Pick<FactNamed, 'key'> {
  return key === undefined ? {} : { key };
}

function waitOf({ waiting }: Extract<ToldFact, { readonly what: 'waiting' }>): FactNamed {
  const { for: waits, until } = waiting;
  return { waits, ...(until === null ? {} : { until: isoTime(until) }) };
}

function passedOf({ said, took }: Extract<ToldFact, { readonly what: 'passed' }>): FactNamed {
  return {
    ...(took === undefined ? {} : { took }),
    ...(said ? { said: { name: said.name, value: said.value } } : {}),
  };
}

function ofChain(fact: ChainFact): FactNamed {
  switch (fact.what) {
    case 'passed-over':
      return { channel: fact.channel, skipped: fact.because };
    case 'reacted':
      return { channel: fact.channel, reaction: fact.by };
    case 'attempted': {
      const { channel, score, follows } = fact;
      return { channel, ...(score === undefined ? {} : { best: score }), ...(follows ? { follows } : {}) };
    }
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
