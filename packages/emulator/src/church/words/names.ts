/** Names on which programs stumble that only know the alphabet. */
export const ACCENTED_FIRST_NAMES = {
  female: ['Zoë', 'Renée', 'Chloé', 'Inés', 'María', 'Noémie'],
  male: ['José', 'André', 'Raúl', 'Jürgen', 'Étienne', 'Tomás'],
} as const;

export const ACCENTED_LAST_NAMES = [
  'Núñez',
  'Muñoz',
  'Peña',
  'Gutiérrez',
  'Hernández',
  'Müller',
  'Lévesque',
  'Dvořák',
  'Çelik',
  'Nguyễn',
] as const;

export const LOWER_CASE_LAST_NAMES = [
  'de la Cruz',
  'de León',
  'van der Meer',
  'van Dijk',
  'von Stein',
  'da Silva',
  'ten Boom',
] as const;

export const NICKNAMES = ['Ace', 'Bee', 'Bud', 'Kit', 'Mac', 'Red', 'Skip', 'Sunny', 'Teddy', 'Tex'] as const;
