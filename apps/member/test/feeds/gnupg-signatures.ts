/**
 * Signatures of another implementation: made with GnuPG 2.2.40 on 2026-01-02 over `signedDocument`, by keys of
 * 2026-01-01 that were thrown away (`gpg --quick-generate-key … ed25519 sign 2y`, and rsa2048).
 */

export const signedDocument = JSON.stringify({
  document: {
    category: "csaf_security_advisory",
    csaf_version: "2.0",
    title: "t",
    publisher: { name: "Acme", category: "vendor", namespace: "https://acme.example" },
    tracking: {
      id: "a",
      version: "1",
      status: "final",
      current_release_date: "2026-01-01T00:00:00Z",
    },
  },
});

export const ed25519 = {
  fingerprint: "570fc8b5f6f1911bde15bab644b71ba5407c4b74",
  publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEaVW5ABYJKwYBBAHaRw8BAQdAFB2nzvPD/VfzKIG4QIwAyj17fMPCmn/PZP2G
FCI8+cK0H0FjbWUgUFNJUlQgPHBzaXJ0QGFjbWUuZXhhbXBsZT6IlgQTFggAPhYh
BFcPyLX28ZEb3hW6tkS3G6VAfEt0BQJpVbkAAhsDBQkDwmcABQsJCAcCBhUKCQgL
AgQWAgMBAh4BAheAAAoJEES3G6VAfEt0pPAA/1V8MQkxMfOScnv9/RF9sbFfFYc7
CZcvIkt3Z2RDciDAAP40WG8xS7UxoqhThGoh2CCBwSrNFPv/Apyln3+qZoYSDg==
=1VYQ
-----END PGP PUBLIC KEY BLOCK-----
`,
  signature: `-----BEGIN PGP SIGNATURE-----

iIkEABYIADEWIQRXD8i19vGRG94VurZEtxulQHxLdAUCaVcKgBMccHNpcnRAYWNt
ZS5leGFtcGxlAAoJEES3G6VAfEt0XEUBAKLbh1leK3HdXw6D03O4CEi0ZDP4VtT/
tN03lBMQBwjEAP9RHmk32/PR6rynUggoJ82bz0dqZiUWC3PWzgKcMOEoCw==
=6XLW
-----END PGP SIGNATURE-----
`,
} as const;

export const rsa2048 = {
  fingerprint: "17300cdb8f59c0e5036fb6af261725c27871272c",
  publicKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----

mQENBGlVuQABCADbqK4Q6ZoAydxHp1hkK1Oxv+f7aOZjRzF7wEBQlob/LTbVKE28
d15SbQgQd11u3tlcVKxTLTcv6FOms1stov4oed35bbsSOMNTdotgzI1Qxg/gmtGc
MnK0gKI7ngO2Tew4nk3qFcA37GQmHELMVPxzezqPTqBFkNZ9zeYSuvTP5JIObXK6
6/mywqG/HkepUGS7ZiIJ18Gc1sLoJG/fVlZGUesfzmG864fegh4bK04anXVXZ5Gf
Wu87vwf3ctPs+9PASdKxGbXVl5mf/7CnHLIgA/z+8+v0V1IdO/tP/EI9g5Wxhdgt
u2S3TxuQRI2CCscZI5v0yD2qyX5x3X+yFlBzABEBAAG0G0FjbWUgUlNBIDxyc2FA
YWNtZS5leGFtcGxlPokBVAQTAQoAPhYhBBcwDNuPWcDlA2+2ryYXJcJ4cScsBQJp
VbkAAhsDBQkDwmcABQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJECYXJcJ4cScs
47oH/RGmqo4YfB0/QE8Kxz1yOaiC2Noc/WnlZyoCAbuQWVXkeXjL+nrRuRUdKvOX
75rAvzbE4Le/3AI63OtPELiBVbU0DY1i218YD9xPG8d43aUT9kIKlA9G0AfgmAxj
8L53Y1kebLpbxA55k3VpHhN6h/tELTsJeT7aBUg75WPOPK75REPaoqe7gF8y0HYh
UjHb5ZYL944F2jLqEGyeXkB78Fc2XJpjWcD7Uvr/5n7boa3iEldSSdaiBARvKfX0
tpQ9YOPKp+NnfPpiKw6iLUbSQ82amG3rmk1Gg5UCpApzXt+QYW+ak4jvtP5vqZY6
2sDXmoRqb5hf9i7ioeC4DtkTz8o=
=qoMF
-----END PGP PUBLIC KEY BLOCK-----
`,
  signature: `-----BEGIN PGP SIGNATURE-----

iQFFBAABCgAvFiEEFzAM249ZwOUDb7avJhclwnhxJywFAmlXCoARHHJzYUBhY21l
LmV4YW1wbGUACgkQJhclwnhxJyyjZAf/V3xPWk1pn62Efv/WzKft+qqFLffbyXhQ
3JVP/zpKPGu6Z8/FPGQ5ZdM0qOK55Sgkarjg2nDVj1SvnOZuIhk8fqtLUuD2U6DP
ukBCHObkQtH8txwS91TlT371JX9dOI3ILT+Oe7bzlDgvvT52Zp5/Nd+o2HCL0BHg
nE4CdZd3uzfEGVC7v2r7LSCflh6xxTmtEtBWsOYE0ogAn0wya2bS+MrG05KeHuXt
MaD/O+E/0I2u65pyGM+7+xSJoXg4yTBc4Jp9cNKcpVqmXlKVzeK9WEnBcCHK0x7U
jjh5vE+Q58uEiHVeHNxRHrSV4hi19y9A9ocip1l+B2xMmFMSmtEWSg==
=dNsW
-----END PGP SIGNATURE-----
`,
  signatureWithSha1: `-----BEGIN PGP SIGNATURE-----

iQFFBAABAgAvFiEEFzAM249ZwOUDb7avJhclwnhxJywFAmlXCoARHHJzYUBhY21l
LmV4YW1wbGUACgkQJhclwnhxJyysRAf/W5CdhaM0OOEpps63WmlBQYABNG/eZVqr
uGy18lr1bLFjLn9M/kSOTNHgdzHjQ6WwOwhzq0AkdBoYgjCtTkzFPXtVr0fa3D5K
LJ7XNpONcK7nkB8jLAc/kfufzw5bSRg1TpEKU1R8v7o6YuSob0KvwvS6JahIac1U
ZZeUDAJZV+W1esQb3aRzPKtARPvXs8Odx3Y8NkGrr4iAYAAtISxaRN4BlFzFUNKi
2TMOXY5QFe1P6oLjEn60Ojgx9+VgL8LtgKh+/esuqtrq+d4Pim1GL9MvrMrEypAx
B0U5v1UKGoBxqXYi7K87GdOlad118UtJ1UKj4EnK58drrnnwzTSNng==
=IYNz
-----END PGP SIGNATURE-----
`,
} as const;
