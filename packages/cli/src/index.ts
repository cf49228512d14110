export { run } from './run.ts';
export { EXIT } from './exit-codes.ts';
export {
  ClosedPipe,
  Interrupted,
  type Context,
  type Input,
  type Output,
  type Prompts,
  type Question,
} from './context.ts';
