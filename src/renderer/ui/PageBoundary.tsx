/** Around a page: what breaks while it is drawn leaves the rest of the window standing, and says what is safe. */
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../app/i18n.ts';
import { Blank } from './Blank.tsx';

type BoundaryProps = { readonly children: ReactNode };

// Only a class can catch what its children throw.
export class PageBoundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  readonly drawAgain = (): void => {
    this.setState({ isBroken: false });
  };

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage onRetry={this.drawAgain} /> : this.props.children;
  }
}

const BrokenPage = ({ onRetry }: { readonly onRetry: () => void }) => {
  const { t } = useText();
  return (
    <div role="alert" className="row grow">
      <Blank title={t('common.pageBrokenTitle')} action={{ label: t('common.tryAgain'), run: onRetry }}>
        {t('common.pageBrokenBody')}
      </Blank>
    </div>
  );
};
