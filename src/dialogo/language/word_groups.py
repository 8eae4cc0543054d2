"""Word groups: words of several languages that say the same, so that a model can learn it once.

Words are written as pieces are (small, without accents); a group is a hint, not a rule.
"""

from __future__ import annotations

GROUPS: dict[str, str] = {
    "look": (
        "learn read see find watch check listen discover explore visit join register vote click "
        "download follow share retweet view meet apply enter participate attend tune donate sign "
        "swipe tap browse submit nominate scopri scoprite scoprilo scoprila leggi leggete guarda "
        "guardate iscriviti iscrivetevi partecipa partecipate vota votate votaci clicca cliccate "
        "scarica scaricate segui seguite seguici seguiteci condividi condividete visita visitate "
        "registrati registratevi ascolta ascoltate candidati candidatevi approfondisci compila "
        "compilate sostieni sostenete dona unisciti unitevi descubre lee mira participa "
        "inscribete descarga sigue comparte decouvrez lisez regardez participez inscrivez visitez "
        "telechargez suivez partagez cliquez votez entdecken entdecke lesen erfahren erfahre "
        "schau schaut besuchen besucht jetzt mitmachen klick"
    ),
    "buy": (
        "buy shop order book purchase grab save subscribe reserve preorder redeem upgrade "
        "acquista acquistate acquistalo acquistala compra comprate compralo comprala ordina "
        "ordinate ordinalo prenota prenotate prenotalo approfitta approfittane approfittate "
        "approfittatene risparmia risparmiate abbonati abbonatevi affrettati affrettatevi comprar "
        "reserva pide aprovecha suscribete ahorra achetez commandez reservez profitez abonnez "
        "economisez kaufen kauf bestellen bestell sichern sicher buchen buch sparen spar"
    ),
    "offer": (
        "sale sales discount discounts deal deals offer offers promo promotion coupon voucher "
        "free gift limited price prices win prize prizes giveaway bargain cheaper clearance save "
        "cashback bundle half sconto sconti scontato scontata scontati scontate saldi saldo "
        "offerta offerte promozione promozioni omaggio gratis gratuita gratuito regalo prezzo "
        "prezzi vinci vincere concorso palio buono risparmio imperdibile imperdibili outlet "
        "svendita sottocosto liquidazione rebajas descuento descuentos oferta ofertas precio "
        "sorteo soldes remise reduction offre offres cadeau gratuit prix concours jeu rabatt "
        "angebot angebote aktion geschenk preis gewinnspiel gewinnen sonderangebot"
    ),
    "thank": (
        "thanks thank thx congrats congratulations kudos wishing welcome sorry apologies cheers "
        "apologise apologize grazie complimenti congratulazioni auguri benvenuti benvenuto "
        "benvenuta scusate scusa scusaci bravi bravo brava bravissimi spiace dispiace ringraziamo "
        "gracias felicidades enhorabuena bienvenidos disculpa merci felicitations bienvenue "
        "desoles desole danke gluckwunsch willkommen entschuldigung"
    ),
    "news": (
        "announces announced announcing launches launched launching named appointed appoints "
        "reports reported acquires acquired completes completed opens signs signed wins awarded "
        "receives received partners partnered publishes published unveils expands invests "
        "invested supports recognized recognised honored honoured joins presents announcement "
        "annuncia annunciamo presenta presentato presentiamo lancia nomina nominato nominata "
        "acquisisce inaugura inaugurato inaugurata firma firmato registra chiude premiata "
        "premiato premiati investe investito pubblica pubblicato sostiene cresce apre entra "
        "approva ottiene riceve conferma anuncia lanza nombra annonce presente lance nomme "
        "inaugure kundigt eroffnet ernennt"
    ),
    "firm": (
        "ceo cfo chairman president director results quarter quarterly earnings revenue revenues "
        "profit shareholders investors board executive company companies partnership award "
        "sponsor sustainability initiative foundation report corporate investor employees "
        "colleagues vp chief amministratore presidente direttore direttrice risultati trimestre "
        "semestre bilancio fatturato ricavi utile azionisti azienda gruppo premio sostenibilita "
        "fondazione dipendenti colleghi sede stabilimento accordo acquisizione investimento "
        "investimenti empresa resultados grupo entreprise resultats groupe chiffre unternehmen "
        "ergebnis quartal konzern umsatz"
    ),
    "teach": (
        "how tips tip guide steps ways why recipe ingredients tutorial advice facts explained "
        "explain mistakes ideas checklist faq trick tricks instructions hacks come consigli "
        "consiglio guida passi passaggi modi perche ricetta ricette ingredienti trucchi trucco "
        "errori idee istruzioni curiosita sapevate sapevi spieghiamo regole segreti consejos guia "
        "pasos receta trucos sabias conseils etapes recette astuces saviez tipps anleitung "
        "schritte rezept ratgeber warum"
    ),
    "ask": (
        "how when where why what which who whats wheres hows come quando dove perche quanto "
        "quanta quanti quante quale quali chi cosa cos' como cuando donde porque cuanto cual "
        "quien que comment quand ou pourquoi combien quel quelle wie wann wo warum was welche wer"
    ),
    "not": (
        "not never no nobody nothing none cannot don' doesn' didn' won' can' isn' wasn' haven' "
        "hasn' couldn' wouldn' still non mai nessuno nessuna niente nulla ancora manco neanche "
        "nunca nadie nada ninguno jamais personne rien aucun aucune pas nicht nie kein keine "
        "niemand nichts"
    ),
    "fault": (
        "broken broke break crash crashes crashed crashing bug bugs error errors fault faulty "
        "fails failed fail failing stuck slow down outage issue issues problem problems damaged "
        "missing lost late delay delayed delays wrong freezing freezes glitch defective cancelled "
        "canceled overcharged unable disconnected trouble rotto rotta rotti rotte guasto guasta "
        "guasti bloccato bloccata errore errori problema problemi difettoso difettosa difetto "
        "disservizio disservizi ritardo ritardi sbagliato sbagliata mancante manca mancano "
        "danneggiato danneggiata scaduto scaduta perso persa smarrito crasha roto retraso "
        "averiado panne casse retard probleme kaputt defekt verspatung fehler"
    ),
    "anger": (
        "worst terrible awful horrible pathetic useless ridiculous disgusting disgraceful "
        "unacceptable rude appalling shocking joke rubbish hate sucks sick tired annoying annoyed "
        "angry frustrated frustrating disappointed disappointing shame shameful scam fraud liars "
        "fuck fucking fucked shit bullshit wtf crap damn garbage trash ruined absurd fed poor "
        "pessimo pessima pessimi vergogna vergognoso vergognosa vergognatevi schifo schifoso "
        "scandaloso assurdo assurda ridicoli ridicolo inaccettabile deluso delusa delusi "
        "delusione incapaci incompetenti maleducati ladri truffa truffatori cazzo merda stufo "
        "stufa basta nervoso arrabbiato incazzato incazzata orribile peggiore peggio penoso "
        "penosa presa pesimo verguenza fatal asco estafa nul honte scandaleux inadmissible "
        "arnaque deçu decu schlecht unverschamt frechheit enttauscht unmoglich schrecklich"
    ),
    "good": (
        "love loved loving great amazing awesome excellent fantastic brilliant perfect wonderful "
        "best delicious yummy happy pleased lovely superb impressed incredible beautiful enjoyed "
        "excited yay woohoo nice good cool fab appreciate grateful kind friendly helpful ottimo "
        "ottima ottimi perfetto perfetta stupendo stupenda bellissimo bellissima fantastico "
        "fantastica eccellente meraviglioso meravigliosa adoro buonissimo buonissima gentilissimi "
        "gentilissima gentilissimo migliori migliore felice contento contenta soddisfatto "
        "soddisfatta bello bella belli spettacolo top super amo numeri delizioso deliziosa "
        "excelente genial encanta perfecto parfait adore magnifique toll perfekt liebe wunderbar "
        "klasse"
    ),
    "please": (
        "please pls plz kindly help need needs could can would favore cortesia potete potreste "
        "puoi potresti vorrei volevo aiuto aiutatemi aiutarmi bisogno mandatemi inviatemi "
        "contattatemi richiamatemi rispondetemi fatemi ditemi ayuda podeis pueden puedes necesito "
        "aide pouvez pourriez besoin bitte hilfe konnen konnt brauche"
    ),
}
