import { FaultsProvider } from '../../../ui/faults-at.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { Faults } from '../../data/faults.tsx';
import { Publish } from '../../data/publish.tsx';
import { Differences } from '../differences.tsx';
import { differencesOf, type LoyaltyView } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { BadgesForm } from './badges-form.tsx';
import { BoardsForm } from './boards-form.tsx';
import { QuestsForm } from './quests-form.tsx';
import { ReferralForm } from './referral-form.tsx';
import { RulesForm } from './rules-form.tsx';
import { TiersForm } from './tiers-form.tsx';
import type { Work } from './use-programme.ts';
import { WarningsForm } from './warnings-form.tsx';
import { WorthForm } from './worth-form.tsx';

interface ProgrammeFormProps {
  readonly view: LoyaltyView;
  readonly work: Work;
}

/** The draft in a form or as text, with every problem at its place, saved and published by buttons. */
export function ProgrammeForm({ view, work }: ProgrammeFormProps) {
  const { draft: common } = useWords().data;
  const { draft, text, read, save, check } = work;
  const isJson = 'body' in read;
  const problems = isJson ? (check.data?.problems ?? []) : [];
  const faultsAt = (at: string) => problems.filter(({ path }) => path === at);
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
          <ReferralForm draft={draft} change={work.change} published={inForce} />
          <BoardsForm draft={draft} change={work.change} />
          <WarningsForm draft={draft} change={work.change} />
          <WorthForm draft={draft} change={work.change} />
        </FaultsProvider>
      ) : (
        <AsText work={work} text={text} />
      )}
      <Faults title={common.problems} faults={problems} isGrave />
      <Faults title={common.warnings} faults={isJson ? (check.data?.warnings ?? []) : []} />
      {save.error && <Failure error={save.error} />}
      <Deeds view={view} work={work} problems={problems.length} />
    </form>
  );
}

interface DeedsProps extends ProgrammeFormProps {
  /** How many keep it from being published. */
  readonly problems: number;
}

/** Saves, publishes and goes back; and says where the draft stands. */
function Deeds({ view, work, problems }: DeedsProps) {
  const words = useRewardWords().programme;
  const { draft: common } = useWords().data;
  const { read, isEdited, save, check } = work;
  const isJson = 'body' in read;
  const isKnown = isJson && check.data !== undefined;
  const standing = isKnown && (problems === 0 ? words.fine : words.problems(problems));
  const canPublish = isKnown && problems === 0 && (isEdited || view.draft?.changed === true);
  return (
    <div className="row actions">
      <button className="button" type="submit" disabled={!isJson || save.isPending}>
        {common.save}
      </button>
      <Publish prepare={work.keep} publish={work.publish} isReady={canPublish}>
        <h3>{words.changes}</h3>
        <Changes view={view} />
      </Publish>
      <button className="button plain" type="button" onClick={work.discard}>
        {common.discard}
      </button>
      <span className="small soft" role="status">
        {[standing, isEdited ? common.unsaved : save.isSuccess ? common.saved : ''].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}

/** What the saved draft changes: it is saved before this is asked. */
function Changes({ view: { loyalty, draft } }: { readonly view: LoyaltyView }) {
  const words = useRewardWords().programme;
  const differences = draft === null ? [] : differencesOf(loyalty?.definition ?? null, draft.definition);
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
