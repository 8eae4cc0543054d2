"""The rules that tell what a post does, in the order in which they speak.

Written on folded text (small letters, no accents). The first family that matches decides: who is
spoken to, then an offer, then help, then a question to people, then a product shown, then thanks
and wishes, then news of the company. Anything else is "unsure".
"""

from __future__ import annotations

from dialogo.language.family import Family

_TO_SOMEBODY = Family(
    "speaks to somebody",
    "conversation",
    any=(r"^\W?@acct\b|^[^@]{0,60}\brt @acct",),
    right=0.81,
)

_OFFER = Family(
    "offers or asks to buy",
    "promotional",
    en=(
        r"\b\d{1,3} ?% off\b",
        r"\b(?:half|best|low|lowest|great|special) (?:price|prices|deal|deals)\b|\bdiscounts?\b",
        r"\bdiscounted\b|\b(?:on|for|flash|summer|winter|our|big|clearance|outlet) sale\b",
        r"\bsale (?:now|ends|starts|is on)\b|\bbargains?\b|\bcoupons?\b|\bvouchers?\b",
        r"\bpromo(?:tion|tional)? codes?\b|\b(?:use|with) (?:the |our |my )?code\b",
        r"\bspecial offers?\b",
        r"\b(?:buy|shop|order|book|subscribe|pre-?order|reserve) (?:now|online|today|yours?|here|"
        r"it|one|the|our|in store|a|your)\b",
        r"\b(?:get yours|grab yours?|claim yours?)\b|\btreat yourself\b",
        r"\badd to (?:cart|basket|bag)\b|\blimited[- ](?:time|edition|offer)",
        r"\bwhile (?:stocks?|supplies) last|\bhurry\b|\blast chance\b",
        r"\bfree (?:shipping|delivery|gifts?|trial|bags?|samples?|drinks?)\b|\bcomplimentary\b",
        r"\bblack friday\b|\bcyber monday\b|\bgiveaway\b|\benter (?:now|to win|our)\b",
        r"\bprize draw\b|\b(?:great|amazing|fab) prizes\b|\b(?:chance to|could|and|can) win\b",
        r"\bwin (?:an?|one|two|tickets|free|\d+)\b|\bsweepstakes\b",
        r"\bdon'?t miss (?:out|it|our|the chance|this offer)\b|\bsave (?:up to|\d|[$£€])",
        r"\b(?:only|just|from|for) (?:only |just |as little as )?[$£€] ?\d",
        r"\bsign up (?:now|today|and get)\b|\b(?:now )?in (?:all )?stores? now\b",
        r"\bnow in stores?\b|\bapply (?:now|online|today)\b",
    ),
    it=(
        r"\bscont(?:o|i|ato|ata|ati|ate|issimi?)\b|\bsald[io]\b|\boffert[ae]\b",
        r"\bpromo(?:zione|zioni)?\b|\bcoupon\b|\bbuon[oi] (?:sconto|regalo|acquisto)",
        r"\bcodice sconto",
        r"\bacquist(?:a|ate|alo|ala|atelo|atela|ali|ateli) (?:ora|subito|online|adesso|qui|il|la|"
        r"i|le|su|nel|oggi)",
        r"\bacquist(?:alo|ala|atelo|atela)\b",
        r"\bcompr(?:a|ate|alo|ala|atelo|atela) (?:ora|subito|online|adesso|qui|oggi)",
        r"\bcompr(?:alo|atelo)\b",
        r"\b(?:ordin|prenot)(?:a|ate|alo|ala|atelo|atela) (?:ora|subito|online|oggi|adesso|qui|"
        r"il|la|un|una|i|le)\b",
        r"\babbon(?:ati|atevi)\b|\biscriv(?:iti|etevi) (?:ora|subito|oggi)\b",
        r"\bspedizione (?:gratuita|gratis|omaggio)|\bgratis\b|\bin (?:omaggio|regalo)\b",
        r"\bomaggio\b",
        r"\bnon (?:perdere|perderti|perdetevi|perdete|lasciarti|lasciatevi|fartelo|fatevelo)\b",
        r"\bapprofitt|\baffrett|\bultim[ie] (?:pezzi|posti|giorni|ore|occasioni|disponibilita)\b",
        r"\bsolo (?:per )?(?:oggi|fino|questo weekend|questa settimana|pochi giorni)\b",
        r"\ba (?:soli|partire da|solo|soltanto)? ?(?:€ ?|euro )?\d+(?:[.,]\d+)? ?(?:€|euro\b)",
        r"\ba (?:soli|partire da|solo) (?:€|euro) ?\d",
        r"\b(?:soli|solo|da) (?:€ ?)?\d+(?:[.,]\d+)? ?(?:€|euro\b)|\bedizione limitata",
        r"\bvinc(?:i|ere|ete|erai)\b|\bconcorso\b|\bgiveaway\b|\bin palio\b|\bblack friday\b",
        r"\bcyber monday\b|\bshop online\b|\bsul nostro (?:shop|e-?commerce|store)\b",
        r"\bmiglior prezzo",
        r"\bprezz[oi] (?:special[ei]|bloccat[oi]|imbattibil[ei]|mai vist[oi]|piccol[oi])",
        r"\brisparmi(?:a|ate) (?:fino|il|\d|subito)|\bimperdibil",
    ),
    any=(r"(?:^|\s)-\d{1,2} ?%|\b\d{1,2} ?% (?:di sconto|discount)",),
)

