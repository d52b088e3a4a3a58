/** Going on in another store: everything on screen is of the one before, so the window begins anew. */
import type { PlaceName } from '../app/placeNames.ts';
import { hrefOf } from '../app/routes.ts';

export const beginAt = (place: PlaceName): void => {
  location.hash = hrefOf(place);
  location.reload();
};
