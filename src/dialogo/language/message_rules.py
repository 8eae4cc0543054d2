"""The rules that tell what a message asks, in the order in which they speak.

Written on folded text (small letters, no accents). The first family that matches decides; what
wants an answer is a question, a complaint, a request or a suggestion. Thanks, praise, small talk
and advertisements want none. Anything else is "unsure": a bare fact in the middle of a talk may
be the answer that the company asked for.
"""

from __future__ import annotations

from dialogo.language.family import Family

WANTS_ANSWER = ("question", "complaint", "request", "suggestion")

_SPAM = Family(
    "advertises something else",
    "spam",
    en=(
        r"\b(?:follow|add) (?:me|back)\b|\bcheck out my\b|\bcheck my (?:page|profile|channel|bio)\b|"
        r"\bsubscribe to my\b|\bmy (?:new )?(?:mixtape|soundcloud|onlyfans)\b|\bnewmusic\b",
        r"\b(?:earn|make) (?:\$|£|€|money|up to)|\bwork from home\b|\bcrypto\b|\bbitcoin giveaway\b|"
        r"\bforex\b|\binvest with\b|\bdm (?:me )?(?:for|to) (?:promo|collab)|\blimited time only\b",
    ),
    it=(
        r"\bseguimi\b|\bseguitemi\b|\bricambio\b|\bvisita(?:te)? il mio (?:profilo|canale|sito)\b|"
        r"\bguadagn(?:a|are|ate) (?:da casa|subito|fino|soldi|online)\b|\bprestit[oi] (?:veloc|tra privati)|"
        r"\bcripto|\bforex\b|\binvestimento sicuro\b",
    ),
)

_COMPLAINT = Family(
    "complains",
    "complaint",
    en=(
        r"\b(?:doesn'?t|don'?t|isn'?t|won'?t|can'?t|cannot|couldn'?t|didn'?t|wasn'?t|not|never|stopped) "
        r"(?:even |be |being )?(?:work(?:ing|s|ed)?|load\w*|open\w*|connect\w*|respond\w*|receiv\w+|"
        r"arriv\w+|deliver\w*|get(?:ting)? (?:my|through|any)|shipped|happy|impressed|acceptable|good "
        r"enough|cool|helpful)\b",
        r"\bbroken\b|\bfault(?:y|s)?\b|\bcrash(?:es|ed|ing)?\b|\bglitch\w*\b|\bbugs?\b|\berror\b|"
        r"\bbuffering\b|\bfreez(?:es|ing)\b|\bdamaged\b|\bmissing\b|\bhacked\b|\bscam\w*\b|\bfake\b|"
        r"\bissues?\b|\bproblems?\b|\boutage\b|\bdown (?:again|for|since|all)\b",
        r"\b(?:worst|terrible|terribly|awful|horrible|horrendous|appalling|disgust\w+|disgrace\w*|"
        r"pathetic|shameful|useless|rubbish|ridiculous|unacceptable|infuriating|frustrat\w+|"
        r"rude|incompetent|shocking|shocked|poor|joke|fail|sucks?|epicfail|nightmare)\b",
        r"\bdisappoint\w*\b|\bunhappy\b|\bfed up\b|\bannoy\w*\b|\bwtf\b|\bfuck\w*\b|\bshit\w*\b|"
        r"\bcomplain\w*\b|\bwast(?:e|ed|ing) (?:of |my )?\w+",
        r"\b(?:still|been) (?:\w+ )?(?:waiting|no|not|haven'?t|nothing|on hold|stuck)\b|"
        r"\bno (?:answer|response|reply|one (?:is|has|answers)|luck|help|service|signal|internet)\b|"
        r"\bwaiting (?:for|since|over)\b|\bon hold\b|\bhours? late\b|\bdelayed\b|\blost (?:my|the|our)\b",
        r"\b(?:over|double) ?charged\b|\bcharged (?:me|twice|for)\b|\bcancel(?:l?ed|l?ing)? (?:my|on me|"
        r"amazon|prime|the)\b|\bleaving you\b|\bnever (?:again|use|using|fly|buy\w*|shop\w*|order\w*)\b|"
        r"\bsort (?:it|this) out\b",
    ),
    it=(
        r"\bnon (?:funzion\w+|va\b|vanno|si (?:apre|accende|carica|puo)|risponde\w*|arriva\w*|e (?:mai )?"
        r"(?:arrivat\w+|normale|possibile|accettabile|giusto)|ho (?:mai |ancora )?ricevuto|riesco|"
        r"mi (?:fa|avete|hanno|permette)|parte|rispondete)\b",
        r"\bnessun[oa]? (?:risponde|risposta|rispost[ao]|mi)\b|\bmai (?:arrivat\w+|ricevut\w+|piu|rispost\w+)\b|"
        r"\bsto (?:ancora )?aspettando\b|\baspetto (?:ancora|da)\b|\bancora (?:niente|nulla|in attesa|non)\b|"
        r"\bin ritardo\b|\britardo\b",
        r"\brott[oiae]\b|\bguast[oiae]\b|\bdifettos[oiae]\b|\bdanneggiat[oiae]\b|\bmancant[ei]\b|\bmanca(?:no|va)?\b|"
        r"\berrore\b|\bproblem[ai]\b|\bdisservizi[oi]?\b|\bsi blocca\b|\bbloccat[oa]\b|\bscadut[oiae]\b",
        r"\bpessim[oiae]\b|\bterribil[ei]\b|\borribil[ei]\b|\bvergogn\w+\b|\bscandalos[oiae]\b|\bassurd[oiae]\b|"
        r"\binaccettabil[ei]\b|\bdelus[oiae]\b|\bdelusion[ei]\b|\bdeludent[ei]\b|\bschif\w+\b|\btruff\w+\b|"
        r"\bladr[io]\b|\bfurto\b|\bmaleducat\w+\b|\bscortes\w+\b|\bincompetent\w+\b|\bpeggior[ei]?\b|"
        r"\breclam[oi]\b|\barrabbiat[oa]\b|\bscontent[oa]\b|\binsoddisfatt[oa]\b|\bmai piu\b|\bpresa in giro\b",
    ),
)

