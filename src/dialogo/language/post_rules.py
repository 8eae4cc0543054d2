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
    any=(r"^\W?@who\b", r"^[^@]{0,60}\brt @who"),
)

_OFFER = Family(
    "offers or asks to buy",
    "promotional",
    en=(
        r"\b\d{1,3} ?% off\b|\b(?:half|best|low|lowest|great|special) (?:price|prices|deal|deals)\b",
        r"\bdiscounts?\b|\bdiscounted\b|\bsale\b|\bclearance\b|\bbargains?\b|\bcoupons?\b|\bvouchers?\b",
        r"\bpromo(?:tion|tional)? codes?\b|\b(?:use|with) (?:the |our |my )?code\b|\bspecial offers?\b",
        r"\b(?:buy|shop|order|book|subscribe|pre-?order|reserve) (?:now|online|today|yours?|here|it|"
        r"one|the|our|in store|a|your)\b",
        r"\b(?:get|grab|claim|order|buy) yours?\b|\btreat yourself\b|\badd to (?:cart|basket|bag)\b",
        r"\blimited[- ](?:time|edition|offer)|\bwhile (?:stocks?|supplies) last|\bhurry\b|"
        r"\blast chance\b",
        r"\bfree (?:shipping|delivery|gifts?|trial|bags?|samples?|drinks?)\b|\bcomplimentary\b",
        r"\bblack friday\b|\bcyber monday\b|\bgiveaway\b|\benter (?:now|to win|our)\b|\bprizes?\b",
        r"\b(?:to|could|and|can) win\b|\bwin (?:an?|one|two|tickets|free|\d+)\b|\bsweepstakes\b",
        r"\bdon'?t miss (?:out|it|our|the chance|this offer)\b|\bsave (?:up to|\d|[$£€])",
        r"\b(?:only|just|from|for) (?:only |just |as little as )?[$£€] ?\d",
        r"\bsign up (?:now|today|and get)\b|\b(?:now )?in (?:all )?stores? now\b|"
        r"\bnow in stores?\b|\bapply (?:now|online|today)\b",
    ),
    it=(
        r"\bscont(?:o|i|ato|ata|ati|ate|issimi?)\b|\bsald[io]\b|\boffert[ae]\b|\bpromo(?:zione|zioni)?\b",
        r"\bcoupon\b|\bbuon[oi] (?:sconto|regalo|acquisto)|\bcodice sconto",
        r"\bacquist(?:a|ate|alo|ala|atelo|atela|ali|ateli) (?:ora|subito|online|adesso|qui|il|la|i|"
        r"le|su|nel|oggi)|\bacquist(?:alo|ala|atelo|atela)\b",
        r"\bcompr(?:a|ate|alo|ala|atelo|atela) (?:ora|subito|online|adesso|qui|oggi)|"
        r"\bcompr(?:alo|atelo)\b",
        r"\b(?:ordin|prenot)(?:a|ate|alo|ala|atelo|atela) (?:ora|subito|online|oggi|adesso|qui|il|la|"
        r"un|una|i|le)\b|\babbon(?:ati|atevi)\b|\biscriv(?:iti|etevi) (?:ora|subito|oggi)\b",
        r"\bspedizione (?:gratuita|gratis|omaggio)|\bgratis\b|\bin (?:omaggio|regalo)\b|\bomaggio\b",
        r"\bnon (?:perdere|perderti|perdetevi|perdete|lasciarti|lasciatevi|fartelo|fatevelo)\b",
        r"\bapprofitt|\baffrett|\bultim[ie] (?:pezzi|posti|giorni|ore|occasioni|disponibilita)\b|"
        r"\bsolo (?:per )?(?:oggi|fino|questo weekend|questa settimana|pochi giorni)\b",
        r"\ba (?:soli|partire da|solo|soltanto)? ?(?:€ ?|euro )?\d+(?:[.,]\d+)? ?(?:€|euro\b)|"
        r"\ba (?:soli|partire da|solo) (?:€|euro) ?\d|\b(?:soli|solo|da) (?:€ ?)?\d+(?:[.,]\d+)? ?(?:€|euro\b)",
        r"\bedizione limitata|\bvinc(?:i|ere|ete|erai)\b|\bconcorso\b|\bgiveaway\b|\bin palio\b|"
        r"\bblack friday\b|\bcyber monday\b",
        r"\bshop online\b|\bsul nostro (?:shop|e-?commerce|store)\b|\bmiglior prezzo|"
        r"\bprezz[oi] (?:special[ei]|bloccat[oi]|imbattibil[ei]|mai vist[oi]|piccol[oi])|"
        r"\brisparmi(?:a|ate) (?:fino|il|\d|subito)|\bimperdibil",
    ),
    any=(r"(?:^|\s)-\d{1,2} ?%", r"\b\d{1,2} ?% (?:di sconto|discount)"),
    right=None,
)

