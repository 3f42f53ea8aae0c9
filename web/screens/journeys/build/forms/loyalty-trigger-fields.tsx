import { useWords } from '../../../../words/words.tsx';
import type { Trigger } from '../../definition.ts';
import { choicesOf, NumberField, SelectField } from '../fields/fields.tsx';

const TIER_CHANGES = ['up', 'down', 'warned'] as const;
const EXPIRING = ['points', 'coupon'] as const;
const REFERRAL_NEWS = ['came', 'bought', 'rewarded', 'brought'] as const;

interface OfKind<Kind extends Trigger['on']> {
  readonly trigger: Extract<Trigger, { on: Kind }>;
  readonly change: (trigger: Trigger, about?: string) => void;
}

export function TierDetails({ trigger, change }: OfKind<'tier'>) {
  const words = useWords().build.trigger;
  return (
    <SelectField
      label={words.tier}
      value={trigger.changed}
      choices={choicesOf(TIER_CHANGES, words.tiers)}
      change={(changed) => change({ ...trigger, changed })}
    />
  );
}

interface ExpiringProps extends OfKind<'expiring'> {
  readonly at: string;
}

export function ExpiringDetails({ trigger, change, at }: ExpiringProps) {
  const words = useWords().build.trigger;
  return (
    <>
      <SelectField
        label={words.expires}
        at={`${at}.what`}
        value={trigger.what}
        choices={choicesOf(EXPIRING, words.expiring)}
        change={(what) => change({ ...trigger, what, pool: what === 'coupon' ? trigger.pool : undefined })}
      />
      <NumberField
        label={words.daysBefore}
        hint={words.daysBeforeHint}
        at={`${at}.days`}
        min={1}
        value={trigger.days}
        change={(days) => change({ ...trigger, days }, `${at}.days`)}
      />
    </>
  );
}

export function ReferralDetails({ trigger, change }: OfKind<'referral'>) {
  const words = useWords().build.trigger;
  return (
    <SelectField
      label={words.is}
      value={trigger.is}
      choices={choicesOf(REFERRAL_NEWS, words.referrals)}
      change={(is) => change({ ...trigger, is })}
    />
  );
}
