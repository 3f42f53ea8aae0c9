import { quietlyAdopted } from '../../../domain/decision/quiet-adoption.ts';
import { decide } from '../../../domain/decision/decide.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { journeyId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { lifeOf, withLife, type JourneyLife } from '../../../domain/journey/life.ts';
import { currentJourney, publishJourney, wakingAnew, type Playbook } from '../../../domain/playbook.ts';
import { type Instant } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, aPurchase, CUSTOMER_KEY, inside, told } from '../../builders.ts';

export const id = journeyId.parse('greeting');
export const go = { on: 'event', event: 'go' } as const;
export const toast = (step: string) =>
  ({ id: step, type: 'place', placement: 'toast', slot: 'corner', title: step, body: step }) as const;
export const FIRST: JourneyInput['steps'] = [
  { id: 'pause', type: 'wait', until: go, for: '3d', onTimeout: 'late' },
  toast('thanks'),
  { id: 'rest', type: 'wait', for: '2d', next: 'pause' },
  toast('late'),
];
const enter = { on: 'event', event: 'purchase' } as const;
const exit = [{ on: 'event', event: 'leave' } as const];

/** One customer, and the playbook as it changes. */
export class World {
  book: Playbook;
  state = aCustomer();
  entries: ReturnType<typeof decide>['entries'][number][] = [];
  effects: string[] = [];
  next: ReturnType<typeof decide>['next'] = null;
  #events = 0;

  constructor(steps = FIRST) {
    this.book = aPlaybook([aJourney({ enter, exit, steps })]);
  }

  /** The next playbook, in which this holds for the journey. */
  change(at: Instant, change: (life: JourneyLife) => JourneyLife | null, book = this.book): void {
    const next = { ...book, version: this.book.version + 1 };
    this.book = wakingAnew(withLife(next, id, change(lifeOf(book, id)) ?? lifeOf(book, id)), at);
  }

  publish(at: Instant, steps: JourneyInput['steps'], change: (life: JourneyLife, to: number) => JourneyLife): void {
    const next = publishJourney(this.book, aJourney({ enter, exit, steps }));
    this.change(at, (life) => change(life, currentJourney(next, id)?.version ?? 0), next);
  }

  at(now: Instant, type?: string): ReturnType<typeof told> {
    const events = type === undefined ? [] : [this.#event(type, now)];
    const decision = decide({ ...this.#input(now), events, orders: new Map() });
    this.state = decision.state;
    this.next = decision.next;
    this.entries.push(...decision.entries);
    this.effects.push(...decision.effects.map(({ key }) => key));
    return told(decision.entries.flatMap(({ facts }) => facts));
  }

  /** What a rollout makes of them asleep; `null` where they have to decide. */
  asleep(now: Instant) {
    return quietlyAdopted(this.#input(now), this.next);
  }

  #input(now: Instant) {
    const of = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: true };
    return { ...of, playbook: this.book, state: this.state, now };
  }

  get inside() {
    return inside(this.state, id);
  }

  #event(type: string, at: Instant): CustomerEvent {
    this.#events += 1;
    const of = { id: `e-${this.#events}`, at };
    return type === 'purchase' ? aPurchase(of) : anActivity({ ...of, type });
  }
}
