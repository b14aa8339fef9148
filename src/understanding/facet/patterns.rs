//! How people ask for each fact, over the plain form of a message.
//!
//! One pattern a line, so that a new way of asking is one new line. The first
//! facet of [`PATTERNS`] that matches decides: the narrow ones stand before
//! the wide ones.

use super::Facet;

/// Every facet with the ways of asking for it.
pub(super) const PATTERNS: &[(Facet, &[&str])] = &[
    (Facet::Expect, HAPPENS),
    (Facet::Words, WORDS),
    (Facet::Video, VIDEO),
    (Facet::Language, LANGUAGE),
    (Facet::Bring, BRING),
    (Facet::Confidential, CONFIDENTIAL),
    (Facet::Cost, COST),
    (Facet::How, HOW),
    (Facet::Hours, HOURS),
    (Facet::Text, TEXT),
    (Facet::Phone, PHONE),
    (Facet::Web, WEB),
    (Facet::Who, WHO),
    (Facet::Where, WHERE),
    (Facet::Expect, EXPECT),
];

/// Before the others: "when i ring" alone asks for opening hours, and "can you
/// tell" for who would be told.
const HAPPENS: &[&str] = &[
    r"\bwh?[ai]t (happens|will happen|would happen|happens next|goes on) (if|when|efter|after|wance|once) (i|a|ah|u|ye|you|we)\b.{0,28}",
    r"\b(can|could|kin|will|would) (you|u|ye) (tell|tel) (me|us)( more| mair)? (about|aboot)\b",
];

const WORDS: &[&str] = &[
    r"\bwh?[ai]t (do|dae|would|wid|should|shid|can|am) (i|a|ah|we) (even |actually |gonna |supposed to |meant to |meant tae )?(say|sae|tell them|ask them)( to them| tae them| when i (call|phone|text|ring))?",
    r"\bwh?[ai]t to say\b",
    r"\b(how|hoo) (do|dae|would|can) (i|a|ah) (start|begin|word it|put it|even start)\b",
    r"\b(dont|dinnae|dunno|dont know|dinnae ken|no idea|idk) (know )?wh?[ai]t (to|tae|i would|id|i d|ad) say\b",
    r"\bhelp me (say|word) it\b",
    r"\bwords? to (use|say)\b",
];

const VIDEO: &[&str] = &[
    r"\b(is there|have (you|they|u)( got)?|any|show me|got) (an? |any )?(videos?|vids?|films?|clips?)\b",
    r"\b(videos?|vids?) (about|of|on) (it|them|that|this)\b",
    r"^(videos?|vids?)$",
];

const LANGUAGE: &[&str] = &[
    r"\b(bsl|sign language|interpreters?|translators?|translat\w+)\b",
    r"\b(speak|spik|have|talk|in|is there|person)\b.{0,12}\b(polish|polski|romanian|ukrainian|russian|arabic|urdu|punjabi|chinese|mandarin|cantonese|english|my language|gaelic)\b",
    r"\b(im|i am|if (your|ur|youre)|am) (deaf|hard of hearing)\b",
    r"\bwh?[ai]t languages?\b",
    r"\blanguages do they\b",
    r"\bpolish person\b",
];

const BRING: &[&str] = &[
    r"\b(can|could|kin|may) (i|a|ah|we) (bring|take|hae|have|bring along) (ma |my |a |someone|somebody|sumone|some1|sum1|anyone)?.{0,24}\b(with me|wi me|along|there|friend|pal|mate|mum|maw|mam|dad|da|gran|sister|brother|someone|somebody|some1|boyfriend|girlfriend|support worker|too)\b",
    r"\b(can|could|kin|is|will) (ma |my |a )?(friend|pal|mate|bestie|mum|maw|mam|mammy|dad|da|gran|sister|brother|boyfriend|girlfriend|someone|somebody)( be allowed to| allowed to| allowed tae)? (come|sit in|go|be there|come in|come too|come wi me|come with me)\b",
    r"\b(do|dae) (i|a|ah) (have|hae|need|hiv) (to|tae) go (alone|on my own|on ma ain|by myself|by masel)\b",
    r"\bgo (wi|with) me\b",
    r"\bon my own or can\b",
];

