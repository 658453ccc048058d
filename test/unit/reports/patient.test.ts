import { describe, expect, it } from 'vitest';
import { givenNames } from '../../../agents/narrate/plain/names.ts';
import { narrateStoryPlain } from '../../../agents/narrate/plain/story.ts';
import type { Page } from '../../../src/domain/page.ts';
import { readingGrade } from '../../../src/llm/reading-grade.ts';
import { renderPatientHtml } from '../../../src/reports/patient/patient-html.ts';
import { renderPatientMarkdown } from '../../../src/reports/patient/patient-markdown.ts';
import { patientDocument, renderPatientPdf } from '../../../src/reports/patient/patient-pdf.ts';
import type { PatientPoint, PatientView } from '../../../src/reports/patient/patient-view.ts';
import { patientViewOf } from '../../../src/reports/patient/patient-view-of.ts';
import { pictureSvg, wide } from '../../../src/reports/patient/picture-svg.ts';
import { pdfText } from '../../../src/reports/pdf/glyphs.ts';
import { redFlag } from '../../fixtures/pages/findings.ts';
import { lisinopril, takingPage } from '../../fixtures/pages/medicines.ts';
import { day } from '../../fixtures/pages/series.ts';
import {
  crowdedPage,
  emptyPage,
  hostilePage,
  insufficientPage,
  longNamePage,
  urgentPoint,
} from '../../fixtures/pages/variants.ts';
import { readHtml, squash, textOfDefinition, unescapeMarkdown } from './support.ts';
import { cutOff, overlaps, textBoxes } from './svg-texts.ts';

function plainly(page: Page): Page {
  const scene = { ...page };
  return {
    ...page,
    points: page.points.map((point) => ({
      ...point,
      plain: narrateStoryPlain(
        page.findings.filter(({ id }) => point.claims.includes(id)),
        scene,
      ),
    })),
  };
}

const whole = makeFullPage();
const fullPage = (): Page => whole;

function makeFullPage(): Page {
  const goal = {
    day: day('2026-01-01'),
    metric: 'sleepEfficiency',
    comparator: '>=' as const,
    target: 82,
    by: day('2026-06-01'),
  };
  const goals = [
    { goal, verdict: 'nearing' as const, now: { median: 80, values: 28, meeting: 9 }, text: '' },
  ];
  const page = takingPage([lisinopril], { name: 'Ana', goals });
  const message = 'There is a sign that asks for some care. A moderate day fits.';
  return plainly({
    ...page,
    emergencyNumber: '911',
    findings: [...page.findings, redFlag],
    points: [...page.points, urgentPoint],
    recommendation: { kind: 'moderate_activity', message, confidence: 1, keyFactors: [] },
    followUps: [
      {
        id: 'follow-1',
        what: 'take it in the morning',
        day: day('2026-03-03'),
        clinician: 'Dr Amara Reyes',
        metric: 'deepSleep',
        verdict: 'worse',
        text: 'Deep sleep fell.',
        claims: ['shift-deepSleep'],
      },
    ],
  });
}

const pages: readonly (readonly [string, () => Page])[] = [
  ['full', fullPage],
  ['empty', emptyPage],
  ['insufficient', () => ({ ...insufficientPage(), emergencyNumber: '112' })],
  ['crowded', crowdedPage],
  ['long name', longNamePage],
  ['hostile', hostilePage],
];

const pointsOf = ({ sections }: PatientView): PatientPoint[] =>
  sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'point'));

function stringsOf({ title, opening, sections, footer }: PatientView): string[] {
  const texts = sections.flatMap(({ heading, blocks }) => [
    heading,
    ...blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.text])),
  ]);
  return [title, ...opening, ...texts, footer];
}

