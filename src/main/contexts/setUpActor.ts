/** In whose name a store is made: nobody's yet. What this actor wrote is what every store begins with. */
export const setUpActor = 'set-up';
