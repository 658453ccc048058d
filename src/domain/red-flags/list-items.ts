import { setOf } from './word-set.ts';

/** What stands beside one another in lists of what is there and what is not. */
export const listItems = setOf(`
  fever fevers temperature temp cough coughs cold sniffles sweating sweats sweaty sickness sick nausea nauseous vomiting
  vomit diarrhoea dizziness dizzy headache headaches rash pain pains palpitations breathlessness breathless breath shortness
  swelling swollen numbness numb weakness weak tingling bleeding blood wheeze wheezing symptoms injury chills
  shivering tremor shaking fainting faintness lightheaded lightheadedness tightness discomfort redness red tender
  dyspnoea dyspnea orthopnoea syncope presyncope haemoptysis hemoptysis melaena oedema edema confusion confused drowsy sob seizure seizures fits chest arm leg face speech vision loss
`);
