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
        r"^follow (?:me|back)\b|\bfollow (?:for|4) follow\b|\bcheck out my\b",
        r"\bcheck my (?:page|profile|channel|bio)\b|\bsubscribe to my\b",
        r"\bmy (?:new )?(?:mixtape|soundcloud|onlyfans)\b|\bnewmusic\b",
        r"\b(?:earn|make) (?:up to )?[$£€]\d\S* (?:a|per|every) \w+|\bwork from home\b|\bcrypto\b",
        r"\bbitcoin giveaway\b|\bforex\b|\binvest with\b|\bdm (?:me )?(?:for|to) (?:promo|collab)",
        r"\blimited time only\b",
    ),
    it=(
        r"\bseguimi\b|\bseguitemi\b|\bricambio\b|\bvisita(?:te)? il mio (?:profilo|canale|sito)\b",
        r"\bguadagn(?:a|are|ate) (?:da casa|subito|fino|soldi|online)\b",
        r"\bprestit[oi] (?:veloc|tra privati)|\bcripto|\bforex\b|\binvestimento sicuro\b",
    ),
)

_COMPLAINT = Family(
    "complains",
    "complaint",
    en=(
        r"\b(?:doesn'?t|don'?t|isn'?t|won'?t|can'?t|cannot|couldn'?t|didn'?t|wasn'?t|not|never|"
        r"stopped) (?:even |be |being )?(?:work(?:ing|s|ed)?|load\w*|open\w*|connect\w*|"
        r"respond\w*|receiv\w+|arriv\w+|deliver\w*|get(?:ting)? (?:my|through|any)|shipped|happy|"
        r"impressed|acceptable|good enough|cool|helpful)\b",
        r"\bbroken\b|\bfault(?:y|s)?\b|\bcrash(?:es|ed|ing)?\b|\bglitch\w*\b|\bbugs?\b|\berror\b",
        r"\bbuffering\b|\bfreez(?:es|ing)\b|\bdamaged\b|\bmissing\b|\bhacked\b|\bscam\w*\b",
        r"\bfake\b|(?:^|[^o ] |[^n]o )(?:issues?|problems?)\b|\boutage\b|\bforgot\b",
        r"\bmess(?:ed)? up\b|\bdown (?:again|for|since|all)\b",
        r"\b(?:worst|terrible|terribly|awful|horrible|horrendous|appalling|disgust\w+|"
        r"disgrace\w*|pathetic|shameful|useless|rubbish|ridiculous|unacceptable|infuriating|"
        r"frustrat\w+|rude|incompetent|shocking|shocked|poor|joke|fail|sucks?|epicfail|nightmare|"
        r"trash|garbage|stupid|pissed|liars?|lies|stealing|misleading|hate|hated|horrid|nuts|"
        r"crap|dreadful|unreliable|unhelpful)\b",
        r"\bdisappoint\w*\b|\bunhappy\b|\bfed up\b|\bannoy\w*\b|\bwtf\b|\bfuck\w*\b|\bshit\w*\b",
        r"\bcomplain\w*\b|\bwast(?:e|ed|ing) (?:of |my )?\w+",
        r"\b(?:still|been) (?:\w+ )?(?:waiting|no|not|haven'?t|nothing|on hold|stuck)\b",
        r"\bno (?:answer|response|reply|one (?:is|has|answers)|luck|help|service|signal|"
        r"internet)\b",
        r"\bwaiting (?:for|since|over)\b|\bon hold\b|\bhours? late\b|\bdelayed\b",
        r"\blost (?:my|the|our)\b|\b(?:over|double) ?charged\b|\bcharged (?:me|twice|for)\b",
        r"\bcancel(?:l?ed|l?ing)? (?:my|on me|amazon|prime|the)\b|\bleaving you\b",
        r"\bnever (?:again|use|using|fly|buy\w*|shop\w*|order\w*)\b|\bsort (?:it|this) out\b",
    ),
    it=(
        r"\bnon (?:funzion\w+|va\b|vanno|si (?:apre|accende|carica|puo)|risponde\w*|arriva\w*|"
        r"e (?:mai )?(?:arrivat\w+|normale|possibile|accettabile|giusto)|ho (?:mai |"
        r"ancora )?ricevuto|riesco|mi (?:fa|avete|hanno|permette)|parte|rispondete)\b",
        r"\bnessun[oa]? (?:risponde|risposta|rispost[ao]|mi)\b",
        r"\bmai (?:arrivat\w+|ricevut\w+|piu|rispost\w+)\b|\bsto (?:ancora )?aspettando\b",
        r"\baspetto (?:ancora|da)\b|\bancora (?:niente|nulla|in attesa|non)\b|\bin ritardo\b",
        r"\britardo\b|\brott[oiae]\b|\bguast[oiae]\b|\bdifettos[oiae]\b|\bdanneggiat[oiae]\b",
        r"\bmancant[ei]\b|\bmanca(?:no|va)?\b|\berrore\b|\bproblem[ai]\b|\bdisservizi[oi]?\b",
        r"\bsi blocca\b|\bbloccat[oa]\b|\bscadut[oiae]\b|\bpessim[oiae]\b|\bterribil[ei]\b",
        r"\borribil[ei]\b|\bvergogn\w+\b|\bscandalos[oiae]\b|\bassurd[oiae]\b",
        r"\binaccettabil[ei]\b|\bdelus[oiae]\b|\bdelusion[ei]\b|\bdeludent[ei]\b|\bschif\w+\b",
        r"\btruff\w+\b|\bladr[io]\b|\bfurto\b|\bmaleducat\w+\b|\bscortes\w+\b|\bincompetent\w+\b",
        r"\bpeggior[ei]?\b|\breclam[oi]\b|\barrabbiat[oa]\b|\bscontent[oa]\b|\binsoddisfatt[oa]\b",
        r"\bmai piu\b|\bpresa in giro\b",
    ),
    right=0.84,
)

