import { metricSlugs } from '../../../src/domain/metric.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import type { Scene } from '../scene.ts';
import { metricOf, nameOf } from '../words.ts';

/** Names that stand in the patient's text as they are: metrics, labels, analytes, whom it is for. */
export function givenNames(scene: Scene, appointment?: EvidencePacket['appointment']): string[] {
  const slugs = new Set([...metricSlugs, ...scene.findings.flatMap(({ metrics }) => metrics)]);
  return [
    ...[...slugs].map((slug) => nameOf(metricOf(slug, scene))),
    ...scene.timeline.flatMap(({ label, medication }) => [label, medication ?? '']),
    ...scene.findings.flatMap((finding) => (finding.kind === 'lab-link' ? [finding.analyte] : [])),
    ...(appointment === undefined ? [] : [appointment.clinician]),
  ].filter((name) => name !== '');
}
