import { APP_NAMES, describeApp } from '@tspco/catalog';
import { expect, it } from 'vitest';
import { vertexText } from './vertex-text.ts';

const plain = (_: unknown, text: string): string => text;

it.each(APP_NAMES)('no line about a type of %s is wider than a terminal, and no name is broken', (app) => {
  for (const vertex of Object.values(Object.fromEntries(describeApp(app).vertices))) {
    const text = vertexText(vertex, { style: plain, width: 80 });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const words = new Set(text.split(/[\s,;]+/));
    const names = [...vertex.attributes.list, ...vertex.edges.list, ...vertex.where.list];
    expect(names.filter((name) => !words.has(name))).toEqual([]);
    const filters = vertex.edges.list.flatMap((name) => vertex.edges.get(name)?.filter.list ?? []);
    expect(filters.filter((name) => !words.has(name))).toEqual([]);
  }
});
