/** The names of a device: its stem stays the same for life, and its incarnation is counted on whenever a name cannot be used any more. */

/** What all names of one device share. */
export const stemOf = (device: string): string => device.split('.')[0] ?? '';

/** The how manieth name of its device it is. */
export const incarnationOf = (device: string): number => Number(device.split('.')[1]);
