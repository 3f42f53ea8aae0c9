import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryId } from '../../../domain/ids.schema.ts';
import { own } from '../../../domain/own.ts';
import { isHeldOut } from '../../../domain/policy/holdout.ts';
import { DEFAULT_POLICIES, type Cap, type Policies } from '../../../domain/policy/policies.ts';
import { DAY, MINUTE } from '../../../domain/time.ts';
import { CUSTOMER, type take } from '../../builders.ts';
import { books, life, live } from '../journey/walks.arbitrary.ts';

const [DIGEST, SERVICE] = [categoryId.parse('digest'), categoryId.parse('service')];
const cap = fc.record({ messages: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 1, max: 9 }) });
const rules = fc.record({
  otherwise: cap,
  channel: fc.option(cap),
  digest: fc.option(cap),
  priority: fc.option(
    fc.record({ minutes: fc.integer({ min: 1, max: 1_440 }), others: fc.constantFrom('hold', 'skip') }),
  ),
  night: fc.boolean(),
  percent: fc.option(fc.integer({ min: 1, max: 50 })),
  salt: fc.constantFrom('a', 'b', 'c'),
});

const policies = rules.map((given): Policies => ({
  ...DEFAULT_POLICIES,
  caps: {},
  otherwise: given.otherwise,
  channels: given.channel === null ? {} : { email: given.channel },
  categories: { [SERVICE]: { exempt: true }, ...(given.digest === null ? {} : { [DIGEST]: { cap: given.digest } }) },
  priority: given.priority,
  quietHours: given.night ? DEFAULT_POLICIES.quietHours : null,
  holdout: given.percent === null ? null : { percent: given.percent, salt: given.salt },
}));

interface Mail {
  readonly at: number;
  readonly journey: string;
  readonly category: string;
}

/** Every message of a life through any journeys under any policies, as the definitions say what each of them is. */
const mailed = fc.tuple(books, policies, life).map(([book, wanted, instants]) => {
  const playbook = { ...book, policies: wanted };
  const mails: Mail[] = [];
  const taken: { readonly at: number; readonly found: ReturnType<typeof take> }[] = [];
  live(playbook, instants, (found, at) => {
    taken.push({ at, found });
    for (const { kind, origin } of found.effects) {
      const { journey, step } = origin.place;
      const said = playbook.journeys.get(journey)?.definition.steps.find(({ id }) => id === step);
      if (kind === 'sendMessage' && said?.type === 'send')
        mails.push({ at, journey, category: said.category ?? 'marketing' });
    }
  });
  return { policies: wanted, mails, taken };
});

/** The most messages in any span of so many days that begins with one of them. */
function mostWithin(mails: readonly Mail[], { days }: Cap): number {
  const within = ({ at }: Mail) => mails.filter((other) => other.at >= at && other.at < at + days * DAY).length;
  return Math.max(0, ...mails.map(within));
}

test('no cap is exceeded in any rolling window, whatever journeys want and whatever happens', () => {
  let capped = 0;
  fc.assert(
    fc.property(mailed, ({ policies: { otherwise, channels, categories = {} }, mails, taken }) => {
      const counted = mails.filter(({ category }) => category !== 'service');
      const digests = counted.filter(({ category }) => category === 'digest');
      const digest = own(categories, DIGEST);
      expect(mostWithin(counted, otherwise)).toBeLessThanOrEqual(otherwise.messages);
      if (channels?.email) expect(mostWithin(counted, channels.email)).toBeLessThanOrEqual(channels.email.messages);
      if (digest && 'cap' in digest) expect(mostWithin(digests, digest.cap)).toBeLessThanOrEqual(digest.cap.messages);
      capped += taken.flatMap(({ found }) => found.facts).filter(({ what }) => what === 'skipped').length;
    }),
    { numRuns: 150 },
  );
  expect(capped).toBeGreaterThan(0);
});

test('who is held out never receives a message, be it exempt or not', () => {
  let sent = 0;
  fc.assert(
    fc.property(mailed, ({ policies: wanted, mails }) => {
      if (isHeldOut(wanted, CUSTOMER)) expect(mails).toEqual([]);
      else sent += mails.length;
    }),
    { numRuns: 100 },
  );
  expect(sent).toBeGreaterThan(0);
});

test('a message never goes out sooner after that of another journey than priority allows', () => {
  fc.assert(
    fc.property(mailed, ({ policies: { priority }, mails }) => {
      if (!priority) return;
      const counted = mails.filter(({ category }) => category !== 'service');
      for (const { at, journey } of counted) {
        const rivals = counted.filter((other) => other.journey !== journey && other.at >= at);
        const soonest = Math.min(...rivals.map((other) => other.at));
        expect(soonest - at).toBeGreaterThanOrEqual(priority.minutes * MINUTE);
      }
    }),
    { numRuns: 100 },
  );
});
