import { useId } from 'react';
import type { JourneyNow } from '../../use-journey.ts';
import { KnownCustomer } from './known-customer.tsx';
import { EventRows } from './event-rows.tsx';
import type { TryForm as Form } from './trial.ts';
import { useTryWords } from './words.ts';

const WHOS = ['made-up', 'known'] as const;
const SPANS = ['7d', '30d', '90d', '365d'] as const;

interface TryFormProps {
  readonly journey: JourneyNow;
  readonly form: Form;
  readonly change: (form: Form) => void;
  readonly walk: () => void;
}

/** Whom to walk through the journey, and what happens to them on the way. */
export function TryForm({ journey, form, change, walk }: TryFormProps) {
  const words = useTryWords();
  const id = useId();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        walk();
      }}
    >
      <p className="soft small">{words.about}</p>
      <div className="row" role="radiogroup" aria-label={words.who}>
        {WHOS.map((who) => (
          <label key={who}>
            <input type="radio" name={id} checked={form.who === who} onChange={() => change({ ...form, who })} />{' '}
            {words.whos[who]}
          </label>
        ))}
      </div>
      {form.who === 'known' ? (
        <KnownCustomer value={form.customer} change={(customer) => change({ ...form, customer })} />
      ) : (
        <MadeUp journey={journey} form={form} change={change} />
      )}
      <EventRows
        title={words.ahead}
        hint={words.aheadHint}
        add={words.addEvent}
        rows={form.events}
        change={(events) => change({ ...form, events })}
        definition={journey.draft}
      />
      <Circumstances journey={journey} form={form} change={change} />
      <button className="button main" type="submit">
        {words.walk}
      </button>
    </form>
  );
}

type PartProps = Omit<TryFormProps, 'walk'>;

/** When somebody made up begins, and what they did before. */
function MadeUp({ journey, form, change }: PartProps) {
  const words = useTryWords();
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={form.consent}
          onChange={({ target }) => change({ ...form, consent: target.checked })}
        />{' '}
        {words.consent}
      </label>
      <label className="field">
        <span className="label">{words.from}</span>
        <input
          type="datetime-local"
          value={form.from}
          onChange={({ target }) => change({ ...form, from: target.value })}
        />
        <span className="hint">{words.fromHint}</span>
      </label>
      <EventRows
        title={words.history}
        hint={words.historyHint}
        add={words.addBefore}
        rows={form.history}
        change={(history) => change({ ...form, history })}
        definition={journey.draft}
      />
    </>
  );
}

/** How they come in, what else acts, how far to look, and through which version. */
function Circumstances({ journey, form, change }: PartProps) {
  const words = useTryWords();
  const live = journey.live?.version;
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={form.isAskedIn}
          onChange={({ target }) => change({ ...form, isAskedIn: target.checked })}
        />{' '}
        {words.askedIn}
        <span className="soft small below">{words.askedInHint}</span>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={form.others}
          onChange={({ target }) => change({ ...form, others: target.checked })}
        />{' '}
        {words.others}
        <span className="soft small below">{words.othersHint}</span>
      </label>
      <div className="row">
        <label className="field">
          <span className="label">{words.span}</span>
          <select value={form.span} onChange={({ target }) => change({ ...form, span: target.value })}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {words.spans[span]}
              </option>
            ))}
          </select>
        </label>
        {live !== undefined && (
          <label className="field">
            <span className="label">{words.version}</span>
            <select value={form.version} onChange={({ target }) => change({ ...form, version: target.value })}>
              <option value="">{words.draft}</option>
              {Array.from({ length: live }, (_, place) => live - place).map((version) => (
                <option key={version} value={version}>
                  {version === live ? words.publishedLive(version) : words.published(version)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </>
  );
}
