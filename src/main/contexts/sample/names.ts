/** Names of people, companies and towns that sound like the Nordic countries and belong to nobody. */
import type { Currency } from '../../../shared/kernel/money.ts';
import { currency } from '../../../shared/kernel/money.ts';
import type { Sector } from '../../../shared/accounts/sectors.ts';
import type { Country } from './orgNumber.ts';

/** The language in which a company's texts are written; firms in Finland are served in Swedish. */
export type Tongue = 'nb' | 'da' | 'sv';

export type Land = {
  readonly tongue: Tongue;
  readonly currency: Currency;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** A company's own name is a beginning and an ending. */
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  readonly trades: readonly (readonly [name: string, sector: Sector])[];
  readonly form: string;
  readonly group: string;
  readonly towns: readonly string[];
};

const words = (text: string): readonly string[] => text.split(' ');

export const lands: Readonly<Record<Country, Land>> = {
  NO: {
    tongue: 'nb',
    currency: currency('NOK'),
    firstNames: words(
      'Anne Bjørn Camilla Eirik Frode Guro Håkon Ida Jørgen Kjersti Lars Marit Nina Odd Pål Ragnhild Sindre Solveig Tone Åse',
    ),
    lastNames: words('Aasen Berge Dahl Eide Fossum Grøtte Haugen Hovland Kvam Lunde Myhre Nygård Rønning Sæther Tveit Vik Øverland Årnes'),
    beginnings: words('Bjørk Dal Fjell Furu Gran Grøn Hest Hol Kvit Lang Lille Nord Røst Sol Stor Sund Vest Øst Ås'),
    endings: words('berg bu dal fjord haug heim nes strand sund vik voll øy'),
    trades: [
      ['Bygg', 'construction'],
      ['Eiendom', 'property'],
      ['Energi', 'energy'],
      ['Fryseri', 'food'],
      ['Gartneri', 'agriculture'],
      ['Kjøl', 'engineering'],
      ['Kraftlag', 'utilities'],
      ['Meieri', 'food'],
      ['Rederi', 'maritime'],
      ['Settefisk', 'fisheries'],
      ['Spedisjon', 'logistics'],
      ['Trelast', 'forestry'],
      ['Veksthus', 'agriculture'],
      ['Verft', 'maritime'],
    ],
    form: 'AS',
    group: 'Gruppen',
    towns: words(
      'Bergen Bodø Drammen Florø Haugesund Kristiansund Larvik Lillehammer Mo Molde Narvik Oslo Sandnes Stavanger Tromsø Trondheim Ålesund',
    ),
  },
  DK: {
    tongue: 'da',
    currency: currency('DKK'),
    firstNames: words(
      'Anders Astrid Birgitte Christian Ditte Emil Freja Gitte Henrik Jens Karen Lone Mikkel Niels Pernille Rikke Søren Thea',
    ),
    lastNames: words(
      'Bjerre Christensen Damgaard Frandsen Grønbæk Holst Iversen Juhl Kjær Lauridsen Møller Nørgaard Skov Thomsen Vestergaard Østerby',
    ),
    beginnings: words('Birke Ege Hvid Høj Kild Lille Nørre Rose Rød Skov Store Sønder Vester Øster Å'),
    endings: words('bjerg bæk dal gård høj lunde marken mose skov strup ådal'),
    trades: [
      ['Ejendomme', 'property'],
      ['Entreprenør', 'construction'],
      ['Gartneri', 'agriculture'],
      ['Kølehus', 'food'],
      ['Logistik', 'logistics'],
      ['Maskinfabrik', 'manufacturing'],
      ['Mejeri', 'food'],
      ['Plast', 'manufacturing'],
      ['Varmeværk', 'utilities'],
      ['Vind', 'energy'],
    ],
    form: 'A/S',
    group: 'Gruppen',
    towns: words(
      'Aalborg Aarhus Esbjerg Fredericia Grenå Herning Horsens Kolding København Næstved Odense Randers Roskilde Sønderborg Vejle',
    ),
  },
  SE: {
    tongue: 'sv',
    currency: currency('SEK'),
    firstNames: words(
      'Agneta Björn Cecilia Erik Frida Gunnar Helena Ingvar Johanna Karin Lennart Malin Nils Oskar Pia Sven Tove Ulrika Åke',
    ),
    lastNames: words(
      'Ahlgren Bergqvist Dahlin Ekström Forsberg Göransson Hedlund Isaksson Källström Lindahl Nyman Palmgren Rosén Strömberg Wallin Åkerlund Öberg',
    ),
    beginnings: words('Alm Björk Ek Gran Lind Norr Ros Sten Stor Svan Söder Väster Åker Älv Öster'),
    endings: words('berga gård holm hult lunda näs sjö torp vik ås'),
    trades: [
      ['Bostäder', 'property'],
      ['Bryggeri', 'food'],
      ['Fastigheter', 'property'],
      ['Mekaniska', 'engineering'],
      ['Plåt', 'manufacturing'],
      ['Sågverk', 'forestry'],
      ['Teknik', 'engineering'],
      ['Trävaror', 'wholesale'],
      ['Värme', 'utilities'],
      ['Åkeri', 'transport'],
    ],
    form: 'AB',
    group: 'Gruppen',
    towns: words(
      'Borås Falun Gävle Göteborg Jönköping Kalmar Karlstad Linköping Luleå Malmö Sundsvall Umeå Uppsala Västerås Växjö Örebro Östersund',
    ),
  },
  FI: {
    tongue: 'sv',
    currency: currency('EUR'),
    firstNames: words('Aino Antti Eeva Heikki Jari Kaisa Lauri Minna Päivi Sampo Tuomas Väinö'),
    lastNames: words('Hämäläinen Järvinen Koskela Lehtonen Mäkelä Nieminen Ojala Peltonen Salmela Väisänen'),
    beginnings: words('Harju Honka Joki Koivu Kuusi Lehto Pohja Salmi Suvi Tuuli'),
    endings: words('koski lahti mäki niemi ranta saari vaara'),
    trades: [
      ['Energia', 'energy'],
      ['Kylmä', 'food'],
      ['Logistiikka', 'logistics'],
      ['Meijeri', 'food'],
      ['Metalli', 'metals and mining'],
      ['Saha', 'forestry'],
    ],
    form: 'Oy',
    group: 'Yhtiöt',
    towns: words('Helsinki Jyväskylä Kokkola Kuopio Oulu Tampere Turku Vaasa'),
  },
};