_QUESTION = Family(
    "asks",
    "question",
    en=(
        r"(?:^|[.!,:;] |@who |\bhi |\bhello |\bhey |\band |\bbut |\bso )(?:how|when|where|why|what|which|"
        r"who|what's|where's|how's|is|are|do|does|did|can|could|will|would|have|has) "
        r"(?:i|you|we|it|they|there|the|this|that|these|my|your|do|does|did|can|is|are|would|should|"
        r"much|many|long|come|time|anyone|any|someone)\b",
        r"\bany (?:idea|ideas|update|updates|news|chance)\b|\banyone (?:know|else|from)\b|"
        r"\bi (?:was )?wonder(?:ing)?\b|\bdo you know\b|\bi'?d like to know\b",
    ),
    it=(
        r"(?:^|[.!,:;] |@who |\bciao |\bsalve |\bbuongiorno |\bbuonasera |\bma |\be )(?:come|quando|dove|"
        r"perche|quanto|quanti|quante|quale|quali|chi|che|cosa|avete|siete|fate|c'e|ci sono|posso|"
        r"si puo|e possibile|sapete|quant'e) \w+",
        r"\bqualcuno (?:sa|puo|di voi)\b|\bvolevo (?:sapere|chiedere)\b|\bvorrei sapere\b|"
        r"\bmi (?:sapete|potete|puoi|sai) dire\b|\bsi sa (?:quando|se|qualcosa)\b|\bnovita (?:su|per)\b",
    ),
    any=(r"\?",),
)

_REQUEST = Family(
    "asks for something to be done",
    "request",
    en=(
        r"\bplease\b|\bpls\b|\bplz\b|\bkindly\b|\bhelp (?:me|us|with|out|needed)\b|\bneed (?:help|your help|"
        r"assistance|to (?:speak|talk|know|change|return|cancel|use|get))\b|\bneeds? (?:fixing|fixed)\b",
        r"\bi (?:need|want|would like|'d like|demand)\b|\bi'd like\b|\b(?:can|could|would) you\b|"
        r"\b(?:send|give|call|contact|email|dm|pm|message|refund|tell|let) me\b|\bget back to me\b|"
        r"\bfix (?:it|this|your|my|the)\b|\btrying to\b|\bhelp!|\bhelp$",
    ),
    it=(
        r"\bper (?:favore|cortesia|piacere)\b|\bpotete\b|\bpotreste\b|\bpuoi\b|\bpotresti\b|\bvorrei\b|\bvolevo\b|"
        r"\bho bisogno\b|\bavrei bisogno\b|\bmi serv(?:e|ono|irebbe)\b|\baiut(?:o|atemi|ami|arci|armi)\b|"
        r"\b(?:mandatemi|mandami|inviatemi|contattatemi|contattami|richiamatemi|chiamatemi|rispondetemi|"
        r"ditemi|fatemi|datemi|rimborsatemi|scrivetemi)\b|\bsto (?:provando|cercando)\b|\bresto in attesa\b|"
        r"\battendo (?:un|una|vostr\w+|risposta|notizie)\b|\bchiedo\b|\brichiedo\b",
    ),
)

