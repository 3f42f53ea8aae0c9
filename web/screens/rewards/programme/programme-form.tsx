import { FaultsProvider } from '../../../ui/faults-at.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { Faults } from '../../data/faults.tsx';
import { Publish } from '../../data/publish.tsx';
import { Differences } from '../differences.tsx';
import { differencesOf, type LoyaltyView } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { BadgesForm } from './badges-form.tsx';
import { QuestsForm } from './quests-form.tsx';
import { RulesForm } from './rules-form.tsx';
import { TiersForm } from './tiers-form.tsx';
import type { Work } from './use-programme.ts';

interface ProgrammeFormProps {
  readonly view: LoyaltyView;
  readonly work: Work;
}

/** The draft in a form or as text, with every problem at its place, saved and published by buttons. */
export function ProgrammeForm({ view, work }: ProgrammeFormProps) {
  const words = useRewardWords().programme;
  const { draft: common } = useWords().data;
  const { draft, text, read, isEdited, save, check } = work;
  const isJson = 'body' in read;
  const problems = isJson ? (check.data?.problems ?? []) : [];
  const faultsAt = (at: string) => problems.filter(({ path }) => path === at).map(({ message }) => message);
  const inForce = view.loyalty?.definition ?? null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isJson) save.mutate(read.body);
      }}
    >
      <Ways work={work} />
      {text === null ? (
        <FaultsProvider value={faultsAt}>
          <RulesForm draft={draft} change={work.change} />
          <TiersForm draft={draft} change={work.change} published={inForce} />
          <QuestsForm draft={draft} change={work.change} />
          <BadgesForm draft={draft} change={work.change} published={inForce} />
        </FaultsProvider>
      ) : (
        <AsText work={work} text={text} />
      )}
      <Faults title={common.problems} faults={problems} isGrave />
      <Faults title={common.warnings} faults={isJson ? (check.data?.warnings ?? []) : []} />
      {save.error && <Failure error={save.error} />}
      <div className="row actions">
        <button className="button" type="submit" disabled={!isJson || save.isPending}>
          {common.save}
        </button>
        <Publish prepare={work.keep} publish={work.publish} isReady={isJson && problems.length === 0}>
          <h3>{words.changes}</h3>
          <Changes before={inForce} view={view} />
        </Publish>
        <button className="button plain" type="button" onClick={work.discard}>
          {common.discard}
        </button>
        <span className="small soft" role="status">
          {standingOf(problems.length, check.data !== undefined && isJson)}
          {isEdited ? common.unsaved : save.isSuccess ? common.saved : ''}
        </span>
      </div>
    </form>
  );

  function standingOf(many: number, isKnown: boolean): string {
    if (!isKnown) return '';
    return `${many === 0 ? words.fine : words.problems(many)} `;
  }
}

/** What the saved draft changes: it is saved before this is asked. */
function Changes({
  before,
  view,
}: {
  readonly before: Parameters<typeof differencesOf>[0];
  readonly view: LoyaltyView;
}) {
  const words = useRewardWords().programme;
  const differences = view.draft === null ? [] : differencesOf(before, view.draft.definition);
  return differences.length === 0 ? <p className="soft">{words.noChanges}</p> : <Differences of={differences} />;
}

/** In the form or as text. */
function Ways({ work }: { readonly work: Work }) {
  const words = useRewardWords().programme;
  const { text, read, save } = work;
  return (
    <fieldset className="ways">
      <legend className="hidden-visually">{words.way}</legend>
      <label className="check">
        <input
          type="radio"
          name="way"
          checked={text === null}
          disabled={!('body' in read) || save.isPending}
          // Where it cannot be read, the sentence of the API stands below.
          onChange={() => void work.toForm().catch(() => undefined)}
        />{' '}
        {words.asForm}
      </label>
      <label className="check">
        <input type="radio" name="way" checked={text !== null} onChange={work.toText} /> {words.asText}
      </label>
    </fieldset>
  );
}

function AsText({ work: { read, write }, text }: { readonly work: Work; readonly text: string }) {
  const words = useRewardWords().programme;
  const isWrong = !('body' in read);
  return (
    <label className="field">
      <span className="label">{words.asText}</span>
      <textarea
        className="programme-text"
        spellCheck={false}
        value={text}
        aria-invalid={isWrong}
        onChange={({ target }) => write(target.value)}
      />
      <span className="hint">{words.textHint}</span>
      {'fault' in read && (
        <span className="fault" role="alert">
          {words.notJson(read.fault)}
        </span>
      )}
    </label>
  );
}
