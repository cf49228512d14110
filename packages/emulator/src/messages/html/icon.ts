const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="8" fill="#1f5fbf"/>
  <path d="M16 5v6M13 8h6M7 26V16l9-6 9 6v10zM14 26v-6h4v6z" fill="none" stroke="#fff" stroke-width="2"/>
</svg>`;

/** In the page itself: a browser would ask for `/favicon.ico` otherwise, and that would stand in the log. */
export const ICON: string = `data:image/svg+xml,${encodeURIComponent(DRAWING)}`;
