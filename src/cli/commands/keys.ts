import { Argument, Command } from 'commander';
import type { MasterKeyChange } from '../../jobs/change-master-key.ts';
import type { CliTools } from '../app-handle.ts';
import { type KeySource, keySourceText } from '../key-source.ts';
import { peopleText } from '../quantities.ts';

export function keysCommand(tools: CliTools): Command {
  return new Command('keys')
    .description('list the master keys and how many people are under each, or change to a new one')
    .addArgument(new Argument('[action]').choices(['list', 'rotate']).default('list'))
    .addHelpText('after', help)
    .action((action: 'list' | 'rotate') => (action === 'list' ? listKeys(tools) : rotate(tools)));
}

const help = `
"rotate" changes the master key while everything runs. With a key file a new key becomes its first line, everybody's data key is wrapped under it, and then the old line goes
into a file beside it (<key file>.old-<key id>). With ROUNDS_MASTER_KEY or ROUNDS_KEY_COMMAND put NEW before OLD there
first. Broken off anywhere, the command is run again and goes on; nothing is unreadable in between.

Servers and workers that read the same key file notice by themselves. Where each host has a copy of its own, put the
same new first line into every copy before you run this.

The data themselves are not sealed anew. Whoever has both the old key and an old copy of the database can read what
is in that copy, and what is sealed later for the people in it.
`;

async function listKeys(tools: CliTools): Promise<void> {
  const upkeep = tools.openUpkeep();
  const uses = await upkeep.keys();
  for (const { keyId, people, isCurrent, isAtHand } of uses) {
    const state = isCurrent ? 'current' : 'older';
    tools.print(`${keyId}\t${state}\t${peopleText(people)}${isAtHand ? '' : '\tnot at hand'}\n`);
  }
  if (uses.length > 1) tools.note('A change of the key is not finished. Go on with it: rounds keys rotate\n');
}

async function rotate(tools: CliTools): Promise<void> {
  const upkeep = tools.openUpkeep();
  const change = await upkeep.changeMasterKey((done) => tools.note(`${peopleText(done)} so far\n`));
  tools.print(`${peopleText(change.people)} came under key ${change.newKeyId}, the one that counts now.\n`);
  tools.print(whatToDo(change, upkeep.keySource));
}

function whatToDo({ oldKeyIds, keptAt, newKeyId }: MasterKeyChange, source: KeySource): string {
  const old = oldKeyIds.join(', ');
  if (source.kind === 'file') {
    return [
      keptAt.length > 0 ? `The old key was put into ${keptAt.join(', ')}.` : '',
      `Copy ${source.path} to where you keep a copy of the key.`,
      'Backups made before still need the old key: keep it, away from the data, for as long as you keep one of them.',
      '',
    ]
      .filter((line, index) => line !== '' || index > 0)
      .join('\n');
  }
  return [
    `Key ${old} can go from ${keySourceText(source)} wherever rounds runs; ${newKeyId} must stay.`,
    'Backups made before still need the old key: keep it for as long as you keep one of them.',
    '',
  ].join('\n');
}
