import type { IysRecipient } from '../../channels/iys.ts';
import { CHANGES_A_PAGE } from '../../channels/iys.ts';
import type { IysConsentRow } from '../../db/messaging/iys-consents.ts';
import {
  afterAsked,
  afterResult,
  afterUpload,
  CHANNEL_OF,
  IYS_TYPES,
  newsIn,
  type IysConsent,
  type IysResult,
  type IysState,
} from '../../domain/iys/consent.ts';
import { HOUR } from '../../domain/time.ts';
import { pulse } from '../../jobs/progress.ts';
import { recipientOf, tellLedger, type Exchange, type IysDeps } from './deps.ts';

/** In one upload; the register takes more, and the stand-in not much more. */
const A_BATCH = 100;
/** In one exchange; the next one goes on. */
const MOST_BATCHES = 50;
const MOST_PAGES = 50;

type Step = (deps: IysDeps, exchange: Exchange) => Promise<number>;

/** Asks the register what it has of recipients: of new ones, and once a day of those who agreed. */
export const ask: Step = async (deps, exchange) =>
  await inBatches(deps, exchange, ['asking', 'settled'], async (rows) => {
    for (const row of rows) {
      const recipient = await recipientOf(deps, row);
      if (recipient === null) await deps.iysConsents.remove(row);
      else await askOf(deps, exchange, row, recipient);
      pulse({ doing: 'asking' });
    }
  });

async function askOf(deps: IysDeps, exchange: Exchange, row: IysConsentRow, recipient: IysRecipient): Promise<void> {
  const known = await exchange.register.standing(recipient);
  // Whoever the register has forgotten agreed to nothing there.
  await settle(deps, exchange, row, recipient, afterAsked(row.consent, known, deps.now()));
}

/** What the register knows and we do not goes into our ledger first, so that it is lost by no crash. */
async function settle(
  deps: IysDeps,
  { here }: Exchange,
  row: IysConsentRow,
  recipient: Pick<IysRecipient, 'type' | 'recipient'>,
  consent: IysConsent,
): Promise<void> {
  const news = newsIn(consent);
  if (news !== null) await tellLedger(deps, here, recipient, news);
  await deps.iysConsents.put({ ...row, consent });
}

/** Uploads what is due, in batches. */
export const upload: Step = async (deps, exchange) =>
  await inBatches(deps, exchange, ['due'], async (rows) => {
    const named: { readonly row: IysConsentRow; readonly recipient: IysRecipient }[] = [];
    for (const row of rows) {
      const recipient = await recipientOf(deps, row);
      if (recipient === null) await deps.iysConsents.remove(row);
      else named.push({ row, recipient });
    }
    if (named.length === 0) return;
    const { source } = exchange.settings;
    const id = await exchange.register.upload(
      named.map(({ row, recipient }) => ({ ...recipient, ...row.consent.word, source })),
    );
    for (const [place, { row }] of named.entries()) {
      const consent = afterUpload(row.consent, { id, index: place + 1 }, deps.now());
      await deps.iysConsents.put({ ...row, consent });
    }
    pulse({ doing: 'uploading' });
  });

/** Asks what became of uploads. */
export const results: Step = async (deps, exchange) =>
  await inBatches(deps, exchange, ['sent'], async (rows) => {
    const ids = new Set(rows.flatMap(({ consent }) => (consent.state === 'sent' ? [consent.request.id] : [])));
    for (const id of ids) {
      const answers = await exchange.register.results(id);
      for (const row of await deps.iysConsents.sentIn(exchange.here._id, id)) {
        await resultOf(deps, exchange, row, answers);
        pulse({ doing: 'asking what became of uploads' });
      }
    }
  });

async function resultOf(
  deps: IysDeps,
  exchange: Exchange,
  row: IysConsentRow,
  answers: ReadonlyMap<number, IysResult> | null,
): Promise<void> {
  if (row.consent.state !== 'sent') return;
  const result = answers === null ? null : (answers.get(row.consent.request.index) ?? { is: 'waiting' });
  if (result !== null && result.is !== 'refused') {
    await deps.iysConsents.put({ ...row, consent: afterResult(row.consent, result, deps.now()) });
    return;
  }
  // An upload whose answer was lost is refused the second time, since the register has it: it says so when it is asked.
  const recipient = await recipientOf(deps, row);
  if (recipient === null) return await deps.iysConsents.remove(row);
  const known = await exchange.register.standing(recipient);
  const asked = afterAsked(row.consent, known, deps.now());
  const isTaken = asked.state !== 'due' || result === null;
  await settle(
    deps,
    exchange,
    row,
    recipient,
    isTaken ? asked : afterResult({ ...row.consent, known }, result, deps.now()),
  );
}

/** Reads what recipients said at the register itself, once an hour. */
export const pull: Step = async (deps, exchange) => {
  const { iysSettings, now } = deps;
  const workspace = exchange.here._id;
  const before = await iysSettings.find(workspace);
  if (before?.pulledAt !== undefined && before.pulledAt > now() - HOUR) return 0;
  let cursor = before?.cursor ?? null;
  let told = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { list, after } = await exchange.register.changes(cursor);
    for (const change of list) {
      const type = IYS_TYPES.find((one) => one === change.type);
      if (type !== undefined) await hear(deps, exchange, { ...change, type });
      pulse({ doing: 'reading changes' });
    }
    told += list.length;
    cursor = after ?? cursor;
    await iysSettings.notePulled(workspace, cursor, now());
    if (list.length < CHANGES_A_PAGE) break;
  }
  return told;
};

type Heard = IysRecipient & NonNullable<IysConsent['known']>;

async function hear(deps: IysDeps, exchange: Exchange, change: Heard): Promise<void> {
  const { here } = exchange;
  const { type, status, at, transactionId } = change;
  await tellLedger(deps, here, change, { status, at });
  const hashed = await deps.links.hashed(here._id, CHANNEL_OF[type], change.recipient);
  const row = await deps.iysConsents.find(type, hashed);
  if (row === null || row.recipientType !== change.recipientType) return;
  if (row.consent.known !== null && row.consent.known.at > at) return;
  const consent = afterAsked(row.consent, { status, at, transactionId }, deps.now());
  await deps.iysConsents.put({ ...row, consent });
}

/** Every row is put at a later time by `work`, or removed; else one that stays due would be worked on for ever. */
async function inBatches(
  deps: IysDeps,
  { here }: Exchange,
  states: readonly IysState[],
  work: (rows: readonly IysConsentRow[]) => Promise<void>,
): Promise<number> {
  const began = deps.now();
  let done = 0;
  for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
    const rows = await deps.iysConsents.due(here._id, states, began, A_BATCH);
    if (rows.length === 0) break;
    await work(rows);
    done += rows.length;
  }
  return done;
}
