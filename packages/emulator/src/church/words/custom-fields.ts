/** Fields that a church adds to the profile of its people. */
export interface CustomTab {
  readonly name: string;
  readonly fields: readonly CustomField[];
}

export interface CustomField {
  readonly name: string;
  readonly dataType: 'boolean' | 'checkboxes' | 'date' | 'file' | 'number' | 'select' | 'string' | 'text';
  /** What can be chosen. */
  readonly options?: readonly string[];
  /** No longer in use. */
  readonly deleted?: true;
}

export const CUSTOM_TABS: readonly CustomTab[] = [
  {
    name: 'Faith Journey',
    fields: [
      { name: 'Baptized', dataType: 'boolean' },
      { name: 'Baptism Date', dataType: 'date' },
      { name: 'Testimony', dataType: 'text' },
      { name: 'Former Church', dataType: 'string' },
      { name: 'Membership Number', dataType: 'number', deleted: true },
    ],
  },
  {
    name: 'Serving',
    fields: [
      { name: 'T-Shirt Size', dataType: 'select', options: ['S', 'M', 'L', 'XL'] },
      { name: 'Interests', dataType: 'checkboxes', options: ['Children', 'Hospitality', 'Music', 'Prayer'] },
      { name: 'Hours a Month', dataType: 'number' },
      { name: 'Signed Consent', dataType: 'file' },
    ],
  },
];

export const TESTIMONIES = [
  'Came to faith at summer camp.',
  'Grew up in this church and never left.',
  'A neighbor brought me along one Easter.',
] as const;
