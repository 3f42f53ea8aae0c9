import { useState } from 'react';
import { Link } from 'wouter';
import type { getJourneyContract } from '../../../../api/journeys/get-journey.contract.ts';
import type { getJourneysContract } from '../../../../api/journeys/get-journeys.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlacementBox } from '../../../ui/placement-box.tsx';
import { choicesOf, SelectField } from '../../journeys/build/fields/fields.tsx';
import type { StepOf } from '../../journeys/definition.ts';
import { ReaderFields, useReader, type Reader } from '../../templates/edit/readers.tsx';
import { useTemplateWords } from '../../templates/words.ts';
import { useRewardWords } from '../words.ts';
import { ByTemplate, LanguageField } from './by-template.tsx';
import { Recommended } from './recommended.tsx';

const PLACEMENTS: ReadonlySet<string> = new Set(['banner', 'toast', 'items']);
const WIDTHS = ['desktop', 'phone'] as const;

/** What live journeys show on pages of the shop, as somebody sees it: a customer, or somebody made up in a segment. */
export function PlacementsPreview() {
  const words = useRewardWords().placements.preview;
  const all = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  const [chosen, choose] = useState('');
  return (
    <Card title={words.title} about={words.about}>
      <Asked reply={all} rows={5}>
        {({ journeys }) => {
          const showing = journeys.filter(
            ({ status, does }) => status === 'live' && does.some((it) => PLACEMENTS.has(it)),
          );
          const journey = showing.find(({ id }) => id === chosen) ?? showing[0];
          if (journey === undefined) return <Nothing />;
          return (
            <div className="stack">
              <div className="form-grid roomy">
                <SelectField
                  label={words.journey}
                  value={journey.id}
                  choices={showing.map(({ id, name }) => ({ value: id, text: name }))}
                  change={choose}
                />
              </div>
              <OfJourney key={journey.id} id={journey.id} />
            </div>
          );
        }}
      </Asked>
    </Card>
  );
}

function Nothing() {
  const words = useRewardWords().placements.preview;
  return (
    <p className="soft">
      {words.none} <Link href="/journeys">{words.toJourneys}</Link>
    </p>
  );
}

type PlaceStep = StepOf<'place'>;

function OfJourney({ id }: { readonly id: string }) {
  const words = useRewardWords().placements.preview;
  const { widths, width: widthWord } = useTemplateWords().preview;
  const journey = useReply<typeof getJourneyContract>('get /v1/journeys/:id', { params: { id } });
  const [chosen, choose] = useState('');
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('desktop');
  const [locale, setLocale] = useState('');
  const reader = useReader();
  return (
    <Asked reply={journey} rows={5}>
      {({ live }) => {
        const steps = live?.definition.steps.flatMap((one) => (one.type === 'place' ? [one] : [])) ?? [];
        const step = steps.find((one) => one.id === chosen) ?? steps[0];
        if (step === undefined) return <Nothing />;
        return (
          <div className="stack">
            <div className="form-grid roomy">
              {steps.length > 1 && (
                <SelectField
                  label={words.step}
                  value={step.id}
                  choices={steps.map((one) => ({ value: one.id, text: one.id }))}
                  change={choose}
                />
              )}
              {(step.template !== undefined || step.placement === 'items') && <ReaderFields of={reader} />}
              {step.template !== undefined && (
                <LanguageField template={step.template} value={locale} change={setLocale} />
              )}
              <SelectField label={widthWord} value={width} choices={choicesOf(WIDTHS, widths)} change={setWidth} />
            </div>
            <p className="small soft">
              {words.where(words.kinds[step.placement], step.slot)}{' '}
              <Link href={`/journeys/${id}`}>{words.openJourney}</Link>
            </p>
            <Drawn step={step} reader={reader} locale={locale} isPhone={width === 'phone'} />
          </div>
        );
      }}
    </Asked>
  );
}

interface DrawnProps {
  readonly step: PlaceStep;
  readonly reader: Reader;
  readonly locale: string;
  readonly isPhone: boolean;
}

function Drawn({ step, reader, locale, isPhone }: DrawnProps) {
  const words = useRewardWords().placements.preview;
  const { placement, template, title = '', body = '', url, dismissible } = step;
  const how = { placement, dismissible, isPhone };
  return (
    <>
      {template === undefined ? (
        <>
          <p className="small soft">{words.same}</p>
          <PlacementBox {...how} title={title} body={body} url={url} />
        </>
      ) : (
        <ByTemplate template={template} asked={{ ...reader.asked, ...(locale === '' ? {} : { locale }) }} how={how} />
      )}
      {placement === 'items' && <Recommended customer={reader.found} most={step.most} />}
    </>
  );
}
