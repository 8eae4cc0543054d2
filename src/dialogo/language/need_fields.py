"""Fields: words of English and Italian that speak of one thing, and which things belong together.

So that "no sign of my parcel" and "il pacco non è arrivato" are near each other before anybody has
counted a word. It lists words, not needs: what is asked for is found in the messages themselves.
Words are written as pieces are (small, without accents); one form of each is enough.
"""

from __future__ import annotations

from functools import cache

FIELDS: dict[str, dict[str, str]] = {
    "delivery": {
        "parcel": "parcel package box  envelope pacco pacchetto plico scatola scatolone",
        "deliver": "delivery delivered deliver undelivered dlvd redeliver consegna consegnato "
        "consegnare recapito recapitato recapitare",
        "ship": "ship shipping shipped dispatch dispatched spedire spedito spedizione inviare",
        "arrive": "arrive arrived arrival arriving arrivato arrivare arriva arrivo pervenuto",
        "receive": "receive received receiving ricevuto ricevere ricevo",
        "courier": "courier carrier driver ups usps fedex dhl hermes yodel dpd royal gls brt "
        "bartolini sda corriere fattorino postino autista",
        "track": "tracking track tracked transit tracciamento tracciare tracciabilita giacenza",
        "lost": "lost missing vanished disappeared smarrito perso scomparso sparito disperso",
        "doorstep": "porch doorstep neighbour neighbor mailroom mailbox locker vicino portineria "
        "citofono cassetta portone",
        "late": "late delay delayed overdue ritardo tardi ritardare ritardato slitta",
    },
    "order": {
        "order": "order ordered reorder preorder ordine ordinato ordinare ordinazione preordine",
        "item": "item items product articolo prodotto merce",
        "wrong": "incorrect mistaken mismatch sbagliato errato diverso differente",
        "cancel": "cancel cancelled canceled cancellation annullare annullato annullamento "
        "cancellare cancellato cancellazione disdire disdetta recesso",
        "damaged": "damaged dented torn crushed smashed scratched danneggiato ammaccato strappato "
        "schiacciato graffiato rovinato",
        "fake": "fake counterfeit knockoff falso contraffatto taroccato",
    },
    "refund": {
        "refund": "refund refunded reimburse reimbursement reimbursed redund rimborso rimborsare "
        "rimborsato riaccredito riaccreditare",
        "return": "returns returned returning reso resi restituire",
        "exchange": "exchange replacement replace replaced swap sostituzione sostituire sostituito "
        "cambio",
        "money": "money cash soldi denaro",
        "compensation": "compensation compensate voucher vouchers indennizzo risarcimento "
        "risarcire buono",
    },
    "payment": {
        "charge": "charge charged charges charging overcharged addebito addebitato addebitare "
        "addebiti prelievo prelevato prelevare",
        "pay": "pay paid payment paying pagare pagato pagamento paga",
        "card": "card debit visa mastercard carta bancomat postepay prepagata",
        "bill": "bill billing invoice bolletta fattura fatturazione scontrino  receipt",
        "bank": "bank transfer iban deposit funds banca bonifico conto versamento",
        "paypal": "paypal klarna scalapay satispay",
        "twice": "twice double doppio duplicato due-volte",
        "instalment": "finance loan rateizzare finanziamento mutuo prestito",
    },
    "price": {
        "price": "price pricing prezzo prezzi listino",
        "cost": "cost costs costo costa costano costare",
        "howmuch": "quanto quanta",
        "expensive": "expensive  overpriced   carissimo costoso",
        "cheap": "cheap cheaper economico conveniente",
        "discount": "discount sale promo coupon sconto scontato offerta promozione saldi codice",
        "fee": "fee fees tariff rates tariffa tariffe commissione supplemento",
        "quote": "quote estimate preventivo",
        "points": "points miles rewards loyalty clubcard punti raccolta fedelta tessera premi",
        "giftcard": "giftcard gift regalo omaggio",
    },
    "account": {
        "account": "account profile profilo utenza",
        "login": "login log logged logging signin sign accedere accesso loggare entrare",
        "password": "password passcode pin credenziali",
        "locked": "locked unlock unlocked bloccato sbloccare blocco sospeso suspended disabled "
        "banned",
        "code": "code otp verification verify verified authentication verifica verificare sms",
        "hacked": "hacked stolen phishing scam fraud fraudulent unauthorized unauthorised "
        "hackerato rubato truffa frode clonato",
        "register": "register registration signup registrare registrazione iscrizione iscrivermi",
        "email": "email mail e-mail indirizzomail",
        "username": "username nickname handle",
        "delete": "delete deleted remove removed eliminare rimuovere",
        "privacy": "privacy gdpr consenso",
        "spam": "spam spamming unsubscribe newsletter pubblicita ads ad advert adverts",
    },
    "subscription": {
        "subscription": "subscription subscribe subscribed abbonamento abbonato abbonarsi "
        "sottoscrizione",
        "membership": "membership member premium prime trial iscritto socio",
        "contract": "contract plan upgrade contratto piano opzione",
        "renew": "renew renewed renewal rinnovo rinnovare rinnovato",
    },
    "fault": {
        "broken": "broken broke break cracked defective faulty rotto guasto difettoso difetto "
        "scassato spaccato",
        "fails": "fails failed failing fail fallisce fallito",
        "error": "error errore anomalia",
        "crash": "crash crashes crashing crashed freeze freezing frozen freezes stuck "
        " impalla crasha",
        "bug": "bug bugs glitch glitchy glitches buggy malfunzionamento",
        "slow": "slow lag lagging lento lentissimo rallentato",
        "load": "load loading loads buffering caricare carica caricamento",
        "leak": "leak leaks leaking perde perdita gocciola",
        "noise": "noise noisy rumore rumoroso",
        "switch": "accende accendere spegne spegnere spento reboot restart restarting riavvia",
        "repair": "repair repaired repairs technician engineer riparare riparazione tecnico "
        "assistenzatecnica",
        "warranty": "warranty guarantee garanzia",
        "spare": " ricambio ricambi guarnizione guarnizioni filtro",
    },
    "app": {
        "app": "app application applicazione",
        "website": "website site webpage browser  sito web",
        "update": "update updated updating upgrade aggiornamento aggiornare aggiornato",
        "install": "install reinstall reinstalled uninstall installare reinstallare",
        "version": "version ios android windows macos versione",
        "download": "download downloaded downloading scaricare scaricato",
        "button": "button click cliccare pulsante",
        "search": "search results ricerca cerca cercare",
        "language": "language translate lingua tradurre",
    },
    "phone": {
        "phone": "phone telefono telefonia",
        "mobile": "iphone smartphone samsung huawei galaxy telefonino cellulare",
        "battery": "battery drain draining drains batteria",
        "charger": " cable caricabatterie cavetto cavo",
        "screen": "screen display touchscreen schermo",
        "camera": "photos photo pictures foto fotocamera",
        "keyboard": "keyboard autocorrect letter typing tastiera",
        "volume": "volume sound audio  suono altoparlante cuffie headphones",
        "bluetooth": "bluetooth airpods pairing",
        "sim": "sim esim portabilita",
        "computer": "laptop macbook computer pc mac imac ipad tablet portatile",
        "watch": "smartwatch orologio",
    },
    "network": {
        "internet": "internet wifi broadband router modem fibra adsl connessione connection",
        "signal": "signal coverage reception 4g 5g lte segnale copertura campo",
        "outage": "outage outages disservizio interruzione down",
        "speed": "speed speeds mbps velocita",
        "data": "giga gb roaming",
        "tv": "tv television channel channels cable decoder canale canali televisione",
    },
    "media": {
        "song": "song songs album albums music canzone canzoni musica brano",
        "playlist": "playlist playlists shuffle library libreria",
        "video": "video movie film series episode episodes streaming stream  serie",
        "subtitles": "subtitles dubbed sottotitoli doppiaggio",
        "game": "game games gaming multiplayer gioco giochi partita",
        "console": "console xbox playstation ps4 ps5 nintendo controller",
        "server": "server servers",
        "echo": "echo alexa kindle firestick",
    },
    "hours": {
        "open": "opening apertura aperto apre aprite aprono aperti",
        "shut": "closing chiusura chiuso chiude chiudete chiusi",
        "schedule": "schedule timetable orario orari",
        "holidays": "domenica festivi pasqua natale agosto "
        "ferragosto christmas easter bank-holiday",
    },
    "place": {
        "store": "store shop branch boutique negozio bottega filiale punto-vendita rivenditore "
        "rivenditori",
        "where": "location located directions dove ubicazione trovarvi",
        "parking": "parking park parcheggio parcheggiare",
        "address": "address postcode indirizzo cap",
        "queue": "queue queues till checkout  cassa",
        "access": "wheelchair  ramp disabili carrozzina",
    },
    "booking": {
        "booking": "booking booked reservation reserve reserved prenotazione prenotare prenotato",
        "appointment": "appointment appuntamento visita",
        "table": "table tables tavolo tavoli",
        "ticket": "ticket tickets biglietto biglietti",
        "room": "room hotel stanza albergo camera-doppia soggiorno",
        "reschedule": "reschedule rebook rebooked rebooking spostare riprogrammare",
        "checkin": "checkin check-in boarding imbarco",
        "guests": "guests adults ospiti coperti persone",
        "event": "event concert workshop course evento concerto corso laboratorio degustazione",
    },
    "travel": {
        "flight": "flight flights plane planes flying fly flew volo voli aereo",
        "luggage": "luggage baggage bag bags suitcase bagaglio bagagli valigia",
        "seat": "seat seats seating aisle legroom posto sedile",
        "airport": "airport gate terminal runway tarmac aeroporto",
        "train": "train trains rail railway station platform carriage treno treni stazione binario",
        "bus": "bus coach autobus pullman fermata",
        "crew": "crew attendant pilot hostess equipaggio pilota",
        "passport": "passport visa-document esta documento passaporto",
        "connection-missed": "layover standby diverted coincidenza",
        "taxi": "taxi ride rides uber lyft passenger",
    },
    "contact": {
        "hold": "hold waiting-line",
        "callback": "callback richiamare richiamato",
        "number": "number numero",
        "speak": "speak spoke speaking contact contacted contattare parlare parlato operatore "
        "operator",
        "chat": "chat chatbot livechat",
        "support": "support helpdesk helpline representative rep agent agents supervisor manager "
        "assistenza supporto callcenter centralino consulente",
        "complaint": "complaint complaints complain reclamo reclami",
        "branchstaff": "staff rude employee employees cashier clerk personale commesso commessa "
        "cassiera maleducato scortese",
    },
    "food": {
        "ingredient": "ingredients ingredient ingrediente ingredienti etichetta label",
        "allergy": "allergy allergic allergen nuts peanut allergia allergico allergene allergeni",
        "gluten": "gluten celiac coeliac glutine celiaco celiaca celiachia",
        "vegan": "vegan vegetarian vegano vegana vegetariano",
        "lactose": "lactose dairy lattosio latticini",
        "sugar": "sugar zucchero zuccheri calories calorie",
        "mould": "mould mold mouldy rotten expired muffa marcio avariato scaduto scadenza",
        "taste": "taste tastes tasted flavour flavor sapore gusto amaro bitter",
        "cold": "cold freddo fredda",
        "meal": "meal lunch dinner breakfast pranzo cena colazione menu piatto",
        "meat": "chicken beef pork meat sausages burger pollo manzo carne salsiccia hamburger",
        "coffee": "coffee espresso caffe miscela macinato arabica",
        "decaf": "decaf decaffeinated decaffeinato",
        "capsule": "capsules capsule pods cialda cialde",
        "grinder": "grinder grind macinino  macinatura macinacaffe",
        "moka": "moka caffettiera",
        "pizza": "pizza pizzas pizze",
        "bread": "bread pane lievito pasta",
        "wine": "wine beer vino birra",
    },
    "stock": {
        "stock": "stock restock restocked magazzino scorta",
        "available": "available availability unavailable disponibile disponibilita",
        "soldout": "sold esaurito esaurita esauriti terminato",
        "size": "size sizes sizing taglia taglie misura misure",
        "colour": "colour color colours colore colori",
        "buy": "buy purchase purchased bought comprare acquistare acquistato comprato acquisto",
        "model": "model modello",
    },
    "use": {
        "instructions": "instructions manual guide tutorial istruzioni manuale guida",
        "clean": "clean cleaning wash washing pulire pulizia lavare lavaggio",
        "descale": "descale descaling decalcificare decalcificazione calcare",
        "assemble": "assemble mount montare montaggio assemblare",
        "setup": "setup configure settings setting impostare impostazioni configurare",
        "store-keep": "preserve conservare conservazione frigo",
        "recipe": "recipe ricetta ricette dose dosi",
    },
    "energy": {
        "meter": "meter reading contatore lettura autolettura",
        "power": "electricity power gas luce corrente energia",
        "heating": "heating boiler riscaldamento caldaia",
        "water": "water acqua",
    },
    "clothes": {
        "shoes": "shoes  boots scarpe stivali sandali",
        "dress": "dress shirt jacket coat trousers vestito maglia giacca cappotto pantaloni "
        "camicia felpa",
        "fabric": "fabric cotton wool tessuto cotone lana",
    },
    "firm": {
        "job": "job jobs vacancy hiring cv curriculum lavoro assumete candidatura assunzione",
        "wholesale": "wholesale reseller ingrosso rivendita partita",
        "partner": "partnership collaboration collaborazione sponsor",
    },
}


@cache
def words() -> dict[str, tuple[str, str]]:
    """The thing and the field of each listed word."""
    return {
        word: (thing, field)
        for field, things in FIELDS.items()
        for thing, listed in things.items()
        for word in listed.split()
    }
