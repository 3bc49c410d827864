"""Swedish authorities and laws that rules alone do not settle: a closed list, as a support.

It holds what has no telling ending (Försäkringskassan), is written in lower case (länsstyrelsen),
goes by an abbreviation that reports seldom explain (JO, GDPR), or has a title whose end no rule
finds. Everything else is found by rules (`name_rules.py`); a name's absence here means nothing.
No companies, no systems, no persons: those are an archive's own.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["authority", "company", "law", "system"]


class Known(NamedTuple):
    """A name as running text writes it, and the short forms it goes by."""

    kind: Kind
    name: str
    short: tuple[str, ...] = ()


KNOWN: tuple[Known, ...] = (
    Known("authority", "Allmänna reklamationsnämnden", ("ARN",)),
    Known("authority", "Arbetsdomstolen"),
    Known("authority", "Arbetsförmedlingen"),
    Known("authority", "Arbetsmiljöverket"),
    Known("authority", "Barn- och elevombudet", ("BEO",)),
    Known("authority", "Barnombudsmannen"),
    Known("authority", "Bolagsverket"),
    Known("authority", "Boverket"),
    Known("authority", "Centrala studiestödsnämnden", ("CSN",)),
    Known("authority", "Datainspektionen"),
    Known("authority", "Diskrimineringsombudsmannen", ("DO",)),
    Known("authority", "E-hälsomyndigheten", ("eHM",)),
    Known("authority", "Ekobrottsmyndigheten"),
    Known("authority", "Energimyndigheten"),
    Known("authority", "EU-domstolen"),
    Known("authority", "EU-kommissionen"),
    Known("authority", "Finansinspektionen"),
    Known("authority", "Folkhälsomyndigheten", ("FoHM",)),
    Known("authority", "Fortifikationsverket"),
    Known("authority", "Försvarets radioanstalt", ("FRA",)),
    Known("authority", "Försvarsmakten"),
    Known("authority", "Försäkringskassan"),
    Known("authority", "Göta hovrätt"),
    Known("authority", "Hälso- och sjukvårdens ansvarsnämnd", ("HSAN",)),
    Known("authority", "Högsta domstolen"),
    Known("authority", "Högsta förvaltningsdomstolen", ("HFD",)),
    Known("authority", "Inspektionen för socialförsäkringen", ("ISF",)),
    Known("authority", "Inspektionen för vård och omsorg", ("IVO",)),
    Known("authority", "Integritetsskyddsmyndigheten", ("IMY",)),
    Known("authority", "Justitiekanslern", ("JK",)),
    Known("authority", "Justitieombudsmannen", ("JO",)),
    Known("authority", "Kammarkollegiet"),
    Known("authority", "Kemikalieinspektionen"),
    Known("authority", "Konkurrensverket", ("KKV",)),
    Known("authority", "Konsumentombudsmannen"),
    Known("authority", "Kriminalvården"),
    Known("authority", "Kronofogdemyndigheten"),
    Known("authority", "Kronofogden"),
    Known("authority", "Kustbevakningen"),
    Known("authority", "Lantmäteriet"),
    Known("authority", "Livsmedelsverket"),
    Known("authority", "Läkemedelsverket"),
    Known("authority", "länsstyrelsen"),
    Known("authority", "mark- och miljödomstolen"),
    Known("authority", "Migrationsverket"),
    Known("authority", "Myndigheten för delaktighet"),
    Known("authority", "Myndigheten för digital förvaltning", ("Digg", "DIGG")),
    Known("authority", "Myndigheten för samhällsskydd och beredskap", ("MSB",)),
    Known("authority", "Myndigheten för vård- och omsorgsanalys"),
    Known("authority", "Naturvårdsverket"),
    Known("authority", "Pensionsmyndigheten"),
    Known("authority", "Polisen"),
    Known("authority", "Polismyndigheten"),
    Known("authority", "Post- och telestyrelsen", ("PTS",)),
    Known("authority", "Riksarkivet"),
    Known("authority", "Riksrevisionen"),
    Known("authority", "Sametinget"),
    Known("authority", "Skatteverket"),
    Known("authority", "Skolinspektionen"),
    Known("authority", "Skolverket"),
    Known("authority", "Skolväsendets överklagandenämnd"),
    Known("authority", "Socialstyrelsen"),
    Known("authority", "Specialpedagogiska skolmyndigheten", ("SPSM",)),
    Known("authority", "Statens beredning för medicinsk och social utvärdering", ("SBU",)),
    Known("authority", "Statens haverikommission"),
    Known("authority", "Statens institutionsstyrelse", ("SiS",)),
    Known("authority", "Statens medicinsk-etiska råd", ("Smer",)),
    Known("authority", "Statistiska centralbyrån", ("SCB",)),
    Known("authority", "Statskontoret"),
    Known("authority", "Strålsäkerhetsmyndigheten", ("SSM",)),
    Known("authority", "Svea hovrätt"),
    Known("authority", "Sveriges geologiska undersökning", ("SGU",)),
    Known("authority", "Sveriges meteorologiska och hydrologiska institut", ("SMHI",)),
    Known("authority", "Säkerhetspolisen", ("Säpo",)),
    Known("authority", "Tandvårds- och läkemedelsförmånsverket", ("TLV",)),
    Known("authority", "Trafikverket"),
    Known("authority", "Transportstyrelsen"),
    Known("authority", "Universitetskanslersämbetet", ("UKÄ",)),
    Known("authority", "Upphandlingsmyndigheten"),
    Known("authority", "Vetenskapsrådet"),
    Known("authority", "Åklagarmyndigheten"),
    Known("law", "arbetsmiljölagen", ("AML",)),
    Known("law", "dataskyddsförordningen", ("GDPR",)),
    Known("law", "förvaltningslagen"),
    Known("law", "hälso- och sjukvårdslagen", ("HSL",)),
    Known("law", "kommunallagen"),
    Known("law", "lagen om anställningsskydd", ("LAS",)),
    Known("law", "lagen om medbestämmande i arbetslivet", ("MBL",)),
    Known("law", "lagen om nationell läkemedelslista"),
    Known("law", "lagen om offentlig upphandling", ("LOU",)),
    Known("law", "lagen om sammanhållen vård- och omsorgsdokumentation", ("SVOD",)),
    Known("law", "lagen om stöd och service till vissa funktionshindrade", ("LSS",)),
    Known("law", "lagen om valfrihetssystem", ("LOV",)),
    Known("law", "offentlighets- och sekretesslagen", ("OSL",)),
    Known("law", "patientdatalagen", ("PDL",)),
    Known("law", "regeringsformen"),
    Known("law", "socialtjänstlagen", ("SoL",)),
    Known("law", "tryckfrihetsförordningen"),
    Known("law", "yttrandefrihetsgrundlagen"),
)