_HELP = Family(
    "helps",
    "useful",
    en=(
        r"\bhow to\b|\bhow (?:you|we) can\b|\btips?\b|\bhow it works\b|\bguides?\b|\btutorials?\b",
        r"\bstep[- ]by[- ]step\b|\bchecklist\b|\brecipes?\b|\bfaqs?\b|\bour advice\b",
        r"\bwhat to (?:do|know|expect|look|ask|eat|wear)\b|\bwhat you (?:need|should)\b",
        r"\b(?:\d+|three|five|seven|ten) (?:simple |easy |quick |great |healthy )?(?:ways|things|"
        r"tips|steps|reasons|ideas|signs|mistakes|questions|facts|tricks)\b",
        r"\b(?:learn|find out|know|discover) how (?:to|you)\b|\blearn (?:how|the)\b",
        r"\bhere'?s (?:how|what|why)\b|\bexplain(?:s|ed)?\b|\bdid you know\b|\bgood to know\b",
        r"\b(?:friendly |quick )?reminder\b|\bplease (?:note|remember|be aware)\b|\bremember to\b",
        r"\bmake sure (?:you|to|your)\b|\bopening (?:hours|times)\b|\bopen (?:until|on|from)\b",
        r"\bwe(?:'re| are) (?:open|closed)\b|\bclosed (?:on|for|today|until)\b",
        r"\bdue to\b.*\b(?:delay|clos|disrupt|cancel)|\bdisruption\b",
        r"\bservice (?:update|status)\b|\bstatus (?:page|indicator)\b|\boutage\b",
        r"\b(?:is|are) now (?:fixed|resolved|back)\b|\brecall(?:ed|ing)?\b|\bsymptoms\b",
        r"\byour risk\b|\b(?:may|can) (?:help (?:you|to)|help|reduce|lower|cause|lead)\b",
        r"\b(?:study|studies|research) (?:shows?|suggests?|finds?)\b|\b(?:is|are) estimated\b",
        r"\b1 in \d+\b|\bmost common questions\b",
    ),
    it=(
        r"\bcome (?:si\b|\w+(?:are|ere|ire|arlo|arla|arli|arle|erlo|irlo|arsi|ersi|irsi|arvi|"
        r"arti)\b|funziona|funzionano|fare|fa\b)",
        r"\bconsigl[io]\b|\bguid[ae]\b|\btutorial\b|\bricett[ae]\b|\bpasso (?:dopo|a|per) passo\b",
        r"\bistruzioni\b|\bvademecum\b|\binfografica\b",
        r"\b(?:\d+|tre|quattro|cinque|sei|sette|dieci) (?:semplici |piccoli |utili )?(?:modi|"
        r"cose|consigli|passi|passaggi|idee|errori|trucchi|domande|segnali|regole|motivi)\b",
        r"\b(?:che )?cosa (?:fare|sapere|serve|controllare|portare|cambia|significa)\b",
        r"\bsapevat?e che\b|\blo sapev[ai]|\blo sapevate\b|\bsapevi che\b",
        r"\becco (?:a che ora|che cosa|come|cosa|dove|perche|quando|quali|i|le|gli)\b",
        r"\bscopr(?:i|ite|iamo) (?:come|cosa|perche|quali|quando)\b|\bimpar(?:a|ate|iamo)\b",
        r"\bdomande frequenti\b|\bvi spieghiamo\b|\bspieghiamo\b|\bspiega\b",
        r"\bla differenza (?:tra|fra)\b|\borari\b|\borario\b|\bsiamo (?:aperti|chiusi)\b",
        r"\b(?:aperti|chiusi) (?:dal|fino|il|dalle|anche|per|tutto)\b",
        r"\brest(?:eremo|iamo) (?:chiusi|aperti)\b|\bsaremo (?:chiusi|aperti)\b|\bavviso\b",
        r"\bvi ricordiamo\b|\bricordat(?:e|evi)\b|\bpromemoria\b|\battenzione\b|\bin caso di\b",
        r"\bper evitare\b|\bbasta (?:un|una|\w+are)\b|\bdisserviz|\bmanutenzione\b|\britard[io]\b",
        r"\bsecondo (?:uno studio|una ricerca|gli esperti)\b|\bfa bene\b|\bfa male\b",
        r"\bsintom[io]\b|\bprevenire\b|\bprevenzione\b|\brischio di\b",
    ),
    right=0.75,
)