_HELP = Family(
    "helps",
    "useful",
    en=(
        r"\bhow to\b|\bhow (?:you|we) can\b|\btips?\b|\bhow it works\b|\bguides?\b|\btutorials?\b|"
        r"\bstep[- ]by[- ]step\b|\bchecklist\b|\brecipes?\b|\bfaqs?\b|\badvice\b|\binfographic\b",
        r"\bwhat to (?:do|know|expect|look|ask|eat|wear)\b|\bwhat you (?:need|should)\b",
        r"\b(?:\d+|three|five|seven|ten) (?:simple |easy |quick |great |healthy )?(?:ways|things|tips|"
        r"steps|reasons|ideas|signs|mistakes|questions|facts|tricks)\b",
        r"\b(?:learn|find out|see|know|discover) (?:how|what|why|when|where)\b|\blearn (?:the|about)\b|"
        r"\bhere'?s (?:how|what|why)\b|\bexplain(?:s|ed)?\b|\bdid you know\b|\bready-made\b",
        r"\b(?:friendly |quick )?reminder\b|\bplease (?:note|remember|be aware)\b|\bremember to\b|"
        r"\bmake sure (?:you|to|your)\b|\bopening (?:hours|times)\b|\bopen (?:until|on|from)\b|"
        r"\bwe(?:'re| are) (?:open|closed)\b|\bclosed (?:on|for|today|until)\b",
        r"\bdue to\b|\bdelay(?:s|ed)\b|\bdisruption\b|\bservice (?:update|status)\b|\bstatus of\b|"
        r"\boutage\b|\b(?:is|are) now (?:fixed|resolved|back)\b|\brecall(?:ed|ing)?\b",
        r"\bsymptoms?\b|\brisk (?:of|factors?)\b|\bprevent(?:s|ing|ion)?\b|\bcan (?:help|reduce|lower|"
        r"cause|lead)\b|\bstudy\b|\bstudies\b|\bresearch (?:shows|suggests|finds)\b|"
        r"\b(?:is|are) estimated\b|\b1 in \d+\b|\bmost common questions\b",
    ),
    it=(
        r"\bcome (?:si\b|\w+(?:are|ere|ire|arlo|arla|arli|arle|erlo|irlo|arsi|ersi|irsi|arvi|arti)\b|"
        r"funziona|funzionano|fare|fa\b)|\bconsigl[io]\b|\bguid[ae]\b|\btutorial\b|\bricett[ae]\b|"
        r"\bpasso (?:dopo|a|per) passo\b|\bistruzioni\b|\bvademecum\b|\binfografica\b",
        r"\b(?:\d+|tre|quattro|cinque|sei|sette|dieci) (?:semplici |piccoli |utili )?(?:modi|cose|"
        r"consigli|passi|passaggi|idee|errori|trucchi|domande|segnali|regole|motivi)\b",
        r"\b(?:che )?cosa (?:fare|sapere|serve|controllare|portare|cambia|significa)\b|\bsapevat?e che\b|"
        r"\blo sapev[ai]|\blo sapevate\b|\bsapevi che\b|\becco (?:come|cosa|perche|quando|quali|i|le)\b",
        r"\bscopr(?:i|ite|iamo) (?:come|cosa|perche|quali|quando)\b|\bimpar(?:a|ate|iamo)\b|"
        r"\bdomande frequenti\b|\bvi spieghiamo\b|\bspieghiamo\b|\bspiega\b|\bla differenza (?:tra|fra)\b",
        r"\borari\b|\borario\b|\bsiamo (?:aperti|chiusi)\b|\b(?:aperti|chiusi) (?:dal|fino|il|dalle|"
        r"anche|per|tutto)\b|\brest(?:eremo|iamo) (?:chiusi|aperti)\b|\bsaremo (?:chiusi|aperti)\b",
        r"\bavviso\b|\bvi ricordiamo\b|\bricordat(?:e|evi)\b|\bpromemoria\b|\battenzione\b|\bin caso di\b|"
        r"\bper evitare\b|\bbasta (?:un|una|\w+are)\b|\bdisserviz|\bmanutenzione\b|\britard[io]\b",
        r"\bsecondo (?:uno studio|una ricerca|gli esperti)\b|\bfa bene\b|\bfa male\b|\bsintom[io]\b|"
        r"\bprevenire\b|\bprevenzione\b|\brischio di\b",
    ),
    right=None,
)

