import { setOf } from './word-set.ts';

/** The words that a misspelling is brought to: those that a red flag hangs on, and no others. */
export const spelledWords = setOf(`
  chest breastbone sternum shoulder pain pains painful aching ached pressure squeezing crushing crushed burning stabbing heavy
  heaviness tight tightness tightening discomfort uncomfortable elephant sweating sweaty clammy angina heart attack palpitations
  palpitation fluttering pounding racing thumping irregular heartbeat breath breathe breathing breathless breathlessness
  gasping struggling fighting suffocating choking panting wheezing shortness difficulty severe severely sudden suddenly
  catch throat closing swelling swollen swell tongue lips bluish purple coughed coughing cough blood bloody phlegm sputum mucus
  thrombosis stroke ministroke droop drooping drooped dropped droopy lopsided crooked slurred slurring slur speech speaking
  speak words garbled gibberish weakness paralysed paralyzed numbness numb tingling blind blindness vision eyesight sight
  blurred blurry double unsteady balance headache headaches migraine thunderclap worst blinding excruciating exploded stiff
  fever feverish temperature confused confusion delirious shivering shaking rigors chills mottled blotchy urine sepsis septic
  infection fainted fainting faint collapsed collapse unconscious consciousness blacked blackout passed seizure seizures
  convulsion convulsions fitting treadmill exercise running dizzy dizziness lightheaded unresponsive drowsy drowsiness
  sleepy sleepiness shallow asleep driving wheel nodded dozed suicidal suicide overdose killing myself paracetamol tablets
  living harming harmed vomited vomiting vomit stool stools tarry black bleeding diarrhoea diarrhea rectal melaena coffee
  grounds twitching trembling tremor agitated restless stopped skipping missed forgot snoring snores morning exhausted
  systolic diastolic saturation saturations oxygen oximeter pulse reading percent pressure medication antidepressant
  antidepressants steroids cannot breathes lip face mouth smile swallow swallowing calf clot woken wake rouse breathing
  denies without wrists jumping bridge worth pointless kidney delirium tearing sharp twinge twinges strange weird funny lifting raise
`);
