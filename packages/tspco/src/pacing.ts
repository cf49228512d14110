/**
 * What a pacer of your own is made of: the rules of a rate budget, which are plain functions on plain data, and the
 * room in which requests wait for their turn. `@tspco/redis` keeps such a budget in Redis.
 */
export {
  LONGEST_WAY,
  isIdle,
  newBudget,
  settle,
  take,
  usedOf,
  type Budget,
  type Settlement,
  type Take,
} from './pacing/budget.ts';
export {
  budgetStateOf,
  createPacer,
  reserveSlots,
  settlementOf,
  takeOf,
  type BudgetState,
  type Pacer,
  type PacerOutcome,
  type PacerRequest,
  type Priority,
  type Reservation,
  type SlotRequest,
} from './pacing/pacer.ts';
export type { RateState } from './pacing/rate.ts';
export { askInTurn, WaitingRoom, type Waiter } from './pacing/waiting-room.ts';
export { systemWorld, type World } from './world.ts';
