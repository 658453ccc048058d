import type { Dossier } from '../domain/dossier.ts';
import type { FindAnalyte } from '../domain/knowledge.ts';
import type { Page } from '../domain/page.ts';
import type { Paper } from '../domain/paper.ts';
import type { PageNews } from '../reports/view/urgent.ts';
import type { ReportFile } from './write-files.ts';

/** What files are made of. */
export interface ReportSource {
  readonly page: Page;
  /** Read once for all the files that need it, and only for those. */
  readonly dossier: () => Promise<Dossier>;
  readonly findAnalyte: FindAnalyte;
  readonly news: PageNews;
  readonly paper: () => Promise<Paper>;
}

export interface ReportFileKind {
  readonly name: string;
  readonly type: string;
  /** Loads what it is made with: charts and PDF are half a second, and a command that writes neither does not wait. */
  render(source: ReportSource): Promise<string | Uint8Array>;
}

interface ReportFormat {
  /** For the help. */
  readonly told: string;
  readonly files: readonly ReportFileKind[];
}

const sheets = { a4: 'A4', letter: 'LETTER' } as const;
const types = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Every format there is, and the files it makes. */
const formats = {
  md: {
    told: 'the doctor’s page as Markdown',
    files: [
      {
        name: 'talking-points.md',
        type: types.md,
        render: async ({ page, news }) => (await import('../reports/markdown.ts')).renderMarkdown(page, news),
      },
    ],
  },
  html: {
    told: 'the doctor’s page as one file for a browser',
    files: [
      {
        name: 'talking-points.html',
        type: types.html,
        render: async ({ page, news }) => (await import('../reports/html.ts')).renderHtml(page, news),
      },
    ],
  },
  pdf: {
    told: 'the doctor’s page to print',
    files: [
      {
        name: 'talking-points.pdf',
        type: types.pdf,
        render: async ({ page, news, paper }) =>
          (await import('../reports/pdf.ts')).renderPdf(page, { ...news, size: sheets[await paper()] }),
      },
    ],
  },
  patient: {
    told: 'the same for the patient, in plain words and larger',
    files: [
      {
        name: 'patient-page.html',
        type: types.html,
        render: async ({ page, news }) =>
          (await import('../reports/patient/patient-html.ts')).renderPatientHtml(page, news),
      },
      {
        name: 'patient-page.pdf',
        type: types.pdf,
        render: async ({ page, news, paper }) => {
          const { renderPatientPdf } = await import('../reports/patient/patient-pdf.ts');
          return renderPatientPdf(page, { ...news, size: sheets[await paper()] });
        },
      },
    ],
  },
  json: {
    told: 'the page and the data of its window, for programs',
    files: [
      {
        name: 'talking-points.json',
        type: 'application/json',
        render: async ({ dossier }) => (await import('../reports/json.ts')).renderJson(await dossier()),
      },
    ],
  },
  fhir: {
    told: 'a FHIR R4 document, for a health record',
    files: [
      {
        name: 'fhir-bundle.json',
        type: 'application/fhir+json',
        render: async ({ dossier, findAnalyte }) =>
          (await import('../reports/fhir.ts')).renderFhir(await dossier(), findAnalyte),
      },
    ],
  },
  csv: {
    told: 'a table of days and one of findings, for a spreadsheet',
    files: [
      {
        name: 'daily.csv',
        type: types.csv,
        render: async ({ dossier }) => (await import('../reports/csv.ts')).renderDailyCsv(await dossier()),
      },
      {
        name: 'findings.csv',
        type: types.csv,
        render: async ({ dossier }) => (await import('../reports/csv.ts')).renderFindingsCsv(await dossier()),
      },
    ],
  },
} as const satisfies Record<string, ReportFormat>;

export type ReportFormatName = keyof typeof formats;
export const reportFormats = Object.keys(formats) as ReportFormatName[];

/** What a page is without the data behind it. */
export const pageFormats: readonly ReportFormatName[] = ['md', 'html', 'pdf'];

/** "pdf   the doctor’s page to print", one a line. */
export function reportFormatHelp(): string {
  const widest = Math.max(...reportFormats.map((name) => name.length));
  return reportFormats.map((name) => `  ${name.padEnd(widest)}  ${formats[name].told}`).join('\n');
}

export function isReportFormat(word: string): word is ReportFormatName {
  return reportFormats.some((name) => name === word);
}

/** In the order of this list, whatever the order they were asked for in; each once. */
export function sortedFormats(asked: readonly ReportFormatName[]): ReportFormatName[] {
  return reportFormats.filter((name) => asked.includes(name));
}

export function fileKindsOf(asked: readonly ReportFormatName[]): ReportFileKind[] {
  return sortedFormats(asked).flatMap((name): readonly ReportFileKind[] => formats[name].files);
}

export function reportFiles(
  asked: readonly ReportFormatName[],
  source: ReportSource,
  nameOf: (name: string) => string = (name) => name,
): ReportFile[] {
  return fileKindsOf(asked).map(({ name, render }) => ({ name: nameOf(name), render: () => render(source) }));
}

/** Among files of other people and days the name says whose it is and for which visit. */
export function packFileName({ slug }: { readonly slug: string }, appointment: string, name: string): string {
  return `${slug}-${appointment}-${name}`;
}
