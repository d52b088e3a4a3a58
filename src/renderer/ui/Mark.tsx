/** The mark: sales and marketing, and what they share where they overlap. */
export const Mark = () => (
  <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
    <rect x="1" y="1" width="11" height="11" fill="var(--sales)" />
    <rect x="6" y="6" width="11" height="11" fill="var(--mkt)" />
    <rect x="6" y="6" width="6" height="6" fill="var(--shared)" />
  </svg>
);
