/** Members by name. */
export type Table<Value> = Readonly<Record<string, Value>>;
