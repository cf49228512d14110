/** What one scenario has created, and therefore may change and must delete. */
export class OwnRecords {
  /** @type {{ path: string, aliases: string[] }[]} */
  #records = [];

  /**
   * Remembers what a POST created: under the address that its document gives, and under the one it was sent to.
   *
   * @param {string} path - that the POST was sent to
   * @param {{ data?: { id?: string, links?: { self?: string } } } | undefined} document
   */
  remember(path, document) {
    const { id, links } = document?.data ?? {};
    if (id === undefined) return;
    const nested = `${path}/${id}`;
    const own = links?.self ? new URL(links.self).pathname : nested;
    this.#records.push({ path: own, aliases: [own, nested] });
  }

  /** @param {string} path */
  has(path) {
    return this.#records.some(({ aliases }) =>
      aliases.some((own) => path === own || path.startsWith(`${own}/`)),
    );
  }

  /**
   * Whether a scenario may send this: it changes only what it created, and creates only at the top of an app or below
   * that.
   *
   * @param {string} method
   * @param {string} path
   */
  mayWrite(method, path) {
    const isTop = /^\/[^/]+\/v2\/[^/]+$/.test(path);
    return this.has(path) || (method === 'POST' && isTop);
  }

  /**
   * Deletes everything, the latest first, and gives back the addresses of what it could not delete.
   *
   * @param {(path: string) => Promise<{ status: number }>} remove
   */
  async deleteAll(remove) {
    const left = [];
    for (const { path } of this.#records.toReversed()) {
      const status = await remove(path).then(
        (answer) => answer.status,
        () => 0,
      );
      // 404: it went along with something that was deleted before.
      if (status !== 204 && status !== 404) left.push(path);
    }
    this.#records = [];
    return left;
  }
}
