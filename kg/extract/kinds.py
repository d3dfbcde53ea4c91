"""What kind of thing an unlisted name names, by the words in it and beside it."""

from __future__ import annotations

import re

from kg.vocabulary import Kind

_LEGAL = re.compile(
    r"(?:,? (?:Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|LP|L\.P|Corp|Corporation|Co"
    r"|PLC|plc|GmbH|AG|BV"
    r"|B\.V|NV|N\.V|S\.A|SA|SE|AB|SpA|S\.p\.A|Pte|Pty|Oy|Oyj|KK|KGaA|JSC|PJSC|Bhd)\.?)+$"
)
_LAW = re.compile(
    r"(?:\b(?:Act|Acts|Directive|Treaty|Bill|Ordinance|Decree|Constitution|Convention|Protocol)\b"
    r"(?: of \d{4}| \d{4})?$|^(?:Executive Order|E\.O\.|EO|Section|Regulation|Directive"
    r"|Presidential Decree"
    r"|Public Law|Proclamation) (?:\(EU\) )?[\dA-Z]|\b(?:Regulation|Regulations|Law|Code|Rules?)$)"
)
_LAW_BARE = re.compile(
    r"^(?:(?:Public )?Law|Code|Rules?|Act|Bill|Regulations?|Treaty|Constitution|Section .*)$"
)
# States whose central bank is called "Bank of" them; elsewhere that is a firm ("Bank of China").
_CENTRAL_BANKS = (
    "Albania|Algeria|Botswana|Canada|England|Estonia|Finland|France|Ghana|Greece|Guyana|Indonesia"
    "|Israel|Italy|Jamaica|Japan|Korea|Latvia|Lebanon|Lithuania|Mauritius|Mexico|Mongolia"
    "|Mozambique|Namibia|Portugal|Russia|Sierra Leone|Slovenia|South Sudan|Spain|Sudan|Tanzania"
    "|Thailand|Uganda|Zambia|Lao PDR|Papua New Guinea|Cape Verde|Central African States"
)
_BODY = re.compile(
    r"\b(?:Ministry|Ministries|Department|Commission|Agency|Authority|Administration|Bureau|Court"
    r"|Courts|Parliament|Congress|Senate|Committee|Subcommittee|Directorate|Treasury|Cabinet"
    r"|Secretariat|Tribunal|Regulator|Council of Ministers|Ombudsman"
    r"|Inspectorate|Attorney General|Prosecutors?'?"
    r"|House of Representatives|House of Commons|House of Lords|White House|State Council|Customs"
    r"|Central Bank|Federal Reserve|Reserve Bank|Supreme Court|Police|Army|Navy|Air Force|Marine"
    r"|Command|Coast Guard|Embassy|Consulate|Duma|Knesset|Bundestag|Security Council"
    r"|Office of|Office for|Data Protection|General Staff|National Guard|Intelligence Service"
    r"|Security Service|Border Force|Patent Office|Trade Representative|Attorney-General"
    r"|Comptroller|Registrar|Magistracy|Circuit|Monetary Authority|Gendarmerie|Constabulary"
    r"|Prosecutor's Office|Attorney's Office|Commissioner for|Export-Import Bank"
    r"|Minist(?:erio|ério|ero|ère|erie|erul|ria)|Comisi[oó]n|Comiss[aã]o|Commissione"
    r"|Superintendenci[ao]|Superintendência|Secretar[ií]a|Fiscal[ií]a|Procuradur[ií]a"
    r"|Ag[eê]nci?a|Agenzia|Autorit[éàa]t?|Autoridade?|Garante|Tribun[aá]l|Cour|Corte"
    r"|Bundes(?:amt|gericht|kartellamt|rat|tag|regierung|netzagentur|anstalt|behörde)"
    r"|\w+(?:gericht|ministerium|behörde|kartellamt|aufsicht|verket|tilsynet|styrelsen|nadzor)"
    r"|Inspektionen|Autoriteit|Urząd|Majlis|Sejm|Rada|Diet|Storting|Folketing|Riksdag"
    r"|Guardia|Gendarmería|Dirección|Direction g[eé]n[eé]rale)\b"
    r"|^(?:State|National|Central|Reserve|People's) Bank of (?!India$|Greece$)"
    rf"|^Bank of (?:the )?(?:{_CENTRAL_BANKS})$"
)
_ORG = re.compile(
    r"\b(?:University|Universities|College|School|Institute|Institution|Foundation|Association"
    r"|Society|Federation|Confederation|Coalition|Alliance|Consortium|Council|Forum|Initiative"
    r"|Project|Center|Centre|Observatory|Fund|Endowment|Trust|Charity|Church|Union|Party|Academy"
    r"|League|Network|Movement|Workers|Observers|Club|Campaign|Team|Conference|Watch"
    r"|Nations|Organi[sz]ation"
    r"|News|Times|Post|Journal|Herald|Tribune|Gazette|Magazine|Daily|Review|Press|Guardian|Radio"
    r"|Television|Broadcasting|Monitor|Chronicle|Telegraph|Observer)\b"
)
_COMPANY = re.compile(
    r"(?:^(?:Bank of|Banco|Banque) |\b(?:Group|Holdings?|Technolog(?:y|ies)|Tech|Systems"
    r"|Electronics|Motors?|Airlines?|Airways|Air|Bank|Bancorp|Capital|Ventures|Partners|Energy|Oil"
    r"|Gas|Petroleum|Power|Pharma"
    r"|Pharmaceuticals|Semiconductors?|Microelectronics|Microdevices|Software|Labs"
    r"|Solutions|Media|Entertainment|Telecom|Telecoms|Telecommunications|Communications"
    r"|Industries|Networks|Games|Gaming|Studios?|Robotics|Therapeutics|Biotech|Logistics"
    r"|Shipping|Steel|Mining|Chemical|Chemicals|Materials|Instruments|Aerospace|Aviation"
    r"|Aircraft|Engineering|Consulting|Advisors|Advisers|Securities|Insurance|Investments?"
    r"|Management|Equity|Financial|Payments|Digital|Interactive|Computing|Computers?|Data"
    r"|Cloud|Wireless|Mobile|Automotive|Brothers|Pictures|Records|Foods|Stores|Retail"
    r"|Properties|Realty|Resources|International|Enterprises|Corps|Company|Companies|AI"
    r"|Security|Analytics|Cybersecurity|Cyber|Bio|Health|Medical|Photonics|Optics|Satellite"
    r"|Space|Research|Dynamics|Innovations?|Services|Products|Devices|Micro|Quantum"
    r"|Healthcare|Lithium|Minerals|Metals|Copper|Gold|Cobalt|Nickel|Uranium|Grid|Mobility"
    r"|Telematics|Batter(?:y|ies)|Systèmes|Serviços|Leisure|Silicon|Semicon|Cargo|Avionics|Rail"
    r"|Maritime|Marine|Water|Beverages|Brewer(?:y|ies)|Cement|Glass|Fertili[sz]ers|Agro|Farms"
    r"|Hotels|Resorts|Travel|Freight|Express|Lines|Trucks|Bikes|Drones|Telekom|Télécom|Telco"
    r"|Telekomunikasi|Telecomunica(?:ções|ciones)|Fintech|Lending|Trading|Commodities|Autos?"
    r"|Aerosystems|Aeronautics|Propulsion|Nuclear|Fusion|Solar|Wind|Renewables|Hydrogen|Carbon"
    r"|Plastics|Packaging|Textiles|Apparel|Fashion|Cosmetics|Genomics|Genetics|Biosciences"
    r"|Biologics|Diagnostics|Vaccines|Pharmaceutica|Sciences|Lasers?|Sensors|Imaging|Vision"
    r"|Display|Displays|Circuits|Foundry|Wafers?|Machines|Machinery|Tools|Equipment|Heavy"
    r"|Manufacturing|Works|Werke|Metall|Stahl|Energie|Energi|Energía|Energia|Énergies|Elektronik"
    r"|Elettronica|Eletrônica|Elektrik|Enerji|Savunma|Teknik|Teknoloji|Technologie|Tecnologia"
    r"|Bancorp|Banca|Bancaria|Financiera|Seguros|Assicurazioni|Versicherung|Assurances|Ventures?"
    r"|Hospitality|Outfitters|Distribution|Distributors|Wholesale|Supermarkets|Pharmacies"
    r"|Publishing|Productions|Publications|Comics|Toys|Sports|Football|Racing|Casino|Resources?"
    r"|Exploration|Drilling|Refining|Pipelines?|Offshore|Subsea|Ports|Terminals|Infrastructure"
    r"|Construction|Builders|Homes|Estates|Land|Acquisition|Fab|Fabs|Optronics|Connect|Link"
    r"|Workspace|Intelligence|Cognition|Autonomy|Autonomous|Avia|Airspace|Spacecraft|Launch"
    r"|Rocketry|Orbital|Broadband|Fib(?:er|re)|Cable|Towers|Spectrum|Connectivity|Hosting"
    r"|Memory|Storage|Substrates|Components|Microsystems|Optoelectronics|Precision|Electric"
    r"|Shipyards?|Tyres|Tires|Brands|Tobacco|Spirits|Aerostructures|Composites|Magnetics|Marktplatz"
    r"|Exchange)(?: (?:Group|Holdings?|International|Company|[A-Z][a-z]+ia|Japan|[IVX]+))?$)"
)
_APP = re.compile(
    r"\b(?:App|Messenger|Chat|Browser|Explorer|Maps|Mail|Search|Play|Store|OS|GPT|Bot|Pay|Wallet"
    r"|Drive|Cloud Drive|VPN|Assistant)$"
)
# A military base is a place, not the force that keeps it.
_BASE = re.compile(r"\b(?:(?:Air|Naval|Military|Army|Space|Marine)\b.* Base|Base|AFB)$")
# Last words of names that name nobody: programmes, plans, prizes, events, indices, devices.
_NOBODY = re.compile(
    r"\b(?:Policy|Policies|Program(?:me)?s?|Plans?|Strateg(?:y|ies)|Sectors?|Economy|Activit(?:y|ies)"
    r"|Orders?|Agreements?|Deals?|Index|Indices|Composite|Average|Awards?|Prizes?|Medals?|Summit"
    r"|Festival|Championships?|Cup|Series|Round|Edition|Chips?|Processors?|GPUs?|CPUs?|Standards?"
    r"|Framework|Doctrine|Accords?|Pact|Ban|Lists?|Report|Study|Revolution|Wars?|Crisis|Era|Age"
    r"|Phones?|Pro|Ultra|Administrators|Users|Parties|Sanctions|Tariffs?|Rules?"
    r"|Community|Road|Loans?|Bonds?|Bill of Rights|Memorandum|Declaration|Resolution|Roadmap"
    r"|Guidelines?|Principles?|Charter|Dialogue|Talks|Day|Week|Month|Year|Bowl|Olympics"
    r"|Expo|Show|Exhibition|Fair|Model|Models|Theor(?:y|em)|Law of .*|Telescope"
    r"|Rocket|Missiles?|Satellites?|Flight|Phase|Stage|Level|Version"
    r"|Grants?|Scholarship|Fellowship|Degree|Interim Final|Questions|Answers|Sheet|Update"
    r"|Policymakers|Companies List|Entity|Licen[cs]e|Exchange Rate|Dream|Operation|Purpose)$"
)
_PLACE = re.compile(
    r"\b(?:Airport|Park|City|Province|Island|Islands|River|Sea|Ocean|Strait|Bay|Valley|County"
    r"|District|Peninsula|Mountains?|Lake|Port|Square|Street|Avenue|Road|Region|Oblast|Coast)$"
)
# Nouns that say what the name beside them names.
NOUNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{words})s?", re.I))
    for kind, words in (
        (
            Kind.APP,
            r"app|apps|platform|social network|network|website|site|chatbot|chat ?bot|messenger"
            r"|search engine|browser|game|video ?game|marketplace|operating system|online service"
            r"|streaming service|messaging service|cloud service|language model|assistant|software"
            r"|tool|plugin|plug-in|application|web service|spyware|forum|portal|client"
            r"|large language model|model|video service|service|suite|search tool|web"
            r" browser|wallet|protocol|online platform|app store|games? store|games? console"
            r"|payment app|payments app|super-?app|video game|mobile game|dating site|forum"
            r"|social platform|social media platform|messaging platform|streaming platform"
            r"|streamer|e-commerce site|shopping app|shopping site|exchange app|neobank app"
            r"|malware|ransomware|operating platform|coding assistant|voice assistant|image"
            r" generator|search app|maps app|note-taking app|delivery app|ride-hailing app",
        ),
        (
            Kind.COMPANY,
            r"company|firm|maker|manufacturer|chipmaker|chip maker|startup|start-up|giant"
            r"|conglomerate"
            r"|developer|provider|carmaker|automaker|retailer|supplier|operator"
            r"|subsidiary|bank|carrier"
            r"|lender|producer|publisher|brand|unicorn|foundry|contractor|airline|vendor"
            r"|group|owner"
            r"|parent|investor|brokerage|utility|insurer|miner|holding|consultancy|studio|business"
            r"|distributor|affiliate|exchange|unit|telco|telecoms|venture|companies|subsidiaries"
            r"|\w+maker|\w+builder|law firm|corporation|enterprise|builder|fintech|insurtech"
            r"|biotech|edtech|scale-?up|spin-?off|spin-?out|broker|trader|trading house|refiner"
            r"|driller|explorer|wholesaler|grocer|chain|supermarket|hotelier|landlord|multinational"
            r"|major|titan|behemoth|specialist|challenger|incumbent|upstart|hedge fund|buyout"
            r"|buy-?out group|venture capital fund|asset manager|fund manager|money manager"
            r"|investment bank|integrator|fab|lab|bookmaker|publisher|label|yard|shipyard|smelter"
            r"|franchise|franchisee|licensee|reseller|importer|exporter|shipper|forwarder|courier"
            r"|pioneer|house|outfit|juggernaut|heavyweight|minnow|licensor|architect|consultants"
            r"|contract manufacturer|private equity|joint venture|employer|tenant|creditor",
        ),
        (
            Kind.PUBLIC_BODY,
            r"regulator|watchdog|agency|ministry|court|legislature|parliament|authority|commission"
            r"|tribunal|department|committee|taskforce|task force|central bank|body|agencies"
            r"|space agency|spy agency|intelligence service|secret service|security service"
            r"|police|army|navy|prosecutor's office|inspectorate|directorate|ombudsman|bureau"
            r"|privacy regulator|supervisor|licensing body|antitrust authority|customs service",
        ),
        (
            Kind.ORGANIZATION,
            r"think tank|think-tank|nonprofit|non-profit|NGO|charity|university|foundation"
            r"|institute|newspaper|broadcaster|news agency|outlet|magazine|fund|association"
            r"|union|organi[sz]ation|advocacy group|rights group|lobby group|trade group|coalition"
            r"|campaign group|research group|alliance|standards body|project|party|daily|weekly"
            r"|wealth fund|sovereign fund|sovereign wealth fund|pension fund|state fund"
            r"|research institute|research cent(?:er|re)|consortium|militia|church|museum|college"
            r"|academy|institution|federation|society|council|forum|lobby|business lobby"
            r"|news site|news outlet|news organi[sz]ation|tabloid|paper|radio station|tv station"
            r"|television station|channel|endowment|trade body|industry body|trade association"
            r"|non-governmental organi[sz]ation|watchdog group|cooperative|club|team|laboratory",
        ),
        (
            Kind.PERSON,
            r"president|minister|chief executive|CEO|founder|senator|chairman|chairwoman|chair"
            r"|director|analyst|professor|researcher|spokesman|spokeswoman|spokesperson|lawyer"
            r"|executive|secretary|commissioner|lawmaker|journalist|billionaire|entrepreneur"
            r"|governor|ambassador|judge|economist|author|fellow|activist|co-founder|officer"
            r"|tycoon|oligarch|magnate|mogul|financier|banker|trader|deputy|premier|chancellor"
            r"|congressman|congresswoman|mayor|prosecutor|whistleblower|engineer|scientist"
            r"|programmer|developer|designer|lecturer|strategist|lobbyist|adviser|advisor|envoy"
            r"|diplomat|politician|opposition leader|dissident|blogger|columnist|reporter|editor"
            r"|correspondent|historian|sociologist|criminologist|chief|boss|heir|heiress|king"
            r"|prince|sheikh|emir|crown prince|attorney|barrister|counsel|chairperson"
            r"|president-elect"
            r"|hacker|student|expert|witness|defendant|suspect|citizen|national|worker|volunteer",
        ),
        (Kind.LAW, r"act|law|bill|regulation|directive|treaty|legislation|statute"),
        (
            Kind.PLACE,
            r"city|town|province|region|village|district|county|island|port|capital|suburb",
        ),
    )
)


