import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoPastReads } from '../../db/events/journal-reads.ts';
import { journalCollection, type JournalRow } from '../../db/events/journal.ts';
import { foldEntries, NOTHING_TOLD } from '../../domain/decision/journal-fold.ts';
import { journeyId, stepId } from '../../domain/ids.schema.ts';
import { standingsFrom } from '../../domain/journey/evolve.ts';
import type { JourneyFact } from '../../domain/journey/facts.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { CUSTOMER, CUSTOMER_KEY, NOON } from '../builders.ts';
import { WORKSPACE } from '../contract/rows.ts';
import { databaseUri } from '../database-uri.ts';

const ENTRIES = 20_000;

let store: Connection;
beforeAll(async () => {
  store = await connectStore(databaseUri(inject('mongodbUri'), `pages-${randomUUID().slice(0, 8)}`));
  const journal = journalCollection(store);
  await ensureIndexes(store);
  for (let from = 1; from <= ENTRIES; from += 10_000) {
    await journal.insertMany(Array.from({ length: 10_000 }, (_, n) => anEntry(from + n)));
  }
});
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});

/** Each enrolment comes in with one entry, and is told of by the next: most page boundaries lie within one. */
function anEntry(seq: number): JournalRow {
  const step = stepId.parse('pause');
  const place = { journey: journeyId.parse('round'), version: 1, enrolment: Math.ceil(seq / 3), step, visit: 1 };
  const facts: readonly JourneyFact[] = [
    { what: 'entered', place },
    { what: 'waiting', place, waiting: { for: 'step', until: NOON + seq + 5 } },
    { what: 'heard', place, wait: step, happenedAt: NOON + seq },
  ];
  const at = NOON + seq;
  const head = { _id: journalKey(CUSTOMER_KEY, seq), key: CUSTOMER_KEY, workspace: WORKSPACE, customer: CUSTOMER };
  const told = { events: [], score: null, segment: null, facts: facts.slice((seq - 1) % 3, ((seq - 1) % 3) + 1) };
  return { ...head, seq, at, now: at, turn: seq, heard: 0, playbook: 1, effects: [], ...told };
}

test('given a journal of 20,000 entries, then no more of it is held at a time than a page', async () => {
  let read = 0;
  let fold = NOTHING_TOLD;
  for await (const entries of mongoPastReads(store).journalPages(CUSTOMER_KEY, ENTRIES)) {
    read += entries.length;
    expect(entries.length).toBeLessThanOrEqual(500);
    fold = foldEntries(fold, entries);
  }
  expect(read).toBe(ENTRIES);
  // What was folded of it does not grow either: one enrolment is known, as somebody who came in once has.
  expect(JSON.stringify(fold).length).toBeLessThan(500);
});

test('given pages that end anywhere, then the fold over them is the fold over all at once', async () => {
  const upTo = 400;
  const whole = await journalCollection(store)
    .find({ key: CUSTOMER_KEY, seq: { $lte: upTo } })
    .sort({ seq: 1 })
    .toArray();
  for (const page of [1, 2, 7, 199, 400, 401]) {
    let fold = NOTHING_TOLD;
    const sizes: number[] = [];
    for await (const entries of mongoPastReads(store, page).journalPages(CUSTOMER_KEY, upTo)) {
      sizes.push(entries.length);
      fold = foldEntries(fold, entries);
    }
    expect(Math.max(...sizes)).toBe(Math.min(page, upTo));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(upTo);
    expect(fold.standings).toEqual(standingsFrom(whole));
  }
});

test('given somebody without a journal, then there is no page', async () => {
  const pages = [];
  for await (const page of mongoPastReads(store).journalPages(customerKey(WORKSPACE, CUSTOMER), 0)) pages.push(page);
  expect(pages).toEqual([]);
});
