import type { Row } from './world.ts';

/**
 * Laravel's paginator with the faults the documents show: its addresses are http, name a development host and lack
 * /api/v3; its labels carry HTML entities.
 */
export function paginate(
  path: string,
  rows: readonly unknown[],
  page: number,
  limit: number,
  total: number,
): Row {
  const last = Math.max(1, Math.ceil(total / limit));
  const host = `http://apiwebdev.mile.app${path}`;
  const url = (number: number) => (number >= 1 && number <= last ? `${host}?page=${number}` : null);
  const near = [...new Set([1, page - 1, page, page + 1, last])].filter((number) => url(number) !== null);
  return {
    current_page: page,
    data: rows,
    first_page_url: url(1),
    from: rows.length === 0 ? null : (page - 1) * limit + 1,
    last_page: last,
    last_page_url: url(last),
    links: [
      { url: url(page - 1), label: '&laquo; Previous', active: false },
      ...near.map((number) => ({ url: url(number), label: String(number), active: number === page })),
      { url: url(page + 1), label: 'Next &raquo;', active: false },
    ],
    next_page_url: url(page + 1),
    path: host,
    per_page: limit,
    prev_page_url: url(page - 1),
    to: rows.length === 0 ? null : (page - 1) * limit + rows.length,
    total,
  };
}
