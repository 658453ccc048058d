import type { Person } from '../../db/stores/person-store.ts';
import { analyteFinder } from '../domain/knowledge.ts';
import type { RoundPage } from '../domain/page.ts';
import { type Paper, paperFor } from '../domain/paper.ts';
import type { PageNews } from '../reports/view/urgent.ts';
import { type DossierDependencies, dossierFor } from './dossier-for.ts';
import type { ReportSource } from './report-formats.ts';
import { type ScreeningDependencies, whereabouts } from './screen-record.ts';

export type ReportDependencies = DossierDependencies & Pick<ScreeningDependencies, 'knowledge'>;

export interface ReportChoices {
  readonly news?: PageNews;
  /** Absent: that of where the person lives. */
  readonly paper?: Paper | undefined;
}

/** All that the files of one page are made of. */
export function reportSource(
  dependencies: ReportDependencies,
  person: Person,
  roundPage: RoundPage,
  { news = {}, paper }: ReportChoices = {},
): ReportSource {
  let dossier: ReturnType<typeof dossierFor> | undefined;
  return {
    page: roundPage.page,
    dossier: () => {
      dossier ??= dossierFor(dependencies, person, roundPage);
      return dossier;
    },
    findAnalyte: analyteFinder(dependencies.knowledge),
    news,
    paper: async () => paper ?? (await ownPaper(dependencies, person)),
  };
}

export async function ownPaper(
  { profiles, knowledge }: Pick<ReportDependencies, 'profiles' | 'knowledge'>,
  person: Person,
): Promise<Paper> {
  return paperFor(whereabouts(person, await profiles.get(person)), knowledge);
}