def by_form(text: str) -> Kind | None:
    """Tell a name's kind by its own words: "Shamekh Inc." is a company, "Clean Air Act" a law."""
    if _LEGAL.search(text):
        return Kind.COMPANY
    if _BASE.search(text):
        return Kind.PLACE
    if _LAW.search(text) and not _LAW_BARE.match(text):
        return Kind.LAW
    for kind, pattern in (
        (Kind.PUBLIC_BODY, _BODY),
        (Kind.PLACE, _PLACE),
        (Kind.ORGANIZATION, _ORG),
        (Kind.COMPANY, _COMPANY),
        (Kind.APP, _APP),
    ):
        if pattern.search(text) and " " in text:
            return kind
    return None


def names_nobody(text: str) -> bool:
    """Say whether a name's last word makes it a plan, prize, event or device: "Turing Award"."""
    return _NOBODY.search(text) is not None


def by_noun(noun: str) -> Kind | None:
    """Tell the kind of thing a common noun or phrase describes: "chipmaker" is a company."""
    return next((kind for kind, pattern in NOUNS if pattern.fullmatch(noun)), None)


_GENERIC = re.compile(
    r"(?:,? ?(?:Inc|Incorporated|Ltd|Limited|LLC|LLP|LP|Corp|Corporation|Co|PLC|plc|GmbH"
    r"|AG|BV|NV|SA|SE"
    r"|AB|SpA|Pte|Pty|Oyj?|Group|Holdings?|Company|Technolog(?:y|ies)|International|Foundation"
    r"|Institute|Global|Systems|Motors?|Electronics|Solutions|Networks|Media|Capital|Partners"
    r"|Ventures|Bank|Airlines|Airways|Industries|Corps|Software|Labs|Aviation|Energy)\.?,?)+"
)


def generic_tail(text: str) -> bool:
    """Say whether words add nothing to a name: legal forms, "Group", "Holdings"."""
    return _GENERIC.fullmatch(text) is not None


def legal_tail(text: str) -> bool:
    """Say whether words are a legal form alone: ", Inc."."""
    return _LEGAL.fullmatch(text) is not None
