import { useSession } from '../../../session/session-context.tsx';
import { CheckField } from '../../journeys/build/fields/fields.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import type { Referral } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { MoneyNumber, NeededNumber, type PublishedProps } from './part.tsx';
import { RewardsList } from './rewards-list.tsx';

/** What the API takes where nothing is said. */
const FRESH = { windowDays: 30, minOrder: 1, pendingDays: 14, mostPerYear: 20 } as const;

/** What both sides get where a customer brings a customer. */
export function ReferralForm({ draft, change, published }: PublishedProps) {
  const words = useRewardWords().programme.referral;
  const { referral, ...others } = draft;
  const fresh: Referral = {
    ...FRESH,
    referrer: [{ give: 'points', points: 100 }],
    referred: [{ give: 'points', points: 100 }],
  };
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <div className="stack">
        <p className="small soft">{words.about}</p>
        <CheckField
          label={words.on}
          checked={referral !== undefined}
          change={(isOn) => change(isOn ? { ...others, referral: published?.referral ?? fresh } : others)}
        />
        <Faults at="referral" />
        {referral && <Fields referral={referral} change={(next) => change({ ...draft, referral: next })} />}
      </div>
    </fieldset>
  );
}

interface FieldsProps {
  readonly referral: Referral;
  readonly change: (referral: Referral) => void;
}

function Fields({ referral, change }: FieldsProps) {
  const words = useRewardWords().programme.referral;
  const { currency, minorDigits } = useSession().workspace;
  return (
    <>
      <fieldset className="stack">
        <legend>{words.referrer}</legend>
        <RewardsList
          rewards={referral.referrer ?? []}
          at="referral.referrer"
          change={(referrer) => change({ ...referral, referrer })}
        />
      </fieldset>
      <fieldset className="stack">
        <legend>{words.referred}</legend>
        <RewardsList
          rewards={referral.referred ?? []}
          at="referral.referred"
          change={(referred) => change({ ...referral, referred })}
        />
      </fieldset>
      <div className="form-grid">
        <NeededNumber
          label={words.window}
          at="referral.windowDays"
          min={1}
          value={referral.windowDays ?? FRESH.windowDays}
          change={(windowDays) => change({ ...referral, windowDays })}
        />
        <MoneyNumber
          label={words.minOrder(currency)}
          at="referral.minOrder"
          unit={10 ** minorDigits}
          value={referral.minOrder ?? FRESH.minOrder}
          change={(minOrder) => change({ ...referral, minOrder })}
        />
        <NeededNumber
          label={words.pending}
          hint={words.pendingHint}
          at="referral.pendingDays"
          min={0}
          value={referral.pendingDays ?? FRESH.pendingDays}
          change={(pendingDays) => change({ ...referral, pendingDays })}
        />
        <NeededNumber
          label={words.most}
          at="referral.mostPerYear"
          min={1}
          value={referral.mostPerYear ?? FRESH.mostPerYear}
          change={(mostPerYear) => change({ ...referral, mostPerYear })}
        />
      </div>
    </>
  );
}
