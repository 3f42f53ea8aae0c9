import { createHash } from 'node:crypto';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { MOST_IN_MAIL, namesRecommendations, type RecommendedInMail } from '../domain/recommend/in-mail.ts';
import type { TemplateExample } from '../domain/words/template-examples.ts';
import { checkTemplate, tryPart, type PartTried, type Template, type TemplatePart } from './render.ts';
import type { TemplateParts } from './template-thread.ts';
import type { Reader } from './template-variables.ts';

/** One thing that would keep a mail from being sent. */
export interface MailFault {
  readonly part: TemplatePart;
  readonly message: string;
}

/** A quarter of what a mail may take when it is sent, so that a busy machine does not fail what passed here, ms. */
const MOST_TIME = 25;
/** All mails of one journey together, ms. */
const MOST_TIME_IN_ALL = 3_000;
/** How many faults of one part are told: enough to mend it. */
const MOST_FAULTS = 10;
const MOST_NAMED = 3;
const KEPT = 500;

const ANYBODY = customerId.parse('c-17');
const LONGEST = customerId.parse('x'.repeat(128));
const SOME_MESSAGE = '0'.repeat(40);

/**
 * Tries mails before they go live: by the same engine, with the same options and limits as when they are sent, on
 * each of these customers.
 * @returns for each mail everything that is wrong with it; an empty list where it can be sent
 * @throws only when no thread can be started
 */
export async function checkMails(
  workspace: WorkspaceId,
  mails: readonly Template[],
  examples: readonly TemplateExample[],
  unsubscribeUrl: string,
): Promise<readonly (readonly MailFault[])[]> {
  const readers = examples.map(({ who, context }, place) => ({
    who,
    reader: {
      customer: place === examples.length - 1 ? LONGEST : ANYBODY,
      context,
      unsubscribeUrl,
      messageId: SOME_MESSAGE,
    },
  }));
  const budget = { left: MOST_TIME_IN_ALL };
  const checked: (readonly MailFault[])[] = [];
  for (const mail of mails) checked.push(await remembered({ workspace, readers, budget }, mail));
  return checked;
}

interface Trial {
  readonly workspace: WorkspaceId;
  readonly readers: readonly { readonly who: string; readonly reader: Reader }[];
  readonly budget: { left: number };
}

const known = new Map<string, readonly MailFault[]>();

/** Drafts are looked at far more often than they are changed. */
async function remembered(trial: Trial, mail: Template): Promise<readonly MailFault[]> {
  const asked = JSON.stringify([mail.subject, mail.body, mail.text, trial.readers]);
  const key = createHash('sha256').update(asked).digest('base64');
  const found = known.get(key);
  if (found) return found;
  const faults = await faultsOf(trial, mail);
  if (trial.budget.left <= 0) return faults;
  known.set(key, faults);
  const oldest = known.keys().next().value;
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return faults;
}

async function faultsOf(trial: Trial, { subject, body, text }: Template): Promise<readonly MailFault[]> {
  return [
    ...(await partFaults(trial, 'subject', subject)),
    ...(await partFaults(trial, 'body', body)),
    ...(text === undefined ? [] : await partFaults(trial, 'text', text)),
  ];
}

async function partFaults(trial: Trial, part: TemplatePart, source: string): Promise<readonly MailFault[]> {
  const { faults, attributes } = await checkTemplate(trial.workspace, source);
  const readers = [...trial.readers, ...withAttributes(trial, attributes), ...withRecommendations(trial, source)];
  const messages = faults.length > 0 ? faults : await faultsOnCustomers({ ...trial, readers }, part, source);
  const more = messages.length - MOST_FAULTS;
  const all = more > 0 ? [...messages.slice(0, MOST_FAULTS), `and ${more} more like these`] : messages;
  return all.map((message) => ({ part, message }));
}

/** What attributes may be; the customers a mail is tried on besides have none. */
const SAMPLES = [
  { who: 'somebody whose attributes are texts', value: 'W'.repeat(100) },
  { who: 'somebody whose attributes are numbers', value: 1_000_000.5 },
  { who: 'somebody whose attributes are days', value: '2028-02-29' },
  { who: 'somebody whose attributes are true', value: true },
];

function withAttributes({ readers: [first] }: Trial, names: readonly string[]): Trial['readers'] {
  if (first === undefined || names.length === 0) return [];
  return SAMPLES.map(({ who, value }) => {
    const attributes = Object.fromEntries(names.map((name) => [name, value]));
    return { who, reader: { ...first.reader, context: { ...first.reader.context, attributes } } };
  });
}

/** A customer a mail is tried on besides is recommended nothing. */
const FULL: RecommendedInMail = {
  item: 'W'.repeat(128),
  name: 'W'.repeat(200),
  url: `https://shop.example.com/${'w'.repeat(200)}`,
  image: `https://shop.example.com/${'w'.repeat(200)}`,
  price: 1_000_000_000_000,
  price_text: '£10,000,000,000.00',
  reason: `Bought with ${'W'.repeat(200)} in 100000 baskets.`,
  because: 'bought-with',
  bought: 'W'.repeat(200),
};
const BARE = { ...FULL, url: null, image: null, price: null, price_text: null, because: 'popular', bought: null };

function withRecommendations({ readers: [first] }: Trial, source: string): Trial['readers'] {
  if (first === undefined || !namesRecommendations([source])) return [];
  const full = Array.from({ length: MOST_IN_MAIL }, () => FULL);
  return [
    { who: `somebody who is recommended ${MOST_IN_MAIL} items`, reader: { ...first.reader, recs: full } },
    { who: 'somebody who is recommended an item without a price', reader: { ...first.reader, recs: [BARE] } },
  ];
}

/** What goes wrong, and for whom; told once for all of those for whom it does. */
async function faultsOnCustomers(trial: Trial, part: TemplatePart, source: string): Promise<readonly string[]> {
  const whom = new Map<string, string[]>();
  for (const { who, reader } of trial.readers) {
    if (trial.budget.left <= 0) return [...told(whom), TOO_MUCH];
    const { problem, slow } = await tried(trial, { [part]: source }, reader);
    if (problem === undefined) continue;
    whom.set(problem, [...(whom.get(problem) ?? []), who]);
    // What is slow for one is slow for all, and trying would take long.
    if (slow) break;
  }
  return told(whom);
}

const TOO_MUCH = `rendering these mails for every kind of customer took longer than ${MOST_TIME_IN_ALL / 1_000} s; make them simpler`;

async function tried({ workspace, budget }: Trial, parts: TemplateParts, reader: Reader): Promise<PartTried> {
  const first = await tryPart(workspace, parts, reader);
  budget.left -= first.took;
  const isSlow = first.slow || (first.problem === undefined && first.took > MOST_TIME);
  if (!isSlow) return first;
  const again = await tryPart(workspace, parts, reader);
  budget.left -= again.took;
  if (again.problem !== undefined || again.took <= MOST_TIME) return again;
  const problem = `rendering it took ${Math.round(again.took)} ms, and may take ${MOST_TIME}; make it simpler`;
  return { problem, slow: true, took: again.took };
}

function told(whom: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...whom].map(([problem, names]) => {
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    return `${problem}: it cannot be written to ${names.slice(0, MOST_NAMED).join(', ')}${more}; mend it, or give these customers a branch of their own`;
  });
}
