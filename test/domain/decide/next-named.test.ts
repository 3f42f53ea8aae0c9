import { expect, test } from 'vitest';
import type { NextKind } from '../../../domain/decision/next-kinds.ts';
import { nextNamed, type NextOf } from '../../../domain/decision/next-named.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../../domain/decision/state.ts';
import { journeyId, segmentId, stepId } from '../../../domain/ids.schema.ts';
import { NO_LOYALTY } from '../../../domain/loyalty/state.ts';
import type { JourneyStandings } from '../../../domain/journey/standing.ts';
import { DAY } from '../../../domain/time.ts';

const AT = 20_000 * DAY;
const journey = journeyId.parse('hello');
const step = stepId.parse('wait');
const inside = {
  is: 'inside',
  version: 1,
  enrolment: 1,
  enteredAt: 0,
  step,
  since: 0,
  waiting: { for: 'step', until: AT },
  visits: {},
} as const;
const watched = [{ by: 'entering', version: 1, step, enrolment: 1, arm: 'in', from: 0, until: AT }] as const;
const walks = (more: object): JourneyStandings => ({ [journey]: { entered: 1, enrolments: [], ...more } });

/** What has its instant now, by what it is called: the compiler misses one that is not here. */
const COMES: Readonly<Record<NextKind, Partial<CustomerState> & Partial<Omit<NextOf, 'state'>>>> = {
  segment: { nextMove: { at: AT, to: segmentId.parse('lost'), because: 'recency' } },
  overdue: { nextSilence: { at: AT, stage: 'overdue' } },
  lapsed: { nextSilence: { at: AT, stage: 'lapsed' } },
  score: {},
  wait: { journeys: walks({ enrolments: [inside] }) },
  closes: { journeys: walks({ enrolments: [{ ...inside, held: true, leaveBy: AT }] }) },
  goal: { journeys: walks({ watched }) },
  condition: { conditionsAt: AT },
  date: { datesAt: AT },
  loyalty: { loyalty: { ...NO_LOYALTY, nextAt: AT } },
  audience: { audiencesUntil: AT },
};

const comes = ({ nextMove = null, nextSilence = null, ...state }: (typeof COMES)[NextKind]): NextOf => ({
  state: { ...NEW_CUSTOMER, ...state },
  nextMove,
  nextSilence,
});

test.each(Object.entries(COMES))('%s is named where it has its instant', (kind, what) => {
  const where = { wait: { journey, step }, closes: { journey, step }, goal: { journey } };
  expect(nextNamed(AT, comes(what))).toEqual({
    what: kind,
    ...new Map<string, object>(Object.entries(where)).get(kind),
  });
});

test('of several at one instant, the segment is named before silence, and that before a journey', () => {
  const { segment, lapsed, wait } = COMES;
  expect(nextNamed(AT, comes({ ...segment, ...lapsed, ...wait })).what).toBe('segment');
  expect(nextNamed(AT, comes({ ...lapsed, ...wait })).what).toBe('lapsed');
});
