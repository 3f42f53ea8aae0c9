import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { getMailSettingsContract } from '../../../../api/mail/get-mail-settings.contract.ts';
import type { putMailSettingsContract } from '../../../../api/mail/put-mail-settings.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { MailSending } from './mail-sending.tsx';
import { useChannelWords } from './words.ts';

type Settings = CallReply<typeof getMailSettingsContract>;

/** Who writes mails, what is looked at of them, and how they are signed. */
export function MailCard() {
  const words = useChannelWords().mail;
  const settings = useReply<typeof getMailSettingsContract>('get /v1/mail/settings', {});
  return (
    <Card title={words.title} about={words.about}>
      <div className="stack">
        <Asked reply={settings}>
          {(reply) => (
            <Allowed to="admin">
              <SettingsForm key={JSON.stringify(reply)} was={reply} />
            </Allowed>
          )}
        </Asked>
        <MailSending />
      </div>
    </Card>
  );
}

function SettingsForm({ was }: { readonly was: Settings }) {
  const words = useChannelWords().mail;
  const queries = useQueryClient();
  const [company, setCompany] = useState(was.company ?? '');
  const [postalAddress, setPostalAddress] = useState(was.postalAddress ?? '');
  const [tracking, setTracking] = useState(was.tracking);
  const save = useMutation({
    mutationFn: () => {
      const said = (text: string) => (text.trim() === '' ? null : text);
      const body = { company: said(company), postalAddress: said(postalAddress), tracking };
      return call<typeof putMailSettingsContract>('put /v1/mail/settings', { body });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['get /v1/mail/settings'] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="columns three">
        <label className="field">
          <span className="label">{words.company}</span>
          <input maxLength={200} value={company} onChange={({ target }) => setCompany(target.value)} />
        </label>
        <label className="field">
          <span className="label">{words.postalAddress}</span>
          <input maxLength={300} value={postalAddress} onChange={({ target }) => setPostalAddress(target.value)} />
          <span className="hint">{words.footHint}</span>
        </label>
      </div>
      <fieldset className="stack">
        <legend>{words.tracking}</legend>
        {(['opens', 'clicks'] as const).map((what) => (
          <label key={what} className="check">
            <input
              type="checkbox"
              checked={tracking[what]}
              onChange={({ target }) => setTracking({ ...tracking, [what]: target.checked })}
            />
            <span>{words[what]}</span>
          </label>
        ))}
        <p className="small soft">{words.trackingHint}</p>
      </fieldset>
      {save.error && <Failure error={save.error} />}
      <p className="row">
        <button className="button main" type="submit" disabled={save.isPending}>
          {words.save}
        </button>
        <span role="status" className="small up">
          {save.isSuccess && words.saved}
        </span>
      </p>
    </form>
  );
}