const CONFIDENTIAL: &[&str] = &[
    r"\b(will|wull|would|wid|do|dae|does|can|could|are|r|gonna|going to|gonnae|dont want|dont wnt|dinnae want|no want|without)\b.{0,22}\b(mum|mums|mam|maw|mammy|mummy|dad|dads|da|daddy|parents?|family|folks|school|teachers?|guidance|social work(er|ers)?|police|polis|gp|doctor|anyone|anybody|any1|someone|foster carers?|carers?|gran|them)\b.{0,18}\b(find(ing)? out|know(ing)?|ken|be told|get told|hear about|finding oot|find oot|told|tell|see it|see this)\b",
    r"\b(do|dae|does|will|wull|would|wid|can|are) (they|u|you|it|youse|he|she|thae)( gonna| going to| gonnae| have to| need to)? (tell|phone|call|contact|inform|grass|report|let|clype|pass|share|speak to)\b.{0,30}",
    r"\b(confidential|confidentl?y|anonymous|annonymous|anonymously|anon|anonimous|private|privat|secret|discreet)\b",
    r"\b(do|dae|dont|dinnae) (i|a|ah|u|you) (have|hae|need|hiv|got) (to|tae) (tell|gie|give|say|use|put|leave)\b.{0,16}\b(name|real name|address|details|who i am)\b",
    r"\b(give|say|use|put|tell|gie)( them| in)? (my|ma|your|ur) (real |full |actual )?name\b",
    r"\bwho (will|would|gets|do they|else) (know|told|tell|see|to tell|tells)\b",
    r"\b(keep|kept) it (to themsel\w+|private|quiet|secret|between)\b",
    r"\bbetween (us|me and them)\b",
    r"\bdont want (my|ma) (parents?|mum|maw|dad|da|family|school)\b.{0,14}\bkno?w?\b",
    r"\bgo(es)? on (my|ma) record\b",
    r"\btell (ma|my) (mum|maw|mam|da|dad|parents|school|work|teacher|guidance)\b",
];

const COST: &[&str] = &[
    r"\b(is|are|its|it is|r|wis|was) ?(it|they|this|that|these|they all|it aw)? ?(all |aw |totally |actually |definitely |completely )?(free|frees|for free|fur free|fur nothin|for nothing|cost anything|dear|expensive|paid for)\b",
    r"\b(does|dis|do|dae|will|wull|would|wid|is|it|that|they|gonna) ?(it|that|this|they|this cost|i|ye|u)? ?(gonna |going to |gonnae )?(cost|charge)\b",
    r"\bhow much\b( does| do| is| will| dis| wid)?( it| they| that| this| a| the)?( cost| charge| to join)?",
    r"\bwh?[ai]t ?s? ?(does|do|dis|is|will|it|they)? ?(the )?(it )?(cost|price|fee|charge)s?\b",
    r"\b(do|dae|will|would|wid) (i|a|ah|we|u|you|ye) (have|hae|need|hiv|got) (to|tae) pay\b",
    r"\b(pay|paying) (for|fur) (it|that|this)\b",
    r"\bfree\?*$",
    r"^free\b",
    r"\b(use|uses|cost|need) (ma |my |any )?(credit|minutes|data)\b",
    r"\bphone bill\b",
    r"\bcost (money|anything|much|anyhin)\b",
    r"^(cost|costs|price|prices|fees?)$",
];

