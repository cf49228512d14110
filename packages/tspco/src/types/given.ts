/**
 * Lets the compiler find out what was passed, without having a say in what may be passed: it infers through the branch
 * that is never taken, and what remains after that is `unknown`. A parameter typed `Given<T> & Allowed` is checked
 * against `Allowed` alone, so that messages and completion speak of `Allowed`, and `T` is what the caller wrote.
 */
export type Given<T> = [T] extends [never] ? T : Something;

// `unknown` would do, but for the compiler's test of `const` type parameters, which it hides them from.
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- everything but null and undefined is meant
type Something = NonNullable<unknown>;
