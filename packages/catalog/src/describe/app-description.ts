import type { AppName, AppVersion } from '../types.ts';
import { Names } from './names.ts';
import { VertexDescription } from './vertex-description.ts';

/** One version of one app, to be asked. `describeApp` makes it. */
export class AppDescription {
  /** What {@link loadVersion} gives. */
  readonly facts: AppVersion;
  readonly #vertices = new Map<string, VertexDescription>();

  constructor(facts: AppVersion) {
    this.facts = facts;
  }

  /** The URL name of the app, such as `check-ins`. */
  get app(): AppName {
    return this.facts.app;
  }

  /** A date, such as `2025-11-10`. */
  get version(): string {
    return this.facts.version;
  }

  /** The address of the app without the host: `/people/v2`. */
  get path(): string {
    return this.facts.path;
  }

  /** The resource types, by JSON:API name. */
  get vertices(): Names<VertexDescription> {
    return new Names(
      { owner: `${this.app} ${this.version}`, kind: 'type' },
      { list: Object.keys(this.facts.vertices), get: (type) => this.#vertex(type) },
    );
  }

  /** `Organization`, whose edges are the top-level paths. */
  get root(): VertexDescription {
    const root = this.#vertex('Organization');
    if (!root) throw new RangeError(`${this.app} ${this.version} has no Organization.`);
    return root;
  }

  #vertex(type: string): VertexDescription | undefined {
    const known = this.#vertices.get(type);
    if (known) return known;
    const facts = this.facts.vertices[type];
    if (!facts) return undefined;
    const vertex = new VertexDescription(this, type, facts);
    this.#vertices.set(type, vertex);
    return vertex;
  }
}
