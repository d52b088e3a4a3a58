/** A button with a small panel below it: Esc or a click beside it closes it, and the focus goes back to the button. */
import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';

type FloatingPanelProps = {
  readonly label: ReactNode;
  readonly title: string;
  readonly children: (close: () => void) => ReactNode;
};

export const FloatingPanel = ({ label, title, children }: FloatingPanelProps) => {
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => {
    setIsOpen(false);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      offset={4}
      withinPortal={false}
      trapFocus
      returnFocus
      classNames={{ dropdown: 'floating tablePanel' }}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className="button"
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>{children(close)}</Popover.Dropdown>
    </Popover>
  );
};
