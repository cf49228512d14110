/** Brings the pages of the repository into the site's own folder, with links that lead to each other there. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGES } from './pages.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const routes = new Map(PAGES.map(({ source, route }) => [source, route]));

/**
 * @param {string} folder that is to hold the pages
 * @param {string | undefined} repository the address under which files of the repository can be read; without one they
 *   are named and not linked
 */
export async function collectPages(folder, repository) {
  for (const { source, route, title } of PAGES) {
    const text = await readFile(join(root, source), 'utf8');
    const images = new Set();
    const linked = outside(BLOCKS, text, (part) =>
      part.replaceAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (whole, mark, label, target) => {
        if (/^(https?:|mailto:|#)/.test(target)) return whole;
        const [path, hash] = target.split('#');
        const file = posix.normalize(posix.join(dirname(source), path)).replace(/\/$/, '');
        if (mark === '!') {
          images.add(file);
          return `![${label}](/images/${basename(file)})`;
        }
        const place = routes.get(file) ?? routes.get(posix.join(file, 'README.md'));
        const address = place === undefined ? repository && `${repository}/${file}` : `/${place}`;
        return address === undefined
          ? label
          : `[${label}](${address}${hash === undefined ? '' : `#${hash}`})`;
      }),
    );
    const page = join(folder, `${route}.md`);
    await mkdir(dirname(page), { recursive: true });
    const head = `---\ntitle: ${JSON.stringify(title)}\neditLink: false\n---\n\n`;
    await writeFile(page, head + outside(BLOCKS_AND_SPANS, linked, withoutTags));
    await mkdir(join(folder, 'public/images'), { recursive: true });
    for (const image of images)
      await copyFile(join(root, image), join(folder, 'public/images', basename(image)));
  }
  await copyFile(join(root, 'site/home.md'), join(folder, 'index.md'));
}

const BLOCKS = /(^ *```[\s\S]*?^ *```$)/m;
const BLOCKS_AND_SPANS = /(^ *```[\s\S]*?^ *```$|`+[^`\n]+`+)/m;

/** Changes all but the code in a text. */
function outside(code, text, change) {
  return text
    .split(code)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

/** To the site's generator, a word in angle brackets is a component, and two braces are a program. */
function withoutTags(text) {
  return text
    .replaceAll(/<(?!https?:|!--|\/?(?:details|summary|br)\b)(?=[a-z/])/gi, '&lt;')
    .replaceAll('{{', '&#123;&#123;');
}
