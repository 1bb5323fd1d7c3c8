import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailtoOf } from '#core/draft/mailto.ts';

test('any subject and body come back from the link as they went in, with the line breaks of mails', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'binary' }),
      (subject, body) => {
        const link = mailtoOf(subject, body);
        if (link === null) return;
        const url = new URL(link);
        expect(url.protocol).toBe('mailto:');
        expect(url.pathname).toBe('');
        const fields = new Map(
          url.search
            .slice(1)
            .split('&')
            .map((pair) => {
              const [name = '', value = ''] = pair.split('=');
              return [name, decodeURIComponent(value)] as const;
            }),
        );
        expect([...fields.keys()]).toEqual(['subject', 'body']);
        expect(fields.get('subject')).toBe(subject.toWellFormed());
        expect(fields.get('body')).toBe(body.toWellFormed().replace(/\r?\n/g, '\r\n'));
      },
    ),
  );
});

test('nothing in a text adds a recipient or a field, and a plus stays one', () => {
  const link = mailtoOf('A & B?cc=x@example.com', 'one\ntwo + three &bcc=y@example.com#end');
  expect(link).toBe(
    'mailto:?subject=A%20%26%20B%3Fcc%3Dx%40example.com&body=one%0D%0Atwo%20%2B%20three%20%26bcc%3Dy%40example.com%23end',
  );
});

test('there is no link for a text that browsers would cut', () => {
  expect(mailtoOf('Feedback', 'x'.repeat(1_900))).not.toBeNull();
  expect(mailtoOf('Feedback', 'x'.repeat(2_000))).toBeNull();
});
