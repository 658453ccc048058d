import { type Check, checksOf } from './check.ts';
import type { Facts } from './facts.ts';

const { ok, warning } = checksOf('Settings');

/** Present or not: nobody is called. */
export function checkSettings({ settings }: Facts): Check[] {
  return [checkOura(settings), checkModels(settings)];
}

function checkOura({ ouraClientId, ouraClientSecret, webhooks }: Facts['settings']): Check {
  if (ouraClientId && ouraClientSecret) return ok('Oura', webhooks ? 'set, with webhooks' : 'set');
  if (!ouraClientId && !ouraClientSecret) return ok('Oura', 'not set: data come from files');
  const missing = ouraClientId ? 'OURA_CLIENT_SECRET' : 'OURA_CLIENT_ID';
  return warning('Oura', `${missing} is not set`, 'Nobody can be connected without it.');
}

function checkModels({ models }: Facts['settings']): Check {
  return ok('Models', models.length === 0 ? 'none: the wording is rule-based' : `set: ${models.join(', ')}`);
}
