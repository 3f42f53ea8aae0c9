import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import type { Instant } from '../../../domain/time.ts';
import { books, life, live } from './walks.arbitrary.ts';

describe('any published journeys through any life', () => {
  test('always come to a wait or an end, with time still to pass', () => {
    fc.assert(
      fc.property(books, life, (playbook, instants) => {
        live(playbook, instants, ({ facts, state }, at) => {
          expect(JSON.stringify(facts)).not.toContain('more than');
          expect(nextJourneyDeadline(state.journeys, playbook)?.at ?? Infinity).toBeGreaterThan(at);
        });
      }),
      { numRuns: 100 },
    );
  });

  test('stand, at each instant, where a fold over their facts puts them', () => {
    fc.assert(
      fc.property(books, life, (playbook, instants) => {
        const journal: { at: Instant; facts: readonly JourneyFact[] }[] = [];
        live(playbook, instants, ({ facts, state }, at) => {
          journal.push({ at, facts: JSON.parse(JSON.stringify(facts)) });
          expect(standingsFrom(journal)).toEqual(state.journeys);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('name the whole place of each fact: the version, the enrolment, the step and the visit', () => {
    fc.assert(
      fc.property(books, life, (playbook, instants) => {
        const taken = new Set<string>();
        live(playbook, instants, ({ facts }) => {
          for (const { what, place } of facts) {
            if (what === 'refused') continue;
            const { version, definition } = playbook.journeys.get(place.journey) ?? {};
            expect(place.version).toBe(version);
            expect(definition?.steps.map(({ id }) => id)).toContain(place.step);
            // A step is come to once for each visit: what makes an effect happen once.
            if (what === 'entered' || what === 'reached') {
              const { journey, enrolment, step, visit } = place;
              const name = [journey, enrolment, step, visit].join(' ');
              expect(taken).not.toContain(name);
              taken.add(name);
            }
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  test('do nothing twice', () => {
    fc.assert(
      fc.property(books, life, (playbook, instants) => {
        const keys: string[] = [];
        live(playbook, instants, ({ effects: done }) => keys.push(...done.map(({ key }) => key)));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 100 },
    );
  });

  test('keep the state plain and small', () => {
    fc.assert(
      fc.property(books, life, (playbook, instants) => {
        const state = live(playbook, instants, (found) => {
          expect(JSON.parse(JSON.stringify(found.state))).toStrictEqual(found.state);
        });
        for (const [, { heard = [], ...rest }] of allInside(state.journeys)) {
          expect(JSON.stringify(rest).length).toBeLessThanOrEqual(300);
          for (const [id] of heard) expect(heard.filter(([step]) => step === id).length).toBeLessThanOrEqual(4);
        }
      }),
      { numRuns: 100 },
    );
  });
});