type SceneAccount = readonly [name: string, country: Country, sector: Sector, town: string];

/** Companies of the scene that the pages were drawn with: they come first, whatever the seed. */
export const sceneAccounts: readonly SceneAccount[] = [
  ['Hålogaland Fryselager AS', 'NO', 'food', 'Narvik'],
  ['Ålvik Smelteverk AS', 'NO', 'metals and mining', 'Ålvik'],
  ['Sønderskov Logistik A/S', 'DK', 'logistics', 'Vejle'],
  ['Mälarstrand Bostäder AB', 'SE', 'property', 'Västerås'],
  ['Kvitnes Havn KF', 'NO', 'maritime', 'Kvitnes'],
  ['Oulunranta Oy', 'FI', 'property', 'Oulu'],
  ['Brattvåg Kjøl AS', 'NO', 'engineering', 'Brattvåg'],
  ['Nørreådal Mejeri A/S', 'DK', 'food', 'Randers'],
  ['Storsjö Värme AB', 'SE', 'utilities', 'Östersund'],
  ['Jæren Veksthus AS', 'NO', 'agriculture', 'Bryne'],
  ['Øvre Romsdal Kraftlag SA', 'NO', 'utilities', 'Åndalsnes'],
  ['Lundströms Bageri AB', 'SE', 'food', 'Karlstad'],
  ['Hestnes Settefisk AS', 'NO', 'fisheries', 'Hestnes'],
  ['Grenåvej Plast A/S', 'DK', 'manufacturing', 'Aarhus'],
  ['Nesbyen Treindustri AS', 'NO', 'forestry', 'Nesbyen'],
];

export const contactTitles: Readonly<Record<Tongue, readonly string[]>> = {
  nb: ['Driftssjef', 'Innkjøpssjef', 'Daglig leder', 'Teknisk sjef', 'Kvalitetsleder', 'Økonomisjef', 'Vedlikeholdsleder', 'HMS-leder'],
  da: ['Driftschef', 'Indkøbschef', 'Direktør', 'Teknisk chef', 'Kvalitetschef', 'Økonomichef', 'Værkfører'],
  sv: ['Driftchef', 'Inköpschef', 'VD', 'Teknisk chef', 'Kvalitetsansvarig', 'Ekonomichef', 'Underhållschef'],
};

const plain: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a', ä: 'a', ö: 'o', é: 'e' };

/** A name as an e-mail address writes it. */
export const addressWord = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[æøåäöé]/gu, (letter) => plain[letter] ?? '')
    .replace(/[^a-z]+/gu, '.')
    .replace(/^\.|\.$/gu, '');
