/** Definitions as people get them wrong, by what is wrong with them. */
const hi = { id: 'hi', type: 'send', channel: 'email', subject: 'Hi', body: '<p>Hi</p>' };
const bye = { id: 'bye', type: 'stop', reason: 'done' };
const toast = (id: string, more: object = {}) => ({
  id,
  type: 'place',
  placement: 'toast',
  slot: 'top',
  title: 'T',
  body: 'B',
  ...more,
});
const day = { id: 'day', type: 'wait', for: '1d' };
const bought = { on: 'event', event: 'purchase' };
const branch = (field: string, op: string, value: unknown, next = 'bye') => ({
  id: 'fork',
  type: 'branch',
  paths: [{ when: { field, op, value }, next }],
});
const split = (arms: readonly object[]) => ({ id: 'ab', type: 'split', arms });
const journey = (steps: unknown, more: object = {}) => ({
  id: 'winback',
  name: 'Win back',
  enter: bought,
  steps,
  ...more,
});

export const INVALID: Readonly<Record<string, unknown>> = {
  'has no name and no steps': { id: 'winback', enter: bought, steps: [] },
  'is a list': [hi],
  'has a field that nobody knows': journey([hi], { trigger: bought }),
  'is entered by something that does not exist': journey([hi], { enter: { on: 'birthday' } }),
  'has a step of a kind that does not exist': journey([{ id: 'sms', type: 'text', text: 'Hi' }]),
  'has an id that is none': journey([{ ...hi, id: 'Say Hi' }]),
  'sends a mail without a subject': journey([{ id: 'hi', type: 'send', channel: 'email', body: 'Hi' }]),
  'sends by a channel that does not exist': journey([{ ...hi, channel: 'fax' }]),
  'sends what its channel has no room for': journey([
    { ...hi, channel: 'sms' },
    { id: 'long', type: 'send', channel: 'sms', text: 'x'.repeat(1_601) },
    { id: 'press', type: 'send', channel: 'telegram', text: 'Hi', buttons: [{ label: 'A', id: 'Not one' }] },
    { id: 'note', type: 'send', channel: 'push', text: 'Hi', template: 'hello' },
  ]),
  'sends a category that is none': journey([{ ...hi, category: 'My News' }]),
  'goes round without a wait': journey([toast('a'), toast('b', { next: 'a' })]),
  'goes round too fast': journey([toast('a'), { id: 'w', type: 'wait', for: '10m', next: 'a' }]),
  'has a step that nobody reaches': journey([bye, hi]),
  'leads to steps that are gone': journey([{ ...hi, next: 'thanks' }, branch('score.r', 'eq', 5, 'best'), bye]),
  'uses an id twice': journey([hi, day, { ...hi, subject: 'Again' }]),
  'splits with a weight of nothing': journey([
    split([
      { name: 'a', weight: 0, next: 'bye' },
      { name: 'b', weight: 100, next: 'bye' },
    ]),
    bye,
  ]),
  'splits by fractions': journey([
    split([
      { name: 'a', weight: 0.5, next: 'bye' },
      { name: 'b', weight: 0.5, next: 'bye' },
    ]),
    bye,
  ]),
  'splits into one way': journey([split([{ name: 'a', weight: 1, next: 'bye' }]), bye]),
  'splits into two of a name': journey([
    split([
      { name: 'a', weight: 1, next: 'bye' },
      { name: 'a', weight: 1, next: 'bye' },
    ]),
    bye,
  ]),
  'asks for a field that does not exist': journey([branch('score.x', 'gt', 1), bye]),
  'asks for a tier and for points that nobody can have': journey([
    {
      id: 'fork',
      type: 'branch',
      paths: [
        { when: { field: 'tier', op: 'gte', value: 'gold' }, next: 'bye' },
        { when: { field: 'points', op: 'lt', value: 0 }, next: 'bye' },
      ],
    },
    bye,
  ]),
  'asks for a score that nobody has': journey([branch('score.r', 'gt', 9), bye]),
  'compares a number with a text': journey([branch('totals.orders', 'gte', '3'), bye]),
  'orders what has no order': journey([branch('segment', 'gt', 'loyal'), bye]),
  'misspells a stage of silence': journey([branch('silence', 'eq', 'silent'), bye]),
  'looks at an event after time has passed': journey([day, branch('event.amount', 'gt', 5_000), bye]),
  'looks at a reply where there is none': journey([branch('webhook.tier', 'eq', 'gold'), bye]),
  'waits for nothing': journey([{ id: 'w', type: 'wait' }]),
  'waits for a month': journey([{ id: 'w', type: 'wait', for: 'P1M' }]),
  'times out where nothing is waited for': journey([{ ...day, onTimeout: 'bye' }, bye]),
  'moves from a segment to itself': journey([hi], { enter: { on: 'move', from: ['loyal'], to: ['loyal'] } }),
  'comes again after a time that is none': journey([hi], { enter: { ...bought, again: 'sometimes' } }),
  'measures for longer than anybody can': journey([hi], { goal: { ...bought, within: '200d' } }),
  'holds out nobody it can name': journey([hi], { holdout: { percent: 0 } }),
  'asks for an attribute that cannot be one': journey([branch('attribute.My Size', 'eq', 'L'), bye]),
  'is for a key that nothing has': journey([hi], { exit: [{ ...bought, per: 'event.order' }] }),
  'writes a template where plain text is shown': journey([toast('t', { title: 'Hi {{ customer }}' })]),
  'calls an address that is none': journey([{ id: 'crm', type: 'webhook', url: 'crm.example.com/hook' }]),
  'gives a webhook a password': journey([{ id: 'crm', type: 'webhook', url: 'https://me:secret@example.com/' }]),
  'runs by a cron that never fires': journey([hi], { enter: { on: 'schedule', segment: 'loyal', cron: '0 9 31 2 *' } }),
  'runs by a cron of four parts': journey([hi], { enter: { on: 'schedule', segment: 'loyal', cron: '0 9 * *' } }),
  'runs at an hour that no day has': journey([hi], {
    enter: { on: 'schedule', segment: 'loyal', cron: '0 25 * * mon' },
  }),
  'runs more often than once an hour, for nobody': journey([hi], { enter: { on: 'schedule', cron: '*/5 * * * *' } }),
  'is for a date at a time that is none': journey([hi], {
    enter: { on: 'date', attribute: 'renewal', offset: '3 days', time: '9:00' },
  }),
  'waits until two times at once': journey([{ id: 'w', type: 'wait', for: '1d', at: { time: '10:00' } }, hi]),
  'waits for weekdays that are none': journey([
    { id: 'w', type: 'wait', at: { time: '24:00', weekdays: ['sunday', 'sunday', 'someday'] } },
    hi,
  ]),
  'waits in a zone of its own': journey([
    { id: 'w', type: 'wait', at: { time: '10:00', timezone: 'Europe/Atlantis' } },
    hi,
  ]),
  'sets an attribute to nothing': journey([{ id: 's', type: 'set', attribute: 'tier' }]),
  'is bound to segments that nobody who enters is in': journey([hi], {
    bound: ['loyal'],
    enter: { on: 'move', to: ['lost'] },
  }),
};
