/** Nothing much: what importing any module at all costs. */
export const nothing = undefined;