const HOW: &[&str] = &[
    r"\b(do|dae|does|dis|did|will|would|wid) (i|a|ah|we|u|you|ye|it|she|he|they|my (son|daughter|child|wean))( even)? (have|hae|need|hiv|gotta)( to| tae)?( see| get| have| be| hae)?( a| an| the| ma| my)? ?(doctors?( note| letter)?|gp|referral|referred|refered|referal|letter|appointment|appt|voucher|social worker|permission|diagnosis|form|application|teacher|guidance|parent|mum|maw|adult|sign up|register|registered|book|booked|account|id|ring first|phone first|call first)\b",
    r"\b(how|hoo|hw|hou) (do|dae|can|wid|would|does|d) ?(i|a|ah|we|u|you|ye|he|she|someone|they|my (son|daughter|wean|child|pal|friend))? ?(go about |actually |even )?(get|join|book|sign up|apply|start|register|refer|go|access|use|contact|reach|get in|get on|get wi|get an? \w+|gettin|sine up|enrol|enter|self refer|make an appointment|get one)\b.{0,22}",
    r"\bself ?refer(ral)?\b",
    r"\bcan (i|a|ah|we|u|you|ye) (just |jist )?(go|refer|join|walk in|turn up|sign up|show up|apply|book|do it|self)( there| to it| masel| myself| mysel| on my own| in| up| online| directly| without)*$",
    r"\bwho (refers|do i ask|can refer|has to refer|needs to refer|do i need to ask|d i ask)\b",
    r"\b(need|needs|get) (a |to be )?(referral|referred|refered|an appointment)\b",
    r"\b(waiting|wait) ?(list|time|times)\b",
    r"\bhow long (is|s|will|do|does)? ?(the |it |i |they )?(wait|waiting|take|list)\b.{0,10}",
    r"\b(just|jist) (turn|show|walk|pop) (up|in)\b",
    r"\bdrop ?in or\b",
    r"^(how|how do i book|sign up|book|booking|referral)$",
];

const HOURS: &[&str] = &[
    r"\b(is|are|r|s|its|they|is it|are they|wull|will) ?(it|they|that|this|the place|he|she|someone|somebody|anyone|anybody|the line)? ?(be |still |even |actually |there )?(open|opn|shut|shutting|closed|on|available|opens|aw night)( now| the noo| the now| rn| right now| tonight| the night| today| the day| tomorrow| the morra| on| at| all| this| still| 24| yet| late| sat\w*| sun\w*| the weekend| weekends| til| until| till)*\b",
    r"\bwh?[ai]t ?(r|are|s|is)? ?(the|their|there|its|thier)? ?(opening|openin|open)? ?(times?|hours?|hrs)\b( do| does| dae| is| are| they| it| open| shut| close| opens| closes| start)*",
    r"\bwhen ?(do|does|dae|is|are|s|r|will|can)? ?(it|they|i|a|ah|that|this|the line|u)? ?(be )?(open|close|shut|start|finish|phone|call|ring|go|opens|closes|shuts|starts)\b.{0,8}",
    r"\b(opening|openin|opening|closing) (times?|hours?|hrs)\b",
    r"\b(and|what about|whit aboot|wot about|open|n|an|how about)? ?(at |on |during |over |at the |on the )?(weekends?|saturdays?|sundays?|sat|sun|evenings?|nights?|night time|nighttime|christmas|xmas|bank holidays?|holidays?|easter|new year|hogmanay|tonight|the night|tomorrow|the morra|after school|after 5|late at night)\b",
    r"\b(24 ?(hours?|hrs|7)|all night|aw night|round the clock|day and night|till late|til late|at 2am|at 3am|at night|middle of the night|wee hours)\b",
    r"\bhow (late|early)\b",
    r"\b(is|are|will|wull) (they|someone|somebody|anyone|anybody|a person) there\b( now| the noo| at night| tonight)*",
    r"\bcan (i|a|ah) (ring|phone|call|text|go) (them |it |there )?(now|the noo|tonight|the night|today|tomorrow|any ?time|at night|late|at the weekend|on a \w+day)\b",
    r"^(open|hours|times|open now|now)$",
    r"\b(to|too) late (to|tae) (phone|call|ring|text)\b",
];

