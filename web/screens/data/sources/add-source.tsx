import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postSourcesContract } from '../../../../api/sources/post-sources.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { snippetOf } from './snippet.ts';
import type { Source } from './source.ts';
import { useSourceWords } from './words.ts';

const KINDS = ['segment', 'shopify', 'woocommerce', 'api', 'browser'] as const satisfies readonly Source['kind'][];
type Made = CallReply<typeof postSourcesContract>;

/** Declares a source, and shows its secret and how to begin this one time. */
export function AddSource() {
  const words = useSourceWords();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Source['kind']>('segment');
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [takesEmail, setTakesEmail] = useState(false);
  const isForeign = kind === 'segment' || kind === 'shopify' || kind === 'woocommerce';
  const add = useMutation({
    mutationFn: () => {
      const mapping = isForeign && takesEmail ? { mapping: { contact: ['email' as const] } } : {};
      const signs = kind === 'shopify' ? { secret } : {};
      const body = { id, kind, name: name === '' ? id : name, ...mapping, ...signs };
      return call<typeof postSourcesContract>('post /v1/sources', { body });
    },
    onSuccess: () => {
      setId('');
      setName('');
      setSecret('');
      void queries.invalidateQueries({ queryKey: ['get /v1/sources'] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="columns">
        <label className="field">
          <span className="label">{words.kind}</span>
          <select value={kind} onChange={({ target }) => setKind(KINDS.find((each) => each === target.value) ?? 'api')}>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {words.kinds[each]}
              </option>
            ))}
          </select>
        </label>
        <Text label={words.id} hint={words.idHint} value={id} change={setId} required />
        <Text label={words.name} value={name} change={setName} />
        {kind === 'shopify' && (
          <Text label={words.secret} hint={words.secretHint} value={secret} change={setSecret} required />
        )}
      </div>
      {isForeign && (
        <label className="row">
          <input type="checkbox" checked={takesEmail} onChange={({ target }) => setTakesEmail(target.checked)} />
          <span>{words.takeEmail}</span>
        </label>
      )}
      {add.error && <Failure error={add.error} />}
      <p>
        <button className="button main" type="submit" disabled={add.isPending}>
          {words.add}
        </button>
      </p>
      {add.data && <MadeSource made={add.data} close={add.reset} />}
    </form>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly required?: true;
}

function Text({ label, hint, value, change, required }: TextProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        maxLength={200}
        autoComplete="off"
        required={required}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
      {hint !== undefined && <span className="hint">{hint}</span>}
    </label>
  );
}

function MadeSource({ made: { secret, source }, close }: { readonly made: Made; readonly close: () => void }) {
  const words = useSourceWords();
  const [isCopied, setIsCopied] = useState(false);
  const snippet = snippetOf(source, location.origin, secret);
  const copy = async () => {
    await navigator.clipboard.writeText(snippet);
    setIsCopied(true);
  };
  return (
    <Dialog title={words.madeTitle} close={close}>
      {secret !== null && (
        <>
          <p>{words.once}</p>
          <Secret text={secret} />
        </>
      )}
      <p>{words.snippet}</p>
      <pre className="scrolls">{snippet}</pre>
      <p className="row">
        <button className="button" type="button" onClick={() => void copy()}>
          {words.copy}
        </button>
        <span role="status" className="small up">
          {isCopied && words.copied}
        </span>
      </p>
    </Dialog>
  );
}