_SUGGESTION = Family(
    "suggests",
    "suggestion",
    en=(
        r"\byou (?:guys )?(?:should|could|ought|need to)\b|\b(?:would|it'd|it would) be (?:nice|great|"
        r"good|cool|brilliant|helpful)\b|\bi (?:suggest|wish|recommend)\b|\bsuggestion\b|"
        r"\bbring back\b|\bmaybe (?:you|add|try)\b|\bneeds to be\b",
    ),
    it=(
        r"\bdovreste\b|\bdovresti\b|\bsarebbe (?:bello|utile|meglio|comodo|il caso)\b|\bsuggeri\w+\b|"
        r"\bvi consiglio\b|\bproporrei\b|\bpropongo\b|\bmagari (?:potreste|aggiung\w+|mett\w+)\b|\bmettete\b|"
        r"\baggiungete\b|\britornate a\b",
    ),
)

_PRAISE = Family(
    "thanks or praises",
    "praise",
    en=(
        r"\bthank(?:s|you|\s?u)?\b|\bthanx\b|\bthx\b|\btysm\b|\bcheers\b|\bappreciate\w*\b|\bgrateful\b|"
        r"\bkudos\b|\bshout ?out\b|\bwell done\b|\bprops to\b",
        r"\b(?:love|loved|loving|lovely|great|best|amazing|awesome|excellent|fantastic|brilliant|perfect|"
        r"wonderful|delicious|fab|superb|impressed|incredible|beautiful|delightful|highlight)\b|"
        r"\b(?:good|nice|kind|friendly) (?:job|work|one|service|experience|people|staff|try)\b|\bhappy with\b",
    ),
    it=(
        r"\bgrazie\b|\bringrazi\w+\b|\bcompliment[io]\b|\bbrav[oiae]\b|\bbravissim[oiae]\b|\bottim[oiae]\b|"
        r"\bperfett[oiae]\b|\bstupend[oiae]\b|\bbellissim[oiae]\b|\bfantastic[oiae]\b|\beccellent[ei]\b|"
        r"\bmeraviglios[oiae]\b|\badoro\b|\bvi amo\b|\bbuonissim[oiae]\b|\bgentilissim[oiae]\b|\bil migliore\b|"
        r"\bi migliori\b|\bmi piace\b|\bspettacolo\b|\btop\b|\bcontent[oa]\b|\bsoddisfatt[oa]\b",
    ),
)

_SMALL_TALK = Family(
    "a word in passing",
    "chat",
    en=(
        r"^(?:@who ?|\W)*(?:ok(?:ay)?|yes|yep|yeah|no|nope|sure|done|will do|got it|i (?:do|will|have|did)|"
        r"hi|hello|hey|lol\w*|haha\w*|omg|wow|cool|same|me too|you too|no (?:problem|worries|need)|"
        r"never ?mind|fixed|sorted|all good|sent|dm sent)\b(?:\W|@who|\b(?:it|you|too|now|i|do|will|that|thats|sir|mate|already|have|did|try|yet|not|but)\b)*$",
        r"\blo+l+\b|\bhaha\w*\b|\blmao\b|\bwoohoo\b|\bcan'?t wait\b|\bsee you\b|\blook(?:ing)? forward\b|"
        r"\bglad\b|\b(?:that|it) worked\b|\ball (?:sorted|good)\b",
    ),
    it=(
        r"^(?:@who ?|\W)*(?:ok|si|no|certo|va bene|d'accordo|fatto|inviato|ciao|salve|buongiorno|buonasera|"
        r"anch'io|anche io|vero|infatti|esatto|figurati|risolto|tutto ok|tutto bene|guarda|guardate)"
        r"(?:\W|@who)*$",
        r"\bahah\w*\b|\bhaha\w*\b|\bnon vedo l'ora\b|\bci vediamo\b|\bbuona (?:giornata|serata|domenica|settimana)\b",
    ),
)

FAMILIES = (_SPAM, _COMPLAINT, _QUESTION, _REQUEST, _SUGGESTION, _PRAISE, _SMALL_TALK)