_QUESTION = Family(
    "asks",
    "question",
    en=(
        r"(?:^|[.!,:;] |@acct |\bhi |\bhello |\bhey |\band |\bbut |\bso )(?:how|when|where|why|"
        r"what|which|who|what's|where's|how's|is|are|do|does|did|can|could|will|would|have|"
        r"has) (?:i|you|we|it|they|there|the|this|that|these|my|your|do|does|did|can|is|are|"
        r"would|should|much|many|long|come|time|anyone|any|someone)\b",
        r"\bany (?:idea|ideas|update|updates|news|chance)\b|\banyone (?:know|else|from)\b",
        r"\bi (?:was )?wonder(?:ing)?\b|\bdo you know\b|\bi'?d like to know\b",
    ),
    it=(
        r"(?:^|[.!,:;] |@acct |\bciao |\bsalve |\bbuongiorno |\bbuonasera |\bma |\be )(?:come|"
        r"quando|dove|perche|quanto|quanti|quante|quale|quali|chi|che|cosa|avete|siete|fate|c'e|"
        r"ci sono|posso|a che|in che|da quando|si puo|e possibile|sapete|quant'e) \w+",
        r"\bqualcuno (?:sa|puo|di voi)\b|\bvolevo (?:sapere|chiedere)\b|\bvorrei sapere\b",
        r"\bmi (?:sapete|potete|puoi|sai) dire\b|\bsi sa (?:quando|se|qualcosa)\b",
        r"\bnovita (?:su|per)\b",
    ),
    any=(r"\?",),
    right=0.85,
)

_REQUEST = Family(
    "asks for something to be done",
    "request",
    en=(
        r"\bplease\b|\bpls\b|\bplz\b|\bkindly\b|\bhelp (?:me|us|with|out|needed)\b",
        r"\bneed (?:help|your help|assistance|to (?:speak|talk|know|change|return|cancel|use|"
        r"get))\b",
        r"\bneeds? (?:fixing|fixed)\b|\bi (?:need|want|would like|'d like|demand)\b|\bi'd like\b",
        r"\b(?:can|could|would) you\b",
        r"\b(?:send|give|call|contact|email|dm|pm|message|refund) me\b",
        r"\b(?:let|tell) (?:me|us) (?:know|if|when|why|what|how)\b|\bget back to me\b",
        r"\bfix (?:it|this|your|my|the)\b|\btrying to\b|\bhelp!|\bhelp$",
    ),
    it=(
        r"\bper (?:favore|cortesia|piacere)\b|\bpotete\b|\bpotreste\b|\bpuoi\b|\bpotresti\b",
        r"\bvorrei\b|\bvolevo\b|\bho bisogno\b|\bavrei bisogno\b|\bmi serv(?:e|ono|irebbe)\b",
        r"\baiut(?:o|atemi|ami|arci|armi)\b",
        r"\b(?:mandatemi|mandami|inviatemi|contattatemi|contattami|richiamatemi|chiamatemi|"
        r"rispondetemi|ditemi|fatemi|datemi|rimborsatemi|scrivetemi)\b",
        r"\bsto (?:provando|cercando)\b|\bresto in attesa\b",
        r"\battendo (?:un|una|vostr\w+|risposta|notizie)\b|\bchiedo\b|\brichiedo\b",
    ),
)