_ASKS_PEOPLE = Family(
    "asks people",
    "conversation",
    en=(
        r"\bwhat do you think\b|\bwhat(?:'s| is| are| was) your\b|\bwhat are you\b|\btell us\b",
        r"\blet us know\b|\bshare (?:your|with us)\b|\bcomment below\b|\bin the comments\b",
        r"\b(?:tweet|send|show) us\b|\bwhich (?:one )?(?:\w+ )?(?:do|would|is|are) you",
        r"\bwould you (?:rather|like|prefer)\b|\bask us\b",
        r"\bwe(?:'d| would) love to (?:hear|know|see)\b|\bhave you ever\b|\bdo you agree\b",
        r"\bhow (?:do|are|did|will) you\b.*\?|\bwho(?:'s| is| else| wants)\b.*\?",
        r"\bdo you (?:prefer|have a favou?rite|remember)\b",
        r"\bjoin the (?:conversation|discussion|chat)\b|\bdiscuss here\b|\blive (?:q&a|chat)\b",
        r"\byour (?:stories|thoughts|opinions?|views)\b|\btake a guess\b",
    ),
    it=(
        r"\b(?:cosa|che) ne (?:pensate|dite|pensi|dici)\b|\be (?:voi|tu)\b.*\?",
        r"\bvoi (?:che|cosa|come|quale|quanto|quando|dove)\b|\bchi di voi\b",
        r"\bqual(?:e|i)?\b.*\b(?:e|sono|preferite|preferisci|scegliete|vostr[oaie]|tu[oa])\b.*\?",
        r"\bpreferite\b.*\?",
        r"\b(?:raccontateci|diteci|scriveteci|raccontaci|dicci|scrivici|chiedeteci|chiedici|"
        r"mandateci)\b",
        r"\bfa(?:te)?ci sapere\b|\bf(?:a|ate)ccelo sapere\b|\bnei commenti\b|\bcommentat?e\b",
        r"\btaggat?[ei]\b|\bvi (?:piace|e mai|capita|manca)\b",
        r"\bla vostra (?:opinione|storia|esperienza)\b",
        r"\ble vostre (?:domande|foto|storie|opinioni|idee)\b|\bsondaggio\b|\bavete mai\b",
        r"\bsiete (?:piu|pronti)\b",
    ),
)

