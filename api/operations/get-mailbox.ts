import { rolesOf } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import { languageFor } from '../http/language.ts';
import { readMailbox } from './mailbox.ts';
import { mailboxPage, MAILBOX_CSP } from './mailbox-page.ts';
import { getMailboxContract } from './get-mailbox.contract.ts';

export const getMailbox = endpoint(getMailboxContract, async ({ query, caller, headers }, deps) => {
  const { page, next } = await readMailbox(deps, caller, query);
  return {
    status: 200,
    headers: { 'Content-Security-Policy': MAILBOX_CSP },
    body: mailboxPage({
      workspace: caller.workspace,
      mails: page,
      next,
      mayAnswer: rolesOf(caller.who).includes('marketer'),
      language: languageFor(query.language, headers['accept-language']),
      isAsked: query.language !== undefined,
    }),
  };
});
