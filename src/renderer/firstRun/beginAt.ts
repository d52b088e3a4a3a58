/** Going on in another store: everything on screen is of the one before, so the window begins anew. */
import { hrefOf, type Place } from '../app/routes.ts';

export const beginAt = (place: Place): void => {
  location.hash = hrefOf(place);
  location.reload();
};