_SUGGESTION = Family(
    "suggests",
    "suggestion",
    en=(
        r"\byou (?:guys )?(?:should|could|ought|need to)\b",
        r"\b(?:would|it'd|it would) be (?:nice|great|good|cool|brilliant|helpful)\b",
        r"\bi (?:suggest|wish|recommend (?:that|you))\b|\bsuggestion\b|\bbring back\b",
        r"\bmaybe (?:you|add|try)\b|\bneeds to be\b",
    ),
    it=(
        r"\bdovreste\b|\bdovresti\b|\bsarebbe (?:bello|utile|meglio|comodo|il caso)\b",
        r"\bsuggeri\w+\b|\bvi consiglio (?:di|un[ao]?)\b|\bproporrei\b|\bpropongo\b",
        r"\bmagari (?:potreste|aggiung\w+|mett\w+)\b|\bmettete\b|\baggiungete\b|\britornate a\b",
    ),
)

_PRAISE = Family(
    "thanks or praises",
    "praise",
    en=(
        r"\bthank(?:s|you|\s?u)?\b|\bthanx\b|\bthx\b|\btysm\b|\bcheers\b|\bappreciate\w*\b",
        r"\bgrateful\b|\bkudos\b|\bshout ?out\b|\bwell done\b|\bprops to\b",
        r"\b(?:love|loved|loving|lovely|great|best|amazing|awesome|excellent|fantastic|brilliant|"
        r"perfect|wonderful|delicious|fab|superb|impressed|incredible|beautiful|delightful|"
        r"highlight)\b",
        r"\b(?:good|nice|kind|friendly) (?:job|work|one|service|experience|people|staff|try)\b",
        r"\bhappy with\b",
    ),
    it=(
        r"\bgrazie\b|\bringrazi\w+\b|\bcompliment[io]\b|\bbrav[oiae]\b|\bbravissim[oiae]\b",
        r"\bottim[oiae]\b|\bperfett[oiae]\b|\bstupend[oiae]\b|\bbellissim[oiae]\b",
        r"\bfantastic[oiae]\b|\beccellent[ei]\b|\bmeraviglios[oiae]\b|\badoro\b|\bvi amo\b",
        r"\bbuonissim[oiae]\b|\bgentilissim[oiae]\b|\bil migliore\b|\bi migliori\b|\bmi piace\b",
        r"\bspettacolo\b|\btop\b|\bcontent[oa]\b|\bsoddisfatt[oa]\b",
    ),
    right=0.92,
)

_SMALL_TALK = Family(
    "a word in passing",
    "chat",
    en=(
        r"^(?:@acct ?|\W)*(?:ok(?:ay)?|yes|yep|yeah|no|nope|sure|done|will do|got it|i (?:do|"
        r"will|have|did)|hi|hello|hey|lol\w*|haha\w*|omg|wow|cool|same|me too|you too|"
        r"no (?:problem|worries|need)|never ?mind|fixed|sorted|all good|sent|dm sent)\b(?:\W|"
        r"@acct|\b(?:it|you|too|now|i|do|will|that|thats|sir|mate|already|have|did|try|yet|not|"
        r"but)\b)*$",
        r"\blo+l+\b|\bhaha\w*\b|\blmao\b|\bwoohoo\b|\bcan'?t wait\b|\bsee you\b",
        r"\blook(?:ing)? forward\b|\bglad\b|\b(?:that|it) worked\b|\ball (?:sorted|good)\b",
    ),
    it=(
        r"^(?:@acct ?|\W)*(?:ok|si|no|certo|va bene|d'accordo|fatto|inviato|ciao|salve|"
        r"buongiorno|buonasera|anch'io|anche io|vero|infatti|esatto|figurati|risolto|tutto ok|"
        r"tutto bene|guarda|guardate)(?:\W|@acct)*$",
        r"\bahah\w*\b|\bhaha\w*\b|\bnon vedo l'ora\b|\bci vediamo\b",
        r"\bbuona (?:giornata|serata|domenica|settimana)\b",
    ),
)

FAMILIES = (_SPAM, _COMPLAINT, _QUESTION, _REQUEST, _SUGGESTION, _PRAISE, _SMALL_TALK)
