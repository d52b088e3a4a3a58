/** The head of a plain table: one column after the other, those for figures and buttons by their class. */

export type HeadColumn = {
  readonly label: string;
  readonly className?: string;
  /** Said to those who listen alone: a column of buttons needs no words above it. */
  readonly isHeard?: boolean;
};

export const TableHead = ({ columns }: { readonly columns: readonly HeadColumn[] }) => (
  <thead>
    <tr>
      {columns.map(({ label, className, isHeard = false }) => (
        <th key={label} scope="col" className={className}>
          {isHeard ? <span className="heard">{label}</span> : label}
        </th>
      ))}
    </tr>
  </thead>
);