_PRODUCT = Family(
    "shows a product",
    "promotional",
    en=(
        r"\bintroducing\b|\bmeet (?:the|our) new\b",
        r"\b(?:brand )?new (?:\w+ )?(?:collection|arrivals?|menu|flavou?rs?|product|range|line|"
        r"model|season|look|in store)\b",
        r"\bavailable (?:now|(?:in|at) (?:all |our |selected )?(?:stores?|shops?)|"
        r"for (?:pre-?order|purchase|download))\b",
        r"\bcoming soon\b|\bjust landed\b|\bback in stock\b|\b(?:discover|explore|taste) our\b",
        r"\b(?:come|stop|drop) (?:by|in|and (?:visit|see|try))\b|\bvisit (?:our|us)\b",
        r"\btry (?:our|the new)\b|\blink in (?:the )?bio\b|\bperfect (?:for|gift)\b",
        r"\bmust[- ]have\b|\bdelicious\b|\btaste sensation\b|\bdownload (?:our|the) app\b",
        r"\bfavou?rite (?:gift|treat)\b",
    ),
    it=(
        r"\bnuov[aoie] (?:collezion[ei]|arriv[oi]|menu|gust[oi]|prodott[oi]|line[ae]|gamma|"
        r"modell[oi]|stagione|ricetta del|app)\b",
        r"\b(?:la|le) nostr[ae] nuov[ae]\b|\b(?:il|i) nostr[oi] nuov[oi]\b|\bnovita\b",
        r"\be arrivat[oa]\b|\bsono arrivat[ie]\b|\bin arrivo\b",
        r"\bdisponibil[ei] (?:in|da|ora|nei|nel|presso|sul|su|per)\b",
        r"\bin (?:tutti i )?negozi[oi]?\b|\bscopr(?:i|ite|ila|ilo|itela|itelo|ili|iteli)\b",
        r"\bprova(?:te)? (?:il|la|i|le|ora|subito|anche|l')|\bprov(?:alo|ala|atelo|atela|ateli)\b",
        r"\bassaggi(?:a|ate)\b|\b(?:vi|ti) aspettiamo\b",
        r"\bvien(?:i|ite) a (?:trovarci|scoprire|provare)\b|\bpassat?[ae]? a trovarci\b",
        r"\blink in bio\b|\birresistibil|\bperfett[oaie] per\b|\bi(?:l|deal[ei]) regalo\b",
        r"\bideal[ei] per\b|\bscarica(?:te)? (?:la nostra app|l'app)|\bgustos|\bdelizios",
        r"\btutta la bonta\b",
    ),
)

_WARMTH = Family(
    "thanks, wishes or congratulates",
    "conversation",
    en=(
        r"\bthanks?\b|\bthank you\b|\bcongrat(?:s|ulations)?\b|\bwell done\b|\bshout ?out\b",
        r"\b(?:great|good|nice|amazing|awesome|terrific|wonderful) (?:job|work|photo|pic|"
        r"teamwork|picture|stuff)\b",
        r"\bkeep up\b|\byou'?re (?:right|welcome)\b|\bagreed\b",
        r"\bwish(?:ing|es)? (?:you|all|everyone|our|a)\b|\bwe wish\b",
        r"\bhappy (?:new|birthday|holidays?|thanksgiving|easter|halloween|mothers?|mother's|"
        r"father'?s|christmas|monday|tuesday|wednesday|thursday|friday|weekend|sunday|"
        r"international|\w+ day)\b",
        r"\bmerry christmas\b|\bgood (?:morning|luck|night)\b|\bwelcome (?:to|back|aboard)\b",
        r"\bgoodbye\b|\bsorry\b",
    ),
    it=(
        r"\bgrazie\b|\bringrazia|\bcongratulazioni\b|\bcomplimenti\b|\bauguri\b|\bbrav[oaie]\b",
        r"\bbuon[aoe]? (?:natale|pasqua|anno|compleanno|giornata|settimana|weekend|domenica|"
        r"lunedi|martedi|mercoledi|giovedi|venerdi|sabato|feste|ferragosto|vacanze|inizio|"
        r"viaggio)\b",
        r"\bbuongiorno\b|\bbuonasera\b|\bbuonanotte\b|\bbenvenut|\bbentornat|\bfelice di\b",
        r"\bscus(?:ate|aci)\b",
    ),
)

