import { Hono } from 'hono';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import type { OuraConnections } from '../../jobs/oura-connections.ts';
import { connectionsPage } from '../../web/connections-page.ts';

export interface ConnectionsDependencies {
  readonly people: PersonStore;
  readonly oura: OuraConnections;
}

export function connectionsRoute({ people, oura }: ConnectionsDependencies): Hono {
  return new Hono()
    .get('/:slug/connections', async (context) => {
      const person = await people.get(context.req.param('slug'));
      return context.html(connectionsPage(person.slug, await oura.view(person)));
    })
    .post('/:slug/connections/oura/disconnect', async (context) => {
      const person = await people.get(context.req.param('slug'));
      await oura.disconnect(person);
      return context.redirect(`/people/${person.slug}/connections`, 303);
    });
}