const TEXT: &[&str] = &[
    r"\b(can|could|kin|do|dae|is there|wanna|rather|prefer|want to|would rather|id rather|cant phone|hate phon\w+|dont like phon\w+|no good on the phone|i dont (want to|wanna) (talk|phone|call)|scared (to|tae|of) (phone|call)\w*)\b.{0,26}\b(text|txt|message|msg|sms|whatsapp|whats app|dm|chat online|online chat|webchat|web chat|live chat|chat)\b",
    r"\b(text|txt|sms|whatsapp) (number|no|num|them|line|service)\b",
    r"\b(hate|dont like|cant|cannae|scared of|scared to|canny|feart tae|feart to|too shy to|anxious about|no comfortable)\b.{0,12}\b(phoning|calling|phone calls?|talking on the phone|speaking on the phone|phone|call|on the phone|ringing|ring)\b.{0,10}$",
    r"^(text|txt|whatsapp|webchat|chat|text number|can i text|text instead|txt instead)$",
];

const PHONE: &[&str] = &[
    r"\b(wh?[ai]t ?s?|whats|wots|gie me|give me|gimme|gies|send me|send|got|have you got|have u got|need|is there|any|can i get|can i have|the|their|there|thier|a|pls|please|phone|fone|contact|tel|telephone|mobile|hav) ?(is |me |the |their |there |thier |its |a |an )*(phone |fone |contact |tel |telephone |mobile |helpline |right |actual |call )?(number|num|no|nmber|nummer|numbr|nubmer|numba)s?\b",
    r"\b(number|num|numbr) (please|pls|plz|for|again|to call)\b",
    r"\b(is|was|s) (that|it|this|the number) (a )?(landline|mobile|land line|freephone|0800|real number|premium)\b",
    r"\b(can|could|kin) (i|a|ah|we|my (mum|maw|mam|dad|da|gran|carer|teacher|auntie|worker)|ma (mum|maw|mam|da|gran|carer)|she|he|mum|someone) (just |jist |also )?(phone|fone|call|ring|bell)( them| it| up| instead| for me| fur me)?\b",
    r"\b(who|whit|what) (do|dae|wid|should) i (phone|call|ring)\b",
    r"\bhow (do|dae|can) (i|a|ah) (phone|call|ring)\b",
    r"^(phone|number|call|phone number|telephone|num|number pls|number please|ring)$",
];

const WEB: &[&str] = &[
    r"\b(wh?[ai]t ?s?|whats|is there|have they|have you|do they have|have|hae|got|any|send|gie me|give me|the|their|there|link|need)\b.{0,12}\b(website|web site|site|web ?page|webpage|link|url|online|web address|app|insta|instagram|socials|facebook|email|e mail)\b( for| to| address)?",
    r"\bcan (i|a|ah) (do it|apply|go|look|see it|book|join) online\b",
    r"\b(look|go|read) (it |them |about it )?(up )?online\b",
    r"^(website|link|site|online|web|email|link pls|link please)$",
];

// After "how old" only words that add nothing: in "whats the age for a job in a
// shop" the job is what is asked about, and nothing that was shown.
const WHO: &[&str] = &[
    r"\b(wh?[ai]t ?s?|how|hoo|hw) (is )?(the )?(old|age|ages|young|auld)\b( (a|an|do|does|dae|did|is|are|r|am|can|must|should|would|will|have|hae|has|need|needs|got|you|u|ye|yous|i|we|ah|one|wan|person|folk|people|kid|kids|he|she|it|they|them|that|this|there|the|to|tae|be|been|meant|supposed|allowed|limit|range|group|groups|for|fur|from|fae|use|go|come|join|call|phone|ring|take|help|want|up|in)\b)*",
    r"\bage (limit|range|group|is it|for)\b",
    r"\b(am|is|are|im|m) (i|a|ah|im|my (son|daughter|brother|sister|pal|friend|wean)|he|she|they|\d+) ?(too|tae|no|not)? ?(old|young|auld|wee|allowed|eligible|old enough|young enough|over age|under age|big enough)\b.{0,12}",
    r"\b(is|are|s|its|just|only) ?(it|this|that|they|these)? ?(just |only |jist |really )?(for|fur) (adults|kids|weans|children|teens|teenagers|boys|girls|guys|lassies|laddies|women|men|everyone|anyone|me|people|folk|young people|students|under|over|\d+)\b.{0,24}",
    r"\bwho ?(is|s|can|are)? ?(it|this|that|they|allowed|can)? ?(for|fur|use it|go|join|come)\b",
    r"\b(can|could|kin) (i|a|ah|we|boys|girls|guys|anyone|lads|adults|weans|my (son|daughter|brother|sister|pal|friend|wean)|he|she|an? \d+ ?(year old|yr old|yo)?) (go|join|use it|use them|still go|get it|come|still use it)( if| at| when|$).{0,20}",
    r"\bdo (they|u|you) (take|accept|see|help|work with) (boys|girls|adults|kids|weans|under|over|\d+|people|folk|someone|anyone|teens).{0,14}",
];

