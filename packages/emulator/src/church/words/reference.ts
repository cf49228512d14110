/** What a church finds in its lists when it starts, and some that it would add. */
export const MARITAL_STATUSES = ['Single', 'Married', 'Widowed', 'Divorced', 'Engaged', 'Separated'] as const;
export const MEMBERSHIP_TYPES = [
  'Member',
  'Regular Attender',
  'Visitor',
  'Participant',
  'In Progress',
] as const;
export const NAME_PREFIXES = ['Mr.', 'Mrs.', 'Ms.', 'Miss', 'Dr.', 'Rev.'] as const;
export const NAME_SUFFIXES = ['Jr.', 'Sr.', 'Ph.D.', 'II', 'III'] as const;
export const INACTIVE_REASONS = ['Moved', 'Attends elsewhere', 'Lost contact', 'By request'] as const;
export const NOTE_CATEGORIES = ['General', 'Pastoral Care', 'Follow-up'] as const;

/** By the grades taught, from the highest down: a child of grade 6 goes to the second one. */
export const SCHOOLS = [
  { value: 'Sierra Vista High School', from: 9, to: 12 },
  { value: 'Arroyo Middle School', from: 6, to: 8 },
  { value: 'Foothill Elementary', from: 0, to: 5 },
] as const;

/** From the year before kindergarten. */
export const GRADES = [
  'Pre-K',
  'K',
  '1st',
  '2nd',
  '3rd',
  '4th',
  '5th',
  '6th',
  '7th',
  '8th',
  '9th',
  '10th',
  '11th',
  '12th',
] as const;

export const APPS = [
  'Calendar',
  'Check-Ins',
  'Giving',
  'Groups',
  'People',
  'Publishing',
  'Registrations',
  'Services',
] as const;

export const CARRIERS = [
  { name: 'AT&T', value: 'att', international: false },
  { name: 'T-Mobile', value: 'tmobile', international: false },
  { name: 'Verizon', value: 'verizon', international: false },
  { name: 'Telcel', value: 'telcel', international: true },
] as const;

export const NOTES = [
  'Would like to hear more about small groups.',
  'Asked for prayer for a family member in hospital.',
  'Met after the second service; new in town.',
  'Can help with moving furniture on weekdays.',
  'Prefers to be called in the evening.',
  'Came to the newcomers’ lunch and stayed to clean up.',
  'Is looking for a ride to church on Sundays.',
] as const;

export const MEDICAL_NOTES = [
  'Peanut allergy',
  'Asthma, carries an inhaler',
  'Lactose intolerant',
  'Bee stings',
] as const;
