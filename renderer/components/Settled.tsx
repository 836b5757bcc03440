import type { ReactNode } from 'react';
import { useAllWords } from '../words/later.ts';
import '../styles/guard.css';

/** That a setting is not for the person to change, why, and whom to ask. */
export function Settled(props: { readonly reason: string; readonly contact: string | null }): ReactNode {
  const { say } = useAllWords();
  return <p className="guard-locked"><span aria-hidden="true" className="padlock" /><span>{props.reason}{props.contact === null ? '' : ` ${say('save.ask', { contact: props.contact })}`}</span></p>;
}
