/**
 * The words a model may use beside the names, labels and drafts of its packet. How the list is made: the words of our own
 * narrators and of the true sentences in the tests (test/unit/agents/paraphrases, test/unit/llm/true-sentences.test.ts),
 * gone through by hand, with what writers of such sentences use for time, measuring, comparing, ordering and asking. It is
 * closed on purpose. A word belongs here only if it can carry no news by itself: no part of a body, no illness, no
 * feeling, no food, no person or place, nothing that is done with a tablet or a visit (taking, leaving, skipping,
 * cancelling, missing), no reason, no verdict (good, bad, strong, safe), no knowing or agreeing of a doctor.
 * What such words can still say wrongly together stands in `combinations.ts`.
 */
const GROUPS: Readonly<Record<string, string>> = {
  joints: `
    middle alone given current currently particular
    a an the and or but nor if then than that this these those there here it its itself they them their theirs
    he him his she her hers you your yours we us our i me my who which what when where why how whether while
    whereas although though as at by for from in into of off on onto out over per since so through throughout
    till to together toward towards under until up upon via with within without about above across after
    against along alongside amid among around before behind back below beneath beside besides between beyond down
    during following onwards onward past versus vs except not no non neither either both each every all any
    some none other others another such same own one ones too also again once only just even still yet already
    else elsewhere instead rather quite very well now far nearly almost roughly approximately circa e g r s t
    d ll ve re m c h mr mrs ms dr`,
  being: `
    be is am are was were been being do does did done doing have has had having can cannot could may might
    shall should will would must need seem appear tend tendency tends happen occur occurred occurring stand
    stood sit sat lie lay lies lain lying fit suit belong hold held stay remain become became go goes went
    gone going come came coming`,
  numbers: `
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen
    half halves third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth first second last once
    twice single several few many most more much less least fewer little lot couple pair number figure figures
    fraction share part portion majority minority percent percentage cent point points total sum score`,
  units: `
    minute min hour hr h m second sec bpm beat ms millisecond kg kilogram kilo gram kcal calorie degree
    celsius mmhg  step mg mcg milligram microgram ml unit night day morning evening afternoon week
    fortnight month year nightly daily weekly monthly hourly`,
  times: `
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mid today yesterday
    ago early earlier earliest late later latest lately recent recently previous previously prior preceding
    former formerly next subsequent subsequently afterwards afterward beforehand meanwhile date dated time
    timing timeline timeframe period span stretch window spell moment point term long longer longest short
    shorter shortest shortly brief briefly while start started beginning onset end overlap overlapping
    coincide coincided coincides simultaneous simultaneously concurrent concurrently am pm o clock nighttime
    bedtime then until new newer newest usual usually typical typically habitual customary often sometimes
    mostly mainly generally`,
  measuring: `
    measure measured measurement measuring record recorded recording records recordings reading readings value
    level average averaged averages averaging mean median baseline range data datum figure log note noted
    noting notice noticed noticeable noticeably notable notably observe observed observation see seen saw show
    showed shown shows display displayed detect detected register registered ring sensor tracker wearable
    check in ins answer report reported count counted sample size amount rate ratio quantity objective
    estimate estimated result test laboratory lab coverage cover covered enough based line side list entry
    entries document documented state stated told tell tells telling say says said`,
  comparing: `
    compare compared comparing comparison comparable contrast contrasting differ differs differed difference
    different differently high higher highest low lower lowest large larger largest big bigger biggest small
    smaller smallest slight slightly modest modestly moderate moderately marked markedly substantial
    substantially considerable considerably clear clearly great greater greatest more less rise risen rose
    rising fall fallen fell falling drop dropped dropping climb climbed climbing increase increased increasing
    decrease decreased decreasing decline declined declining dip dipped grow grew grown growing shrink shrank
    shrunk lengthen lengthened shorten shortened halve halved double doubled sink sank sunk slip slipped edge
    edged creep crept reduce reduced reduction raised elevated elevate gain gained lose lost loss jump jumped
    move moved moving movement shift shifted shifting drift drifted drifting trend trended change changed
    changing turn turned settled gradual gradually steady steadily slow slowly slower faster sudden abrupt
    sustained sustain persist persisted persistent extent magnitude direction upward upwards downward
    downwards opposite opposed equal close closely near apart separate separately outside inside beyond exceed
    exceeded deviate deviation unusual warmer cooler path pace speed baseline overall altogether added adding
    add amount amounted additional further whole entire both remaining otherwise`,
  ordering: `
    contain set consistently consistent coincidence expect find found possible want
    order sequence chain loop link linked pattern series step follow followed follows following precede
    preceded accompany accompanied relate related relation relationship associate associated association
    connect connected connection correlate correlated correlation match matched mismatch line correspond
    corresponding parallel tandem alongside together occasion case instance event disagree agree disagreement
    witness witnesses story stories tell fit begin began begun beginning start end ended run runs close closes
    circle repeat repeated repeatedly again first then next place likely probable probably perhaps maybe sure
    certain uncertain unclear specialist study studies stand stands proof prove something nothing anything
    thing way kind sort like mind bear limit rough background context wave emerge emerged appear appeared
    dividing objective felt gone went main focus topic subject separate tentative`,
  speaking: `
    patient consider considered considering explain
 able accordingly actually additional aim all allow almost alternatively another anyway apparent apparently
 approach arise  aspect assume attention available aware away bar basis became become becoming bit both bring
 broad broadly calendar cardiologist careful carry case chance chapter characteristic choose circumstance clarify clearer
 cluster combination combine combined comment common complete completely concern concerned conclude conclusion
 condense confirm conversation convey couple course curious cycle decide delay delayed depth
 describe described description detail detailed determine development discern distinct during   echo either
 emphasise emphasize endpoint ensure entirely especially essentially establish established etc evenly eventually every
 evidence evident exact exactly examine examining example exist experience express extend extended extra fact factor
 fairly familiar feature feedback feel file final finally finding findings firmly fixed flag flagged flow focused forth
 forward frame framed full fully generate get gets getting given giving glance global group guide half
 handful happening hear helpful highlight highlighted history idea identical identify identified illustrate
 immediate immediately important in-depth include included including indicate indicated indication individual inform
 information initial initially insight instance instead interest interested interesting interval into introduce invite
 involve involved isolated item join joined just keen key  known label labelled lag lagged lagging large layer 
 length let letter link list little logged logs loop main make makes making manage manner many map mark match matter
 meaning meaningful means merely mine minor mirrored moreover mutual name named namely natural naturally nature nearby
 neighbouring neutral note noteworthy noticeable now observe obvious odd offer often opinion option ordered ordinary
 origin original originally ours outline overview own page pair paired paragraph partial partly particularly parties
 per person personal perspective phase phrase picture piece pinpoint plain plainly pleased pointed pointing
 pool poor poorer possible possibility pattern precise precisely present presented preserve pretty primarily principal
 problem proceed process produce profile progress prominent promptly proper proportion provide provided purpose 
 puzzle qualify question quick quickly quote raise random rarely rather reach reached reader ready real realise
 realize really recall recap receive recognise recognize recurring recurrent refer reference reflect reflected regard
 regarding regular regularly relative relatively remark remind repeat represent require respect respective respectively
 rest result return returns reveal revealed rounded round route routine same say scale scan scatter scope section
 seeing seemed seems segment sense sentence serial   several shared sharing sharp sharply side
 sign signal significant significantly similar similarly simple simply single situation snapshot somewhat
 source specific specifically speak spoke spread stage starting state stay stayed stays stepwise still straight
 straightforward striking strictly strikingly string subtle suggest suggested suggestion sum summarise summarize
 summary supply support supported suppose surface surprising synchronised table tail   tell terms text than
 thank thanks themselves thorough thought thoughts tired title today told tone top total touch trace traced
 trail transition tried try turning type typical ultimately uncertainty understand understood unfold
 uniform unit unknown unlike update updated usable user using usual valid vary varied varying version view viewed visible
 visibly volume warrant week welcome whatever whenever whereby wherever whichever while wide widely wider within wonder
 wondered wondering word work worked wording`,
  asking: `
    could would should might may shall can ask asking asked question talk talking discuss discussing
    discussion discussed review reviewing reviewed look looking looked explore exploring think thinking
    understand understanding interpret interpretation read worth worthwhile useful watch watching track
    tracking monitor monitoring observe observing note write written down visit appointment doctor clinician
    prescriber plan planning mention mentioning bring brought go through over show what stand relevant further
    see whether please next check checking checked right still dose dosage dosing medication medicine tablet
    time pill timing sleep sleeping slept asleep pulse person specialist`,
};

export const everydayWords: ReadonlySet<string> = new Set(
  Object.values(GROUPS).flatMap((words) => words.trim().split(/\s+/)),
);
