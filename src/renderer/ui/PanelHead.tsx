/** The head of a panel: what it is, and, where it may be changed, the button that opens its form and closes it again. */
import { useIsFixed } from './Editable.tsx';

type PanelHeadProps = { readonly title: string; readonly action: string; readonly isOpen: boolean; readonly onToggle: () => void };

export const PanelHead = ({ title, action, isOpen, onToggle }: PanelHeadProps) => (
  <div className="row">
    <h2 className="hSection grow">{title}</h2>
    {useIsFixed() ? null : (
      <button type="button" className="button small quiet" aria-expanded={isOpen} onClick={onToggle}>
        {action}
      </button>
    )}
  </div>
);
