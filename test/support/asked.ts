/** What a run has one of and its files ask for: a question over HTTP to the process that started them all. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { readonly url: string; readonly close: () => void };

/** Answers each question with a text; what it fails with is told to whoever asks. */
export const answerQuestions = async (answer: (question: URLSearchParams) => Promise<string>): Promise<Asked> => {
  const desk = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams).then(
      (text) => response.end(text),
      (cause: unknown) => {
        response.statusCode = 500;
        response.end(String(cause));
      },
    );
  });
  await new Promise<void>((resolve) => {
    desk.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(desk.address() as AddressInfo).port}/`, close: () => void desk.close() };
};

/** Rejects with what the other side failed with. */
export const ask = async (url: string, question: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await fetch(`${url}?${new URLSearchParams(question).toString()}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
};
