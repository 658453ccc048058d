import { join } from 'node:path';
import type { Person } from '../db/stores/person-store.ts';
import type { Answer } from './domain/ask/answer.ts';
import type { AskDependencies, AskedQuestion } from './jobs/answer-question.ts';
import { loadPrompt } from './llm/prompts.ts';
import type { ModelDependencies } from './open-models.ts';
import type { Meter } from './shared/meter.ts';
import { packageRoot } from './shared/package-root.ts';

type Given = Omit<AskDependencies, 'askModel' | 'askPrompt'> &
  Omit<ModelDependencies, 'meter'> & { readonly meter: () => Promise<Meter> };

/** What answers is loaded when somebody asks: most commands never do. The prompt is checked at start, as all are. */
export function openAsking(given: Given): (person: Person, asked: AskedQuestion) => Promise<Answer> {
  const askPrompt = loadPrompt(join(packageRoot(), 'prompts'), 'ask.md', []);
  let opened: ReturnType<AskDependencies['askModel']> | undefined;
  const open = async () => {
    const [{ openModels }, meter] = await Promise.all([import('./open-models.ts'), given.meter()]);
    return openModels({ ...given, meter })('ask');
  };
  const askModel = () => {
    opened ??= open();
    return opened;
  };
  return async (person, asked) => {
    const { answerQuestion } = await import('./jobs/answer-question.ts');
    return answerQuestion({ ...given, askModel, askPrompt }, person, asked);
  };
}
