export { checkingFetch, type CheckingFetchOptions, type DescribePath } from './check/checking-fetch.ts';
export { unknownNames, type UnknownName } from './check/unknown-names.ts';
export type {
  AnsweredDocument,
  DescribedPath,
  DescribedType,
  UndescribedPath,
  ValidNames,
} from './check/valid-names.ts';
