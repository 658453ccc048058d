import { setOf } from './word-set.ts';

/** English words that lie one slip from a word that matters, as "crest" does from "chest": never corrected. */
export const realWords = setOf(`
  cheat cheats
  affection allowing arching arise armed arming arouse asteroids attach awoken backed balanced balances barry batch
  batches bathing beading bearing billing bind binding blacken bland bleating blend blending blond bloom blurring bough
  bounding bracing breach breading breadth breaking breather breathy breeding bride bridges bridget brine brood brushed
  brushing bunny burry burying catchy charmed charming chess chilli chilly clack cloning coffees conclusion conclusions
  confuse confuses confusing contain contusion conversion conversions cooked cords core cores couch couched creating
  creator crest crocked cunning dedication denied denims denis deriving diving dosed doubles doubly dough dozen dreading
  drool dumbness dumping dwelling education exercised exorcise facing fanny farmed farming fearing feint fewer fills
  fizzy flack flattening flitting flood forgo forth founding fridge frowsy funky gains gaping gassed gearing gifting
  grasping gunning hallow harp harry hatch hear heard hearing hearth hearts hearty heel herein hills hissed indication
  infections inflection infusion inhibit injection injections insertion inspection intention invention itching john
  joins kidneys killings kissed lacing lacked larry latch leading lever lighting liking lining lisp locker lords loving
  marry matches medications mile milling misled misused moaning month mossed moth mourning mouse mouths nearing north
  omit oozed pail painted painting paints pairs pans parsed parting pasted pasting patched path peak peaking percents
  pitching plains planting pointers pressured pressures pulls pulsed pulses pumping purples purse racking raging rains
  raised raking ranting rating raving reaching readiness readings reaping recital regular rental reuse revere ridge
  righting rise rose rough rounding rounds route ruining runnings runny rushing sadden saint scabbing sceptic scores
  scoring sell selling sever severed shading shallows shaping shard share sharing shark sharps shell shelling shipping
  shopped shores shoring sidney sifting sighs sighting sights simile sipping situation situations skeptic slight slurped
  smelling smiled smiles smoulder smuggling snaking sneaking sneezing sniff soaking sodden south spell spelling spool
  spurred stabling staff starry stepped stile stitching stoop stores storing stranger strike stroked strove stubbing
  sunny swallows sweeping switching swords tables tainted threat throats tiff tights tizzy toffee token tools tough
  tracing trampling treading treating trevor troop trooped tumbling visions waists wards warmed warming watch watching
  wearing weir wheels willing witching women woods works worlds wort worthy wreath wroth wurst youth
`);
