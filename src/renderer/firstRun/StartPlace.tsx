/** The first questions, once it is known where the workspace stands at its beginning. */
import { beginning as beginningQuery } from '../../shared/admin/setupContract.ts';
import { useQuery } from '../app/calls.ts';
import type { PageProps } from '../app/place.ts';
import { StartPage } from './StartPage.tsx';

export const StartPlace = ({ workspace }: PageProps) => {
  const { data } = useQuery(beginningQuery, {});
  return data === undefined ? <div className="page" aria-busy="true" /> : <StartPage workspace={workspace} beginning={data} />;
};