_ASKS_PEOPLE = Family(
    "asks people",
    "conversation",
    en=(
        r"\bwhat do you think\b|\bwhat(?:'s| is| are| was) your\b|\bwhat are you\b|\btell us\b|"
        r"\blet us know\b|\bshare (?:your|with us)\b|\bcomment below\b|\bin the comments\b|"
        r"\b(?:tweet|send|show) us\b",
        r"\bwhich (?:one )?(?:\w+ )?(?:do|would|is|are) you|\bwould you (?:rather|like|prefer)\b|"
        r"\bask us\b|\bwe(?:'d| would) love to (?:hear|know|see)\b|\bhave you ever\b|\bdo you agree\b",
        r"\bhow (?:do|are|did|will) you\b.*\?|\bwho(?:'s| is| else| wants)\b.*\?|\bdo you (?:\w+ )+.*\?|"
        r"\bjoin the (?:conversation|discussion|chat)\b|\bdiscuss here\b|\bq&a\b|\blive chat\b|"
        r"\byour (?:stories|thoughts|opinions?|views)\b|\btake a guess\b",
    ),
    it=(
        r"\b(?:cosa|che) ne (?:pensate|dite|pensi|dici)\b|\be (?:voi|tu)\b.*\?|\bvoi (?:che|cosa|come|"
        r"quale|quanto|quando|dove)\b|\bchi di voi\b|\bqual(?:e|i)?\b.*\b(?:e|sono|preferite|preferisci|"
        r"scegliete|vostr[oaie]|tu[oa])\b.*\?|\bpreferite\b.*\?",
        r"\b(?:raccontateci|diteci|scriveteci|raccontaci|dicci|scrivici|chiedeteci|chiedici|mandateci)\b|"
        r"\bfa(?:te)?ci sapere\b|\bf(?:a|ate)ccelo sapere\b|\bnei commenti\b|\bcommentat?e\b|\btaggat?[ei]\b",
        r"\bvi (?:piace|e mai|capita|manca)\b|\bla vostra (?:opinione|storia|esperienza)\b|"
        r"\ble vostre (?:domande|foto|storie|opinioni|idee)\b|\bsondaggio\b|\bavete mai\b|\bsiete (?:piu|pronti)\b",
    ),
    right=None,
)

