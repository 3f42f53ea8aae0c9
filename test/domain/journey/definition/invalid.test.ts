import { expect, test } from 'vitest';
import { parseJourney } from '../../../../domain/journey/definition/parse.schema.ts';
import { INVALID } from './invalid.ts';

/** Everything that is to be told, as code, path and sentence, and nothing else. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'has no name and no steps': [
    'missing name: this field is missing: add text',
    'malformed steps: this is empty; send at least 1 item',
  ],
  'is a list': ['malformed : this is a list; send an object'],
  'has a field that nobody knows': [
    'unknown-field trigger: there is no field "trigger" here; remove it or check its spelling',
  ],
  'is entered by something that does not exist': [
    'malformed enter.on: this is not a value that is known here; send one of …',
  ],
  'has a step of a kind that does not exist': [
    'malformed steps[0].type: step "sms": this is not a value that is known here; send one of …',
  ],
  'has an id that is none': [
    'malformed steps[0].id: a step id is 1 to 40 lower-case letters, digits or hyphens, such as "remind"',
  ],
  'sends a mail without a subject': [
    'missing steps[0].subject: step "hi": this field is missing: add text, or name a template that says what is sent',
  ],
  'sends by a channel that does not exist': [
    'malformed steps[0].channel: step "hi": a channel is one of email, sms, telegram, push, mobile',
  ],
  'sends what its channel has no room for': [
    'malformed steps[0].subject: step "hi": a message by sms has no such part; remove this',
    'malformed steps[0].body: step "hi": a message by sms has no such part; remove this',
    'missing steps[0].text: step "hi": this field is missing: a message by sms needs it; add text, or name a template',
    'malformed steps[1].text: step "long": a message by sms has at most 1600 characters',
    'malformed steps[2].buttons[0].id: step "press": the id of a button has 1 to 20 small letters, digits and dashes',
    'malformed steps[3].text: step "note": the template says what is sent; remove this, or the template',
  ],
  'sends a category that is none': [
    'malformed steps[0].category: step "hi": a category is 1 to 40 lower-case letters, digits or hyphens, such as "service"',
  ],
  'goes round without a wait': [
    'loop-without-wait steps[1].next: step "b": a → b → a goes round without ever waiting; put waits of at least an hour in all into the loop',
  ],
  'goes round too fast': [
    'loop-without-wait steps[1].next: step "w": a → w → a goes round after only 10 min; put waits of at least an hour in all into the loop',
  ],
  'has a step that nobody reaches': [
    'unreachable-step steps[1]: nobody can reach step "hi"; lead a step to it, or remove it',
  ],
  'leads to steps that are gone': [
    'unknown-step steps[0].next: step "hi": there is no step "thanks"; name a step of this journey, or leave it out to go on to the next one',
    'unknown-step steps[1].paths[0].next: step "fork": there is no step "best"; name a step of this journey',
  ],
  'uses an id twice': ['duplicate-step steps[2].id: steps[0] is called "hi" too; give every step an id of its own'],
  'splits with a weight of nothing': [
    'malformed steps[0].arms[0].weight: step "ab": at least 1; leave the arm out where nobody is to go that way',
  ],
  'splits by fractions': [
    'malformed steps[0].arms[0].weight: step "ab": a whole number; only the proportion of weights counts, so 1 and 1 are halves, and they need not add up to 100',
    'malformed steps[0].arms[1].weight: step "ab": a whole number; only the proportion of weights counts, so 1 and 1 are halves, and they need not add up to 100',
  ],
  'splits into one way': ['malformed steps[0].arms: step "ab": this is too short; send 2 items or more'],
  'splits into two of a name': ['malformed steps[0].arms: step "ab": give every arm a name of its own'],
  'asks for a field that does not exist': ['malformed steps[0].paths[0].when.field: step "fork": a field is …'],
  'asks for a tier and for points that nobody can have': [
    'condition-never steps[0].paths[0].when: step "fork": tier has no order; use eq, ne, in or not-in',
    'condition-never steps[0].paths[1].when: step "fork": points is never less than 0; it is a whole number from 0 on',
  ],
  'asks for a score that nobody has': [
    'condition-never steps[0].paths[0].when: step "fork": score.r is never more than 9; it is a whole number from 1 to 9',
  ],
  'compares a number with a text': [
    'condition-never steps[0].paths[0].when: step "fork": totals.orders is a number and can never be compared with "3"',
  ],
  'orders what has no order': [
    'condition-never steps[0].paths[0].when: step "fork": segment has no order; use eq, ne, in or not-in',
  ],
  'misspells a stage of silence': [
    'condition-never steps[0].paths[0].when: step "fork": silence is never "silent"; it is one of none, active, overdue, lapsed',
  ],
  'looks at an event after time has passed': [
    'condition-never steps[1].paths[0].when: step "fork": event.amount is only known where an event is the trigger, and until time passes; compare a field of the customer',
  ],
  'looks at a reply where there is none': [
    'condition-never steps[0].paths[0].when: step "fork": webhook.tier is only known right behind a webhook step, and until time passes; branch there',
  ],
  'waits for nothing': [
    'wait-for-nothing steps[0]: step "w" waits for nothing; say how long with "for", "at", "date" or "bestHour", what for with "until" or "anyOf", or both',
  ],
  'waits for a month': [
    'malformed steps[0].for: step "w": a duration is such as "90m", "3d", "P3D" or "PT2H", and at most 3660 days; months and years have no fixed length, so write days',
  ],
  'times out where nothing is waited for': [
    'timeout-never steps[0].onTimeout: step "day": onTimeout needs both what to wait for ("until" or "anyOf") and how long ("for", "at", "date" or "bestHour"); else use "next"',
  ],
  'moves from a segment to itself': [
    'trigger-never enter: nobody moves from "loyal" to "loyal"; name another segment, or leave "from" or "to" out',
  ],
  'comes again after a time that is none': [
    'malformed enter.again: send "never", "always", or how long after leaving, such as "7d"',
  ],
  'measures for longer than anybody can': ['malformed goal.within: a window is from 1h up to 90d'],
  'holds out nobody it can name': ['malformed holdout.percent: more than 0; to hold out nobody, leave the holdout out'],
  'asks for an attribute that cannot be one': ['malformed steps[0].paths[0].when.field: step "fork": a field is …'],
  'is for a key that nothing has': [
    'trigger-never exit[0].per: "per" asks for the key that an enrolment is for, and these have none; give "enter" a "per", or leave this one out',
  ],
  'writes a template where plain text is shown': [
    'plain-text steps[0].title: step "t": a toast is plain text, and customers would read the template as it stands; write it without {{ }} and {% %}, or name a template',
  ],
  'calls an address that is none': [
    'malformed steps[0].url: step "crm": an address is such as https://example.com/hook, without a user and a password in it',
  ],
  'gives a webhook a password': [
    'malformed steps[0].url: step "crm": an address is such as https://example.com/hook, without a user and a password in it',
  ],
  'runs by a cron that never fires': [
    'trigger-never enter.cron: no such day ever comes, as with 31 February; name another one',
  ],
  'runs by a cron of four parts': [
    'trigger-never enter.cron: a cron has five parts: minute, hour, day of the month, month and weekday, such as "0 9 * * mon"',
  ],
  'runs at an hour that no day has': [
    'trigger-never enter.cron: "25" names no hours: they are from 0 to 23, such as 1,5 or 2-4 or */2',
  ],
  'runs more often than once an hour, for nobody': [
    'missing enter: say for whom: a "segment", a condition in "when", or both',
    'trigger-never enter.cron: this is more often than once an hour; name one minute',
  ],
  'is for a date at a time that is none': [
    'malformed enter.offset: an offset is such as -3d, +2w, -90m or 12h, and at most 3660 days',
    'malformed enter.time: a time of day is HH:MM, such as 10:00',
  ],
  'waits until two times at once': [
    'wait-twice steps[0]: step "w" ends at several times; leave one of "for" and "at", or put a wait for each in a row',
  ],
  'waits for weekdays that are none': [
    'malformed steps[0].at.time: step "w": a time of day is HH:MM, such as 10:00',
    'malformed steps[0].at.weekdays[2]: step "w": this is not a value that is known here; send one of …',
  ],
  'waits in a zone of its own': [
    'unknown-field steps[0].at.timezone: step "w": there is no field "timezone" here; remove it or check its spelling',
  ],
  'sets an attribute to nothing': [
    'set-unclear steps[0]: step "s" does not say what to set; add one of "value", "from" and "now", or "value": null to remove the attribute',
  ],
  'is bound to segments that nobody who enters is in': [
    'trigger-never enter.to: the journey is bound to loyal, and nobody who moves to lost is in there; name the same segments',
  ],
};

/** Lists of kinds and fields grow; that they are there is enough. */
const cut = (message: string) => message.replace(/(send one of|a field is) .*/, '$1 …');

test.each(Object.entries(INVALID))('a definition that %s is told just what is wrong with it', (name, input) => {
  const parsed = parseJourney(input);
  const problems = 'problems' in parsed ? parsed.problems : [];
  expect(problems.map(({ code, path, message }) => `${code} ${path}: ${cut(message)}`)).toEqual(TOLD[name]);
});

test('there are thirty of them at least, and what is told repeats no value that was sent', () => {
  expect(Object.keys(INVALID).length).toBeGreaterThanOrEqual(30);
  expect(JSON.stringify(TOLD)).not.toContain('me:secret');
});
