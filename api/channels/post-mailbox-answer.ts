import { readShape } from '../../domain/input/shape-problems.ts';
import { htmlPage, PAGE_POLICY } from '../docs/page.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { invalidInput } from '../http/problem.ts';
import { pressIn, writeBack } from './answer-message.ts';
import { mailboxAnswer, postMailboxAnswerContract } from './post-mailbox-answer.contract.ts';

const TAKEN = htmlPage('Taken', '<p>Taken. <a href="/mailbox">Back to the mailbox</a></p>');

export const postMailboxAnswer = endpoint(postMailboxAnswerContract, async ({ params, body, caller }, deps) => {
  const read = readShape(mailboxAnswer, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  if ('problems' in read) throw invalidInput('answer', read.problems);
  const { workspace } = await hereOf(deps, caller);
  if ('text' in read.value) await writeBack(deps, workspace, params.id, read.value.text);
  else await pressIn(deps, workspace, params.id, read.value.button);
  return {
    status: 200,
    headers: { 'Content-Security-Policy': PAGE_POLICY, Refresh: '0; url=/mailbox' },
    body: TAKEN,
  };
});
