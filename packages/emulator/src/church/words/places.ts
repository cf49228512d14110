/** A town near the church. */
export interface Place {
  readonly city: string;
  readonly zip: string;
  readonly latitude: string;
  readonly longitude: string;
}

/** Neighbours in one valley, so that addresses, ZIP codes and campuses agree. The first one is the church's home. */
export const PLACES: readonly Place[] = [
  { city: 'Pasadena', zip: '91101', latitude: '34.1478', longitude: '-118.1445' },
  { city: 'Glendale', zip: '91203', latitude: '34.1425', longitude: '-118.2551' },
  { city: 'Monrovia', zip: '91016', latitude: '34.1442', longitude: '-118.0019' },
  { city: 'Alhambra', zip: '91801', latitude: '34.0953', longitude: '-118.1270' },
  { city: 'Altadena', zip: '91001', latitude: '34.1897', longitude: '-118.1312' },
  { city: 'Arcadia', zip: '91006', latitude: '34.1397', longitude: '-118.0353' },
  { city: 'Burbank', zip: '91502', latitude: '34.1808', longitude: '-118.3090' },
  { city: 'San Gabriel', zip: '91776', latitude: '34.0961', longitude: '-118.1058' },
  { city: 'Sierra Madre', zip: '91024', latitude: '34.1617', longitude: '-118.0528' },
  { city: 'Temple City', zip: '91780', latitude: '34.1072', longitude: '-118.0578' },
];

/** Of California. */
export const AREA_CODES: readonly string[] = [
  '209 213 310 323 341 408 415 424 442 510 530 559 562 619 626'.split(' '),
  '628 650 657 661 669 707 714 747 760 805 818 831 858 909 916'.split(' '),
].flat();