describe.each(pages)('the patient page: %s', (_, make) => {
  // One page for all: its view and its drawings are made once.
  const page = make();

  it('makes the claims of the points of the doctor page, those beyond its first sheet too, and no others', () => {
    const expected = page.points
      .filter(({ section }) => page.coverage.sufficient || section === 'urgent')
      .flatMap(({ claims }) => claims);
    const agreed = page.coverage.sufficient ? (page.followUps ?? []).flatMap(({ claims }) => claims) : [];
    expect(
      pointsOf(patientViewOf(page))
        .flatMap(({ claims }) => claims)
        .sort(),
    ).toEqual([...expected, ...agreed].sort());
  });

  it('says every sentence in each format', () => {
    const bare = (text: string) => text.replace(/[\s\u200b]+/g, '');
    const html = bare(readHtml(renderPatientHtml(page)).text);
    const markdown = bare(unescapeMarkdown(renderPatientMarkdown(page)));
    const pdf = bare(
      textOfDefinition(patientDocument(page, 'A4').content) + pdfText(patientViewOf(page).footer),
    );
    for (const text of stringsOf(patientViewOf(page))) {
      expect(html).toContain(bare(text));
      expect(markdown).toContain(bare(text));
      expect(pdf).toContain(bare(pdfText(text)));
    }
  });

  it('names no place outside itself, runs nothing, and tells every picture in words', () => {
    const html = renderPatientHtml(page);
    const { tags } = readHtml(html);
    expect(tags.some(({ name }) => /^(script|img|link|iframe|a|form)$/.test(name))).toBe(false);
    expect(
      tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => /^on|^(src|href)$/.test(key)),
    ).toEqual([]);
    const drawings = tags.filter(({ name, closing }) => name === 'svg' && !closing);
    for (const { attributes } of drawings) {
      expect(attributes.role).toBe('img');
      expect(attributes['aria-label']).toMatch(/\w/);
    }
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the patient page', () => {
  it('reads at grade 6 or below, headings and all', () => {
    const page = fullPage();
    const text = stringsOf(patientViewOf(page))
      .slice(0, -1)
      .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`));
    const names = [...givenNames({ ...page }, page.appointment), 'Dr Amara Reyes', 'Friday'];
    expect(readingGrade(text.join(' '), { givenNames: names })).toBeLessThanOrEqual(6);
    for (const part of text.filter((sentence) => sentence.split(' ').length >= 8))
      expect([part, readingGrade(part, { givenNames: names })]).toEqual([
        part,
        expect.toSatisfy((grade: number) => grade <= 7),
      ]);
  });

  it('says first what to do and whom to call', () => {
    const [first] = patientViewOf(fullPage()).sections;
    expect(first?.heading).toBe('Do this first');
    expect(first?.isAlert).toBe(true);
    expect(first?.blocks[0]).toEqual({
      kind: 'text',
      text: 'Talk to a doctor or a nurse today. Call 911 if it gets worse.',
      isStrong: true,
    });
    const raised = {
      flags: [
        {
          id: 'x',
          rule: 'r',
          day: day('2026-03-21'),
          urgency: 'emergency' as const,
          message: 'Call now',
          seen: 'my chest hurts',
          source: 'check-in' as const,
        },
      ],
      emergencyNumber: '911',
    };
    const [newest] = patientViewOf(fullPage(), raised).sections;
    expect(newest?.blocks[0]).toEqual({
      kind: 'text',
      text: 'Does this go on, or does it come back? Then call 911 at once.',
      isStrong: true,
    });
  });

  it('has the parts a patient needs, in this order', () => {
    expect(patientViewOf(fullPage()).sections.map(({ heading }) => heading)).toEqual([
      'Do this first',
      'What you want to ask',
      'Since your last visit',
      'How to read the charts',
      'What has changed',
      'What goes with what',
      'New, and not sure yet',
      'Today, 20 March 2026',
      'Your goals',
      'What to take along',
      'What this page is not',
    ]);
  });

  it('keeps a goal, and says nothing of how it goes, where there is too little to tell', () => {
    const page = fullPage();
    const few: Page = { ...page, coverage: { ...page.coverage, nightsUsed: 12, sufficient: false } };
    const goals = patientViewOf(few).sections.find(({ id }) => id === 'goals');
    const said = JSON.stringify(goals);
    expect(said).toContain('There is not enough data yet to tell how it goes.');
    expect(said).not.toMatch(/Now it is|You are|Right now/);
  });

  it('tells goals and what was agreed by their numbers', () => {
    const said = stringsOf(patientViewOf(fullPage()));
    expect(said).toContain(
      'Sleep efficiency: 82 % or more by 1 June 2026. In the last 4 weeks, it was 80 % or more on half of the days. You are not there yet, but you come nearer.',
    );
    expect(said).toContain(
      'From 3 March on, you wanted to do this: take it in the morning. We looked at deep sleep since then. It has moved, but not to the good side. Before, it was 82 min. Now it is 47 min.',
    );
  });

  it.each([
    [
      'reached' as const,
      'In the 4 weeks up to then, it was 80 % or more on half of the days. You got there.',
    ],
    ['not-reached' as const, 'That day has come, and you were not there yet.'],
  ])('tells of a goal whose day has passed what it was by then: %s', (verdict, words) => {
    const page = fullPage();
    const { record } = page;
    if (record === undefined) throw new Error('a page of today has a record');
    const goals = record.goals.map((one) => ({
      ...one,
      verdict,
      goal: { ...one.goal, by: day('2026-03-01') },
    }));
    const said = stringsOf(patientViewOf({ ...page, record: { ...record, goals } }));
    expect(said.join(' ')).toContain(words);
  });

  it('shows one picture a point, with the change where it was', () => {
    const [, deepSleep, heartRate, pattern, drift] = pointsOf(
      patientViewOf({ ...fullPage(), followUps: [] }),
    );
    const lanes = [deepSleep, heartRate, drift].map((point) =>
      point?.picture?.kind === 'strip'
        ? point.picture.figure.lanes[0]?.bars.map(({ from, label }) => [from, label])
        : [],
    );
    expect(lanes).toEqual([
      [
        [0, '82 min'],
        [74, '47 min'],
      ],
      [
        [0, '58 bpm'],
        [74, '62 bpm'],
      ],
      [[61, 'going down']],
    ]);
    expect(pattern?.picture?.kind).toBe('chain');
    for (const { picture } of [deepSleep, heartRate, pattern, drift].filter((point) => point !== undefined)) {
      if (picture === undefined) throw new Error('a point without a picture');
      const svg = pictureSvg(picture, wide);
      expect(overlaps(textBoxes(svg))).toEqual([]);
      expect(cutOff(svg)).toEqual([]);
    }
    expect(deepSleep?.picture?.caption).toBe(
      'A line of deep sleep over 90 days. Usual is 66 to 97 min. The last value is 39. The change is marked on 5 March.',
    );
  });

  it('draws before and now where the page has no days of it', () => {
    const [, deepSleep] = pointsOf(patientViewOf({ ...fullPage(), followUps: [], charts: [] }));
    expect(deepSleep?.picture?.caption).toBe('Deep sleep. Before: 82 min. Now: 47 min.');
  });

  it('says kindly that there is not enough yet, and still what is urgent', () => {
    const said = squash(stringsOf(patientViewOf(insufficientPage())).join(' '));
    expect(said).toContain('There is not enough data yet to say what is usual for you.');
    expect(said).toContain('Resting heart rate stayed above 100 bpm for 3 nights.');
    expect(said).not.toContain('47 minutes');
  });

  it('prints the same bytes for the same page, on either sheet', async () => {
    const bytes = Buffer.from(await renderPatientPdf(fullPage(), { size: 'LETTER' }));
    expect(bytes.toString('latin1')).toContain('[0 0 612 792]');
    expect(Buffer.from(await renderPatientPdf({ ...fullPage() }, { size: 'LETTER' })).equals(bytes)).toBe(
      true,
    );
    expect((await renderPatientPdf(hostilePage())).byteLength).toBeGreaterThan(10_000);
  });
});
