/** The rail: one link for each place that exists, and who one is here. */
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useCommandRegister } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { keyText } from '../app/keys.ts';
import type { PlaceName } from '../app/placeNames.ts';
import { usePlacesHere } from '../app/placesHere.ts';
import { hrefOf } from '../app/routes.ts';
import { useUiState } from '../app/uiState.ts';
import { useNarrowRail } from './Frame.tsx';

type RailProps = { readonly current: PlaceName; readonly who: string; readonly whoDetail: string };

export const Rail = ({ current, who, whoDetail }: RailProps) => {
  const { t } = useText();
  const placesHere = usePlacesHere();
  const { isRailNarrow, canToggle } = useNarrowRail();
  const toggleRail = useUiState((state) => state.toggleRail);
  const commands = useCommandRegister((state) => state.sections).flatMap((section) => section.commands);
  return (
    <nav className="rail" aria-label={t('common.places')}>
      {placesHere.map(({ name: place, label, icon: PlaceIcon }) => {
        const name = t(label);
        const keys = commands.find(({ id }) => id === `go.${place}`)?.keys?.map((stroke) => keyText(stroke));
        return (
          <a
            key={place}
            href={hrefOf(place)}
            aria-current={place === current ? 'page' : undefined}
            aria-label={isRailNarrow ? name : undefined}
            title={keys === undefined ? name : `${name} (${keys.join(' ')})`}
          >
            <PlaceIcon className="icon" stroke={1.75} />
            <span>{name}</span>
          </a>
        );
      })}
      {canToggle ? (
        <button
          type="button"
          className="iconButton collapse"
          aria-expanded={!isRailNarrow}
          aria-label={t(isRailNarrow ? 'common.railWiden' : 'common.railFold')}
          onClick={toggleRail}
        >
          {isRailNarrow ? (
            <IconLayoutSidebarLeftExpand className="icon" stroke={1.75} />
          ) : (
            <IconLayoutSidebarLeftCollapse className="icon" stroke={1.75} />
          )}
        </button>
      ) : null}
      {who === '' ? null : (
        <div className="who">
          <div className="medium ellipsis">{who}</div>
          <div className="meta ellipsis">{whoDetail}</div>
        </div>
      )}
    </nav>
  );
};