_PRODUCT = Family(
    "shows a product",
    "promotional",
    en=(
        r"\bintroducing\b|\bmeet (?:the|our) new\b|\b(?:brand )?new (?:\w+ )?(?:collection|arrivals?|"
        r"menu|flavou?rs?|product|range|line|model|season|look|in store)\b|\bour (?:new|newest)\b",
        r"\b(?:now )?available (?:now|in (?:all |our )?(?:stores?|shops?)|for (?:pre-?order|purchase|"
        r"download)|online|at)\b|\bcoming soon\b|\bjust landed\b|\bback in stock\b",
        r"\b(?:discover|check out|explore|taste) our\b|\b(?:come|stop|drop) (?:by|in|and (?:visit|see|"
        r"try))\b|\bvisit (?:our|us)\b|\btry (?:our|the new)\b|\blink in (?:the )?bio\b|"
        r"\bperfect (?:for|gift)\b|\bmust[- ]have\b|\bdelicious\b|\btaste sensation\b|"
        r"\bdownload (?:our|the) app\b|\bfavou?rite (?:gift|treat)\b",
    ),
    it=(
        r"\bnuov[aoie] (?:collezion[ei]|arriv[oi]|menu|gust[oi]|prodott[oi]|line[ae]|gamma|modell[oi]|"
        r"stagione|ricetta del|app)\b|\b(?:la|le) nostr[ae] nuov[ae]\b|\b(?:il|i) nostr[oi] nuov[oi]\b|"
        r"\bnovita\b|\be arrivat[oa]\b|\bsono arrivat[ie]\b|\bin arrivo\b",
        r"\bdisponibil[ei] (?:in|da|ora|nei|nel|presso|sul|su|per)\b|\bin (?:tutti i )?negozi[oi]?\b|"
        r"\bscopr(?:i|ite|ila|ilo|itela|itelo|ili|iteli)\b|\bprova(?:te)? (?:il|la|i|le|ora|subito|"
        r"anche|l')|\bprov(?:alo|ala|atelo|atela|ateli)\b|\bassaggi(?:a|ate)\b",
        r"\b(?:vi|ti) aspettiamo\b|\bvien(?:i|ite) a (?:trovarci|scoprire|provare)\b|\bpassat?[ae]? a "
        r"trovarci\b|\blink in bio\b|\birresistibil|\bperfett[oaie] per\b|\bi(?:l|deal[ei]) regalo\b|"
        r"\bideal[ei] per\b|\bscarica(?:te)? (?:la nostra app|l'app)|\bgustos|\bdelizios|\btutta la bonta\b",
    ),
    right=None,
)

_WARMTH = Family(
    "thanks, wishes or congratulates",
    "conversation",
    en=(
        r"\bthanks?\b|\bthank you\b|\bcongrat(?:s|ulations)?\b|\bwell done\b|\bshout ?out\b|"
        r"\b(?:great|good|nice|amazing|awesome|terrific|wonderful) (?:job|work|photo|pic|teamwork|"
        r"picture|stuff)\b|\bkeep up\b|\byou'?re (?:right|welcome)\b|\bagreed\b",
        r"\bwish(?:ing|es)? (?:you|all|everyone|our|a)\b|\bwe wish\b|\bhappy (?:new|birthday|holidays?|"
        r"thanksgiving|easter|halloween|mothers?|mother's|father'?s|christmas|monday|tuesday|"
        r"wednesday|thursday|friday|weekend|sunday|international|\w+ day)\b|\bmerry christmas\b|"
        r"\bgood (?:morning|luck|night)\b|\bwelcome (?:to|back|aboard)\b|\bgoodbye\b|\bsorry\b",
    ),
    it=(
        r"\bgrazie\b|\bringrazia|\bcongratulazioni\b|\bcomplimenti\b|\bauguri\b|\bbrav[oaie]\b|"
        r"\bbuon[aoe]? (?:natale|pasqua|anno|compleanno|giornata|settimana|weekend|domenica|"
        r"lunedi|martedi|mercoledi|giovedi|venerdi|sabato|feste|ferragosto|vacanze|inizio|viaggio)\b|"
        r"\bbuongiorno\b|\bbuonasera\b|\bbuonanotte\b|\bbenvenut|\bbentornat|\bfelice di\b|\bscus(?:ate|aci)\b",
    ),
    right=None,
)