const WHERE: &[&str] = &[
    r"\b(where|whaur|whare|wer|were|wheres|whaurs|wers) ?(abouts|aboot)? ?(is|s|are|r|do|dae|abouts)? ?(it|they|that|this|the|i|a|do i|u)? ?(place |office |based|located|at|go|nearest|exactly|held|on|meet)?\b.{0,12}",
    r"\b(wh?[ai]t ?s?|whats|got|give me|gie me) ?(is |the |their |its )*(address|location|postcode|street)\b",
    r"\b(bus|buses|train|get there|get tae it|get to it|walk there|travel|lift|get oot there|get up there|get doon there|directions)\b.{0,24}",
    r"\b(how far|is it far|is it near|near me|close to me|near by|nearby|anywhere nearer|is it in|are they in|is there one in|is that in|do they come to|do they come tae|is it local|nearest one)\b.{0,18}",
    r"\b(can|do) (i|they|we) (do|see|meet|come|talk).{0,12}\b(in person|face to face|to my house|tae ma hoose|home visit)\b",
    r"\b(in person|face to face)\b",
    r"^(where|address|location|whaur)$",
];

const EXPECT: &[&str] = &[
    r"\bwh?[ai]t ?(happens|will happen|do they|dae they|does it|dis it|do you|would happen|will they|wull they|wid they|actually|s it|is it|are they|is that|s that|do u|can they|kin they|even|kinda|kind of|sort of|goes on|r they|happens if|can it)\b.{0,28}",
    r"\b(is|are) (it|there|they|that) (a |just |jist |like |one )?(group|groups|one to one|1 to 1|1 2 1|121|class|classes|counselling|chat|talking|online|a real person|real people|a person|robot|in a group)\b.{0,30}",
    r"\b(group|one to one|1 to 1)\b.{0,10}\bor\b.{0,20}",
    r"\bwho (will|do|would|wid|am) (i|a|ah) (be )?(talk|speak|speaking|talking|see|get|meet|chat)\w*\b.{0,12}",
    r"\bwh?[ai]t ?s? (is )?(it|that|this|that one|they) ?(like|about|aboot|do|for|actually)?$",
    r"\bwhat can they (do|help)\b.{0,16}",
    r"\bhow (does|dis|do|dae) (it|they|that|this) (work|help)\b",
    r"\b(tell|tel) me (more|mair)\b.{0,18}",
    r"\bmore (info|information|about)\b.{0,12}",
    r"\bwh?[ai]t (do|dae|does|dis) (they|it|that|this|the \w+ one) (do|dae|offer|help wi|help with)\b",
    r"\bare they (nice|any good|helpful|kind|sound|safe|legit|scary|strict)\b",
    r"\bis it (any good|good|scary|safe|legit|worth it|embarrassing|awkward|helpful)\b",
    r"\bhow long (is|are|does|do|s) (it|they|the session|the sessions|a session|the call|each|sessions) ?(last|take)?\b.{0,10}",
];