_COMPANY = Family(
    "news of the company",
    "corporate",
    en=(
        r"\bc[ef]o\b|\bchair(?:man|woman)?\b|\bpresident\b|\bs?vp\b|\bchief \w+ officer\b",
        r"\bdirector\b|\bboard of\b|\bhead of\b|\bspokes\w+\b|\bexecutives?\b|\bshareholders?\b",
        r"\binvestors?\b|\bstocks?\b|\bshares\b|\bquarter(?:ly)?\b|\bq[1-4]\b|\bearnings\b",
        r"\brevenues?\b|\bsales\b|\bprofits?\b|\bfinancial (?:results|services)\b|\bresults\b",
        r"\bgrowth\b|\b(?:m|b)illion\b|\bdividend\b|\bannual (?:report|meeting|general)\b",
        r"\bpress release\b|\bannounc(?:e|es|ed|ing|ement)\b|\bstatement\b|\breports?\b",
        r"\blaunch(?:es|ed)\b|\bto launch\b|\bawards?\b|\bawarded\b|\bhonou?red\b",
        r"\brecogni[sz]ed\b|\brecognition\b|\branked\b|\bnamed (?:to|one|as|an?|in)\b",
        r"\bfinalist\b|\bpartner(?:s|ed|ing|ship|ships)?\b|\bsponsor\w*\b",
        r"\bacqui(?:re|res|red|sition)\b|\bmerger\b|\binvest(?:s|ed|ing|ment|ments)?\b",
        r"\bfund(?:s|ed|ing)?\b|\bopens? (?:new|its)\b|\bconference\b|\bsummit\b|\bforum\b",
        r"\bsymposium\b|\bwebcast\b|\bkeynote\b|\bpanel\b|\bspeak(?:s|ing|er|ers)?\b",
        r"\bdiscuss(?:es|ed|ing)?\b|\bcommit(?:ted|ment|s)\b|\bproud\b",
        r"\bour (?:employees|colleagues|mission|values|strategy|people|history|factory|"
        r"factories)\b",
        r"\bsustainab\w+|\bcs[rv]\b|\binitiatives?\b|\bfoundation\b|\bphilanthrop\w+",
        r"\bvolunteer\w*|\bprogram(?:me)?s?\b|\bproject\b|\bappoint(?:s|ed|ment)\b|\bhiring\b",
        r"\bcareers?\b|\bjobs\b|\binternship|\bjoin our team\b",
    ),
    it=(
        r"\bamministrat(?:ore|rice) delegat[oa]\b|\bpresidente\b|\bdirett(?:ore|rice)\b",
        r"\bfatturato\b|\bbilancio\b|\btrimestre\b|\bsemestre\b|\brisultati\b|\bazionist",
        r"\binvest(?:e|iamo|iment)\w*|\bcrescita\b|\bmilion[ei]\b|\bmiliard[oi]\b|\bdividend",
        r"\bcomunicato stampa\b|\bannunci(?:a|amo|ato)\b|\bpremi(?:o|ati|ata|ato|azione)\b",
        r"\briconosciment|\bpartner(?:ship)?\b|\bcollaborazione\b|\bsponsor\w*\b|\bacquisizion",
        r"\baccordo\b|\bconvegno\b|\bconferenza\b|\bfiera\b|\bforum\b|\bintervist[ae]\b",
        r"\brassegna stampa\b|\bimpegno\b|\bimpegnat[ie]\b|\bsostenibil",
        r"\bla nostra (?:missione|azienda|squadra|storia|fabbrica)\b",
        r"\bi nostri (?:dipendenti|colleghi|valori|collaboratori)\b|\borgoglios[ie]\b",
        r"\bfondazione\b|\bassumiamo\b|\bcerchiamo (?:un|una|personale|nuovi)\b",
        r"\blavora con noi\b|\bcandidatur|\banni di (?:attivita|storia|esperienza)\b|\binaugura",
        r"\bnuova sede\b|\bcertificazion|\bil team\b",
    ),
    right=0.90,
)

FAMILIES = (_TO_SOMEBODY, _OFFER, _HELP, _ASKS_PEOPLE, _PRODUCT, _WARMTH, _COMPANY)
