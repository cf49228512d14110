/** Groups of tags, and what each is for. */
export const TAG_GROUPS = [
  {
    name: 'Style',
    for: 'arrangement',
    multiple: false,
    tags: ['Acoustic', 'Choir', 'Full Band'],
  },
  { name: 'Mood', for: 'media', multiple: true, tags: ['Calm', 'Festive'] },
  { name: 'Languages', for: 'person', multiple: true, tags: ['English', 'Español', '中文'] },
] as const;

export const MEDIA = [
  { title: 'Five-Minute Countdown', type: 'countdown', typeName: 'Countdown', length: 300, mood: 'Festive' },
  { title: 'Welcome Loop', type: 'video', typeName: 'Video', length: 90, mood: 'Festive' },
  {
    title: 'Clouds at Dawn',
    type: 'background_video',
    typeName: 'Background Video',
    length: 30,
    mood: 'Calm',
  },
  {
    title: 'Still Water',
    type: 'background_image',
    typeName: 'Background Image',
    length: null,
    mood: 'Calm',
  },
  { title: 'Prayer Card', type: 'document', typeName: 'Document', length: null, mood: 'Calm' },
] as const;

export const ATTACHMENT_TYPES = [
  { name: 'Chord Chart', chords: true, lyrics: false },
  { name: 'Lyrics', chords: false, lyrics: true },
  { name: 'Lead Sheet', chords: false, lyrics: false },
] as const;

export const ITEM_NOTE_CATEGORIES = ['Band', 'Vocals', 'Audio/Visual'] as const;
export const PLAN_NOTE_CATEGORIES = ['Announcements', 'Stage Set-up'] as const;

export const ITEM_NOTES = [
  'Piano only until the second verse',
  'Hold the last chord',
  'All sing in unison',
  'Lights down',
  'Keep the words on the screen until the end',
] as const;

export const PLAN_NOTES = [
  'Newcomers’ lunch after the last service',
  'Two microphones for the reading',
  'The piano stays on the left',
  'Remember the collection for the food bank',
] as const;

export const EMAIL_TEMPLATES = [
  { subject: 'Can you serve?', body: '<p>You are scheduled. Please accept or decline.</p>' },
  { subject: 'See you soon', body: '<p>Thank you for serving!</p>' },
] as const;

export const DECLINE_REASONS = ['Out of town', 'At work', 'Family visiting'] as const;
export const BLOCKOUT_REASONS = ['Vacation', 'Business trip', 'Wedding', 'Moving house'] as const;
