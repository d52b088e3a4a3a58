/** Links into the app and out of it, both read strictly. */
import { isPageAddress } from '../../../shared/desktop.ts';

const idShape = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What a link from outside may show. There is no word that changes anything, so no link can. */
const addressOfVerb: ReadonlyMap<string, (id: string) => string> = new Map([
  ['deal', (id: string) => `#/deal/${id}`],
  ['account', (id: string) => `#/accounts/${id}`],
]);

const linkShape = new RegExp(`^samspill://(?<verb>[a-z]+)/(?<id>${idShape})/?$`, 'u');

/** The page that `samspill://VERB/UUID` names, or null: any other form, also one with `..`, a query or a verb that is not known. */
export const addressOfLink = (link: string): string | null => {
  const match = linkShape.exec(link);
  const address = addressOfVerb.get(match?.groups?.['verb'] ?? '')?.(match?.groups?.['id'] ?? '') ?? null;
  return address !== null && isPageAddress(address) ? address : null;
};

/** The first link among the arguments of a start; null where there is none. */
export const linkIn = (argv: readonly string[]): string | null => argv.find((part) => part.startsWith('samspill:')) ?? null;

/** The address as the system may open it, or null: secure pages, mail and telephone only, and nothing with a password in it. */
export const outerAddress = (text: string): string | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['https:', 'mailto:', 'tel:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
};
