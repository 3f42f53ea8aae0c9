import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { deleteSessionContract } from '../../api/sessions/session.contract.ts';
import { call } from '../api/call.ts';
import { useSession } from '../session/session-context.tsx';
import { useSpeech } from '../words/words.tsx';
import { keepTheme, keptTheme, THEMES, type Theme } from './theme.ts';

/** Where the pages of the API are, how these pages look and speak, and the way out. */
export function Menu() {
  const { words, language, speak } = useSpeech();
  const { workspace, user } = useSession();
  const queries = useQueryClient();
  const [theme, setTheme] = useState(keptTheme);
  const signOut = useMutation({
    mutationFn: () => call<typeof deleteSessionContract>('delete /v1/session', {}),
    onSettled: () => queries.clear(),
    onSuccess: () => window.location.assign('/sign-in'),
  });
  const choose = (wanted: Theme) => {
    keepTheme(wanted);
    setTheme(wanted);
  };
  return (
    <>
      <button className="button" type="button" popoverTarget="menu" style={{ anchorName: '--menu' }}>
        <span className="whose">{user?.name ?? workspace.id}</span> <span aria-hidden="true">▾</span>
        <span className="hidden-visually">{words.shell.menu}</span>
      </button>
      <div id="menu" popover="auto">
        <div className="menu-list">
          <p className="small">
            {user ? words.shell.signedInAs(user.name, words.session.roles[user.role]) : words.shell.signedInByKey}
            <span className="soft"> · {workspace.id}</span>
          </p>
          <label className="field">
            <span className="label">{words.shell.theme}</span>
            <select
              value={theme}
              onChange={({ target }) => choose(THEMES.find((each) => each === target.value) ?? 'system')}
            >
              {THEMES.map((each) => (
                <option key={each} value={each}>
                  {words.shell.themes[each]}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span className="label">{words.shell.language}</span>
            <select value={language} onChange={({ target }) => speak(target.value === 'tr' ? 'tr' : 'en')}>
              <option value="en" lang="en">
                English
              </option>
              <option value="tr" lang="tr">
                Türkçe
              </option>
            </select>
          </label>
          {workspace.testClock && <a href="/shop">{words.shell.shop}</a>}
          <a href={`/mailbox?language=${language}`}>{words.shell.mailbox}</a>
          <a href="/docs">{words.shell.api}</a>
          <button className="button" type="button" onClick={() => signOut.mutate()}>
            {words.shell.signOut}
          </button>
        </div>
      </div>
    </>
  );
}
