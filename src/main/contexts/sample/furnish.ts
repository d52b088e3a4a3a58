/** The sample company: a small Nordic firm with a pipeline that looks lived in, made from a seed, dated relative to today. */
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Ports } from '../../../platform/ports.ts';
import type { Furnish } from '../openWorkspace.ts';
import { furnishCompanies } from './companies.ts';
import { furnishDeals } from './deals.ts';
import { seededDice } from './dice.ts';
import { furnishFigures } from './figures.ts';
import { furnishPeople } from './people.ts';
import { furnishProducts } from './products.ts';
import { type SampleSize, sampleSizes } from './sizes.ts';
import { workDays } from './workDays.ts';

export type { SampleSize } from './sizes.ts';
/** `seed`: any whole number; the same seed on the same day makes the same company. */
export type SampleOptions = { readonly size: SampleSize; readonly seed: number };

/** Clock and ids come with the transaction; chance comes from the seed alone, never from the ports. */
export const furnishSample =
  (_ports: Ports, options: SampleOptions = { size: 'small', seed: 1 }): Furnish =>
  (tx, process, me) => {
    const counts = sampleSizes[options.size];
    const dice = seededDice(options.seed);
    const days = workDays(tx.today, tx.zone, counts.months);
    const people = furnishPeople(tx, dice, days, counts, me as Id<'Person'>);
    const products = furnishProducts(tx, days);
    furnishFigures(tx, days);
    const companies = furnishCompanies(tx, dice, days, counts, people);
    furnishDeals({ tx, dice, days, counts, process, people, companies, products });
  };
