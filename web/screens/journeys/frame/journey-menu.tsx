import { useRef, useState } from 'react';
import { useMay } from '../../../session/session-context.tsx';
import { useWords } from '../../../words/words.tsx';
import type { JourneyNow } from '../use-journey.ts';
import { ArchiveDialog, PauseDialog, ResumeDialog } from './life-dialogs.tsx';
import { DuplicateDialog, RenameDialog } from './name-dialogs.tsx';

const DIALOGS = {
  rename: RenameDialog,
  duplicate: DuplicateDialog,
  pause: PauseDialog,
  resume: ResumeDialog,
  archive: ArchiveDialog,
} as const;
type Deed = keyof typeof DIALOGS;

/** What whoever keeps it running may do too. */
const OF_ALL: ReadonlySet<Deed> = new Set(['pause', 'resume']);

/** What can be done with a journey as a whole. */
export function JourneyMenu({ journey }: { readonly journey: JourneyNow }) {
  const words = useWords().journeys;
  const [deed, setDeed] = useState<Deed | null>(null);
  const menu = useRef<HTMLDivElement>(null);
  const mayEdit = useMay('marketer');
  const deeds = deedsFor(journey).filter((each) => mayEdit || OF_ALL.has(each));
  const Dialog = deed && DIALOGS[deed];
  const open = (wanted: Deed) => {
    menu.current?.hidePopover();
    setDeed(wanted);
  };
  if (deeds.length === 0) return null;
  return (
    <>
      <button className="button" type="button" popoverTarget="journey-menu" style={{ anchorName: '--journey-menu' }}>
        {words.more} <span aria-hidden="true">▾</span>
      </button>
      <div id="journey-menu" popover="auto" ref={menu}>
        <div className="menu-list">
          {deeds.map((each) => (
            <button key={each} className="button plain" type="button" onClick={() => open(each)}>
              {words.deeds[each]}
            </button>
          ))}
        </div>
      </div>
      {Dialog && <Dialog journey={journey} close={() => setDeed(null)} />}
    </>
  );
}

function deedsFor({ status }: JourneyNow): readonly Deed[] {
  const names: readonly Deed[] = ['rename', 'duplicate'];
  switch (status?.is) {
    case undefined:
      return names;
    case 'live':
      return [...names, 'pause', 'archive'];
    case 'paused':
      return [...names, 'resume', 'archive'];
    case 'archived':
      return [...names, 'resume'];
  }
}
