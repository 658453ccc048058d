/** One word of a text, with where it stands in the text as it was written. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What stands between it and the word before: the end of a sentence, a pause, a colon or a question mark. */
  readonly after: '' | ',' | ':' | '.' | '?';
}

const pieces = /[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)?(?:['’‘`´ʼ]\p{L}+)*|[^\p{L}\p{M}\p{N}]+/gu;
const isPlain = /^[A-Za-z0-9.,']+$/;
const isWord = /^[\p{L}\p{M}\p{N}]/u;

const pronounIs = new Set(['he', 'she', 'it', 'that', 'there', 'what', 'who', 'where', 'here', 'how']);
const endings = new Map(Object.entries({ m: 'am', re: 'are', ve: 'have', ll: 'will', d: 'had' }));
/** Written as one word, with the apostrophe left out, or as it sounds. */
const spelledOut = new Map(
  Object.entries({
    cannot: 'can not',
    cant: 'can not',
    carnt: 'can not',
    caint: 'can not',
    cudnt: 'could not',
    coudnt: 'could not',
    couldent: 'could not',
    cldnt: 'could not',
    dident: 'did not',
    dosnt: 'does not',
    doesent: 'does not',
    wouldent: 'would not',
    wernt: 'were not',
    slurd: 'slurred',
    headake: 'headache',
    headakes: 'headaches',
    hedache: 'headache',
    palps: 'palpitations',
    brethe: 'breathe',
    breth: 'breath',
    toung: 'tongue',
    coffing: 'coughing',
    cofing: 'coughing',
    coffed: 'coughed',
    fase: 'face',
    wnat: 'want',
    kil: 'kill',
    myslef: 'myself',
    feinted: 'fainted',
    fanted: 'fainted',
    wantto: 'want to',
    wont: 'will not',
    aint: 'is not',
    shant: 'will not',
    im: 'i am',
    ive: 'i have',
    hes: 'he is',
    shes: 'she is',
    thats: 'that is',
    theres: 'there is',
    theyre: 'they are',
    whats: 'what is',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    dunno: 'do not know',
    didna: 'did not',
    thru: 'through',
    ppl: 'people',
    nite: 'night',
    summat: 'something',
    nowt: 'nothing',
  }),
);
const auxiliaries = [
  'do',
  'does',
  'did',
  'is',
  'are',
  'was',
  'were',
  'has',
  'have',
  'had',
  'could',
  'would',
  'should',
];
for (const verb of auxiliaries) spelledOut.set(`${verb}nt`, `${verb} not`);

/** Lower case, without accents, contractions written out; punctuation only as far as it ends or divides. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let after: Token['after'] = '.';
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (!isWord.test(piece)) {
      after = strongest(after, breakIn(piece, text[index + piece.length]));
      continue;
    }
    for (const word of wordsOf(piece)) {
      tokens.push({ word, start: index, end: index + piece.length, after });
      after = '';
    }
  }
  return tokens;
}

function withoutAccents(piece: string): string {
  return piece
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'");
}

function wordsOf(piece: string): string[] {
  const plain = isPlain.test(piece) ? piece.toLowerCase() : withoutAccents(piece);
  const hasEnding = plain.includes("'");
  const whole = spelledOut.get(hasEnding ? plain.replaceAll("'", '') : plain);
  if (whole !== undefined) return whole.split(' ');
  if (!hasEnding) return [plain];
  const [stem = '', ending = ''] = plain.split("'");
  if (ending === 't' && stem.endsWith('n')) return [stem.slice(0, -1), 'not'];
  if (ending === 's') return pronounIs.has(stem) ? [stem, 'is'] : [stem];
  const verb = endings.get(ending);
  return verb === undefined ? [stem] : [stem, verb];
}

function breakIn(gap: string, next: string | undefined): Token['after'] {
  if (gap.includes('?')) return '?';
  if (/\.{2,}|…/.test(gap) && !gap.includes('\n')) return ',';
  if (/[.!;]/.test(gap)) return '.';
  // A line that merely wraps goes on in lower case after a space; a list written line by line must not run together.
  if (/[\n\r]/.test(gap)) return '.';
  if (/[:=]/.test(gap)) return ':';
  if (/[,()[\]/]|\s[-–—]|[–—]|[-–—]\s/.test(gap)) return next === undefined ? '.' : ',';
  return '';
}

const strength: readonly Token['after'][] = ['', ',', ':', '.', '?'];
function strongest(left: Token['after'], right: Token['after']): Token['after'] {
  return strength.indexOf(right) > strength.indexOf(left) ? right : left;
}