_COMPANY = Family(
    "news of the company",
    "corporate",
    en=(
        r"\bc[ef]o\b|\bchair(?:man|woman)?\b|\bpresident\b|\bs?vp\b|\bchief \w+ officer\b|\bdirector\b|"
        r"\bboard of\b|\bhead of\b|\bspokes\w+\b|\bexecutives?\b",
        r"\bshareholders?\b|\binvestors?\b|\bstocks?\b|\bshares\b|\bquarter(?:ly)?\b|\bq[1-4]\b|"
        r"\bearnings\b|\brevenues?\b|\bsales\b|\bprofits?\b|\bfinancial (?:results|services)\b|"
        r"\bresults\b|\bgrowth\b|\b(?:m|b)illion\b|\bdividend\b",
        r"\bannual (?:report|meeting|general)\b|\bpress release\b|\bannounc(?:e|es|ed|ing|ement)\b|"
        r"\bstatement\b|\breports?\b|\blaunch(?:es|ed)\b|\bto launch\b",
        r"\bawards?\b|\bawarded\b|\bhonou?red\b|\brecogni[sz]ed\b|\brecognition\b|\branked\b|"
        r"\bnamed (?:to|one|as|an?|in)\b|\bfinalist\b",
        r"\bpartner(?:s|ed|ing|ship|ships)?\b|\bsponsor\w*\b|\bacqui(?:re|res|red|sition)\b|\bmerger\b|"
        r"\binvest(?:s|ed|ing|ment|ments)?\b|\bfund(?:s|ed|ing)?\b|\bopens? (?:new|its)\b",
        r"\bconference\b|\bsummit\b|\bforum\b|\bsymposium\b|\bwebcast\b|\bkeynote\b|\bpanel\b|"
        r"\bspeak(?:s|ing|er|ers)?\b|\bdiscuss(?:es|ed|ing)?\b",
        r"\bcommit(?:ted|ment|s)\b|\bproud\b|\bour (?:employees|colleagues|mission|values|strategy|"
        r"people|history|factory|factories)\b|\bsustainab\w+|\bcs[rv]\b|\binitiatives?\b|"
        r"\bfoundation\b|\bphilanthrop\w+|\bvolunteer\w*|\bprogram(?:me)?s?\b|\bproject\b",
        r"\bappoint(?:s|ed|ment)\b|\bhiring\b|\bcareers?\b|\bjobs\b|\binternship|\bjoin our team\b",
    ),
    it=(
        r"\bamministrat(?:ore|rice) delegat[oa]\b|\bpresidente\b|\bdirett(?:ore|rice)\b|\bfatturato\b|"
        r"\bbilancio\b|\btrimestre\b|\bsemestre\b|\brisultati\b|\bazionist|\binvest(?:e|iamo|iment)\w*|"
        r"\bcrescita\b|\bmilion[ei]\b|\bmiliard[oi]\b|\bdividend",
        r"\bcomunicato stampa\b|\bannunci(?:a|amo|ato)\b|\bpremi(?:o|ati|ata|ato|azione)\b|"
        r"\briconosciment|\bpartner(?:ship)?\b|\bcollaborazione\b|\bsponsor\w*\b|\bacquisizion|\baccordo\b",
        r"\bconvegno\b|\bconferenza\b|\bfiera\b|\bforum\b|\bintervist[ae]\b|\brassegna stampa\b|"
        r"\bimpegno\b|\bimpegnat[ie]\b|\bsostenibil|\bla nostra (?:missione|azienda|squadra|storia|fabbrica)\b|"
        r"\bi nostri (?:dipendenti|colleghi|valori|collaboratori)\b|\borgoglios[ie]\b|\bfondazione\b",
        r"\bassumiamo\b|\bcerchiamo (?:un|una|personale|nuovi)\b|\blavora con noi\b|\bcandidatur|"
        r"\banni di (?:attivita|storia|esperienza)\b|\binaugura|\bnuova sede\b|\bcertificazion|\bil team\b",
    ),
    right=None,
)

FAMILIES = (_TO_SOMEBODY, _OFFER, _HELP, _ASKS_PEOPLE, _PRODUCT, _WARMTH, _COMPANY)
