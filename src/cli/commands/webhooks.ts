import { Argument, Command } from 'commander';
import { subscribeAll, unsubscribeAll } from '../../jobs/keep-webhooks.ts';
import { ConfigError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';

export function webhooksCommand(tools: CliTools): Command {
  return new Command('webhooks')
    .description('what Oura announces to OURA_WEBHOOK_URL: list, subscribe (and renew), remove')
    .addArgument(new Argument('<action>').choices(['list', 'subscribe', 'remove']))
    .addHelpText(
      'after',
      '\n"rounds serve" subscribes and renews by itself. Oura must reach it under /webhooks/oura while it subscribes.\n',
    )
    .action(async (action: 'list' | 'subscribe' | 'remove') => {
      await using app = await tools.openApp();
      const { webhooks, clock } = app;
      if (webhooks === undefined) {
        throw new ConfigError(
          'Webhooks are not configured. Set OURA_WEBHOOK_URL to where Oura can reach this server.',
        );
      }
      if (action === 'subscribe') {
        const { created, renewed } = await subscribeAll(webhooks, clock.now());
        tools.print(`${created} subscriptions made, ${renewed} renewed.\n`);
      } else if (action === 'remove') {
        tools.print(`${await unsubscribeAll(webhooks)} subscriptions removed.\n`);
      } else {
        const all = await webhooks.subscriptions.list();
        if (all.length === 0) tools.print('There are no subscriptions.\n');
        for (const { dataType, eventType, expiresAt, callbackUrl } of all) {
          const own = callbackUrl === webhooks.url ? '' : ' (of another address)';
          tools.print(`${dataType} ${eventType}, until ${expiresAt.slice(0, 10)}${own}\n`);
        }
      }
    });
}
