/** The first questions as a place of the window, which no list shows. */
import type { Place } from '../../app/place.ts';
import { StartPlace } from './StartPage.tsx';

export const startPlace: Place<'start'> = { name: 'start', label: 'firstRun.place', page: StartPlace };
