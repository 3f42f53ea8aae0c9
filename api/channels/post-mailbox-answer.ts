import { readShape } from '../../domain/input/shape-problems.ts';
import { PAGE_POLICY } from '../docs/page.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { languageFor } from '../http/language.ts';
import { invalidInput } from '../http/problem.ts';
import { takenPage } from '../operations/mailbox-page.ts';
import { pressIn, writeBack } from './answer-message.ts';
import { mailboxAnswer, postMailboxAnswerContract } from './post-mailbox-answer.contract.ts';

export const postMailboxAnswer = endpoint(
  postMailboxAnswerContract,
  async ({ params, query, body, caller, headers }, deps) => {
    const read = readShape(mailboxAnswer, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    if ('problems' in read) throw invalidInput('answer', read.problems);
    const { workspace } = await hereOf(deps, caller);
    if ('text' in read.value) await writeBack(deps, workspace, params.id, read.value.text);
    else await pressIn(deps, workspace, params.id, read.value.button);
    const { language } = query;
    const mailbox = language === undefined ? '/mailbox' : `/mailbox?language=${language}`;
    return {
      status: 200,
      headers: { 'Content-Security-Policy': PAGE_POLICY, Refresh: `0; url=${mailbox}` },
      body: takenPage(languageFor(language, headers['accept-language']), mailbox),
    };
  },
);
