/** The certificate of a device that is a hub for others: made by the device itself, known by its fingerprint, vouched for by nobody else. */
import { createPublicKey, createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** Both as PEM. */
export type OwnCertificate = { readonly cert: string; readonly key: string };

/** ecdsa-with-SHA256 (RFC 5758) and commonName (RFC 5280). */
const ecdsaSha256 = '1.2.840.10045.4.3.2';
const commonName = '2.5.4.3';

const day = 24 * 3_600_000;
/** Devices that hold the fingerprint do not look at the dates: clocks are wrong more often than a key is stolen. */
const validDays = 3_650;

const extension = (extnID: string, critical: boolean, value: unknown): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const pem = (der: ArrayBuffer): string => {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/gu);
  return `-----BEGIN CERTIFICATE-----\n${(lines ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
};

/** A new P-256 key and a certificate for it, good from a day before `now` (ms) for ten years. `serial`: random bytes, at most 19. */
export const makeOwnCertificate = (now: number, serial: Uint8Array): OwnCertificate => {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ format: 'der', type: 'spki' });
  const name = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: commonName, value: new AttributeValue({ utf8String: 'Samspill hub' }) }),
    ]),
  ]);
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaSha256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    // A leading 1 keeps it positive and not zero, as RFC 5280 wants it.
    serialNumber: new Uint8Array([1, ...serial]).buffer,
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new Validity({ notBefore: new Date(now - day), notAfter: new Date(now + validDays * day) }),
    subjectPublicKeyInfo: AsnConvert.parse(new Uint8Array(publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions([
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
    ]),
  });
  const signature = sign('sha256', new Uint8Array(AsnConvert.serialize(tbsCertificate)), privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return { cert: pem(AsnConvert.serialize(certificate)), key: privateKey };
};

/** SHA-256 of a certificate (PEM), as 64 hexadecimal digits in lower case. Throws on a text that is none. */
export const fingerprintOf = (cert: string): string => plainFingerprint(new X509Certificate(cert).fingerprint256);

/** `AB:CD:…`, as TLS libraries write it, without its colons and in lower case. */
export const plainFingerprint = (text: string): string => text.replaceAll(':', '').toLowerCase();
