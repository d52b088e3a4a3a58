/** The hatched fill of everything that is not whole or not yet fact. */

type HatchProps = { readonly id: string; readonly color: string };

export const Hatch = ({ id, color }: HatchProps) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" fill={color} opacity="0.12" />
    <rect width="2.5" height="6" fill={color} />
  </pattern>
);
